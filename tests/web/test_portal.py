"""The members' pages: who gets in, what they see of whom, and how they leave. Made-up community, hostile names."""

import json
import re
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from on_portal import COOKIE, FORM, joined, now, text
from talkative import EVIL, MEMBERS, SLUG
from visitor import Visitor
from work_off import work_off

from juluo.desk.tasks.actions import add
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Calendar, Grain, Period
from juluo.shell import limits
from juluo.shell.accounts.facts import audit_of
from juluo.shell.guests.actions.portal import PortalWords, change_link, close_portal, open_portal, write_words
from juluo.shell.guests.facts import guests, wishes
from juluo.shell.guests.jobs import ask_to_listen
from juluo.shell.limits import RATES, Cost
from juluo.store.embedded import EmbeddedStore


def say_in_group(home: Path, *said: tuple[str, str]) -> None:
    """The next export of the group: who said what, in this order."""
    path = home.parent / "said.jsonl"
    path.write_text(
        "".join(
            json.dumps(
                {
                    "id": f"said{nth}",
                    "ts": (datetime.now(UTC) - timedelta(minutes=10 - nth)).isoformat(),
                    "author": who,
                    "text": words,
                    "channel": "广场",
                    "is_bot": who == "机器人",
                }
            )
            + "\n"
            for nth, (who, words) in enumerate(said)
        ),
        encoding="utf-8",
    )
    store = EmbeddedStore(home)
    take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))
    store.close()
    ask_to_listen(SLUG, datetime.now(UTC))
    work_off()


def phrase_of(browser: Client) -> str:
    browser.post(f"/c/{SLUG}/me/phrase")
    found = re.search(r'class="phrase"[^>]*>([^<]+)<', text(browser, "me"))
    assert found is not None
    return found[1]


def test_a_closed_portal_is_no_portal(team: Cast, visitor: Visitor, link: str) -> None:
    browser = joined(visitor, link)
    close_portal(team.lin, SLUG, now())
    assert {browser.get(f"/c/{SLUG}/{page}").status_code for page in ("", "rules", "notice", "me")} == {404}
    assert visitor().get(link).status_code == 404
    assert visitor().get("/c/go/").status_code == 404


def test_anybody_reads_what_is_published_and_nothing_else(team: Cast, visitor: Visitor, link: str) -> None:
    assert link
    write_words(team.lin, SLUG, PortalWords("来了就好", "先看群规\n再说话"), now())
    stranger = visitor()
    assert "来了就好" in text(stranger, "")
    assert "先看群规\n再说话" in text(stranger, "rules")
    assert not any(name in text(stranger, "") for name in MEMBERS)
    assert stranger.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"
    assert stranger.post(f"/c/{SLUG}/me/file").url == f"/c/{SLUG}/"


def test_joining_takes_the_groups_link_a_name_and_a_yes(visitor: Visitor, link: str, team: Cast) -> None:
    browser = visitor()
    assert browser.get(f"/c/{SLUG}/join/aaaa-bbbb-cccc").status_code == 404
    for missing in ("name", "agreed"):
        answer = browser.post(link, {key: value for key, value in FORM.items() if key != missing})
        assert answer.status_code == 422
    assert "监护人怎么称呼" in browser.post(link, FORM | {"age": "child"}).content.decode()
    assert not guests(SLUG)
    browser.post(link, FORM | {"age": "child", "guardian": "阿满妈妈"})
    (one,) = guests(SLUG)
    assert (one.name, one.guardian, one.account) == ("阿满", "阿满妈妈", None)
    assert "阿满，" in text(browser, "")
    held = browser.cookies[COOKIE]
    assert (held["httponly"], held["samesite"], len(held.value) > 40) == (True, "Lax", True)
    change_link(team.lin, SLUG, now())
    assert visitor().get(link).status_code == 404
    assert "阿满，" in text(browser, ""), "who joined stays in"


def test_a_guest_of_one_community_is_nobody_in_another(team: Cast, visitor: Visitor, link: str, records: Path) -> None:
    browser = joined(visitor, link)
    store = EmbeddedStore(records)
    store.add_community("go", Calendar("Asia/Shanghai"))
    store.close()
    open_portal(team.lin, "go", now())
    browser.cookies["juluo_guest_go"] = browser.cookies[COOKIE].value
    assert browser.get("/c/go/me").url == "/c/go/"


def test_on_the_portal_an_owner_is_a_guest_like_all(team: Cast, visitor: Visitor, link: str) -> None:
    assert link
    owner = visitor(team.lin)
    assert owner.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"
    assert "/desk/" not in text(owner, "")


