import os

os.truncate("demand.csv", 10_000_000_000)
