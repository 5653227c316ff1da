"""What those who signed up are told on the portal: that they moved up or were taken out, that it moved or is off.

The words name no time and no place: the page that they lead to shows both as they are by then, to whom it may.
"""

from collections.abc import Collection, Iterable, Mapping

from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import Place
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.facts import guests_of
from juluo.wording.sentence import Sentence, told


def tell_moved_up(event: Event, rows: Collection[SignUp], scene: Scene) -> None:
    """Who waited has a place now."""
    for row in rows:
        _tell(event, [row], told("“{title}”有位置了，轮到你了：你报上了。", title=event.title), scene, f"up/{row.pk}")


def tell_waits_again(event: Event, row: SignUp, scene: Scene) -> None:
    """They were taken for somebody else, whose place theirs became; it is another's now."""
    words = told(
        "“{title}”：我们把你认成了别人，你的名额给了下一位。你排在候补最前面，一有空位就是你的。", title=event.title
    )
    _tell(event, [row], words, scene, f"again/{row.pk}")


def tell_withdrawn(event: Event, row: SignUp, scene: Scene) -> None:
    """A colleague gave their place back."""
    words = told("“{title}”的报名，运营替你退了：有疑问在群里问一声。", title=event.title)
    _tell(event, [row], words, scene, f"out/{row.pk}")


def tell_moved(event: Event, scene: Scene) -> None:
    """The time or the place isn't what it was; the reminders begin anew."""
    rows = SignUp.objects.filter(event=event, state__in=[Place.IN, Place.WAITING])
    _tell(event, rows, told("“{title}”的时间或地点改了：看看还来不来得了。", title=event.title), scene, "moved")
    rows.update(reminded_at=None)


def tell_called_off(event: Event, scene: Scene) -> None:
    """It won't be held."""
    rows = SignUp.objects.filter(event=event, state__in=[Place.IN, Place.WAITING])
    _tell(event, rows, told("“{title}”取消了，不办了：{why}", title=event.title, why=event.why), scene, "off")


def address_of(event: Event) -> str:
    return f"/c/{event.community}/events/{event.slug}"


def phones_of(community: str, rows: Iterable[SignUp]) -> Mapping[int, frozenset[int]]:
    """The guests by which each sign-up's person is reached on the portal, by its number; none for many."""
    found = {row.pk: (row.person, row.guest) for row in rows}
    of = guests_of(community, {person for person, _ in found.values() if person is not None})
    return {
        number: frozenset(one.id for one in of.get(person, ())) | ({guest} if guest is not None else frozenset())
        if person is not None
        else frozenset([guest] if guest is not None else [])
        for number, (person, guest) in found.items()
    }


def _tell(event: Event, rows: Iterable[SignUp], words: Sentence, scene: Scene, what: str) -> None:
    phones = {guest for some in phones_of(event.community, rows).values() for guest in some}
    key = f"event/{event.slug}/{what}/{scene.now.timestamp():.6f}"
    tell(event.community, phones, words, address_of(event), scene, key=key)