def test_who_says_the_phrase_in_the_group_is_recognised(visitor: Visitor, link: str, records: Path) -> None:
    browser, other = joined(visitor, link), joined(visitor, link)
    phrase, others = phrase_of(browser), phrase_of(other)
    say_in_group(records, (MEMBERS[0], f"我是 {phrase.upper()}"), (MEMBERS[2], f"他说了 {phrase}，什么意思？"))
    assert f"认出来了：{MEMBERS[0]}。" in text(browser, "me")
    assert others in text(other, "me")
    tied, waiting = sorted(guests(SLUG), key=lambda one: one.id)
    assert tied.account is not None
    assert (tied.tied_by, tied.phrase, waiting.account) == ("", "", None)
    assert browser.post(f"/c/{SLUG}/me/phrase").status_code == 422


def test_the_link_or_a_name_gives_nothing_of_anothers(visitor: Visitor, link: str, records: Path) -> None:
    """Called like a member, with a phrase of their own that nobody said, and another's phrase in hand."""
    member, claimant = joined(visitor, link), joined(visitor, link, name=MEMBERS[0])
    said = phrase_of(member)
    phrase_of(claimant)
    say_in_group(records, (MEMBERS[0], said))
    assert "群里说的" not in text(claimant, "me")
    file = claimant.post(f"/c/{SLUG}/me/file")
    assert file.headers["Content-Type"].partition(";")[0] == "application/json"
    assert {key for key, value in json.loads(file.content).items() if value} == {"name", "joined_at"}
    claimant.post(f"/c/{SLUG}/me/leave", {"sure": "yes", "everywhere": "yes"})
    assert not wishes(SLUG)
    assert "群里说的" in text(member, "me")


def test_a_phrase_that_is_over_ties_nobody(visitor: Visitor, link: str, records: Path) -> None:
    browser = joined(visitor, link)
    old = phrase_of(browser)
    new = phrase_of(browser)
    assert old != new
    say_in_group(records, (MEMBERS[0], old))
    assert guests(SLUG)[0].account is None


def test_who_is_recognised_takes_along_what_the_group_holds(visitor: Visitor, link: str, records: Path) -> None:
    browser = joined(visitor, link)
    say_in_group(records, (MEMBERS[0], phrase_of(browser)))
    file = browser.post(f"/c/{SLUG}/me/file")
    with zipfile.ZipFile(BytesIO(b"".join(file.streaming_content))) as bundle:
        data = json.loads(bundle.read("data.json"))
    assert MEMBERS[0] in json.dumps(data, ensure_ascii=False)
    assert "阿满" in json.dumps(data, ensure_ascii=False)
    assert ("take_own_data", "") in {(deed.deed, deed.name) for deed in audit_of(SLUG)}


def test_a_name_gives_nobody_what_colleagues_wrote(team: Cast, visitor: Visitor, link: str, records: Path) -> None:
    """Anybody may be called by a word of every report, or like somebody else: what names them isn't theirs by that."""
    today = datetime.now(UTC).date()
    add(team.lin, SLUG, (Grain.DAY, Period.of(today, Grain.DAY)), "私下劝劝大家：岑要走了", now())
    browser = joined(visitor, link)
    say_in_group(records, ("大家", phrase_of(browser)))
    assert "认出来了：大家。" in text(browser, "me")
    file = browser.post(f"/c/{SLUG}/me/file")
    with zipfile.ZipFile(BytesIO(b"".join(file.streaming_content))) as bundle:
        data, page = json.loads(bundle.read("data.json")), bundle.read("index.html").decode()
    assert "岑要走了" not in json.dumps(data, ensure_ascii=False) + page
    assert "不在这一份里" in page
    (account,) = (one.account for one in guests(SLUG))
    owner = visitor(team.lin).post(f"/desk/{SLUG}/members/{account}/personal/file")
    with zipfile.ZipFile(BytesIO(b"".join(owner.streaming_content))) as bundle:
        assert "岑要走了" in bundle.read("data.json").decode()
        assert "不在这一份里" not in bundle.read("index.html").decode()


def test_a_phrase_that_a_relay_says_first_ties_nobody(visitor: Visitor, link: str, records: Path) -> None:
    """A relay says everybody's words: whoever were tied to it would take along what everybody said."""
    browser = joined(visitor, link)
    phrase = phrase_of(browser)
    say_in_group(records, ("机器人", f"何：{phrase}"), (MEMBERS[7], f"谁说的{phrase}？"))
    assert guests(SLUG)[0].account is None
    assert phrase in text(browser, "me")


