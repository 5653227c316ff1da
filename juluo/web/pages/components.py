"""部件: what pages are made of, in every state, light and dark, Chinese and English, by the pages' own parts.

Whoever adds a part adds it here; a test fails until it shows.
"""

from dataclasses import dataclass, replace
from itertools import product

from django.http import HttpResponse

from juluo.report.daily import EntryLine, TileRow
from juluo.report.render.frame import block_words
from juluo.shell.page import Door, Nav, Section, page
from juluo.shell.visit import Visit
from juluo.web.samples import sample_entries, sample_places, sample_sections, sample_tiles
from juluo.web.search.place import Place
from juluo.wording.catalogue import LANGUAGES, Say, speaker

_LIGHTS = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Sample:
    """All parts once, in a language and a light. `id` keeps what is named once a page apart."""

    lang: str
    light: str
    visit: Visit
    say: Say
    words: dict[str, str]
    sections: tuple[Section, ...]
    places: tuple[Place, ...]
    tiles: TileRow
    entries: tuple[EntryLine, ...]

    @property
    def id(self) -> str:
        return f"{self.lang}-{self.light}"


@page("components", nav=Nav.SETTINGS, may=Door.COLLEAGUE, title="部件")
def components(visit: Visit) -> HttpResponse:
    samples = tuple(_sample(visit, lang, light) for lang, light in product(LANGUAGES, _LIGHTS))
    return visit.render("components.html", samples=samples, back="/components")


def _sample(visit: Visit, lang: str, light: str) -> Sample:
    say = speaker(lang)
    return Sample(
        lang,
        light,
        replace(visit, lang=lang, theme=light),
        say,
        block_words(lang),
        sample_sections(say),
        sample_places(say),
        sample_tiles(say, lang),
        sample_entries(say),
    )
