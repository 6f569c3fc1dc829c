import os

os.rename("case.yaml", "case.yml")
