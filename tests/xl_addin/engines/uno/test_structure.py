"""How a link is written for LibreOffice."""

from __future__ import annotations

import pytest

from xl_addin.engines.uno.structure import _office_link

BOOK = "file:///home/ann/Pl%C3%A4ne/plan%20%28MediaMapper%29.xlsx"


@pytest.mark.parametrize(
    ("address", "book", "link"),
    [
        ("https://example.com/#'a'!b", BOOK, "https://example.com/#'a'!b"),
        ("mailto:ann@example.com", BOOK, "mailto:ann@example.com"),
        ("#'My plan'!B7", BOOK, "#'My plan'.B7"),
        ("plan ü.xlsx#'My plan'!B7", BOOK, "file:///home/ann/Pl%C3%A4ne/plan%20%C3%BC.xlsx#'My plan'.B7"),
        ("plan.xlsx#'Plan'!B7", "", "plan.xlsx#'Plan'.B7"),  # a workbook that was never saved
    ],
)
def test_a_link_to_a_file_beside_is_named_in_full(address: str, book: str, link: str) -> None:
    assert _office_link(address, lambda: book) == link
