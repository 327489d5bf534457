"""The memory's report as a workbook: one page with figures and charts, and the tables that they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from worker.errors import FileProblem
from worker.lazy_dataclass import dataclass
from worker.memory.reporting.performance import Performance, PerformanceReport
from worker.messages.language import tr
from worker.shapes.model_call import money
from worker.writers.sheets.dress import DAY, GRID, PAPER, QUIET, RULE, SMALL, WHOLE, Dress, workbook

PAGE, FIGURES = "Memory report", "Figures"
INK, GOOD, BAD, AMBER = "#1F3854", "#2E7D5B", "#B5483A", "#D9A441"
BLUE = "#2E5478"
AXIS: dict[str, object] = {"num_font": SMALL, "line": {"color": RULE}}
MOST_FAILING = 30
MOST_SCOPES = 15
CARD_WIDTH = 2
"""Columns of one card on the page."""
CHART_ROWS = 15
Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class _Block:
    """One table of the figures: where its body stands on their sheet, rows from 0."""

    title: str
    first: int
    last: int

    def column(self, at: int) -> list[str | int]:
        """A column of the body, as charts name it."""
        return [FIGURES, self.first, at, self.last, at]

    def name(self, at: int) -> list[str | int]:
        """Its header."""
        return [FIGURES, self.first - 1, at]


def write(performance: PerformanceReport, folder: Path, path: Path) -> None:
    """Write the report on the memory in *folder* to *path*.

    Raises:
        FileProblem: *path* is no .xlsx.
        OSError: it can't be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise FileProblem(f"The report can't be written to {path.name}.", "Name it .xlsx.")
    with workbook(path, "Memory report") as book:
        page, figures = book.book.add_worksheet(PAGE), book.book.add_worksheet(FIGURES)
        blocks = _figures(book, figures, performance)
        _head(book, page, performance, folder)
        _cards(book, page, performance)
        _charts(book, page, blocks)


# ---------------------------------------------------------------- the page


def _head(book: Dress, page: Worksheet, performance: PerformanceReport, folder: Path) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 2)
    page.set_column(1, 16, 10.5)
    page.set_landscape()
    page.fit_to_pages(1, 1)
    page.set_row(0, 30)
    page.write_string(0, 1, tr("Memory report"), book.look(font_size=20, bold=True, font_color=INK))
    summary = performance.summary
    line = (
        f"{folder}, {performance.made_at:%Y-%m-%d %H:%M} UTC: {summary.mappings:,} mappings, {summary.values:,} values, "
        f"{performance.rules:,} rules, {performance.layouts:,} layouts; {performance.archived:,} archived, {performance.pruned:,} pruned."
    )
    page.write_string(1, 1, tr(line), book.hint)


def _cards(book: Dress, page: Worksheet, performance: PerformanceReport) -> None:
    label = book.look(font_color=QUIET, bg_color=PAPER, align="center", top=2, top_color=BLUE)
    number = book.look(font_size=18, bold=True, font_color=INK, bg_color=PAPER, align="center")
    page.set_row(4, 28)
    for at, (name, text) in enumerate(_in_short(performance)):
        left = 1 + at * CARD_WIDTH
        page.merge_range(3, left, 3, left + CARD_WIDTH - 1, "", label)
        page.write_string(3, left, tr(name), label)
        page.merge_range(4, left, 4, left + CARD_WIDTH - 1, "", number)
        page.write_string(4, left, tr(text), number)


def _in_short(performance: PerformanceReport) -> list[tuple[str, str]]:
    summary, sure = performance.summary, performance.calibration
    decided = summary.confirmed + summary.rejected + summary.corrected
    return [
        ("answered", f"{performance.answered / performance.asked:.0%}" if performance.asked else "-"),
        ("decisions", f"{summary.decisions:,}"),
        ("of them confirmed", f"{summary.confirmed / decided:.0%}" if decided else "-"),
        ("calibration error", f"{sure.ece:.3f}" if sure.count else "-"),
        ("usable at 95 % right", f"{sure.coverage_at_95:.0%}" if sure.count else "-"),
        ("model calls", f"{performance.model.calls:,}"),
        ("calls avoided", f"{performance.calls_avoided:,}"),
        ("cost", money(performance.model.cost)),
    ]


