"""The bench's communities share what they are told to share."""

import numpy as np
import pytest
from effects_shared import community


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, -0.2, 0.2), (0.8, 0.65, 0.95)])
def test_channels_share_so_much_of_what_moves_them(share: float, least: float, most: float) -> None:
    random = np.random.default_rng(2)
    alike = []
    for _ in range(12):
        steps = [np.diff(np.log(one.people)) for one in community(random, [5_000.0] * 3, share)]
        # Weekends step together whatever is shared.
        ordinary = np.arange(len(steps[0])) % 7 < 4
        alike.append(np.corrcoef([step[ordinary] for step in steps])[np.triu_indices(3, 1)].mean())
    assert least < np.mean(alike) < most
