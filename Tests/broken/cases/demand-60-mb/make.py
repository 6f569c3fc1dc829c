with open("demand.csv", "a", encoding="utf-8") as file:
    for year in range(2027, 2030):
        file.writelines(f"answers,{year}-10,{n}.5\n" for n in range(1_000_000, 1_750_000))
