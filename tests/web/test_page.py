"""The contract of a page, checked at the door."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from juluo.shell.accounts.roles import May
from juluo.shell.page import NAV_KEYS, NAV_WORDS, Door, Nav, PageRegistrationError, page
from juluo.shell.visit import Visit
from juluo.web.doors import by_section, found


def plain(visit: Visit) -> HttpResponse:
    return HttpResponse(visit.lang)


def of_one(visit: Visit, number: int) -> HttpResponse:
    return HttpResponse(f"{visit.lang} {number}")


@pytest.mark.parametrize(
    ("path", "may", "methods", "view"),
    [
        ("/settings", Door.COLLEAGUE, ("GET",), plain),
        ("desk/<slug:community>/x", Door.COLLEAGUE, ("GET",), plain),
        ("members", May.SEE_MEMBERS, ("GET",), plain),
        ("members", "everybody", ("GET",), plain),
        ("members", Door.COLLEAGUE, ("DELETE",), plain),
        ("members", Door.COLLEAGUE, (), plain),
        ("members/<int:number>", Door.COLLEAGUE, ("GET",), plain),
        ("members", Door.COLLEAGUE, ("GET",), of_one),
    ],
)
def test_what_is_no_page_is_refused(
    path: str, may: May, methods: tuple[str, ...], view: Callable[..., HttpResponse]
) -> None:
    with pytest.raises(PageRegistrationError):
        page(path, may=may, methods=methods)(view)


def test_a_page_is_named_by_its_function() -> None:
    made = page("desk/<slug:community>/members/<int:number>", may=May.SEE_MEMBERS, nav=Nav.MEMBERS)(of_one)
    assert (made.name, made.methods, made.nav) == ("of_one", {"GET"}, Nav.MEMBERS)


def test_pages_are_found_and_lead_somewhere() -> None:
    assert {"today", "sign_in", "healthz"} <= set(found())
    assert {nav: one.name for nav, one in by_section().items()} == {
        Nav.TODAY: "today",
        Nav.REPORTS: "reports",
        Nav.METRICS: "metrics_catalogue",
        Nav.NEEDS: "needs",
        Nav.EVENTS: "events_page",
        Nav.MEMBERS: "members",
        Nav.IMPORTS: "imports",
        Nav.SETTINGS: "own_settings",
    }
    assert set(NAV_WORDS) == set(NAV_KEYS) == set(Nav)
    assert len(set(NAV_KEYS.values())) == len(Nav)
