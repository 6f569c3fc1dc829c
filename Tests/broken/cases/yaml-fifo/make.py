import os

os.remove("case.yaml")
os.mkfifo("case.yaml")
