import os

os.remove("prices.csv")
os.mkfifo("prices.csv")
