with open("catalogue/models.csv", "w", encoding="utf-8") as file:
    file.write(",".join(f"c{n}" for n in range(1_000_000)) + "\n")
