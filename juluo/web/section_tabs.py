"""The pages of one section of the desk, as tabs: each shows once its page exists, to whom it may open."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, address_in
from juluo.shell.visit import Visit

# The name of a page, and its word.
TABS: Mapping[Nav, Mapping[str, str]] = MappingProxyType(
    {
        Nav.EVENTS: {"events_page": "活动", "draws": "抽奖", "qa": "问答", "streaks": "打卡"},
        Nav.NEEDS: {
            "needs": "需要什么",
            "questions": "待答",
            "faq_page": "常问",
            "readings": "读出来的",
            "feedback": "反馈",
            "surveys": "问卷",
            "interviews": "访谈",
        },
    }
)


@dataclass(frozen=True, slots=True)
class Tab:
    word: str
    address: str
    current: bool


def section_tabs(visit: Visit, section: str, within: str = "") -> tuple[Tab, ...]:
    """The tabs of a section, by its name. `within` names the page that another belongs to which has no tab."""
    from juluo.web.doors import found  # noqa: PLC0415 - the doors find all pages, and this is asked for by pages

    pages, here = found(), visit.request.path
    allowed = {
        name: address_in(pages[name], visit.community)
        for name in TABS[Nav(section)]
        if name in pages and isinstance(deed := pages[name].may, May) and visit.may(deed)
    }
    return tuple(
        Tab(
            visit.say(TABS[Nav(section)][name]),
            address,
            name == within or here == address or here.startswith(f"{address}/"),
        )
        for name, address in allowed.items()
    )
