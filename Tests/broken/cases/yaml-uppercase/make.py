import os

os.rename("case.yaml", "Case.yaml")
