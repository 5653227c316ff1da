"""How well advertisements are told, as it ships and after clicks: `python bench/text/advertising.py`.

The points were set by hand; what every text begins with, with an eye on these figures. The SMS are of another country
and time. “After clicks” is five-fold: four fifths of the labelled lines stand for an operator's clicks. What is called
an advertisement in ordinary lines is counted as false; a few of them are none the less.
"""

import time

import numpy as np
from real_lines import chats, deliveries, labels, purchases, titles

from juluo.text.advertising import SHOWN, Advertising, Verdict

FOLDS = 5
Labelled = list[tuple[str, bool]]


def telegram() -> Labelled:
    return [
        (line, kind == "spam")
        for kind in ("spam", "ham")
        for line in labels(f"spam/tgspam_{kind}-samples.txt").read_text("utf-8").splitlines()
        if line.strip()
    ]


def messages() -> Labelled:
    lines = labels("spam/uci_sms_spam.tsv").read_text("utf-8").splitlines()
    return list({text: kind == "spam" for kind, text in (line.split("\t", 1) for line in lines)}.items())


def shown(name: str, truth: list[bool], chances: list[float]) -> None:
    said = np.array(chances) >= SHOWN
    right = np.array(truth)
    hits = int((said & right).sum())
    precision, recall = hits / max(1, int(said.sum())), hits / int(right.sum())
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    false = int((said & ~right).sum()) / int((~right).sum())
    print(f"| {name} ({len(truth):,}) | {precision:.3f} | {recall:.3f} | {f1:.3f} | {false:.2%} |")


def folded(lines: Labelled) -> list[float]:
    chances = [0.0] * len(lines)
    for fold in range(FOLDS):
        asked = range(fold, len(lines), FOLDS)
        clicked = [Verdict(*line) for at, line in enumerate(lines) if at % FOLDS != fold]
        judged = Advertising.shipped().learned(clicked).judge([lines[at][0] for at in asked])
        for at, advert in zip(asked, judged, strict=True):
            chances[at] = advert.chance
    return chances


def ordinary(name: str, lines: list[str]) -> None:
    began = time.process_time()
    said = sum(advert.chance >= SHOWN for advert in Advertising.shipped().judge(lines))
    speed = len(lines) / (time.process_time() - began)
    print(f"| {name} ({len(lines):,}) | {said} | {said / len(lines):.2%} | {speed:,.0f} |")


if __name__ == "__main__":
    print("| labelled | precision | recall | F1 | false of the ordinary |\n|---|---|---|---|---|")
    for name, lines in (("Telegram", telegram()), ("SMS", messages())):
        truth = [advertises for _, advertises in lines]
        shipped = Advertising.shipped().judge([text for text, _ in lines])
        shown(f"{name}, as it ships", truth, [advert.chance for advert in shipped])
        shown(f"{name}, after clicks", truth, folded(lines))
    print("\n| ordinary | called advertisements | share | a second of CPU |\n|---|---|---|---|")
    ordinary("Chinese titles", titles())
    ordinary("reviews of food", deliveries())
    ordinary("reviews of purchases", purchases()[:20_000])
    ordinary("lean", chats("lean_zulip_2021", 20_000))
    ordinary("gitter", chats("fcc_gitter", 20_000))
