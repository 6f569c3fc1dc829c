with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("note:\n  " + "- " * 10_000 + "x\n")
