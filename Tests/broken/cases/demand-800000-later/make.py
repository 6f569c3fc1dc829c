with open("demand.csv", "a", encoding="utf-8") as file:
    file.writelines(f"answers,2026-10,{n}\n" for n in range(800_000))
