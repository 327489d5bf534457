"""Whatever a sheet holds, cleaning answers with raw data and findings, and adds up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worker.cleaning.build import MappedTable, build_raw_data
from worker.knowledge.templates import load_template
from worker.shapes.grid import Grid, Merge
from worker.shapes.layout import BriefItem, Column, Period, Section, SheetLayout, SkippedRow, Table

TEMPLATE = load_template()
ODD = ["", "-", "n/a", "TBD", "$15,000-$25,000", "0..08", "25%", "31.09.24", "1.200,50", "{x}", "%s", "=1+1", "Total", "x" * 600, "€", "(5", "1e5", "٣", "\u200b", "∞", "12:30", "true"]  # fmt: skip
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.sampled_from(ODD),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.sampled_from([1e15, -1e15, 5e-324, 0.0, -0.0]),
    st.integers(-5, 10**15),
    st.booleans(),
    st.text(max_size=8),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.just(time(0, 30)),
    st.just(timedelta(hours=1)),
)
PERIODS = st.builds(
    lambda unit, start, days, measure, marks: Period(
        0, "P", unit, start, start + timedelta(days) if start else None, measure, marks
    ),
    st.sampled_from(["day", "week", "month", "quarter", "hour"]),
    st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 1, 1))),
    st.integers(0, 90),
    st.sampled_from([None, "net_cost", "spots", "nonsense"]),
    st.booleans(),
)


@st.composite
def plans(draw: st.DrawFn) -> MappedTable:
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    periods = draw(st.lists(PERIODS, max_size=5))
    total = width + len(periods)
    cells = draw(st.lists(st.lists(CELLS, min_size=total, max_size=total), min_size=height, max_size=height))
    fields = draw(st.lists(st.sampled_from([*TEMPLATE.names, None]), min_size=width, max_size=width))
    headers = draw(
        st.lists(
            st.sampled_from(["Cost", "CTR %", "Net (EUR)", "{row}", "Σ" * 500]),
            min_size=width,
            max_size=width,
        )
    )
    kinds = ["total", "subtotal", "section", "blank", "note"]
    skipped = draw(st.dictionaries(st.integers(2, height + 1), st.sampled_from(kinds), max_size=3))
    row = st.integers(2, height + 1)
    sections = draw(st.lists(st.builds(lambda r, t, level: Section(r, t, level, r + 1, height + 1), row, st.sampled_from(["Brand: A", "TV", "Spring {x}"]), st.integers(1, 3)), max_size=2))  # fmt: skip
    table = Table(
        (1,), 2, height + draw(st.integers(1, 3)), 1, total,
        tuple(Column(i, h, (h,), ("s",)) for i, h in enumerate(headers, 1)),
        tuple(Period(width + i, p.label, p.unit, p.start, p.end, p.measure, p.marks, p.hour) for i, p in enumerate(periods, 1)),
        tuple(SkippedRow(r, k) for r, k in sorted(skipped.items())),  # type: ignore[arg-type]
        tuple(sections), draw(st.sampled_from([None, "Plan 2026 (EUR)"])),
    )  # fmt: skip
    at = st.tuples(row, st.integers(1, total))
    grid = Grid(
        "S",
        [[None] * total, *cells],
        merges=tuple(
            draw(
                st.lists(
                    st.builds(lambda r, c: Merge(r, c, r + 2, c), row, st.integers(1, total)), max_size=2
                )
            )
        ),
        formats=draw(st.dictionaries(at, st.sampled_from(["0%", '#,##0 "€"', "[$$-409]0", "@"]), max_size=4)),
        errors=draw(st.dictionaries(at, st.just("#REF!"), max_size=2)),
        uncalculated=frozenset(draw(st.lists(at, max_size=2))),
        hidden_rows=frozenset(draw(st.lists(row, max_size=2))),
    )
    brief = draw(st.lists(st.builds(lambda f, v: BriefItem("L", v, f, 1, 1), st.sampled_from([*TEMPLATE.names, None]), st.sampled_from([*ODD, "2026-01-01", "EUR", "Japan"])), max_size=4))  # fmt: skip
    return MappedTable(grid, SheetLayout("S", (), (table,), tuple(brief)), table, dict(enumerate(fields, 1)))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(plans(), min_size=1, max_size=2))
def test_nothing_that_a_sheet_can_hold_breaks_cleaning(tables: list[MappedTable]) -> None:
    raw = build_raw_data(tables, TEMPLATE)
    assert all(f.code and f.sentence and len(f.sentence) < 1000 for f in raw.findings)
    assert [t for t in raw.totals if t.label == "sum of the lines" and t.ok is False] == []
