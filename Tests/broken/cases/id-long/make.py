text = open("tranches.csv", encoding="utf-8").read()
with open("tranches.csv", "w", encoding="utf-8") as file:
    file.write(text.replace("north-own", "n" * 9000))
