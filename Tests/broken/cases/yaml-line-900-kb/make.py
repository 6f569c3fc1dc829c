with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("note: " + "x" * 900_000 + "\n")
