"""What changed between two makings of a report."""

from dataclasses import replace

from sample_report import sample_report

from juluo.report.compare import Difference, differences
from juluo.report.daily import Report
from juluo.report.desk import Desk, with_desk

CALLED = {"improve": "要改的"}


def written(words: str) -> Report:
    """The sample with words in one named place."""
    report = sample_report("zh")
    named = replace(report.sections[1].blocks[-1], key="improve")
    section = replace(report.sections[1], blocks=(*report.sections[1].blocks[:-1], named))
    return with_desk(
        replace(report, sections=(report.sections[0], section, *report.sections[2:])), Desk({"improve": words})
    )


def test_the_same_report_has_no_difference() -> None:
    assert differences(written("a"), written("a"), CALLED) == ()


def test_what_was_written_differs_under_the_name_of_its_place() -> None:
    found = differences(written("加一个人"), written("加两个人"), CALLED)
    assert found == (Difference("用户数与活跃度", "要改的", "加一个人", "加两个人"),)


def test_numbers_differ_where_they_stand() -> None:
    report = sample_report("zh")
    tile = replace(report.tiles[0].tiles[0], value="297")
    row = replace(report.tiles[0], tiles=(tile, *report.tiles[0].tiles[1:]))
    (found,) = differences(report, replace(report, tiles=(row, *report.tiles[1:])), CALLED)
    assert (found.where, found.what) == ("活跃", "发言成员")
    assert found.before.startswith("296人")
    assert found.after.startswith("297人")


def test_what_is_only_in_the_earlier_one_comes_last() -> None:
    report = sample_report("zh")
    found = differences(report, replace(report, tiles=report.tiles[:1]), CALLED)
    assert found
    assert all(one.after == "" and one.where == report.tiles[1].name for one in found)
