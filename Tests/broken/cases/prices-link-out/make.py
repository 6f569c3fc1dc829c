import os

os.remove("prices.csv")
os.symlink("/etc/hostname", "prices.csv")
