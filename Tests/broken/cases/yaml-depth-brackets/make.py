with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("note: " + "[" * 10_000 + "]" * 10_000 + "\n")
