with open("tenants.csv", "a", encoding="utf-8") as file:
    file.write("x" * 10_000_000)
