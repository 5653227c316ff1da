"""How the desk's templates are made into pages: as the shell's, and with the report's pictures and blocks at hand."""

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from juluo.chart.svg import course_svg, phases_svg
from juluo.report.render.blocks import at_hand
from juluo.shell.accounts.roles import May
from juluo.shell.look import environment as plain
from juluo.shell.visit import Visit
from juluo.web.drafts.set import current
from juluo.web.marks import made_up_words, simulated
from juluo.web.section_tabs import section_tabs
from juluo.wording.catalogue import capital

# What a 390 px screen leaves between its margins.
PHONE = 358.0


def member_at(visit: Visit, person: int | None) -> str:
    """The page of a member, for who may see it; empty for others, and where nobody is meant."""
    return f"/desk/{visit.community}/members/{person}" if person is not None and visit.may(May.SEE_MEMBERS) else ""


def drafts_on(visit: Visit) -> bool:
    """Whether a language model may be asked for drafts here, by who looks."""
    return visit.may(May.KEEP_TASKS) and current(visit.community).is_on


def environment(**options: object) -> Environment:
    """Called by Django with what its settings say. Templates of the report are named report/….html."""
    made = plain(**options)
    report = PrefixLoader({"report": PackageLoader("juluo.report.render", "templates")})
    own = made.loader
    made.loader = ChoiceLoader([*([own] if isinstance(own, BaseLoader) else []), report])
    made.filters["capital"] = capital
    made.globals.update(at_hand(), course_svg=course_svg, phases_svg=phases_svg, phone=PHONE)
    made.globals.update(
        member_at=member_at,
        drafts_on=drafts_on,
        section_tabs=section_tabs,
        made_up_at=simulated,
        made_up_words=made_up_words,
    )
    return made
