"""The Summary sheet: the verdict, the sums, a chart by month and channel, and what was decided and left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from worker.messages.language import tr
from worker.shapes.accounts import FATE_COLOURS, FATE_WORDS, FATES, Accounts
from worker.shapes.summary import Breakdown, ColumnNote, Measure, Months, Summary, Sums
from worker.shapes.template import title_of
from worker.writers.sheets.dress import (
    AMBER,
    GOOD,
    GRID,
    INK,
    MONEY,
    PAPER,
    QUIET,
    RULE,
    SMALL,
    WHOLE,
    Dress,
    cut,
)

NAME = "Summary"
MOST_NOTES = 40
"""Columns of one list; more would hide what follows."""
LEFT, FIRST_AMOUNT = 1, 3
WIDTHS = (2, 30, 12, 19, 19, 19, 19, 19)
LAST = len(WIDTHS) - 1
CHART_ROWS = 17


@dataclass
class _Page:
    """The sheet with the row that is written next."""

    book: Dress
    sheet: Worksheet
    row: int = 0


def write(book: Dress, summary: Summary, accounts: Accounts | None) -> None:
    """Write the sheet; *accounts* are the books of the plan."""
    sheet = book.page(NAME)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    page = _Page(book, sheet)
    _head(page, summary)
    _questions(page, summary)
    chart_row = page.row
    if summary.months:
        page.row += CHART_ROWS
    _breakdown(page, "Totals", summary.totals, summary.measures, is_whole=True)
    for one in summary.breakdowns:
        _breakdown(page, f"By {one.title.lower()}", one, summary.measures)
    if summary.months:
        _months(page, summary.months, summary.channel_colours, chart_row)
    if accounts:
        _accounts(page, accounts)
    _notes(page, "What a person decided", summary.decisions, "Nobody has decided anything for this plan.")
    _notes(page, "Columns that are in no field", summary.left_out, "Every column has a field.")
    _sentences(page, "Tables that are not exported", summary.tables_left_out)


def _head(page: _Page, summary: Summary) -> None:
    """The title, the verdict and a row of cards."""
    book, sheet = page.book, page.sheet
    sheet.set_row(0, 30)
    sheet.write_string(0, LEFT, cut(tr(f"Raw data of {summary.plan}")), book.title)
    colour = GOOD if summary.settled else AMBER
    for column in range(LEFT, LAST + 1):
        sheet.write_blank(1, column, None, book.look(bg_color=colour))
    sheet.write_string(1, LEFT, _verdict(summary), book.look(bold=True, bg_color=colour))
    label = book.look(font_color=QUIET, bg_color=PAPER, top=2, top_color=INK)
    value = book.look(bold=True, font_size=13, font_color=INK, bg_color=PAPER)
    sheet.set_row(4, 24)
    cards = _cards(summary)
    for row, look in enumerate((label, value), 3):  # row by row, as the workbook is written
        for at, texts in enumerate(cards):
            first, last = _card_columns(at)
            for column in range(first, last + 1):
                sheet.write_blank(row, column, None, look)
            sheet.write_string(row, first, texts[row - 3], look)
    page.row = 6


def _verdict(summary: Summary) -> str:
    if summary.settled:
        return tr(summary.verdict)
    asks = any(question.is_open for question in summary.questions)
    look = f"See {'the questions below and ' if asks else ''}the sheets Checks and Reconciliation."
    return f"{tr(summary.verdict)} {tr(look)}"


def _card_columns(at: int) -> tuple[int, int]:
    return (LEFT, LEFT) if at == 0 else (2 * at, 2 * at + 1)


def _cards(summary: Summary) -> list[tuple[str, str]]:
    main = next(iter(summary.totals.rows), None)
    rows = f"{summary.rows:,} from {summary.lines:,} {'line' if summary.lines == 1 else 'lines'}"
    cards = [(tr("Rows"), tr(rows))]
    if summary.first and summary.last:
        cards.append((tr("Time"), _span(summary.first, summary.last)))
    if main and len(summary.totals.rows) == 1:
        amounts = zip(summary.measures, main.amounts, strict=True)
        money = [(m, amount) for m, amount in amounts if m.is_money][-2:]
        cards += [(tr(m.title), tr(f"{amount:,.2f} {main.currency}".rstrip())) for m, amount in money]
    return cards[:4]


def _span(first: date, last: date) -> str:
    """'5 Jan - 28 Mar 2026'."""
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {tr(f'{first:%b}')}{year} - {last.day} {tr(f'{last:%b}')} {last.year}"


def _questions(page: _Page, summary: Summary) -> None:
    """Those that are open, and the answers that were given."""
    if not summary.questions:
        return
    _heading(page, "Questions")
    for question in summary.questions:
        look = page.book.look(bg_color=AMBER) if question.is_open else page.book.look()
        words = f"{tr(question.text)} ({tr(question.state)})"
        page.sheet.write_string(page.row, LEFT, cut(words), look)
        page.row += 1
    page.row += 1


def _heading(page: _Page, words: str) -> None:
    page.sheet.write_string(page.row, LEFT, tr(words), page.book.heading)
    page.row += 1


def _breakdown(
    page: _Page, title: str, one: Breakdown, measures: Sequence[Measure], *, is_whole: bool = False
) -> None:
    """One table of sums, with a line for all where that says more than its rows."""
    if not one.rows or not measures:
        return
    _heading(page, title)
    has_currency = any(row.currency for row in one.rows)
    heads = ["" if is_whole else one.title, "Currency" if has_currency else "", *(m.title for m in measures)]
    _row_of_heads(page, heads)
    for row in one.rows:
        _sums(page, row, measures, page.book.look)
    if not is_whole and len(one.rows) > 1 and len({row.currency for row in one.rows}) == 1:
        sums = zip(*(row.amounts for row in one.rows), strict=True)
        whole = Sums("All", one.rows[0].currency, tuple(sum(column) for column in sums))
        _sums(page, whole, measures, lambda **more: page.book.look(bold=True, top=1, top_color=INK, **more))
    page.row += 1


def _row_of_heads(page: _Page, heads: Sequence[str]) -> None:
    for at, text in enumerate(heads):
        side = "left" if at < FIRST_AMOUNT - LEFT else "right"
        look = page.book.look(bold=True, bg_color=INK, font_color="#FFFFFF", align=side)
        page.sheet.write_string(page.row, LEFT + at, tr(text), look)
    page.row += 1


def _sums(page: _Page, row: Sums, measures: Sequence[Measure], look: Callable[..., Format]) -> None:
    page.sheet.write_string(page.row, LEFT, cut(tr(row.name)), look())
    page.sheet.write_string(page.row, LEFT + 1, row.currency, look())
    for at, (measure, amount) in enumerate(zip(measures, row.amounts, strict=True), FIRST_AMOUNT):
        code = MONEY if measure.is_money else WHOLE
        # A dash where there is none of it, so that sums stand out.
        page.sheet.write_number(page.row, at, amount, look(num_format=f'{code};-{code};"-"', align="right"))
    page.row += 1


def _months(page: _Page, months: Months, colours: Mapping[str, str], chart_row: int) -> None:
    """The table behind the chart, and the chart at the top."""
    unit = f"{months.measure.title}{f' in {months.currency}' if months.currency else ''}"
    title = f"{unit} by month and channel"
    _heading(page, title)
    head = page.row
    # The first amount stands right of the month; channels may go beyond the other tables' width.
    _row_of_heads(page, ["Month", "", *months.channels])
    code = MONEY if months.measure.is_money else WHOLE
    number = page.book.look(num_format=f'{code};-{code};"-"', align="right")
    month = page.book.look(num_format="mmm yyyy", align="left")
    for day, amounts in zip(months.months, months.amounts, strict=True):
        page.sheet.write_datetime(page.row, LEFT, day, month)
        for at, amount in enumerate(amounts, FIRST_AMOUNT):
            page.sheet.write_number(page.row, at, amount, number)
        page.row += 1
    last = page.row - 1
    chart = page.book.book.add_chart({"type": "column", "subtype": "stacked"})
    for at, channel in enumerate(months.channels, FIRST_AMOUNT):
        chart.add_series(
            {
                "name": [NAME, head, at],
                "categories": [NAME, head + 1, LEFT, last, LEFT],
                "values": [NAME, head + 1, at, last, at],
                "fill": {"color": colours[channel]},
                "gap": 60,
            }
        )
    font = {"name": "Calibri", "size": 12, "color": INK}
    chart.set_title({"name": tr(title), "overlay": False, "name_font": font})
    chart.set_legend({"position": "right", "font": SMALL})
    chart.set_chartarea({"border": {"color": RULE}})
    chart.set_x_axis({"num_format": "mmm yy", "text_axis": True, "num_font": SMALL, "line": {"color": RULE}})
    chart.set_y_axis(
        {"num_format": WHOLE, "num_font": SMALL, "line": {"none": True}, "major_gridlines": GRID}
    )
    chart.set_size({"width": 990, "height": (CHART_ROWS - 1) * 20})
    page.sheet.insert_chart(chart_row, LEFT, chart)
    page.row += 1


def _accounts(page: _Page, accounts: Accounts) -> None:
    """Where the numbers of the plan went, by count."""
    _heading(page, "Where every number of the plan went")
    for fate in FATES:
        cells = accounts.of(fate).cells
        if cells:
            page.sheet.write_string(
                page.row, LEFT, tr(title_of(fate)), page.book.look(bg_color=FATE_COLOURS[fate])
            )
            page.sheet.write_number(page.row, LEFT + 1, cells, page.book.look(num_format=WHOLE))
            page.sheet.write_string(
                page.row, LEFT + 2, tr(FATE_WORDS[fate]), page.book.look(font_color=QUIET, indent=1)
            )
            page.row += 1
    page.row += 1


def _notes(page: _Page, title: str, notes: Sequence[ColumnNote], nothing: str) -> None:
    _heading(page, title)
    if not notes:
        page.sheet.write_string(page.row, LEFT, tr(nothing), page.book.hint)
        page.row += 1
    for note in notes[:MOST_NOTES]:
        page.sheet.write_string(page.row, LEFT, cut(note.header or tr("(no header)")), page.book.look())
        page.sheet.write_string(page.row, LEFT + 1, note.place.rpartition("!")[2], page.book.hint)
        words = f"{note.field}. {tr(note.reason)}" if note.field else tr(note.reason)
        page.sheet.write_string(page.row, LEFT + 2, cut(words), page.book.look())
        page.row += 1
    if len(notes) > MOST_NOTES:
        page.sheet.write_string(
            page.row, LEFT, tr(f"... and {len(notes) - MOST_NOTES:,} more."), page.book.hint
        )
        page.row += 1
    page.row += 1


def _sentences(page: _Page, title: str, sentences: Sequence[str]) -> None:
    if sentences:
        _heading(page, title)
        for sentence in sentences[:MOST_NOTES]:
            page.sheet.write_string(page.row, LEFT, cut(tr(sentence)), page.book.look())
            page.row += 1
