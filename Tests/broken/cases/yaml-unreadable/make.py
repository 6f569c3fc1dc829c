import os

os.chmod("case.yaml", 0)
