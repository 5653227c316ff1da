"""The HTML report is one well-formed file that asks for nothing and obeys nobody's message."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hostile_words import HOSTILE, poisoned
from jinja2 import UndefinedError
from sample_report import sample_report

from juluo.chart.svg.element import spoken
from juluo.report.daily import Fold, Report
from juluo.report.render import html, report_html

VOID = {"meta", "link", "br", "hr", "img", "input"}
ALLOWED = {
    *("html", "head", "meta", "title", "link", "style", "body", "a", "div", "main", "header", "p", "bdi", "strong"),
    *("h1", "h2", "h3", "figure", "figcaption", "span", "i", "b", "small", "dl", "dt", "dd", "ul", "ol", "li"),
    *("section", "aside", "footer", "nav", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "time"),
    *("svg", "path", "rect", "circle", "text", "g"),
}


class Page(HTMLParser):
    """What a page is made of; fails on the first tag that does not close what is open."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words += data

    def said(self, tag: str, name: str) -> list[str]:
        return [value for of, called, value in self.attributes if (of, called) == (tag, name)]


def folds(report: Report) -> list[Fold]:
    blocks = [block for section in report.sections for block in section.blocks]
    holders = [*blocks, *(row for block in blocks for row in getattr(block, "rows", ()))]
    return [fold for holder in holders if (fold := getattr(holder, "fold", None))]


def test_is_well_formed(report: Report) -> None:
    Page(report_html(report))


def test_says_its_language_and_what_it_is(report: Report) -> None:
    page = Page(report_html(report))
    assert page.said("html", "lang") == ["en" if report.lang == "en" else "zh-Hans"]
    assert report.dateline in page.words
    assert report.title in page.words
    described = dict(zip(page.said("meta", "name"), page.said("meta", "content")[-5:], strict=False))
    assert "296" in described.get("description", "") or any("296" in said for said in page.said("meta", "content"))


def test_asks_for_nothing_outside_itself(report: Report) -> None:
    page = report_html(report)
    assert set(re.findall(r"https?://[^\s\"'<>]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in page
    assert "url(" not in page
    assert all(link.startswith("#") for link in Page(page).said("a", "href"))
    assert all(link.startswith("data:") for link in Page(page).said("link", "href"))


def test_lets_only_its_own_sheet_style_it(report: Report) -> None:
    page = report_html(report)
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert sheet is not None
    digest = b64encode(sha256(sheet[1].encode()).digest()).decode()
    policy = next(said for said in Page(page).said("meta", "content") if said.startswith("default-src"))
    assert policy.split("; ")[:3] == ["default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:"]
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_shows_every_fold_with_its_count_and_entries(report: Report) -> None:
    page = Page(report_html(report))
    shown = folds(report)
    assert len(shown) == 3
    for fold in shown:
        assert str(fold.count) in fold.label
        assert fold.label in page.words
        assert fold.more in page.words
        assert all(entry.words in page.words for entry in fold.shown)


def test_counts_a_fold_whose_label_does_not() -> None:
    fold = Fold("odd", "看消息", 31, (), "")
    report = sample_report()
    blocks = (replace(report.sections[1].blocks[3], fold=fold),)
    one = replace(report, sections=(replace(report.sections[1], blocks=blocks),))
    assert "<span>看消息</span> <small>31</small>" in report_html(one)


@pytest.mark.parametrize(
    "mark",
    [
        'class="pairs"',
        'class="compare"',
        'class="bars wide"',
        'class="bars narrow"',
        'class="heat wide"',
        'class="plan"',
        'class="plain"',
        'class="entries open"',
        'class="steps"',
        'class="blank"',
        'class="fold"',
        'class="spark"',
        'class="notices"',
        'class="simulated"',
        "<h3>",
    ],
)
def test_shows_every_kind_of_block(report: Report, mark: str) -> None:
    assert mark in report_html(report)


def test_marks_simulated_data_only_where_it_is() -> None:
    report = sample_report()
    assert "模拟数据" in Page(report_html(report)).words
    assert "模拟数据" not in Page(report_html(replace(report, simulated=False))).words


def test_theme_is_the_readers_unless_it_is_set() -> None:
    report = sample_report()
    assert Page(report_html(report)).said("html", "data-theme") == []
    assert Page(report_html(report, theme="dark")).said("html", "data-theme") == ["dark"]


def test_its_colours_are_those_of_the_desk(report: Report) -> None:
    assert (files("juluo.chart") / "tokens.css").read_text(encoding="utf-8").strip() in report_html(report)


def test_every_picture_has_a_sentence(report: Report) -> None:
    page = Page(report_html(report))
    assert page.said("svg", "role")
    assert len(page.said("svg", "role")) == len(page.said("svg", "viewbox")) == len(page.said("svg", "aria-label"))
    assert all(page.said("svg", "aria-label"))


def test_labels_of_the_report_come_before_its_own_words() -> None:
    assert "目次" in Page(report_html(replace(sample_report(), labels={"contents": "目次"}))).words


def test_a_report_of_nothing_is_still_a_page() -> None:
    empty = replace(sample_report(), sections=(), lead=(), footer=(), notices=(), plan=None, spark=None)
    assert "运营日报" in Page(report_html(empty)).words


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(report: Report, hostile: str) -> None:
    page = report_html(poisoned(report, hostile))
    parsed = Page(page)
    assert parsed.tags <= ALLOWED
    assert not [
        name for _, name, _ in parsed.attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}
    ]
    assert all(link.startswith("#") for link in parsed.said("a", "href"))
    assert page.count("<style>") == page.count("</style>") == 1
    assert " ".join(spoken(hostile).split()) in " ".join(parsed.words.split())
    page.encode("utf-8")


def test_a_forgotten_word_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(UndefinedError):
        html.environment().from_string("{{ words.forgotten }}").render(words={})
