with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("? " * 10_000 + "x\n")
