text = open("sites.csv", encoding="utf-8").read()
with open("sites.csv", "w", encoding="utf-8") as file:
    file.write(text.replace("62.5,,", "62.5,,\"" + "x\n" * 5_000_000 + "\"", 1))
