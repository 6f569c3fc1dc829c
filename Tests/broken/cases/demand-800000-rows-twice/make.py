with open("demand.csv", "a", encoding="utf-8") as file:
    file.write("answers,2026-10,1\n" * 800_000)
