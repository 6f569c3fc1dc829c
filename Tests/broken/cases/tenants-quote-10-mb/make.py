with open("tenants.csv", "r+b") as file:
    file.seek(-1, 2)
    file.write(b"\"" + b"x" * 10_000_000)
