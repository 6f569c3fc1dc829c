with open("case.yaml", "a", encoding="utf-8") as file:
    file.write("- 1\n" * 10_001)
