"""The town of yesterday: everybody who spoke, without names, and one's own square lit."""

from juluo.chart.svg.crowd import crowd_svg
from juluo.shell.visit import Visit
from juluo.web.portal.day import PortalDay, Told, day_of
from juluo.web.portal.greeting import day_words
from juluo.web.portal.part import Part
from juluo.wording.catalogue import capital, in_a_row
from juluo.wording.numbers import whole


def home(visit: Visit) -> str:
    """For who joined: how many speak is no business of who only found the address."""
    if visit.guest is None:
        return ""
    found = day_of(visit.community)
    if found is None or found.town is None:
        return ""
    told = found.told.get(visit.guest.account) if visit.guest.account is not None else None
    label = visit.say("聚落图：一格是一位发言的成员，共{n}位，按说得最多的频道聚在一起", n=whole(found.people))
    picture = crowd_svg(found.town, label, told.spot if told else None)
    return visit.part("portal_town_part.html", picture=picture, words=_words(visit, found, told))


def _words(visit: Visit, found: PortalDay, told: Told | None) -> str:
    """What the squares are. Who didn't speak, or isn't known, sees none of them lit, and reads of none."""
    each = found.town.each if found.town else 1
    day, n = capital(day_words(visit, found.day)), whole(found.people)
    own = told is not None and told.spot is not None
    lit = visit.say("{day}{n}人说话，亮着的那格是你。", day=day, n=n)
    first = lit if own else visit.say("{day}{n}人说话。", day=day, n=n)
    return in_a_row(visit.lang, first, visit.say("图上每{n}人画一格。", n=each) if each > 1 else "")


PART = Part(order=20, home=home)
