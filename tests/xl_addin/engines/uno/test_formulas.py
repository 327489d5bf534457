"""Formulas between Excel's spelling and LibreOffice's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.engines.common.names import quoted
from xl_addin.engines.uno.formulas import to_excel, to_office

PAIRS = [
    ("=1+1", "=1+1"),
    ('="a;b,c!d"', '="a;b,c!d"'),
    ('="say ""hi"", you"&A1', '="say ""hi"", you"&A1'),
    ("=1.5*A1", "=1.5*A1"),
    ("=STDEV.S(A1:A3)", "=STDEV.S(A1:A3)"),
    ("=SUM(A1:B2,3)", "=SUM(A1:B2;3)"),
    ("=SUM(Plan!A1,2)", "=SUM($Plan.A1;2)"),
    ("=Plan!$A$1:$B$2", "=$Plan.$A$1:$B$2"),
    ("=SUM(Plan!A:A)", "=SUM($Plan.A:A)"),
    ("='My plan'!B2", "=$'My plan'.B2"),
    ("='It''s, so; so'!B2", "=$'It''s, so; so'.B2"),
    ("=Größe!A1", "=$Größe.A1"),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ('=MATCH("x",{"a,b","c"},0)', '=MATCH("x";{"a,b";"c"};0)'),
    ('=MAP_COLUMN(A1,"x")', '=MAP_COLUMN(A1;"x")'),
]


@pytest.mark.parametrize(("excel", "office"), PAIRS)
def test_there_and_back(excel: str, office: str) -> None:
    assert (to_office(excel), to_excel(office)) == (office, excel)


@given(st.text(alphabet="ab'!;,. $", min_size=1, max_size=12))
def test_any_sheet_name_survives(name: str) -> None:
    formula = f"=SUM({quoted(name)}!A1,2)"
    assert to_excel(to_office(formula)) == formula
