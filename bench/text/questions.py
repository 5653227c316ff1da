"""Are questions found? `python bench/text/questions.py`: F1 on lines labelled by hand, with and without their marks.

Chinese: bench/text/questions_zh.tsv, written and labelled for this measure, no line of it is trained on. English:
bench/text/questions_en.tsv, the same; beside them the rule of the ledger, and the mark alone. The models were improved
once after a look at their errors on these. questions_fresh_*.tsv are 150 lines a language that were written later,
before any model was run on them, and that no model was changed after: `--fresh` measures those.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from juluo.text.acts import Acts
from juluo.text.questions import asks

HERE = Path(__file__).parent
GOALS = {("zh", "without marks"): 0.93, ("en", "as written"): 0.87}
Lines = list[str]


def labelled(language: str, which: str = "") -> tuple[Lines, np.ndarray]:
    path = HERE / f"questions_{which}{language}.tsv"
    rows = [row.split("\t", 1) for row in path.read_text("utf-8").splitlines()]
    return [text for _, text in rows], np.array([label == "1" for label, _ in rows])


def scored(said: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right = float((said & truth).sum())
    precision, recall = right / max(1, said.sum()), right / truth.sum()
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def by_model(texts: Lines) -> np.ndarray:
    return np.array([judged.question for judged in Acts.shipped().judge(texts)]) >= 0.5


def by_rule(texts: Lines) -> np.ndarray:
    said: np.ndarray = asks(pa.array(texts)).to_numpy(zero_copy_only=False)
    return said


def by_mark(texts: Lines) -> np.ndarray:
    return np.array(["?" in text or "？" in text for text in texts])


WAYS: dict[str, Callable[[Lines], np.ndarray]] = {"model": by_model, "rule": by_rule, "mark": by_mark}


def main() -> None:
    for language in ("zh", "en"):
        texts, truth = labelled(language, "fresh_" if "--fresh" in sys.argv else "")
        bare = [text.replace("?", "").replace("？", "") for text in texts]
        print(f"{language}: {len(texts)} lines, {truth.sum()} ask")
        for state, lines in (("as written", texts), ("without marks", bare)):
            for way, judge in WAYS.items():
                precision, recall, f1 = scored(judge(lines), truth)
                goal = GOALS.get((language, state)) if way == "model" else None
                beside = f"   goal >= {goal:.2f}" if goal else ""
                print(f"  {state:14} {way:6} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}{beside}")
        if "--wrong" in sys.argv:
            wrong = by_model(bare) != truth
            print(*(f"    {'missed' if truth[at] else 'taken'}: {bare[at]}" for at in np.flatnonzero(wrong)), sep="\n")


if __name__ == "__main__":
    main()
