"""How well texts that mean the same are found: `JULUO_REAL_DATA=FOLDER python bench/text/alike.py`.

alike_zh.tsv and alike_en.tsv are questions and feedback, invented and labelled for this before any rule was run on
them: those with the same label (12a) mean the same, those with the same number are of one subject. Each is asked
for among all others. Then near.py's edited reviews are asked for among 2,000 others, by the same rule.
"""

import random
from pathlib import Path

from near import edited
from real_lines import deliveries, hotels, purchases

from juluo.text.alike import AKIN, ONE_THEME, SAME, SHOWN, Alike, Enough

HERE = Path(__file__).parent
WAYS = {"the same": SAME, "shown to a person": SHOWN, "one theme": ONE_THEME, "the same field": AKIN}
LISTED, ASKED, FIRST = 2_000, 300, 5


def labelled(language: str) -> list[tuple[str, str]]:
    rows = (HERE / f"alike_{language}.tsv").read_text("utf-8").splitlines()
    return [(label, text) for label, _, text in (row.partition("\t") for row in rows)]


def pairs(language: str, way: str, enough: Enough) -> None:
    rows = labelled(language)
    alike = Alike(text for _, text in rows)
    right = wrong = there = first = 0
    for at, (label, text) in enumerate(rows):
        # Of one field are all that have the number, whatever their letter.
        meant = label[:-1] if way == "the same field" else label
        found = [other for other, _ in alike.likest(text, len(rows), enough) if other != at]
        truth = {other for other, (theirs, _) in enumerate(rows) if theirs.startswith(meant) and other != at}
        truth = {other for other in truth if rows[other][0][:-1] == label[:-1]}
        right += len(truth.intersection(found))
        first += len(truth.intersection(found[:FIRST]))
        wrong += len({*found} - truth)
        there += len(truth)
    precision, recall = right / max(1, right + wrong), right / there
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    scores = f"{precision:.3f} | {recall:.3f} | {f1:.3f}"
    print(f"| {language}, {way} | {scores} | {first} of {there} among the first {FIRST} |")


def edits(name: str, reviews: list[str]) -> None:
    dice = random.Random(20_261_121)  # noqa: S311 - a repeatable sample
    reviews = list(dict.fromkeys(reviews))
    dice.shuffle(reviews)
    listed = reviews[:LISTED]
    alike = Alike(listed)
    for share in (0.05, 0.10, 0.15):
        found = [alike.likest(edited(text, share, dice), FIRST, SAME) for text in listed[:ASKED]]
        right = sum(at in dict(some) for at, some in enumerate(found))
        others = sum(len(some) for some in found) - right
        print(f"| {name}: {share:.0%} edited | | {right / ASKED:.3f} | | {others} others in {ASKED} |")


if __name__ == "__main__":
    print("| what | precision | recall | F1 | |\n|---|---|---|---|---|")
    for language_ in ("zh", "en"):
        for way_, enough_ in WAYS.items():
            pairs(language_, way_, enough_)
    edits("food", deliveries())
    edits("hotels", [text[:200] for text in hotels()])
    edits("purchases", purchases())
