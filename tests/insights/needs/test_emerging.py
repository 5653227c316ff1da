from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from plaza import found, week

from juluo.insights.needs.emerging import topics
from juluo.insights.needs.hot import hot_threads
from juluo.insights.needs.need import Quiet
from juluo.insights.needs.reading import Line, Read, Thread
from juluo.insights.needs.screening import screened
from juluo.ledger.period import Period
from juluo.store.view import View

FIRST = date(2026, 1, 5)
USUAL = (
    "今天午饭吃什么",
    "地铁又晚点",
    "周末爬山去吗",
    "打印机没墨",
    "空调太冷",
    "电梯坏了一部",
    "门禁卡丢了",
    "饮水机漏水",
)


def told(said: Sequence[tuple[int, int, int, str]], periods: int = 9) -> Read:
    """What people say: period, thread, voice, words; each period a week, the last is asked about. All are members."""
    threads: dict[tuple[int, int], Thread] = {}
    for number, (period, thread, voice, text) in enumerate(said):
        day = FIRST + timedelta(days=7 * period)
        one = threads.setdefault((period, thread), Thread(len(threads), period, thread))
        one.lines.append(Line(number, day, voice, voice, 1, text, member=True))
    weeks = [Period(FIRST + timedelta(days=7 * n), FIRST + timedelta(days=7 * n + 6)) for n in range(periods)]
    return Read(weeks[-1], tuple(weeks[:-1]), tuple(threads.values()), by_people=True)


def usual(periods: int = 9, people: int = 30) -> list[tuple[int, int, int, str]]:
    """Every week everybody says one of the usual things, in many threads."""
    return [
        (period, (voice + period) % 12, voice, USUAL[(voice * 3 + period) % len(USUAL)])
        for period in range(periods)
        for voice in range(people)
    ]


def test_a_quiet_week_has_no_topics(plaza: View) -> None:
    assert topics(told(usual())) == ((), Quiet.NOTHING)
    assert (found(plaza, 9).topics, found(plaza, 9).quiet) == ((), Quiet.NOTHING)


def test_what_many_speak_of_for_the_first_time_is_a_topic(plaza: View) -> None:
    told_now = found(plaza, 8)
    assert told_now.quiet is None
    story = told_now.topics[0]
    assert story.people >= 9
    assert story.course.before == 0
    assert "帐篷" in {word for topic in told_now.topics for word in " ".join(topic.words).split()}
    assert week(8).first <= story.first <= story.last <= week(8).last
    assert len({quote.entry_id for quote in story.quotes}) == 3


def test_words_of_one_story_are_told_once() -> None:
    said = usual() + [(8, voice, voice, "停水通知说水管爆裂") for voice in range(7)]
    (story,), _ = topics(told(said))
    assert {"停水", "水管", "爆裂"} & set(story.words)
    assert (story.people, story.threads) == (7, 7)


def test_what_many_say_in_one_thread_alone_is_no_topic_but_a_hot_thread() -> None:
    read = told(usual() + [(8, 99, voice, f"停水通知第{voice}条") for voice in range(12)])
    assert topics(read) == ((), Quiet.NOTHING)
    assert [(thread.thread, thread.people) for thread in hot_threads(read)] == [(99, 12)]


def test_one_person_saying_it_everywhere_is_no_topic() -> None:
    assert topics(told(usual() + [(8, n, 5, "停水通知") for n in range(12)])) == ((), Quiet.NOTHING)


def test_a_flood_of_advertising_is_no_topic() -> None:
    """Twelve new accounts post one text, each a letter different."""
    advert = "兼职刷单日结三百加微信咨询名额有限先到先得"
    flood = [(8, 200 + n, 500 + n, f"{advert}{'甲乙丙丁戊己庚辛壬癸子丑'[n]}") for n in range(12)]
    read, screen = screened(told(usual() + flood))
    assert screen.repeated >= 11
    assert topics(read) == ((), Quiet.NOTHING)


def test_advertisements_are_left_out_one_by_one() -> None:
    adverts = (
        "兼职刷单日结三百，加微信 abc12345 咨询，名额有限",
        "代开发票正规可查，加V信 kkk98765 价格优惠包邮",
    )
    said = usual() + [(8, 200 + n, 500 + n, text) for n, text in enumerate(adverts)]
    read, screen = screened(told([*said, (8, 300, 600, "请问公司报销的发票抬头应该怎么填写才对，税号也要写吗")]))
    assert screen.advertising == 2
    assert {thread.code for thread in read.threads if thread.period == 8} >= {300}


@pytest.mark.parametrize(("periods", "people", "why"), [(4, 30, Quiet.NO_PAST), (9, 12, Quiet.TOO_FEW)])
def test_it_says_why_it_cannot_tell(periods: int, people: int, why: Quiet) -> None:
    said = usual(periods, people) + [(periods - 1, voice, voice, "停水通知") for voice in range(8)]
    assert topics(told(said, periods)) == ((), why)


def test_people_nobody_knows_are_counted_by_thread() -> None:
    """Titles without authors: each thread is a voice of its own."""
    said = usual() + [(8, 300 + n, -1000 - n, "停水通知") for n in range(6)]
    (story,), _ = topics(told(said))
    assert (story.people, story.threads) == (6, 6)
