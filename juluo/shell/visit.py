"""One request as pages see it: who, where, in which language, when and from where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from juluo.shell.accounts.facts import Colleague, colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.guests.facts import GuestFacts, guest_by_key
from juluo.shell.heard import Heard
from juluo.wording.catalogue import LANGUAGES, Say, speaker
from juluo.wording.sentence import Sentence

LANG_COOKIE, THEME_COOKIE = "juluo_lang", "juluo_theme"
THEMES = ("", "light", "dark")
# What the frame needs to know of the pages; given by who knows them all.
Frame = Callable[["Visit"], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page gets. `community` is its slug, or empty on pages that belong to none.

    On the portal there is no colleague, and `guest` is who joined with this browser; on the desk there is no guest.
    """

    request: HttpRequest
    colleague: Colleague | None
    community: str
    lang: str
    theme: str
    scene: Scene
    frame: Frame
    guest: GuestFacts | None = None
    of_portal: bool = False

    @property
    def say(self) -> Say:
        return speaker(self.lang)

    @property
    def today(self) -> date:
        """The day it is where the community lives; on pages of none, by UTC."""
        return day_of(self.community, self.scene.now)

    @property
    def who(self) -> Colleague:
        """The colleague whose visit it is; asked only behind a door."""
        if self.colleague is None:
            raise PermissionError
        return self.colleague

    @property
    def whoever(self) -> GuestFacts:
        """The guest whose visit it is; asked only behind their door."""
        if self.guest is None:
            raise PermissionError
        return self.guest

    @property
    def ignored(self) -> tuple[str, ...]:
        """What the address asks for and the page didn't read, once it was made."""
        query = self.request.GET
        return query.ignored if isinstance(query, Heard) else ()

    def may(self, deed: May) -> bool:
        return self.colleague is not None and self.colleague.may(self.community, deed)

    def field(self, name: str) -> str:
        """What a form sent, without NULs, which no database and no person wants."""
        return str(self.request.POST.get(name, "")).replace("\0", "")

    def render(self, template: str, status: int = HTTPStatus.OK, **values: object) -> HttpResponse:
        response = HttpResponse(self.part(template, **values), status=status)
        # A page shows what one person may see now: nobody keeps it for another, or for after signing out.
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Language"] = self.lang
        return response

    def part(self, template: str, **values: object) -> str:
        """A part of a page, as HTML that needs no more escaping."""
        context = {**self.frame(self), "visit": self, "say": self.say, **values}
        return render_to_string(template, context, self.request)

    def words(self, sentence: Sentence) -> str:
        return sentence.words(self.lang)


def visit_of(request: HttpRequest, community: str, frame: Frame) -> Visit:
    """The visit that a request is. The one place of a page where the clock is read."""
    if not isinstance(request.GET, Heard):
        # As it was read once: what came in signs of no alphabet's code stands otherwise in the environment.
        request.GET = Heard(request.GET.urlencode(), encoding=request.encoding)  # type: ignore[assignment]
    number = request.user.pk if hasattr(request, "user") and request.user.is_authenticated else None
    who = colleague(int(number)) if number is not None else None
    lang = (who.lang if who else "") or request.COOKIES.get(LANG_COOKIE, "")
    theme = (who.theme if who else "") or request.COOKIES.get(THEME_COOKIE, "")
    return Visit(
        request,
        who,
        community,
        lang if lang in LANGUAGES else settings.LANG,
        theme if theme in THEMES else "",
        Scene(datetime.now(UTC), address_of(request)),
        frame,
    )


def portal_visit_of(request: HttpRequest, community: str, frame: Frame) -> Visit:
    """A visit of the portal: whatever a colleague may do on the desk, here they are a guest like all."""
    lang, theme = request.COOKIES.get(LANG_COOKIE, ""), request.COOKIES.get(THEME_COOKIE, "")
    return Visit(
        request,
        None,
        community,
        lang if lang in LANGUAGES else settings.LANG,
        theme if theme in THEMES else "",
        Scene(datetime.now(UTC), address_of(request)),
        frame,
        guest_by_key(community, request.COOKIES.get(guest_cookie(community), "")),
        of_portal=True,
    )


def guest_cookie(community: str) -> str:
    """Under which name a guest's browser keeps its secret."""
    return f"{settings.GUEST_COOKIE}_{community}"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind our own proxy, what that proxy saw last."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]
