"""How many newcomers each member brings in 28 days, and how long that takes."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median, variance
from typing import Any

from pyroaring import BitMap

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.members.arrivals import COHORT, Coming, comings, newcomers
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import CAME
from juluo.metrics.sample import ByMember
from juluo.store.view import View

_DAY = 86_400


# Who brought whom in.
Guest = tuple[int, Coming]


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, COHORT)
    span = Period.over(windows)
    came = comings(view)
    since: dict[int, datetime] = {}
    for coming in came:
        since.setdefault(coming.account, coming.at)
    new = newcomers(view, span, came)
    guests = [(c.inviter, c) for c in new if c.inviter is not None and c.is_brought_by(view.aside)]
    tells = any(coming.inviter is not None for coming in came)
    return [_measured(view, window, guests, since, tells=tells) for window in windows]


def mean_brought(did: Any) -> Any:  # noqa: ANN401 - a numpy array, loaded only where a test is made
    """K of every draw of members."""
    return did[:, :, 0].mean(axis=1)


def k_interval(brought: Sequence[int], z: float = Z95) -> Interval | None:
    """The interval of the mean on the log scale, its spread by the delta method: s / (mean · √n); None for K = 0."""
    n, total = len(brought), sum(brought)
    if n < 2 or not total:
        return None
    k = total / n
    spread = math.exp(z * math.sqrt(variance(brought) / n) / k)
    return Interval(k / spread, k * spread)


def _measured(
    view: View, window: Period, guests: Sequence[Guest], since: Mapping[int, datetime], *, tells: bool
) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    if not tells:
        return Measured(reason="这个来源看不出是谁邀请的")
    here = [(host, guest) for host, guest in guests if window.first <= guest.day <= window.last]
    hosts = Counter(host for host, _ in here)
    members = len((view.presence.acted(window) - view.aside) | BitMap(hosts))
    if not members:
        return Measured(reason="那28天里没有成员露过面", n=0)
    counts = sorted([*hosts.values(), *[0] * (members - len(hosts))])
    return Measured(
        len(here) / members,
        members,
        interval=k_interval(counts),
        parts={"brought": len(here), "hosts": len(hosts), "members": members, "sent": None, **_cycle(here, since)},
        evidence=EntryQuery(window, CAME, accounts=tuple(sorted(guest.account for _, guest in here))),
        sample=ByMember(tuple((float(count),) for count in counts), mean_brought),
    )


def _cycle(here: Sequence[Guest], since: Mapping[int, datetime]) -> dict[str, float | None]:
    """The median days from a host's own joining to their guest's, of those whose joining is on record."""
    waits = [(guest.at - since[host]).total_seconds() / _DAY for host, guest in here if host in since]
    waits = [wait for wait in waits if wait > 0]
    return {"cycle_days": median(waits) if waits else None, "cycles": len(waits)}


METRIC = Metric(
    name="k_factor",
    title="带人系数",
    title_en="K-factor",
    meaning="近28天里，平均每个露过面的成员带进来几个新人；同时看带一个人平均要多少天（从自己进群算起的中位数）。",
    meaning_en=(
        "How many newcomers each member seen in 28 days brought in on average; beside it the cycle time: the median"
        " days from a member's own joining to their guest's."
    ),
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=frozenset(CAME),
    needs=(frozenset({Sight.JOINS}),),
    source=(
        "K＝人均发出的邀请×接受的比例，也就是人均带来几个新人；按28天算，另给带一个人要多久。区间用 delta 法，"
        "在对数尺度上算。"
    ),
    source_en=(
        "K = invitations per member × share accepted, which is guests per member; per 28 days, with the cycle time."
        " Interval by the delta method on the log scale."
    ),
    parts={
        "brought": Name("带来了几人", "Brought"),
        "hosts": Name("谁带的，几人", "Members who brought somebody"),
        "members": Name("成员", "Members"),
        "sent": Name("发出的邀请", "Invitations sent"),
        "cycle_days": Name("自己进来到带人进来，隔几天（中位数）", "Days from joining to bringing somebody (median)"),
        "cycles": Name("隔几天是从几次算出来的", "Times from which those days are told"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges=(
        "导出只看得见成了的邀请：发出多少、成了几成是未知，两者的乘积看得见。整个记录里一条邀请人都没有的，是来源看不见，写未知。"
        "工作人员和机器人拉的不算。一个都没带来时是0，没有区间；邀请人自己哪天进的没有记录的，不进周期。"
    ),
    edges_en=(
        "Exports show accepted invitations only: how many were sent, and which part was accepted, is unknown; their"
        " product is not. Where no joining in the whole record names an inviter, the source hides it: unknown. Staff"
        " and bots don't count. 0 has no interval; inviters whose own joining is not on record are left out of the"
        " cycle."
    ),
    window=COHORT,
)
