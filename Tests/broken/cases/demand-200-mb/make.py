with open("demand.csv", "a", encoding="utf-8") as file:
    for _ in range(200):
        file.write("answers,2026-10,100\n" * 50_000)
