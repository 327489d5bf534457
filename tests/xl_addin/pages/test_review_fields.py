"""The hidden sheet of fields: names for the drop-downs, and the rule that sees a field picked twice."""

from __future__ import annotations

from typing import Any

import pytest

from worker.shapes.template import Field, Template
from xl_addin.pages import review_fields
from xl_addin.pages.page import FIELDS

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("market", repeatable=True)))


def test_a_book_without_the_sheet_names_no_field(book: Any) -> None:
    assert review_fields.titles_in(book) == {}


def test_names_and_codes_stand_side_by_side_with_what_a_table_may_have(book: Any) -> None:
    names = review_fields.write(book, TEMPLATE)
    rows = book.sheets[FIELDS].range((2, 1), (3, 5)).value
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("Net cost", "net_cost", "once"),
        ("Market", "market", None),
    ]
    assert (names.address, book.sheets[FIELDS].visible) == ("$A$2:$A$3", False)
    assert review_fields.titles_in(book) == {"net_cost": "Net cost", "market": "Market"}


@pytest.mark.parametrize("word", ["net cost", "net_cost", "nettokosten"])
def test_a_field_is_known_by_its_code_and_its_words_in_any_language(word: str) -> None:
    assert review_fields.codes_of(TEMPLATE).get(word) == "net_cost"


def test_the_rule_counts_the_picked_name_within_its_table(book: Any) -> None:
    names = review_fields.write(book, TEMPLATE)
    sheet = book.sheets["Plan"]
    formula = review_fields.picked_twice(names, sheet["D5:D9"], [sheet["L5:L9"]])
    assert formula == (
        "=AND(INDEX($D$5:$D$9,ROW()-4)<>\"\",COUNTIFS('Review fields'!$A$2:$A$3,INDEX($D$5:$D$9,ROW()-4),"
        "'Review fields'!$E$2:$E$3,\"once\")=1,"
        "COUNTIFS($D$5:$D$9,INDEX($D$5:$D$9,ROW()-4),$L$5:$L$9,INDEX($L$5:$L$9,ROW()-4))>1)"
    )
