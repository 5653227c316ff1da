"""Which questions of a session ask what somebody is about to ask: by what is kept of each for comparing."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from juluo.desk.qa.models import AskedQuestion, QaSession
from juluo.desk.qa.values import Shown
from juluo.text.alike import KEPT, SAME, Alike, Told

_MOST = 3
_SEEN = Q(state=Shown.SHOWN) | Q(state=Shown.MERGED, into__state=Shown.SHOWN)


def asked_before(session: QaSession, mine: Told) -> tuple[int, ...]:
    """The likest of those that members see, the likest first. For one that was merged stands the one it is part of."""
    found = _kept(session)
    if not all(one.line.startswith(KEPT) for _, one in found):
        _make_anew(session)
        found = _kept(session)
    likest = Alike([one for _, one in found]).likest(mine, len(found), SAME)
    return tuple(dict.fromkeys(found[at][0] for at, _ in likest))[:_MOST]


def _kept(session: QaSession) -> list[tuple[int, Told]]:
    rows = AskedQuestion.objects.filter(_SEEN, session=session).order_by("pk")
    read = rows.values_list(Coalesce("into_id", "pk"), "letters", "telling")
    return [(stands, Told(letters, telling)) for stands, letters, telling in read]


def _make_anew(session: QaSession) -> None:
    """Where an older rule kept it, or where it was emptied with a change of the words."""
    rows = list(AskedQuestion.objects.filter(session=session).exclude(telling__startswith=KEPT).only("pk", "words"))
    for row in rows:
        row.letters, row.telling = Told.of(row.words)
    AskedQuestion.objects.bulk_update(rows, ["letters", "telling"], batch_size=400)
