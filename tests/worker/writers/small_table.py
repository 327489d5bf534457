"""Raw data of a few rows, as every writer gets it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from tests.worker.whole_table import WholeTable
from worker.shapes.finding import Finding, Total
from worker.shapes.raw_data import RawData
from worker.shapes.template import Field, Template

TEMPLATE = Template(
    "small",
    1,
    (
        Field("date", "date"),
        Field("site"),
        Field("ad_id", "id"),
        Field("cost", "money", "measure"),
        Field("views", "number", "measure"),
        Field("ctr", "percent", "measure"),
    ),
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


def raw_of(sites: list[str | None], cost: float = 1234.5, **more: Any) -> RawData:
    size = len(sites)
    table = pa.table(
        {
            "date": pa.array([date(2026, 1, 5)] * size),
            "site": pa.array(sites, pa.string()).dictionary_encode(),
            "ad_id": pa.array(["007"] * size).dictionary_encode(),
            "cost": [cost] * size,
            "views": [None if i else 10.0 for i in range(size)],
            "ctr": [0.015] * size,
            "source_row": range(2, size + 2),
        }
    )
    return RawData(WholeTable(table), TEMPLATE, **more)


FINDINGS = (
    Finding("a-note", "note", "Just so."),
    Finding("number-not-read", "warning", "=H12 holds 'TBD'.", "Put a number there.", "Plan", "H12"),
)
TOTALS = (
    Total("cost", "EUR", 10.0, 10.0, 0.0, True, label="Total", sheet="Plan", cell="C9"),
    Total("views", None, 5.0, 5.0, 0.0, None, label="sum of the lines"),
    Total("cost", "EUR", 11.0, 10.0, -1.0, False, "section", "Subtotal"),
)
