"""Made-up crowds that come and leave just as the model says, with parameters that are known."""

from juluo.insights.retention.bgnbd import History


def crowd(
    people: int, days: float, r: float, alpha: float, a: float, b: float, seed: int, ahead: float = 0.0
) -> tuple[History, list[int], list[bool]]:
    """Histories of `days`, how often each came in the time ahead, and who is still here at its beginning."""
    import numpy as np  # noqa: PLC0415 - like the model, only where it is used

    random = np.random.default_rng(seed)
    rates, leaving = random.gamma(r, 1 / alpha, people), random.beta(a, b, people)
    known = days - random.uniform(0, days / 3, people)
    again, last, later, here = [], [], [], []
    for rate, leaves, time in zip(rates, leaving, known, strict=True):
        now, count, latest, more, alive = 0.0, 0, 0.0, 0, True
        while True:
            now += random.exponential(1 / rate)
            if now > time + ahead:
                break
            count, latest, more = (count + 1, now, more) if now <= time else (count, latest, more + 1)
            if random.random() < leaves:
                alive = now > time
                break
        again.append(count)
        last.append(latest)
        later.append(more)
        here.append(alive)
    return History(again, last, known.tolist()), later, here
