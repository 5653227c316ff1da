"""The first step: the demo one click away, and a community of one's own."""

from http import HTTPStatus

from cast import Cast
from django.conf import settings
from visitor import Visitor

from juluo.ledger.period import Calendar
from juluo.shell.jobs.models import Job
from juluo.store.embedded import EmbeddedStore
from juluo.store.shown import Shown
from juluo.web.names import called
from juluo.web.seen import SHELF


def test_the_demo_is_one_click_away_and_a_community_is_made_on_the_page(cast: Cast, visitor: Visitor) -> None:
    owner = visitor(cast.lin)
    made = owner.post("/communities", {"slug": "chess", "name": "棋社", "zone": "Asia/Tokyo", "day_starts_at": "4"})
    assert made.url == "/desk/chess/imports"
    store = EmbeddedStore(settings.HOME)
    found = store.community("chess")
    store.close()
    assert found is not None
    assert found.calendar == Calendar("Asia/Tokyo", 4)
    assert "一天从4点开始" in owner.get("/communities").content.decode()
    again = owner.post("/communities", {"slug": "chess", "zone": "UTC", "day_starts_at": "0"})
    assert "已经有叫 chess 的社群了" in again.content.decode()
    assert "不能用" in owner.post("/communities", {"slug": "../x", "zone": "UTC"}).content.decode()
    assert visitor(cast.an).post("/communities", {"slug": "mine"}).status_code == 422
    assert visitor(cast.an).post("/communities/demo").status_code == HTTPStatus.FORBIDDEN
    owner.post("/communities/demo")
    owner.post("/communities/demo")
    assert "正在造模拟社群" in owner.get("/communities").content.decode()
    assert Job.objects.filter(name="demo.make").count() == 1


def test_a_community_is_called_by_its_name_before_a_worker_looked(cast: Cast, visitor: Visitor) -> None:
    owner = visitor(cast.lin)
    owner.post("/communities", {"slug": "chess", "name": "棋社", "zone": "Asia/Tokyo", "day_starts_at": "4"})
    # As after an upgrade: nothing that was kept is of this program.
    Shown(settings.HOME, "chess").clear()
    SHELF.clear()
    assert "棋社" in owner.get("/communities").content.decode()
    assert called(["chess", "nowhere"]) == {"chess": "棋社", "nowhere": "nowhere"}
