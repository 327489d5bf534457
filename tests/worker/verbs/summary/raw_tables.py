"""Small raw data in the shipped template's fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from tests.worker.whole_table import WholeTable
from worker.knowledge.templates import load_template
from worker.shapes.raw_data import RawData

Row = tuple[str | None, str | None, date | None, date | None, str | None, float | None, int]
"""Channel, publisher, first and last day, currency, net cost, row of the sheet."""


def raw_of(rows: Sequence[Row]) -> RawData:
    channels, publishers, starts, ends, currencies, costs, numbers = zip(*rows, strict=True)
    table: dict[str, Any] = {
        "start_date": pa.array(starts, pa.date32()),
        "end_date": pa.array(ends, pa.date32()),
        "channel": pa.array(channels, pa.string()).dictionary_encode(),
        "publisher": pa.array(publishers, pa.string()).dictionary_encode(),
        "currency": pa.array(currencies, pa.string()).dictionary_encode(),
        "net_cost": pa.array(costs, pa.float64()),
        "source_sheet": pa.array(["Plan"] * len(rows)).dictionary_encode(),
        "source_row": pa.array(numbers, pa.int64()),
    }
    return RawData(WholeTable(pa.table(table)), load_template(None))


JAN, FEB = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
