with open(b"prices\xff.csv", "w", encoding="utf-8") as file:
    file.write("parameter,period,value\n")
