with open("\x1b[31m.csv", "w", encoding="utf-8") as file:
    file.write("parameter,period,value\n")
