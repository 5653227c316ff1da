"""The Nile's yearly flow at Aswan, 1871–1970 (Cobb 1978, Biometrika 65), and what must hold of any series."""

import random

import pytest

from juluo.insights.anomalies.shifts import shift

NILE = [
    *(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140),
    *(1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969),
    *(831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759),
    *(781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
]


def test_the_nile_s_level_fell_after_1898() -> None:
    found = shift(NILE)
    assert found is not None
    assert 1871 + found.last == 1898
    assert (found.before, found.after) == pytest.approx((1097.75, 849.97), abs=0.005)
    assert found.p == 0.001


def test_a_series_on_one_level_has_no_break() -> None:
    """Of 200 series of noise about 1 % may be called breaks at p < .01: more than 3 % would be a wrong test."""
    dice = random.Random(3)  # noqa: S311 - test data
    found = [shift([dice.gauss(0, 1) for _ in range(84)], edge=14, draws=199) for _ in range(200)]
    assert sum(one is not None and one.p < 0.01 for one in found) <= 6


def test_runs_are_no_new_level() -> None:
    """Weeks that go up and down together: permuted day by day they look like breaks, permuted by weeks they don't."""
    dice = random.Random(5)  # noqa: S311 - test data
    found = {1: 0, 7: 0}
    for _ in range(60):
        weeks = [dice.gauss(0, 2) for _ in range(12)]
        values = [weeks[day // 7] + dice.gauss(0, 1) for day in range(84)]
        for block in found:
            one = shift(values, edge=14, block=block, draws=199)
            found[block] += one is not None and one.p < 0.01
    assert found[7] <= 3
    assert found[1] > 20


def test_too_few_values_and_a_flat_line_have_none() -> None:
    assert shift([1.0, 2.0, 1.0], edge=5) is None
    assert shift([4.0] * 40, edge=5) is None
