import os

os.remove("prices.csv")
os.symlink("none.csv", "prices.csv")
