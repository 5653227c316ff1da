"""核对抽奖的验证文件，只要有 Python｜Checks a draw with nothing but Python: python verify_draw.py FILE [SEAL]."""

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

proof = json.loads(Path(sys.argv[1]).read_text("utf-8"))
terms, entrants, picks = proof["terms"], [(tag, weight) for tag, weight in proof["entrants"]], proof["picks"]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def one_line(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


words = ["draw", "title", "rule", "closes"] + ["until", "early"] * (proof["juluo_draw"] > 1)
lines = [f"juluo draw {proof['juluo_draw']}"] + [f"{name}: {one_line(terms[name])}" for name in words]
lines += [f"winners: {terms['winners']}", f"mode: {terms['mode']}", f"source: {one_line(terms['source'])}"]
lines += [f"promise: {proof['promise']}", f"entrants: {len(entrants)}", *(f"{tag} {n}" for tag, n in entrants)]
seal, value = sha256("\n".join(lines) + "\n"), unicodedata.normalize("NFKC", proof["value"])


def by_sha256(left: list[tuple[str, int]], block: int = 0) -> Iterator[str]:
    start = sha256(f"{seal}\n{proof['secret']}\n{one_line(value)}")
    while left:
        sums = list(accumulate(weight for _, weight in left))
        number, block = int(sha256(f"{start}:{block}"), 16), block + 1
        if number < 2**256 - 2**256 % sums[-1]:
            yield left.pop(sum(end <= number % sums[-1] for end in sums))[0]


def by_rfc3797(left: list[tuple[str, int]]) -> Iterator[str]:
    numbers = [sorted(map(int, re.findall("[0-9]+", part))) for part in re.split(r"[/\n]", value)]
    key = "".join("".join(f"{n}." for n in source) + "/" for source in numbers if source).encode()
    for ends in (n.to_bytes(2, "big") for n in range(len(left))):
        yield left.pop(int(hashlib.md5(ends + key + ends).hexdigest(), 16) % len(left))[0]


order = (by_rfc3797 if terms["mode"] == "rfc3797" else by_sha256)(list(entrants))
over = [f"换下｜passed over: {one['tag']}, {one['passed_over']}" for one in picks if one["passed_over"]]
found = {
    "名单和规则没有动过｜list and terms unchanged": seal == (sys.argv[2] if sys.argv[2:] else proof["seal"]),
    "名单每人一个｜each entrant once": sorted(dict(entrants)) == [tag for tag, n in entrants if f"{tag}{n}".isalnum()],
    "秘密没有换过｜secret unchanged": sha256(proof["secret"]) == proof["promise"],
    "出来的人都对｜same people come out": [one["tag"] for one in picks] == [tag for tag, _ in zip(order, picks)],
    "够数｜as many as promised": len(picks) - len(over) == min(terms["winners"], len(entrants) - len(over)),
}
print(*(f"{'对 ok' if holds else '错 NO'}  {words}" for words, holds in found.items()), *over, sep="\n")
if "early" in words and terms["early"]:
    print(f"提前封存，说好参加到｜sealed early, before {one_line(terms['until'])}: {one_line(terms['early'])}")
print("请自己对｜compare:", terms["source"] or "没有公开数｜no public value", "=", proof["value"])
sys.exit(not all(found.values()))
