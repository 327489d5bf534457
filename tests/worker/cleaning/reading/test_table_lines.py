"""A mapped table -> its lines."""

from __future__ import annotations

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()


def test_columns_without_a_field_are_not_read() -> None:
    lines = read_lines(mapped([("Site", "publisher"), ("Remark", None)], [["A", "late"]]), TEMPLATE)
    assert (list(lines.columns), lines.amounts, len(lines)) == (["publisher"], (), 1)


def test_each_column_by_its_field_s_type() -> None:
    columns = [("Start", "start_date"), ("Site", "publisher"), ("Net EUR", "net_cost"), ("CTR", "ctr")]
    lines = read_lines(mapped(columns, [["2026-01-05", "A", "1.200,50", "2 %"]]), TEMPLATE)
    days, names = lines.days("start_date"), lines.texts("publisher")
    assert days is not None and names is not None
    assert (str(days[0]), names.at(0)) == ("2026-01-05", "A")
    numbers = [lines.floats(name) for name in ("net_cost", "ctr")]
    assert [values.tolist() for values in numbers if values is not None] == [[1200.5], [0.02]]


def test_periods_of_a_measure_are_amounts_and_others_wait() -> None:
    site = [("Site", "publisher")]
    known = read_lines(mapped(site, [["A", 10.5]], [month("Jan", 2026, 1, measure="net_cost")]), TEMPLATE)
    other = read_lines(mapped(site, [["A", 10.5]], [month("Jan", 2026, 1)]), TEMPLATE)
    assert ([a.measure for a in known.amounts], known.undecided) == (["net_cost"], ())
    assert (other.amounts, len(other.undecided)) == ((), 1)


def test_thousands_of_a_header_are_counted_in() -> None:
    lines = read_lines(mapped([("Net cost (000)", "net_cost")], [[12.5]]), TEMPLATE)
    net = lines.floats("net_cost")
    assert net is not None and net.tolist() == [12500.0]
    assert lines.scales == {"net_cost": 1000.0}
