for n in range(100_000):
    open(f"{n}.txt", "w", encoding="utf-8").close()
open("sites.csv", "w", encoding="utf-8").close()
