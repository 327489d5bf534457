"""Words of delivery and of tax in headers of money, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

RATES, AMOUNTS = (4.0, 5.0), (100_000.0, 230_000.0)


def field_of(cascade: Cascade, header: str) -> str | None:
    """The field of amounts under *header*, beside prices."""
    vendor = SourceColumn("媒体", ("Alder", "Birch"))
    rate = SourceColumn("単価", tuple(f"{n:g}" for n in RATES), numbers=RATES)
    return cascade.suggest(
        [vendor, rate, SourceColumn(header, tuple(f"{n:g}" for n in AMOUNTS), numbers=AMOUNTS)]
    )[2].field


@pytest.mark.parametrize("header", ["実績金額(円)", "Actual cost (EUR)", "実績費用", "Net cost (actual)"])
def test_what_was_delivered_is_spent(cascade: Cascade, header: str) -> None:
    assert field_of(cascade, header) == "spend"


@pytest.mark.parametrize("header", ["実施金額", "実施金額(円)", "実施金額(ネット)(円)", "実施料金(円)"])
def test_a_part_of_a_known_name_is_no_word_of_delivery(cascade: Cascade, header: str) -> None:
    """With a currency behind it or not."""
    assert field_of(cascade, header) == "net_cost"
