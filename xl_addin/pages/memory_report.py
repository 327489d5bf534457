"""The Memory report sheet: what was learnt, how honest its confidences are, what fails; with charts where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from worker.messages.language import tr
from worker.shapes.json import Json
from xl_addin.looks import BLUE, HINT, PALE_BLUE, airy, look, ornament
from xl_addin.pages import page
from xl_addin.pages.page import REPORT

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

WIDTHS = (30, 14, 14, 14, 14, 14, 6, 12, 12, 12, 12, 12, 12)
COUNT, SHARE = f"#,##0{page.NUMBER}", f"0%{page.NUMBER}"
CHART_COLUMN = 8
"""Charts stand to the right of the tables, and a screen of 1,366 pixels shows them whole."""
CHART_SIZE = (335, 215)
MOST_FAILING = 50


def write(book: Book, report: Json) -> Sheet:
    """Write the sheet, in the place of an older one."""
    sheet = page.fresh(book, REPORT)
    tables = _tables(report)
    page.font(sheet, 6 + sum(len(rows) + 3 for _, _, rows, _ in tables), len(WIDTHS))
    page.title(sheet, "What the memory holds", summary(report))
    page.widths(sheet, WIDTHS)
    at = 4
    charts = []
    for name, head, rows, formats in tables:
        page.table_head(sheet, at, [name, *head], ["@", *formats])
        if rows:
            page.body(sheet, at + 1, rows, ["@", *formats])
            if name in CHARTS:
                charts.append((name, (at, at + len(rows))))
        else:
            _nothing(sheet.range((at + 1, 1)))
        at += max(len(rows), 1) + 2
    for number, (name, rows_of) in enumerate(charts):
        _chart(sheet, name, rows_of, number)
    return sheet


def _nothing(cell: Range) -> None:
    page.text(cell, [[tr("Nothing yet.")]])
    look(cell, HINT)
    airy(cell)


def summary(report: Json) -> str:
    """One sentence."""
    questions, answered = report.get("asked") or 0, report.get("answered") or 0
    share = f" It answered {answered:,} of {questions:,} questions." if questions else ""
    return f"{report.get('mappings') or 0:,} mappings from {report.get('decisions') or 0:,} decisions.{share}"


CENT_DIGITS = 4
"""Digits behind a cent: a question costs less than one."""
CHARTS: Mapping[str, tuple[str, str, int]] = {
    "Decisions": ("Decisions", "bar_clustered", 1),
    "How sure it was": ("How sure it was, and how often that was right", "column_clustered", 2),
    "By source": ("Mappings by where they came from", "bar_clustered", 1),
}
"""Title, kind, and how many columns behind the names are drawn."""

Table = tuple[str, Sequence[str], list[list[object]], Sequence[str]]


def _tables(report: Json) -> list[Table]:
    """Name (and first column), other headers, rows, and number formats of the other columns."""
    return [
        _decisions(report),
        _calibration(report.get("calibration") or {}),
        _performances("By source", report.get("sources")),
        _performances("By scope", report.get("scopes")),
        _failing(report.get("failing_mappings") or []),
        _model(report),
    ]


def _decisions(report: Json) -> Table:
    rows = [[tr(name), report.get(name) or 0] for name in ("confirmed", "rejected", "corrected")]
    return "Decisions", ["Count"], rows, [COUNT]


def _calibration(calibration: Json) -> Table:
    rows = [
        [_bin(each), each.get("said"), each.get("right"), each.get("count")]
        for each in calibration.get("bins") or ()
        if each.get("count")
    ]
    return "How sure it was", ["Said", "Was right", "Answers"], rows, [SHARE, SHARE, COUNT]


def _failing(mappings: Sequence[Json]) -> Table:
    rows = [
        [
            f["header"],
            f["field"] or tr("none"),
            f["confidence"],
            f["confirms"],
            f["rejects"],
            tr(f["state"]),
        ]
        for f in mappings[:MOST_FAILING]
    ]
    head = ["Field", "Confidence", "Confirms", "Rejects", "State"]
    return "What fails", head, rows, ["@", SHARE, COUNT, COUNT, "@"]


def _model(report: Json) -> Table:
    model = report.get("model") or {}
    rows = [
        [tr("questions"), model.get("calls") or 0],
        [tr("answered from memory instead"), report.get("calls_avoided") or 0],
        [tr("cost in US cents"), round(float(model.get("cost") or 0.0) * 100, CENT_DIGITS)],
    ]
    return "The model", ["Count"], rows, [f"General{page.NUMBER}"]


def _performances(name: str, entries: object) -> Table:
    rows: list[list[object]] = [
        [
            tr(each.get("name") or "everybody"),
            each["mappings"],
            each["confirmed"],
            each["rejected"],
            each["corrected"],
        ]
        for each in (entries if isinstance(entries, Iterable) else ())
        if isinstance(each, Mapping)
    ]
    return name, ["Mappings", "Confirmed", "Rejected", "Corrected"], rows, [COUNT] * 4


def _bin(each: Json) -> str:
    low, high = each.get("low"), each.get("high")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        return tr(f"{low:.0%} to {high:.0%}")
    return tr(f"about {each.get('said') or 0:.0%}")


def _chart(sheet: Sheet, name: str, rows: tuple[int, int], number: int) -> None:
    """One chart; an engine without charts shows the tables alone."""
    words, kind, columns = CHARTS[name]
    width, height = CHART_SIZE
    corner = sheet.range((4, CHART_COLUMN))
    source = sheet.range((rows[0], 1), (rows[1], 1 + columns))
    # What an engine can't draw is left out: the tables say it all.
    with ornament():
        top = corner.top + number * (height + 15)
        chart = sheet.charts.add(
            corner.left, top, width, height, chart_type=kind, source=source, plot_by="columns"
        )
        chart.title = tr(words)
        chart.legend.visible = columns > 1
        if columns > 1:
            chart.legend.position = "bottom"
        chart.value_axis.minimum_scale = 0
        for series, colour in zip(chart.series, (BLUE, PALE_BLUE), strict=False):
            series.fill_color = colour
