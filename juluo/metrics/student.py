"""Student's t distribution in plain arithmetic (scipy's import alone would cost a report a third).

The incomplete beta function by its continued fraction (DLMF 8.17.22), evaluated as Lentz 1976 does.
"""

import math
from statistics import NormalDist

from juluo.metrics.intervals import bisected

# Beyond so many degrees of freedom t is normal to six places.
_NORMAL = 1e6
_TINY = 1e-300


def two_sided(t: float, df: float) -> float:
    """How often chance alone goes as far from 0 as t, either way; `df` may be infinite."""
    if math.isnan(t):
        raise ValueError("t is no number")
    if df > _NORMAL:
        return math.erfc(abs(t) / math.sqrt(2))
    return _incomplete_beta(df / 2, 0.5, df / (df + t * t))


def critical(df: float, level: float = 0.05) -> float:
    """The t that chance alone exceeds, either way, so often."""
    if df > _NORMAL:
        return NormalDist().inv_cdf(1 - level / 2)
    return bisected(lambda t: level - two_sided(t, df), 0.0, 1e4)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / a / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    value, c, d = 1.0, 1.0, 0.0
    for n in range(1, 500):
        m = n // 2
        if n % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / ((1 + term * d) or _TINY)
        c = (1 + term / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value
