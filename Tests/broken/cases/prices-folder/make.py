import os

os.remove("prices.csv")
os.mkdir("prices.csv")