def _charts(book: Dress, page: Worksheet, blocks: dict[str, _Block]) -> None:
    """Two in a row; those without figures are left out, and the others close up."""
    drawn = [
        chart
        for chart in (
            _columns(
                book, blocks.get("weeks"), "Decisions by week", {3: GOOD, 4: BAD, 5: AMBER}, stacked=True
            ),
            _columns(book, blocks.get("weeks"), "Asked and answered by week", {1: "#B8C4D0", 2: BLUE}),
            _calibration(book, blocks.get("bins")),
            _bars(book, blocks.get("sources"), "By source of what was learnt"),
            _bars(book, blocks.get("scopes"), "By scope"),
            _columns(book, blocks.get("weeks"), "Tokens of the model by week", {7: BLUE}),
        )
        if chart is not None
    ]
    for at, chart in enumerate(drawn):
        chart.set_size({"width": 620, "height": 290})
        page.insert_chart(6 + (at // 2) * CHART_ROWS, 1 + (at % 2) * 8, chart)
    if not drawn:
        page.write_string(6, 1, tr("Nobody has decided anything yet; there is nothing to draw."))


def _columns(
    book: Dress, block: _Block | None, title: str, colours: dict[int, str], *, stacked: bool = False
) -> Chart | None:
    if block is None:
        return None
    chart = book.book.add_chart({"type": "column"} | ({"subtype": "stacked"} if stacked else {}))
    for at, colour in colours.items():
        series = {"name": block.name(at), "categories": block.column(0), "values": block.column(at)}
        chart.add_series(series | {"fill": {"color": colour}, "gap": 60})
    dressed = _dressed(chart, title)
    dressed.set_x_axis(
        AXIS | {"num_format": "d mmm", "text_axis": True, "major_gridlines": {"visible": False}}
    )
    return dressed


def _bars(book: Dress, block: _Block | None, title: str) -> Chart | None:
    """Confirmed, rejected and corrected, one bar a name, the first on top."""
    if block is None:
        return None
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    for at, colour in ((4, GOOD), (5, BAD), (6, AMBER)):
        series = {"name": block.name(at), "categories": block.column(0), "values": block.column(at)}
        chart.add_series(series | {"fill": {"color": colour}, "gap": 60})
    dressed = _dressed(chart, title)
    dressed.set_y_axis({"reverse": True, "num_font": SMALL, "line": {"none": True}})
    dressed.set_x_axis(AXIS | {"label_position": "high", "major_gridlines": GRID})
    return dressed


def _calibration(book: Dress, block: _Block | None) -> Chart | None:
    """What was said against what was right; where the two agree, confidence is honest."""
    if block is None:
        return None
    chart = book.book.add_chart({"type": "column"})
    series = {"name": block.name(3), "categories": block.column(0), "values": block.column(3)}
    chart.add_series(series | {"fill": {"color": BLUE}, "gap": 40})
    line = book.book.add_chart({"type": "line"})
    stated = {"name": block.name(2), "categories": block.column(0), "values": block.column(2)}
    line.add_series(
        stated
        | {
            "line": {"color": AMBER, "width": 2.25},
            "marker": {"type": "circle", "size": 6, "fill": {"color": AMBER}, "border": {"color": AMBER}},
        }
    )
    chart.combine(line)
    dressed = _dressed(chart, "How sure it was, and how often that was right")
    dressed.set_y_axis(
        {
            "min": 0,
            "max": 1,
            "num_format": "0%",
            "num_font": SMALL,
            "line": {"none": True},
            "major_gridlines": GRID,
        }
    )
    return dressed


def _dressed(chart: Chart, title: str) -> Chart:
    chart.set_title(
        {"name": tr(title), "overlay": False, "name_font": {"name": "Calibri", "size": 12, "color": INK}}
    )
    chart.set_legend({"position": "bottom", "font": SMALL})
    chart.set_chartarea({"border": {"color": RULE}})
    chart.set_x_axis(AXIS | {"major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": SMALL, "line": {"none": True}, "major_gridlines": GRID})
    return chart


# ---------------------------------------------------------------- the figures


def _figures(book: Dress, sheet: Worksheet, performance: PerformanceReport) -> dict[str, _Block]:
    """Every table, one below the other; gives where those stand that charts are drawn from."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 10, 14)
    blocks: dict[str, _Block] = {}
    top = 0
    for key, title, headers, rows, formats in _tables(performance):
        if rows:
            blocks[key] = _table(book, sheet, top, title, headers, rows, formats)
            top = blocks[key].last + 3
    return blocks


def _table(
    book: Dress,
    sheet: Worksheet,
    top: int,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    formats: Sequence[str],
) -> _Block:
    sheet.write_string(top, 0, tr(title), book.look(bold=True, font_size=12, font_color=INK))
    for at, (name, form) in enumerate(zip(headers, formats, strict=True)):
        sheet.write_string(
            top + 1, at, tr(name), book.look(bold=True, font_color="#FFFFFF", bg_color=BLUE, **_side(form))
        )
    styles = [book.look(**_side(form), **({"num_format": form} if form else {})) for form in formats]
    for line, row in enumerate(rows, top + 2):
        for at, (value, style) in enumerate(zip(row, styles, strict=True)):
            if isinstance(value, str):
                sheet.write_string(line, at, value, style)
            elif value is not None:
                sheet.write_number(line, at, value, style)
    return _Block(title, top + 2, top + 1 + len(rows))


def _side(form: str) -> dict[str, str]:
    """Words and days to the left, figures to the right."""
    return {"align": "left" if form in ("", DAY) else "right"}


SHARE = "0.0%"
Table = tuple[str, str, Sequence[str], list[Sequence[Cell]], Sequence[str]]
"""Key, title, headers, rows and number formats."""


def _tables(performance: PerformanceReport) -> list[Table]:
    model = ("model", "The model", ["What", "Count"], _model(performance), ["", "#,##0.####"])
    return [
        _by_week(performance),
        _bins(performance),
        *_performances(performance),
        _failing(performance),
        _verbs(performance),
        model,
    ]


def _by_week(performance: PerformanceReport) -> Table:
    names = ["Asked", "Answered", "Confirmed", "Rejected", "Corrected", "Model calls", "Tokens", "USD"]
    rows: list[Sequence[Cell]] = [
        (_day(w.start), w.asked, w.answered, w.confirmed, w.rejected, w.corrected, w.calls, w.tokens, w.cost)
        for w in performance.weeks
    ]
    return "weeks", "Week by week", ["Week from", *names], rows, [DAY, *[WHOLE] * 7, "0.0000"]


def _bins(performance: PerformanceReport) -> Table:
    rows: list[Sequence[Cell]] = [
        (f"{b.low:.0%}-{b.high:.0%}", b.count, b.said, b.right) for b in performance.calibration.bins
    ]
    headers = ["Confidence", "Answers", "Said", "Was right"]
    return "bins", "Calibration", headers, rows, ["", WHOLE, SHARE, SHARE]


def _performances(performance: PerformanceReport) -> list[Table]:
    names = ["Mappings", "Asked", "Answered", "Confirmed", "Rejected", "Corrected"]
    names += ["Right", "ECE", "Brier", "At 95 %"]
    forms = ["", *[WHOLE] * 6, SHARE, "0.000", "0.000", SHARE]
    parts = (
        ("sources", "By source", "Source", performance.sources),
        ("scopes", "By scope", "Scope", performance.scopes[:MOST_SCOPES]),
    )
    return [
        (key, title, [what, *names], [_row(one) for one in ones], forms) for key, title, what, ones in parts
    ]


def _failing(performance: PerformanceReport) -> Table:
    rows: list[Sequence[Cell]] = [
        (f.header, f.field or tr("no target"), f.confidence, f.confirms, f.rejects, tr(f.state))
        for f in performance.failing_mappings[:MOST_FAILING]
    ]
    headers = ["Header", "Field", "Confidence", "Confirms", "Rejects", "State"]
    return "failing", "What fails", headers, rows, ["", "", SHARE, WHOLE, WHOLE, ""]


def _verbs(performance: PerformanceReport) -> Table:
    rows: list[Sequence[Cell]] = [(v.name, v.count, v.mean, v.slowest) for v in performance.verbs]
    headers = ["What", "Times", "Mean", "Slowest"]
    return "verbs", "What takes longest, in seconds", headers, rows, ["", WHOLE, "0.000", "0.000"]


def _day(day: date) -> int:
    """As a spreadsheet counts days."""
    return day.toordinal() - date(1899, 12, 30).toordinal()


def _row(one: Performance) -> Sequence[Cell]:
    sure = one.calibration
    measured: Sequence[Cell] = (sure.ece, sure.brier, sure.coverage_at_95) if sure.count else (None,) * 3
    decided = one.confirmed + one.rejected + one.corrected
    right = one.success if decided else None
    return (
        tr(one.name),
        one.mappings,
        one.asked,
        one.answered,
        one.confirmed,
        one.rejected,
        one.corrected,
        right,
        *measured,
    )


def _model(performance: PerformanceReport) -> list[Sequence[Cell]]:
    model = performance.model
    if not (model.calls or model.remembered):
        return []
    counts: list[tuple[str, Cell]] = [
        ("Calls", model.calls),
        ("... that failed", model.failed),
        ("Answered from what it had said before", model.remembered),
        ("Tokens in", model.tokens_in),
        ("... of which the provider had cached", model.tokens_cached),
        ("Tokens out", model.tokens_out),
        ("US dollars", model.cost),
        ("Seconds", model.seconds),
        ("Calls avoided: memory answered alone", performance.calls_avoided),
    ]
    return [(tr(what), count) for what, count in counts]
