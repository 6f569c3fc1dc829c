with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("note: " + "{a: " * 10_000 + "}" * 10_000 + "\n")
