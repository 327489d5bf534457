"""The workbook's sheets before anything happened, from pages.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from worker.messages.language import ENGLISH
from worker.shapes.json import Json
from xl_addin.looks import BODY, HEADER, HINT, LINK, SHEET_FONT, TITLE, Colour, Look
from xl_addin.pages.page import EXAMPLE
from xl_addin.workbook.texts import page_texts

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

START, START_CODE = "Start", "StartSheet"
EXAMPLE_CODE, ADDIN_CODE = "ExampleSheet", "AddInSheet"
PAGES = Path(__file__).with_name("pages.toml")
_PALE: Colour = (233, 239, 246)
_RULE: Colour = (208, 217, 226)
_INPUT = Look(size=10, colour=(31, 56, 84), fill=(255, 252, 240))
_SECTION = Look(size=12, bold=True, colour=(31, 56, 84))
_STRONG = Look(size=10, bold=True, colour=(31, 56, 84))
_NUMBER = Look(size=12, bold=True, colour=(255, 255, 255), fill=(46, 84, 120))
_BAND = Look(size=20, bold=True, colour=(255, 255, 255), fill=(31, 56, 84))
_UNDER_BAND = Look(size=11, colour=(255, 255, 255), fill=(31, 56, 84))
START_WIDTHS = (2.5, 4.5, 30, 30, 70, 2.5)
PAGE_WIDTHS = (2.5, 22, 90, 2.5)


@dataclass(frozen=True, slots=True)
class Page:
    """An empty sheet that says what will come."""

    name: str
    code: str
    title: str
    hint: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All of them; `start` and `words`, which stand on several, as pages.toml has them."""

    start: Json
    words: Mapping[str, Mapping[str, str]]
    others: tuple[Page, ...]
    example: Json

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of the VBA modules behind the sheets."""
        return START_CODE, *(page.code for page in self.others), EXAMPLE_CODE


def read_pages(language: str = ENGLISH) -> Pages:
    """What pages.toml says, in *language*; the example is a plan, and stays as its planner wrote it."""
    source = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    example = source.pop("example")
    texts: Json = page_texts(source, language)  # type: ignore[assignment]  # of the same shape
    others = tuple(
        Page(p["name"], p["code"], p["title"], p["hint"], tuple((a, b) for a, b in p["lines"]))
        for p in texts["pages"]
    )
    return Pages(texts["start"], texts["words"], others, example)


def write_pages(book: Workbook, pages: Pages) -> None:
    """Add the sheets to *book*, an XlsxWriter workbook."""
    draw = _Drawing(book, {name: word["text"] for name, word in pages.words.items()})
    _write_start(draw, _sheet(book, START, START_CODE, START_WIDTHS), pages.start)
    for page in pages.others:
        _write_page(draw, _sheet(book, page.name, page.code, PAGE_WIDTHS), page)
    widths = tuple(pages.example["widths"])
    _write_example(draw, _sheet(book, EXAMPLE, EXAMPLE_CODE, widths), pages.example)


def write_addin_page(book: Workbook) -> None:
    """Add the one sheet that every workbook must have; Excel shows no sheet of an add-in."""
    sheet = _sheet(book, "MediaMapper", ADDIN_CODE, (60,))
    sheet.write_string(0, 0, "MediaMapper's formulas and ribbon; nothing is stored here.")


class _Drawing:
    """Formats of *book* by look; the same look is one format."""

    def __init__(self, book: Workbook, words: Mapping[str, str]) -> None:
        self.book = book
        self.words = words
        self._cache: dict[tuple[object, ...], Format] = {}

    def format(self, style: Look, **more: object) -> Format:
        """The format of *style* with *more* of XlsxWriter's own properties."""
        key = (style, tuple(more.items()))
        if key not in self._cache:
            values = {"font_name": SHEET_FONT, "font_size": style.size or 10, "valign": "vcenter", **more}
            if style.bold:
                values["bold"] = True
            if style.colour:
                values["font_color"] = _hex(style.colour)
            if style.fill:
                values["bg_color"] = _hex(style.fill)
            self._cache[key] = self.book.add_format(values)
        return self._cache[key]


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _sheet(book: Workbook, name: str, code: str, widths: tuple[float, ...]) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_vba_name(code)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    return sheet


# ---------------------------------------------------------------- Start


def _write_start(draw: _Drawing, sheet: Worksheet, start: Json) -> None:
    for row, height, style, text in ((0, 40, _BAND, start["title"]), (1, 24, _UNDER_BAND, start["subtitle"])):
        sheet.set_row(row, height, draw.format(style))
        sheet.write_string(row, 1, text, draw.format(style))
    sheet.freeze_panes(2, 0)
    row = _section(draw, sheet, 3, draw.words["steps"])
    for number, step in enumerate(start["steps"], 1):
        row = _write_step(draw, sheet, row, number, step)
    row = _section(draw, sheet, row + 1, draw.words["settings"])
    for setting in start["settings"]:
        row = _write_setting(draw, sheet, row, setting)
    row = _write_status(draw, sheet, row, start["worker"])
    row = _section(draw, sheet, row + 1, draw.words["formulas"])
    for formula in start["formulas"]:
        _lines_under(draw, sheet, row)
        code = _ruled(draw, _STRONG)
        sheet.merge_range(row, 1, row, 3, "", code)
        sheet.write_string(row, 1, formula["example"], code)
        sheet.write_string(row, 4, formula["text"], _ruled(draw, HINT, indent=1))
        row += 1
    sheet.set_tab_color(_hex(_BAND.fill or _PALE))
    sheet.activate()


def _section(draw: _Drawing, sheet: Worksheet, row: int, text: str) -> int:
    sheet.set_row(row, 24)
    sheet.write_string(row, 1, text, draw.format(_SECTION))
    return row + 1


