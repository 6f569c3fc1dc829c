import os

os.chmod("prices.csv", 0)
