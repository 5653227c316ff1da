"""The JSON report is exact for any reader, JavaScript included."""

import json
from collections.abc import Iterator

import pytest
from hostile_words import poisoned
from sample_figures import BIG_ID
from sample_report import sample_report

from juluo.report.daily import Report
from juluo.report.render import report_json


def every(value: object, name: str) -> Iterator[object]:
    """All values that stand under a name, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            yield from every(inner, name)
    if isinstance(value, list):
        for inner in value:
            yield from every(inner, name)


@pytest.fixture
def machine(report: Report) -> dict[str, object]:
    return dict(json.loads(report_json(report)))


def test_has_the_fields_of_its_schema(machine: dict[str, object]) -> None:
    assert machine["schema"] == "juluo.report/1"
    assert list(machine) == [
        *("schema", "community", "slug", "title", "dateline", "lang", "grain", "first", "last", "made_at"),
        *("ledger_version", "simulated", "lead", "sections", "footer", "plan", "notices", "spark", "spark_caption"),
        *("labels", "tiles", "seal"),
    ]


def test_dates_and_moments_are_iso(machine: dict[str, object]) -> None:
    assert machine["first"] == "2026-11-19"
    assert machine["made_at"] == "2026-11-19T22:31:00+00:00"


def test_names_every_kind_of_block(machine: dict[str, object]) -> None:
    kinds = {*every(machine["sections"], "type")}
    assert kinds == {
        *("heading", "paragraph", "pairs", "figures", "chart", "bars", "cause_bars", "heat_map"),
        *("table", "quotes", "need_rows", "steps", "to_write"),
    }


def test_ids_of_64_bits_are_text(machine: dict[str, object]) -> None:
    ids = [one for found in every(machine, "entry_ids") if isinstance(found, list) for one in found]
    assert str(BIG_ID + 1) in ids
    assert all(isinstance(one, str) for one in [*ids, *every(machine, "entry_id"), *every(machine, "seat")])


def test_folds_hold_all_their_ids(machine: dict[str, object]) -> None:
    found = [ids for ids in every(machine, "entry_ids") if isinstance(ids, list)]
    assert [len(ids) for ids in found] == [2, 18, 18]


def test_readings_are_whole(machine: dict[str, object]) -> None:
    readings = {reading["metric"]: reading for reading in every(machine, "reading") if isinstance(reading, dict)}
    assert readings["active_members"] == {"metric": "active_members", "value": 296, "from": "2026-11-19"}
    assert readings["joined"]["interval"] == [21.1, 44.0]
    assert readings["time_to_first_response"]["spread"] is None


def test_pairs_and_lead_are_named_lines(machine: dict[str, object]) -> None:
    lead = machine["lead"]
    assert isinstance(lead, list)
    assert set(lead[0]) == {"name", "line"}
    assert set(lead[0]["line"][0]) == {"words", "tone", "strong"}
    sections = machine["sections"]
    assert isinstance(sections, list)
    assert set(sections[0]["blocks"][0]["rows"][0]) == {"name", "line"}


def test_hostile_words_come_back_as_they_were() -> None:
    words = '"\\</script>\u2028\x00|\n'
    machine = json.loads(report_json(poisoned(sample_report(), words)))
    assert machine["community"] == words
    assert machine["sections"][0]["title"] == words


def test_a_lone_surrogate_can_be_written() -> None:
    report_json(poisoned(sample_report(), "a\ud800b")).encode("utf-8")
