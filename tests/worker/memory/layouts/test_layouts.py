"""Next month's plan of the same client: what is recalled, and what is said to have changed."""

from __future__ import annotations

from worker.document.manager import LLMMemoryManager
from worker.memory.layouts.table_shape import Shape
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
