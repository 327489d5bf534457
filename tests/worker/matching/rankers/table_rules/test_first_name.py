"""Several columns that name one id."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def ids(cascade: Cascade, *headers: str) -> list[str]:
    """The headers of the columns that are an ad's id."""
    columns = [
        SourceColumn(header, tuple(f"{at}1000{n}" for n in range(3))) for at, header in enumerate(headers, 3)
    ]
    found = cascade.suggest([SourceColumn("Campaign", ("A", "B", "C")), *columns])
    return [one.header for one in found if one.field == "ad_id"]


@pytest.mark.parametrize(
    "headers",
    [("Creative-ID",), ("ID creatività",), ("Creative-ID", "Kampagnen-ID"), ("Spotnummer", "Sendezeit")],
)
def test_one_name_is_the_id(cascade: Cascade, headers: tuple[str, ...]) -> None:
    assert ids(cascade, *headers) == [headers[0]]


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Anzeigen-ID", "Creative-ID"),
        ("ID annuncio", "ID creatività"),
        ("ID del anuncio", "ID creatividad"),
        ("ID reklamy", "ID kreacji"),
        ("Annons-id", "Kreativ-id"),
        ("Ad ID", "Creative ID"),
    ],
)
def test_the_first_name_of_a_language_goes_before(cascade: Cascade, first: str, other: str) -> None:
    assert ids(cascade, first, other) == [first]
    assert ids(cascade, other, first) == [first]
