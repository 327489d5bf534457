"""Next month's plan of the same client: what is recalled, and what is said to have changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.layouts.table_shape import Bound, Shape, compare, shape_of
from worker.shapes.layout import Column, Period, Table
from worker.shapes.mapping import Decision, Scope

HEADERS = ("Campaign", "Site", "Format", "Start", "End", "Net Cost", "Impressions", "Clicks")
FIELDS = (
    "campaign_name",
    "publisher",
    "ad_format",
    "start_date",
    "end_date",
    "net_cost",
    "impressions",
    "clicks",
)
ACME = Scope(client="Acme", market="UK", template="raw_data")
WEEKS = ("week:net_cost",)


def changed(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """(change, header, former header) of everything that drifted."""
    placed, gone = compare([Bound(header, None) for header in old], Shape(tuple(new)))
    drifts = [column.drift for column in placed if column.drift] + list(gone)
    return [(drift.change, drift.header, drift.was) for drift in drifts]


@pytest.mark.parametrize(
    "new",
    [
        HEADERS,
        ("CAMPAIGN", "site", "Format ", "start", "End", "net_cost", "impressions", "clicks"),
    ],
)
def test_the_same_headers_have_not_drifted(new: tuple[str, ...]) -> None:
    assert changed(HEADERS, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A B C D", "A B X D", [("renamed", "X", "C")]),
        ("A B C D", "A X Y D", [("renamed", "X", "B"), ("renamed", "Y", "C")]),
        ("A B C D", "A B D", [("gone", "C", "")]),
        ("A B C D", "A B C X D", [("new", "X", "")]),
        ("A B C D", "B C D A", [("moved", "A", "")]),
        ("A B C D", "D A B C", [("moved", "D", "")]),
        ("A B C D", "A X D B C", [("new", "X", ""), ("moved", "D", "")]),
        ("A Site C", "A Sites Zone C", [("renamed", "Sites", "Site"), ("new", "Zone", "")]),
        ("A Site Zone C", "A Sites C", [("renamed", "Sites", "Site"), ("gone", "Zone", "")]),
        ("A A B", "A A B", []),
        ("A A B", "A B", [("gone", "A", "")]),
        ("Cost_2025 B", "Cost_2026 B", []),
    ],
)
def test_what_drifted_is_named(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert changed(old.split(), new.split()) == expected


def test_a_header_with_other_guard_words_is_not_a_new_name() -> None:
    found = changed(("Site", "Net Cost", "Clicks"), ("Site", "Gross Cost", "Clicks"))
    assert found == [("new", "Gross Cost", ""), ("gone", "Net Cost", "")]


def test_the_shape_of_a_table_has_no_dates_and_no_values() -> None:
    def table(label: str, weeks: int) -> Table:
        columns = (Column(1, "Site", samples=("Secret Site",)), Column(2, "Net Cost"))
        periods = tuple(Period(3 + at, f"{label} {at}", "week", measure="net_cost") for at in range(weeks))
        return Table((1,), 2, 9, 1, 9, columns, periods)

    january, february = shape_of(table("Jan", 5)), shape_of(table("Feb", 4))
    assert january.fingerprint == february.fingerprint
    assert january == Shape(("Site", "Net Cost"), WEEKS)
    assert Shape(("Site", "Net Cost")).fingerprint != january.fingerprint


def test_nothing_is_recalled_of_what_nobody_saw(memory: LLMMemoryManager) -> None:
    assert memory.store.layouts.recall(Shape(HEADERS), ACME) is None
    memory.store.layouts.remember(Shape(HEADERS), FIELDS, ACME, "anna")
    assert memory.store.layouts.recall(Shape(("Quite", "Other", "Headers")), ACME) is None
    assert memory.store.layouts.recall(Shape(HEADERS), Scope(client="Beta", template="raw_data")) is None


def test_the_same_shape_needs_nobody(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(Shape(HEADERS, WEEKS), FIELDS, ACME, "anna")
    found = memory.store.layouts.recall(Shape(HEADERS, WEEKS), ACME)
    assert found is not None
    assert (tuple(c.field for c in found.columns), found.drifted) == (FIELDS, ())
    assert all(column.sure for column in found.columns)
    assert found.reason == "Same layout, used once for Acme, UK."


def test_of_20_columns_only_the_3_renamed_ones_are_asked_about(memory: LLMMemoryManager) -> None:
    headers = tuple(f"Col {'abcdefghijklmnopqrst'[at] * 3}" for at in range(20))
    fields = tuple(f"field_{at}" for at in range(20))
    memory.store.layouts.remember(Shape(headers), fields, ACME)
    new = tuple(f"Other {at}" if at in (3, 4, 17) else header for at, header in enumerate(headers))
    found = memory.store.layouts.recall(Shape(new), ACME)
    assert found is not None
    assert [at for at, column in enumerate(found.columns) if not column.sure] == [3, 4, 17]
    assert tuple(column.field for column in found.columns) == fields
    assert [d.sentence for d in found.drifted][0] == f"'Other 3' stands where '{headers[3]}' was."


def test_what_was_rejected_since_is_not_taken_from_the_recipe(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(Shape(HEADERS), FIELDS, ACME)
    memory.store.decide([Decision("Site", "publisher", "reject", scope=ACME)], "anna")
    found = memory.store.layouts.recall(Shape(HEADERS), ACME)
    assert found is not None
    assert [(d.change, d.header) for d in found.drifted] == [("refused", "Site")]
    assert found.columns[1].field is None


def test_a_later_word_on_a_header_wins(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(Shape(HEADERS), FIELDS, ACME)
    memory.remember("mappings", "Site", {"field": "platform", "confidence": 0.95}, scope=ACME)
    found = memory.store.layouts.recall(Shape(HEADERS), ACME)
    assert found is not None and found.columns[1].field == "platform"


def test_headers_that_repeat_keep_their_own_fields(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(
        Shape(("Site", "Cost", "Cost")), ("publisher", "net_cost", "gross_cost"), ACME
    )
    memory.remember("mappings", "Cost", {"field": "spend", "confidence": 0.95}, scope=ACME)
    found = memory.store.layouts.recall(Shape(("Site", "Cost", "Cost")), ACME)
    assert found is not None and [c.field for c in found.columns] == ["publisher", "net_cost", "gross_cost"]


def test_a_column_without_a_target_is_remembered_as_such(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(Shape(("Site", "Row")), ("publisher", None), ACME)
    found = memory.store.layouts.recall(Shape(("Site", "Row")), ACME)
    assert found is not None and (found.columns[1].field, found.columns[1].sure) == (None, True)


def test_the_clients_own_layout_comes_before_everybodys(memory: LLMMemoryManager) -> None:
    memory.store.layouts.remember(Shape(HEADERS), (None,) * len(HEADERS), Scope(template="raw_data"))
    memory.store.layouts.remember(Shape((*HEADERS[:-1], "Click")), FIELDS, ACME)
    memory.store.layouts.remember(Shape(HEADERS), FIELDS, Scope(client="Acme", template="raw_data"))
    found = memory.store.layouts.recall(Shape(HEADERS), ACME)
    assert found is not None and found.columns[0].field == "campaign_name"
