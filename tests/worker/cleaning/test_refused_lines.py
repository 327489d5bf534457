"""Lines that their own words call refused: what the plan's totals say of them decides."""

from __future__ import annotations

import pytest

from worker.shapes.layout import Section

COLUMNS = [("Site", "publisher"), ("Status", None), ("Net cost", "net_cost")]


def lines(*states, label="Total", total=None):
    rows = [[f"Site {at}", state, 100.0 * 2**at] for at, state in enumerate(states)]
    return [*rows, [label, None, total]] if total is not None else rows


def exported(raw):
    return [row["source_row"] for row in raw.table.to_pylist()]


def codes(raw):
    return {finding.code for finding in raw.findings} & {"lines-refused", "line-refused"}


@pytest.mark.parametrize(
    ("states", "total", "said"),
    [
        (["OK", "OK", "OK"], 700.0, set()),
        (["OK", "Cancelled", "OK"], 700.0, set()),
        (["OK", "option", "OK"], 700.0, set()),
        (["OK", "option A", "OK"], None, set()),
        (["OK", "option", "OK"], None, {"line-refused"}),
        (["OK", "Cancelled", "OK"], None, {"line-refused"}),
        (["OK", "Cancelled", "OK"], 999.0, {"line-refused"}),
        (["OK", "Cancelled flights campaign of the airline for spring", "OK"], 500.0, set()),
        (["Cancelled", "Cancelled", "Cancelled"], 700.0, set()),
    ],
)
def test_a_line_stays_unless_a_total_leaves_it_out(build, states, total, said):
    skipped = [(5, "total")] if total is not None else []
    raw = build(COLUMNS, lines(*states, total=total), skipped=skipped)
    assert exported(raw) == [2, 3, 4]
    assert codes(raw) == said


def test_a_line_without_any_amount_need_not_be_looked_at(build):
    rows = [
        ["Site 1", "OK", 100.0],
        ["Site 2", "option", None],
        ["Site 3", "option", 0.0],
        ["Site 4", "OK", 50.0],
    ]
    assert codes(build(COLUMNS, rows)) == set()
    rows[1][2] = 20.0
    assert codes(build(COLUMNS, rows)) == {"line-refused"}


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("Cancelled", "Total without cancelled"),
        ("отказ", "ИТОГО (без отказов)"),
        ("storniert", "Summe"),
        ("annulé", "Total HT"),
        ("optie – nog te beslissen", "Totaal"),
        ("取消", "合计"),
        ("キャンセル", "合計"),
        ("ملغى", "المجموع"),
        ("opsiyonel", "Toplam"),
    ],
)
def test_a_line_that_the_total_leaves_out_is_not_exported(build, state, label):
    raw = build(COLUMNS, lines("OK", state, "OK", label=label, total=500.0), skipped=[(5, "total")])
    assert exported(raw) == [2, 4]
    assert codes(raw) == {"lines-refused"}
    assert [(total.plan, total.raw, total.ok) for total in raw.totals] == [(500.0, 500.0, True)]


def test_an_option_that_was_taken_up_counts_beside_a_cancelled_line(build):
    rows = lines("OK", "cancelled", "Option confirmed", total=500.0)
    raw = build(COLUMNS, rows, skipped=[(5, "total")])
    assert exported(raw) == [2, 4]
    assert codes(raw) == {"lines-refused"}


def test_a_delivered_line_counts_although_it_was_stopped_later(build):
    columns = [("Site", "publisher"), ("Status", None), ("Spend", "spend")]
    raw = build(columns, lines("OK", "Rejected", "OK", total=500.0), skipped=[(5, "total")])
    assert exported(raw) == [2, 3, 4]


def test_counts_beside_planned_money_are_planned_whatever_they_are_called(build):
    columns = [("Site", "publisher"), ("Status", None), ("Impressions", "impressions"), ("Net", "net_cost")]
    rows = [
        [f"Site {at}", state, 5_000, 100.0 * at] for at, state in enumerate(("OK", "Anulat 12.10", "OK"), 1)
    ]
    raw = build(columns, [*rows, ["Total", None, 10_000, 400.0]], skipped=[(5, "total")])
    assert exported(raw) == [2, 4]


def test_totals_of_groups_tell_as_well(build):
    rows = [
        ["A", "OK", 10.0],
        ["B", "отказ", 20.0],
        ["Subtotal", None, 10.0],
        ["C", "OK", 40.0],
        ["Total", None, 50.0],
    ]
    raw = build(COLUMNS, rows, skipped=[(4, "subtotal"), (6, "total")])
    assert exported(raw) == [2, 5]


@pytest.mark.parametrize(
    ("struck", "total", "rows"),
    [
        ({(3, 3)}, 500.0, [2, 3, 4]),
        ({(3, 1), (3, 2), (3, 3)}, None, [2, 3, 4]),
        ({(3, 1), (3, 2), (3, 3)}, 700.0, [2, 3, 4]),
        ({(3, 1), (3, 2), (3, 3)}, 500.0, [2, 4]),
    ],
)
def test_a_line_that_is_struck_out_is_as_good_as_cancelled(build, struck, total, rows):
    """One old price with a line through it is none."""
    skipped = [(5, "total")] if total is not None else []
    raw = build(COLUMNS, lines("OK", "OK", "OK", total=total), skipped=skipped, struck=frozenset(struck))
    assert exported(raw) == rows
    assert codes(raw) == (
        {"lines-refused"} if rows == [2, 4] else {"line-refused"} if total is None else set()
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hilfe Stopp (Ortsgruppe)", set()),
        ("RTL (cancelled flights campaign of the airline for spring)", set()),
        ("RTL (cancelled)", {"line-refused"}),
        ("Sat.1 - storniert", {"line-refused"}),
        ("電視台（取消）", {"line-refused"}),
        ("ARD [optional]", {"line-refused"}),
    ],
)
def test_a_word_behind_a_name_is_told(build, name, said):
    rows = [["ARD", None, 100.0], [name, None, 200.0], ["ZDF", None, 400.0]]
    assert codes(build(COLUMNS, rows)) == said


@pytest.mark.parametrize(
    ("heading", "total", "below", "rows"),
    [
        ("Radio", 300.0, None, [2, 3, 6, 7]),
        ("OPTIONS (non comprises)", 999.0, None, [2, 3, 6, 7]),
        ("OPTIONS (non comprises)", 300.0, 1500.0, [2, 3, 6, 7]),
        ("Optional extras", 300.0, 1200.0, [2, 3, 6, 7]),
        ("Radio (options)", 300.0, None, [2, 3, 6, 7]),
        ("OPTIONS (non comprises)", 300.0, None, [2, 3]),
        ("Optionen", 300.0, None, [2, 3]),
    ],
    ids=[
        "no option",
        "another total",
        "counted below",
        "a sum of their own",
        "behind a name",
        "French",
        "German",
    ],
)
def test_options_below_the_total_of_the_plan(build, heading, total, below, rows):
    lines_above = [["Site 0", None, 100.0], ["Site 1", None, 200.0], ["Total", None, total]]
    options = [[heading, None, None], ["Site 4", None, 400.0], ["Site 5", None, 800.0]]
    sums = [["Total", None, below]] if below else []
    skipped = [(4, "total"), (5, "section"), *([(8, "total")] if below else [])]
    sections = [Section(5, heading, 1, 6, 7)]
    raw = build(COLUMNS, [*lines_above, *options, *sums], skipped=skipped, sections=sections)
    assert exported(raw) == rows
