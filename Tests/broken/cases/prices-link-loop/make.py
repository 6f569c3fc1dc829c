import os

os.remove("prices.csv")
os.symlink("prices.csv", "prices.csv")
