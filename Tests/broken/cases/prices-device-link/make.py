import os

os.remove("prices.csv")
os.symlink("/dev/zero", "prices.csv")
