with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("#" * 2_000_000)
