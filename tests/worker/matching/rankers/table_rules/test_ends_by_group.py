"""First and last days that only the headers above them tell apart."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

FIRST, LAST = ("2026-05-04", "2026-05-18"), ("2026-05-31", "2026-06-28")


def day(group: str, own: str, samples: tuple[str, ...]) -> SourceColumn:
    return SourceColumn(f"{group} / {own}" if group else own, samples, group)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        pytest.param((day("", "Date", FIRST),), ["date"], id="one column"),
        pytest.param((day("Plan", "Date", FIRST), day("Fact", "Date", LAST)), ["date", "date"], id="other groups"),
        pytest.param((day("Start", "Date", FIRST), day("Ende", "Bis", LAST)), ["start_date", "end_date"], id="two names"),
        pytest.param((day("Von / From", "Datum", FIRST), day("Bis / To", "Datum", LAST)), ["start_date", "end_date"], id="de-en"),
        pytest.param((day("Начало", "Дата", FIRST), day("Окончание", "Дата", LAST)), ["start_date", "end_date"], id="ru"),
        pytest.param((day("Inizio", "Data", FIRST), day("Fine", "Data", LAST)), ["start_date", "end_date"], id="it"),
        pytest.param((day("開始", "日付", FIRST), day("終了", "日付", LAST)), ["start_date", "end_date"], id="ja"),
    ],
)  # fmt: skip
def test_the_group_tells_where_the_name_does_not(
    cascade: Cascade, columns: tuple[SourceColumn, ...], fields: list[str]
) -> None:
    head = (SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Net cost EUR", ("5100", "4800")))
    assert [one.field for one in cascade.suggest([*head, *columns])[2:]] == fields
