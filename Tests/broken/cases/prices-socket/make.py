import os
import socket

os.remove("prices.csv")
socket.socket(socket.AF_UNIX).bind("prices.csv")
