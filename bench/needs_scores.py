"""What readers wrote into the rating sheets, counted: how much is useful, how many decoys were taken for real."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path


def score(folder: Path) -> None:
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    answers: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in sorted((folder / "filled").glob("*-*.txt")):
        reader, sheet = path.stem.split("-", 1)
        answers[sheet][reader] = _answers(path, len(key[sheet]))
    for sheet, by_reader in answers.items():
        print(f"\n{sheet}: {len(key[sheet])} items, readers {', '.join(by_reader)}")
        for reader, told in by_reader.items():
            print(f"  {reader}: {_figures(key[sheet], told)}")
        if len(by_reader) == 2:
            one, other = by_reader.values()
            print(f"  both say so: {_figures(key[sheet], [min(a, b) for a, b in zip(one, other, strict=True)])}")
            print(f"  they agree (Cohen's kappa): {_kappa(one, other):.2f}")
        _shown_in_quiet(key[sheet])


def _answers(path: Path, n: int) -> list[str]:
    told = [
        line.partition(":")[2].strip().lower()[:1] for line in path.read_text().split("\n") if line[:7] == "useful:"
    ]
    wrong = [number for number, answer in enumerate(told, 1) if answer not in {"y", "n"}]
    if len(told) != n or wrong:
        sys.exit(f"{path.name}: {len(told)} answers of {n}; neither y nor n: {wrong[:20]}")
    return told


def _figures(key: Sequence[dict[str, object]], told: Sequence[str]) -> str:
    parts = []
    sorts = [f"{what}s, {when}" for what in ("need", "topic") for when in ("busy", "quiet")]
    for name in (*sorts, "decoys accepted"):
        here = [answer == "y" for item, answer in zip(key, told, strict=True) if _sort(item) == name]
        parts.append(f"{name} {sum(here)}/{len(here)}" + (f" = {sum(here) / len(here):.0%}" if here else ""))
    return "; ".join(parts)


def _sort(item: dict[str, object]) -> str:
    return "decoys accepted" if item["decoy"] else f"{item['what']}s, {'busy' if item['busy'] else 'quiet'}"


def _kappa(one: Sequence[str], other: Sequence[str]) -> float:
    n = len(one)
    same = sum(a == b for a, b in zip(one, other, strict=True)) / n
    chance = sum((one.count(answer) / n) * (other.count(answer) / n) for answer in "yn")
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _shown_in_quiet(key: Sequence[dict[str, object]]) -> None:
    periods = sorted({(str(item["period"]), bool(item["busy"])) for item in key})
    for period, busy in periods:
        shown = Counter(str(item["what"]) for item in key if item["period"] == period and not item["decoy"])
        print(f"  {period} {'busy' if busy else 'quiet'}: {shown['need']} needs, {shown['topic']} topics shown")
