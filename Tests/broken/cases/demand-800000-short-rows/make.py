with open("demand.csv", "a", encoding="utf-8") as file:
    file.write("x\n" * 800_000)