def test_leaving_takes_everything_along_and_asks_for_the_rest(visitor: Visitor, link: str, records: Path) -> None:
    browser = joined(visitor, link)
    say_in_group(records, (MEMBERS[0], phrase_of(browser)))
    assert browser.post(f"/c/{SLUG}/me/leave", {"everywhere": "yes"}).status_code == 422
    answer = browser.post(f"/c/{SLUG}/me/leave", {"sure": "yes", "everywhere": "yes"})
    assert "最晚一个月内办好" in browser.get(answer.url).content.decode()
    assert not guests(SLUG)
    (wish,) = wishes(SLUG)
    assert (wish.due - wish.asked_at, wish.settled_at) == (timedelta(days=30), None)
    assert browser.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"


def test_operators_tie_untie_and_show_out(team: Cast, visitor: Visitor, link: str) -> None:
    browser, owner = joined(visitor, link), visitor(team.lin)
    (one,) = guests(SLUG)
    deed = f"/desk/{SLUG}/settings/portal/deed"
    assert "没有这位成员" in owner.post(deed, {"deed": "tie", "guest": one.id, "account": 99999}).content.decode()
    assert owner.post(deed, {"deed": "tie", "guest": one.id, "account": 2}).status_code == 302
    assert "群里说的" in text(browser, "me")
    assert owner.post(deed, {"deed": "tie", "guest": one.id, "account": 3}).status_code == 422
    assert owner.post(deed, {"deed": "untie", "guest": one.id}).status_code == 302
    assert "群里说的" not in text(browser, "me")
    assert owner.post(deed, {"deed": "out", "guest": one.id}).status_code == 302
    assert not guests(SLUG)
    assert [line.deed for line in audit_of(SLUG)][:3] == ["show_out_guest", "untie_guest", "tie_guest"]


def test_nobody_is_tied_to_a_bot_by_hand(team: Cast, visitor: Visitor, link: str) -> None:
    joined(visitor, link)
    (one,) = guests(SLUG)
    with closing(EmbeddedStore(settings.HOME)) as store:
        bot = next(code for code, account in store.register.accounts(SLUG).items() if account.name == "机器人")
    deed = {"deed": "tie", "guest": one.id, "account": bot}
    answer = visitor(team.lin).post(f"/desk/{SLUG}/settings/portal/deed", deed)
    assert answer.status_code == 422
    assert "机器人" in answer.content.decode()
    assert guests(SLUG)[0].account is None


def test_a_flood_of_guests_is_slowed_down(visitor: Visitor, link: str) -> None:
    most = 200
    codes = (visitor().post(link, FORM | {"name": f"{n}"}).status_code for n in range(most))
    came = next(n for n, code in enumerate(codes) if code == 429)
    assert RATES[Cost.JOIN].at_once <= came == len(guests(SLUG)) < 100
    assert visitor().get(f"/c/{SLUG}/").status_code == 200


def test_nobody_has_the_whole_ledger_read_again_and_again(
    visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A slow machine asks no faster than it may ask in the long run.
    monkeypatch.setattr(limits, "RATES", {**RATES, Cost.SEARCH: replace(RATES[Cost.SEARCH], a_minute=1)})
    browser = joined(visitor, link)
    most = RATES[Cost.SEARCH].at_once + 2
    codes = [browser.get(f"/c/{SLUG}/me").status_code for _ in range(most)]
    assert (codes[0], codes[-1]) == (200, 429)
    assert browser.get(f"/c/{SLUG}/").status_code == 200


def test_names_and_words_are_shown_as_they_are(team: Cast, visitor: Visitor, link: str) -> None:
    browser = joined(visitor, link, name=EVIL)
    write_words(team.lin, SLUG, PortalWords(EVIL, f"</p>{EVIL}"), now())
    pages = [text(browser, page) for page in ("", "rules", "me")]
    pages.append(visitor(team.lin).get(f"/desk/{SLUG}/settings/portal").content.decode())
    assert all("&lt;img" in page and "<img src=x" not in page for page in pages)


def test_the_first_page_is_small_and_has_no_script(visitor: Visitor, link: str) -> None:
    browser = joined(visitor, link)
    page = browser.get(f"/c/{SLUG}/", headers={"accept-encoding": "br"})
    assert len(page.content) < 4_000
    assert "<script" not in text(browser, "")


def test_a_wrong_address_leads_back_to_where_its_reader_may_go(visitor: Visitor, link: str) -> None:
    browser = joined(visitor, link)
    for address, home in ((f"/c/{SLUG}/nowhere", f"/c/{SLUG}/"), ("/c/a<b/nowhere", "/"), ("/desk/nowhere/x", "/")):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert f'href="{home}"' in answer.content.decode()
