from typing import Any

import numpy as np
import pytest

from juluo.metrics import bootstrap
from juluo.metrics.bootstrap import members_change
from juluo.metrics.sample import ByMember
from juluo.metrics.verdict import Verdict


def mean(did: Any) -> Any:  # noqa: ANN401 - numpy's arrays
    return did[:, :, 0].mean(axis=1)


def busiest_tenth(did: Any) -> Any:  # noqa: ANN401 - numpy's arrays
    said = np.sort(did[:, :, 0], axis=1)
    return said[:, -max(1, said.shape[1] // 10) :].sum(axis=1) / said.sum(axis=1)


def members(values: Any) -> tuple[tuple[float, ...], ...]:  # noqa: ANN401 - any row of numbers
    return tuple((float(value),) for value in values)


def test_the_interval_of_a_mean_is_the_one_everybody_knows() -> None:
    random = np.random.default_rng(1)
    now, before = random.normal(10, 3, 200), random.normal(9, 2, 150)
    found = members_change(ByMember(members(now), mean), ByMember(members(before), mean))
    half = 1.96 * np.sqrt(now.var() / 200 + before.var() / 150)
    assert found.amount == pytest.approx(now.mean() - before.mean())
    assert found.interval is not None
    assert found.interval.low == pytest.approx(found.amount - half, abs=0.1)
    assert found.interval.high == pytest.approx(found.amount + half, abs=0.1)
    assert (found.verdict, found.test) == (Verdict.CLEARLY_UP, "bootstrap")


def test_the_same_sample_gives_the_same_verdict_always() -> None:
    said = members(np.random.default_rng(2).poisson(4, 60))
    one, two = (members_change(ByMember(said, mean), ByMember(said[:40], mean)) for _ in range(2))
    assert one == two


def test_one_who_talks_for_fifty_is_one_piece_of_luck() -> None:
    calm, loud = [3.0] * 20 + [5.0] * 20, [3.0] * 20 + [5.0] * 19 + [150.0]
    found = members_change(ByMember(members(loud), busiest_tenth), ByMember(members(calm), busiest_tenth))
    assert found.amount is not None
    assert found.amount > 0.3
    assert found.verdict is not Verdict.CLEARLY_UP


def test_shares_of_the_busiest_that_did_not_change_are_seldom_called_clear() -> None:
    random = np.random.default_rng(3)
    said = [ByMember(members(random.zipf(2.0, 80).clip(1, 200)), busiest_tenth) for _ in range(120)]
    told = [members_change(now, before) for now, before in zip(said[::2], said[1::2], strict=True)]
    assert sum(change.verdict.is_clear for change in told) / len(told) <= 0.1


def test_few_members_are_too_few() -> None:
    found = members_change(ByMember(members(range(19)), mean), ByMember(members(range(50)), mean))
    assert (found.amount, found.verdict, found.p) == (9 - 24.5, Verdict.TOO_FEW, None)
    assert members_change(ByMember((), mean), ByMember(members(range(50)), mean)).verdict is Verdict.TOO_FEW


def test_what_never_varies_cannot_be_told() -> None:
    always = ByMember(members([1] * 30), mean)
    assert members_change(always, always).verdict is Verdict.TOO_FEW


def test_big_communities_are_drawn_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def watched(did: Any) -> Any:  # noqa: ANN401 - numpy's arrays
        sizes.append(did.size)
        return mean(did)

    monkeypatch.setattr(bootstrap, "_AT_ONCE", 50_000)
    monkeypatch.setattr(bootstrap, "_IN_ALL", 10_000_000)
    said = ByMember(members(np.arange(20_000) % 7), watched)
    found = members_change(said, ByMember(said.did[:15_000], watched))
    assert max(sizes) <= 50_000
    assert found.verdict is Verdict.NO_CHANGE
