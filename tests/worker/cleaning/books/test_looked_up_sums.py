"""Which tables say by their formulas that they only add up another sheet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.looked_up_sums import adds_up_others
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

SUMS = {(2, 2): "SUMIF(Plan!D:D,A2,Plan!I:I)", (3, 2): "SUMIF('Plan'!$D$2:$D$9,A3,'Plan'!$I$2:$I$9)"}


@pytest.mark.parametrize(
    ("formulas", "adds_up"),
    [
        pytest.param({}, False, id="numbers"),
        pytest.param({(2, 2): "C2*D2", (3, 2): "C3*D3"}, False, id="units times price"),
        pytest.param({(2, 2): "Rates!B2*C2", (3, 2): "Rates!B3*C3"}, False, id="a price of another sheet"),
        pytest.param({(2, 2): "SUM(Rates!B:B)", (3, 2): "SUM(Rates!C:C)"}, False, id="sums of no plan"),
        pytest.param({(2, 2): SUMS[2, 2]}, False, id="on some lines"),
        pytest.param({(2, 2): "SUM(Summary!D:D)", (3, 2): "SUM(Summary!D:D)"}, False, id="its own sheet"),
        pytest.param(SUMS, True, id="sums over the plan"),
    ],
)  # fmt: skip
def test_sums_over_another_sheet(formulas: dict[tuple[int, int], str], adds_up: bool) -> None:
    columns: list[Any] = [("Site", "publisher"), ("Net cost", "net_cost")]
    table = mapped(columns, [["A", 10], ["B", 20]], sheet="Summary", formulas=formulas)
    lines = read_lines(table, load_template())
    assert adds_up_others(table, lines, ["net_cost"], ["Plan", "Summary"]) is adds_up
