with open("tenants.csv", "a", encoding="utf-8") as file:
    file.write("," * 10_000_000)
