with open("case.yaml", "a", encoding="utf-8") as file:
    file.writelines(" " * n + "a:\n" for n in range(1000))
