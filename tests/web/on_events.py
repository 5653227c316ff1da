"""An event of the made-up community, planned and worked on by its forms."""

from collections.abc import Callable

from django.test import Client
from talkative import EVIL, LAST

DESK = "/desk/tea/events"
PLAN = {
    "form": "qa",
    "title": "Tea night",
    "content": f"{EVIL}\n第二行，有逗号；分号",
    "starts": f"{LAST}T20:00",
    "ends": f"{LAST}T22:00",
    "place": EVIL,
    "capacity": "2",
    "goal_metric": "active_members",
    "goal_line": "3",
    "goal_days": "0",
    "budget": "100",
}
Do = Callable[..., str]


def planned(lin: Client) -> str:
    """A planned event on the last day that the made-up community spoke."""
    answer = lin.post(f"{DESK}/new", PLAN)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url).removeprefix(f"{DESK}/")


def sending(lin: Client, night: str) -> Do:
    """Sends one of its forms; what comes back must be the way back."""

    def sent(deed: str, tab: str = "plan", **more: object) -> str:
        answer = lin.post(f"{DESK}/{night}/deed", {"deed": deed, "tab": tab, **more})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.url)

    return sent


def words(page: Client, address: str) -> str:
    answer = page.get(f"{DESK}{address}")
    assert answer.status_code == 200
    return str(answer.content.decode())
