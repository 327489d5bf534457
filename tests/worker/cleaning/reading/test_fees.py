"""Fees written as a rate: an amount where the line says of what."""

from __future__ import annotations

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template


@pytest.mark.parametrize(
    ("columns", "line", "fee", "code"),
    [
        ([("Net", "net_cost"), ("Fee", "agency_fee")], [1000, 150], 150.0, None),  # an amount already
        ([("Site", "publisher"), ("Fee", "agency_fee")], ["A", "15%"], None, "percent-in-money"),
        ([("Net", "net_cost"), ("Fee", "agency_fee")], [1000, "15%"], 150.0, "fee-from-rate"),
        ([("Gross", "gross_cost"), ("Fee", "agency_fee")], [1000, "15%"], 150.0, "fee-from-rate"),
        ([("Net", "net_cost"), ("Fee rate", "agency_fee")], [1000, "15%"], None, "fee-rate-alone"),
        ([("합계", "net_cost"), ("대행수수료율", "agency_fee")], [1000, "10%"], None, "fee-rate-alone"),
        ([("Gross", "gross_cost"), ("Fee %", "agency_fee")], [1000, "15%"], 150.0, "fee-from-rate"),
        (
            [("Net", "net_cost"), ("Gross", "gross_cost"), ("Fee", "agency_fee")],
            [850, 1000, "15%"],
            150.0,
            "fee-from-rate",
        ),  # of gross, as the difference shows
    ],
)
def test_a_rate_of_money(
    columns: list[tuple[str, str]], line: list[object], fee: float | None, code: str | None
) -> None:
    lines = read_lines(mapped(columns, [line]), load_template())
    fees = lines.floats("agency_fee")
    assert (None if fees is None else fees.tolist()) == (None if fee is None else [fee])
    codes = {finding.code for finding in lines.findings} & {
        "percent-in-money",
        "fee-from-rate",
        "fee-rate-alone",
    }
    assert codes == ({code} if code else set())