def _ruled(draw: _Drawing, style: Look, **more: object) -> Format:
    return draw.format(style, bottom=1, bottom_color=_hex(_RULE), **more)


def _lines_under(draw: _Drawing, sheet: Worksheet, row: int) -> None:
    """A fine line under the row, and room for a finger."""
    sheet.set_row(row, 22)
    for column in range(1, len(START_WIDTHS) - 1):
        sheet.write_blank(row, column, None, _ruled(draw, BODY))


def _write_step(draw: _Drawing, sheet: Worksheet, row: int, number: int, step: Mapping[str, str]) -> int:
    _lines_under(draw, sheet, row)
    sheet.write_number(row, 1, number, draw.format(_NUMBER, align="center", bottom=1, bottom_color="#FFFFFF"))
    strong = _ruled(draw, _STRONG, indent=1)
    sheet.merge_range(row, 2, row, 3, "", strong)
    if "sheet" in step:
        strong = _ruled(draw, Look(10, True, LINK.colour), indent=1, underline=1)
        target = f"internal:'{step['sheet']}'!A1"
        sheet.write_url(row, 2, target, strong, step["title"], draw.words["go"].format(sheet=step["sheet"]))
    else:
        sheet.write_string(row, 2, step["title"], strong)
    sheet.write_string(row, 4, step["text"], _ruled(draw, HINT, indent=1))
    return row + 1


def _write_setting(draw: _Drawing, sheet: Worksheet, row: int, setting: Json) -> int:
    _lines_under(draw, sheet, row)
    _label(draw, sheet, row, setting["label"])
    box = draw.format(_INPUT, border=1, border_color=_hex(_RULE), indent=1, num_format="@", locked=False)
    sheet.write_blank(row, 3, None, box)
    sheet.write_string(row, 4, setting["text"], _ruled(draw, HINT, indent=1))
    _name(draw, setting["name"], row)
    if choices := setting.get("choices") or setting.get("list"):
        rule = {"validate": "list", "source": choices, "error_type": "stop"}
        if "choices" not in setting:
            rule["show_error"] = False
        sheet.data_validation(row, 3, row, 3, rule)
    return row + 1


def _write_status(draw: _Drawing, sheet: Worksheet, row: int, worker: Mapping[str, str]) -> int:
    _lines_under(draw, sheet, row)
    _label(draw, sheet, row, worker["label"])
    box = draw.format(Look(10, True, HEADER.fill, _PALE), border=1, border_color=_hex(_RULE), indent=1)
    sheet.write_string(row, 3, worker["status"], box)
    sheet.write_string(row, 4, worker["text"], _ruled(draw, HINT, indent=1))
    _name(draw, worker["name"], row)
    return row + 1


def _label(draw: _Drawing, sheet: Worksheet, row: int, text: str) -> None:
    strong = _ruled(draw, _STRONG)
    sheet.merge_range(row, 1, row, 2, "", strong)
    sheet.write_string(row, 1, text, strong)


def _name(draw: _Drawing, name: str, row: int) -> None:
    draw.book.define_name(name, f"={START}!$D${row + 1}")


# ---------------------------------------------------------------- the others


def _write_page(draw: _Drawing, sheet: Worksheet, page: Page) -> None:
    sheet.set_row(0, 30)
    sheet.write_string(0, 1, page.title, draw.format(TITLE))
    sheet.set_row(1, 20)
    sheet.write_string(1, 1, page.hint, draw.format(HINT))
    sheet.set_row(3, 22)
    sheet.write_string(3, 1, draw.words["empty"], draw.format(HEADER, indent=1))
    sheet.write_blank(3, 2, None, draw.format(HEADER))
    for row, (lead, text) in enumerate(page.lines, 4):
        sheet.set_row(row, 22)
        sheet.write_string(row, 1, lead, _ruled(draw, _STRONG, indent=1))
        sheet.write_string(row, 2, text, _ruled(draw, BODY))
    back = 5 + len(page.lines)
    link = draw.format(Look(10, None, LINK.colour), underline=1, indent=1)
    sheet.write_url(
        back, 1, f"internal:'{START}'!A1", link, draw.words["back"], draw.words["go"].format(sheet=START)
    )
    sheet.freeze_panes(4, 0)


# ---------------------------------------------------------------- the example


def _write_example(draw: _Drawing, sheet: Worksheet, example: Json) -> None:
    """A plan as an agency would send it: a title, a brief, a table with a total."""
    sheet.write_string(0, 0, example["title"], draw.format(TITLE))
    for row, (label, text) in enumerate(example["brief"], 1):
        sheet.write_string(row, 0, label, draw.format(_STRONG))
        sheet.write_string(row, 1, text, draw.format(BODY))
    top = len(example["brief"]) + 2
    for column, name in enumerate(example["header"]):
        sheet.write_string(top, column, name, draw.format(HEADER))
    last = len(example["lines"]) - 1
    for row, line in enumerate(example["lines"]):
        style = _STRONG if row == last else BODY
        for column, cell in enumerate(line):
            _write_example_cell(draw, sheet, (top + 1 + row, column), cell, style)
    sheet.freeze_panes(top + 1, 0)


def _write_example_cell(
    draw: _Drawing, sheet: Worksheet, place: tuple[int, int], cell: object, style: Look
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(
            *place, datetime(cell.year, cell.month, cell.day), _ruled(draw, style, num_format="dd/mm/yyyy")
        )
    elif isinstance(cell, int | float):
        form = "#,##0.00" if isinstance(cell, float) else "#,##0"
        sheet.write_number(*place, cell, _ruled(draw, style, num_format=form))
    else:
        sheet.write_string(*place, cell, _ruled(draw, style))
