"""Streams are as wide as they are many, begin and end at their pools, and carry no markup of others."""

import re
import xml.etree.ElementTree as ET

from juluo.chart.spec import Flows, Pool, Stream
from juluo.chart.svg import flows_svg

EVIL = '<img src=x onerror="hit()">'


def spec(stayed: int, quiet: int, came: int) -> Flows:
    left = (Pool(EVIL, "1", stayed + quiet, "ph-1"), Pool("new", "2", came, "ph-new"))
    right = (Pool("now", "3", stayed + came, "ph-0"), Pool("gone", "4", quiet, "ph-away"))
    streams = (
        Stream(0, 0, stayed, "ph-1", EVIL),
        Stream(0, 1, quiet, "ph-away", "q"),
        Stream(1, 0, came, "ph-new", "c"),
    )
    return Flows(left, right, streams, "sentence")


def heights(svg: str, tag: str) -> list[float]:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    if tag == "rect":
        return [float(one.attrib["height"]) for one in root.iter("{http://www.w3.org/2000/svg}rect")]
    paths = [one.attrib["d"] for one in root.iter("{http://www.w3.org/2000/svg}path")]
    # From where the upper edge ends to where the lower one begins.
    ends = [re.findall(r" (-?[\d.]+)V(-?[\d.]+)C", path)[0] for path in paths]
    return [float(lower) - float(upper) for upper, lower in ends]


def test_streams_fill_their_pools() -> None:
    svg = flows_svg(spec(148, 29, 38))
    before, new, now, gone = heights(svg, "rect")
    stayed, quiet, came = heights(svg, "path")
    assert abs(stayed + quiet - before) < 0.5
    assert abs(stayed + came - now) < 0.5
    assert (abs(quiet - gone) < 0.5, abs(came - new) < 0.5) == (True, True)
    assert abs(stayed / came - 148 / 38) < 0.05


def test_nobody_has_no_stream_and_one_of_many_can_be_seen() -> None:
    assert len(heights(flows_svg(spec(10, 0, 3)), "path")) == 2
    assert min(heights(flows_svg(spec(9000, 1, 1)), "path")) >= 1.9


def test_names_are_no_markup() -> None:
    for narrow in (False, True):
        svg = flows_svg(spec(5, 2, 1), narrow=narrow)
        assert "<img" not in svg
        assert 'aria-label="sentence"' in svg
