"""Published data and results: Proposition 99 (Abadie et al. 2010, Arkhangelsky et al. 2021), CausalImpact's examples.

The data lies outside the project, in the folder that JULUO_REAL_DATA names.
"""

import csv
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from juluo.insights.effects.panel import Panel

Numbers = np.ndarray[Any, np.dtype[np.float64]]

REAL = os.environ.get("JULUO_REAL_DATA")
needs_anchors = pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA names no folder of published data")
CALIFORNIA, TAXED = "3", 1989


def rows(name: str) -> list[dict[str, str]]:
    with (Path(str(REAL)) / "anchors" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def columns(name: str, *wanted: str) -> Numbers:
    return np.array([[float(row[column]) for column in wanted] for row in rows(name)])


def smoking() -> Panel:
    """Packs of cigarettes a head: California against 38 states, 1970 to 2000."""
    told = {(row["state"], int(row["year"])): float(row["cigsale"]) for row in rows("smoking.csv")}
    years = sorted({year for _, year in told})
    states = sorted({state for state, _ in told} - {CALIFORNIA}, key=int)
    others = np.array([[told[state, year] for year in years] for state in states])
    return Panel(others, np.array([told[CALIFORNIA, year] for year in years]), years.index(TAXED))
