"""Made plans as files: xlsx, xls, ods and csv, the same bytes for the same seed where the library allows it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from bench.plans.sheet import Formula, Sheet, Value, shown
from worker.shapes.json import Json

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOMENT = datetime(2026, 1, 15, 9, 0)
FILL = "70AD47"


def write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    """As Excel saves it: formulas with their results."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MOMENT})
        looks: dict[tuple[str, bool, bool], Format] = {}
        for drawing in sheets:
            sheet = book.add_worksheet(drawing.name[:31])
            for row, column, last_row, last_column in drawing.merges:
                sheet.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, "")
            for place in sorted({*drawing.cells, *drawing.fills}):
                key = drawing.formats.get(place, ""), place in drawing.fills, place in drawing.struck
                if key not in looks:
                    looks[key] = book.add_format(
                        {
                            **({"num_format": key[0]} if key[0] else {}),
                            **({"bg_color": f"#{FILL}"} if key[1] else {}),
                            **({"font_strikeout": True} if key[2] else {}),
                        }
                    )
                _xlsx_cell(sheet, place[0] - 1, place[1] - 1, drawing.cells.get(place), looks[key])
            for row in drawing.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column in drawing.hidden_columns:
                sheet.set_column(column - 1, column - 1, 10, None, {"hidden": True})
            if drawing.hidden:
                sheet.hide()
        next(s for s, drawing in zip(book.worksheets(), sheets, strict=True) if not drawing.hidden).activate()


def _xlsx_cell(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, value.result)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value, look)


def write_uncalculated(sheets: Sequence[Sheet], path: Path) -> None:
    """As a program saves it that works nothing out: formulas without results."""
    import openpyxl
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for drawing in sheets:
        sheet = book.create_sheet(drawing.name[:31])
        for (row, column), value in drawing.cells.items():
            cell = sheet.cell(row, column, value.text if isinstance(value, Formula) else value)
            if form := drawing.formats.get((row, column)):
                cell.number_format = form
        for row, column in drawing.fills:
            sheet.cell(row, column).fill = PatternFill("solid", fgColor=FILL)
        for row, column in drawing.struck:
            sheet.cell(row, column).font = Font(strike=True)
        for row, column, last_row, last_column in drawing.merges:
            sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
        for row in drawing.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in drawing.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        sheet.sheet_state = "hidden" if drawing.hidden else "visible"
    book.active = next(at for at, drawing in enumerate(sheets) if not drawing.hidden)
    book.save(path)


def write_xls(sheets: Sequence[Sheet], path: Path) -> None:
    """As Excel 97 saves it; formulas as their results."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    looks: Json = {}
    for drawing in sheets:
        sheet = book.add_sheet(drawing.name[:31])
        for row, column, last_row, last_column in drawing.merges:
            sheet.merge(row - 1, last_row - 1, column - 1, last_column - 1)
        for (row, column), value in drawing.cells.items():
            form = drawing.formats.get((row, column), "General")
            look = looks.setdefault(form, xlwt.easyxf(num_format_str=form))
            sheet.write(row - 1, column - 1, shown(value), look)
        for row in drawing.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in drawing.hidden_columns:
            sheet.col(column - 1).hidden = True
        sheet.visibility = 1 if drawing.hidden else 0
    book.active_sheet = next(at for at, drawing in enumerate(sheets) if not drawing.hidden)
    book.save(str(path))


def write_ods(sheets: Sequence[Sheet], path: Path) -> None:
    """As LibreOffice saves it: values, dates and merges."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    hidden = '<style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>'
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
        f"<office:automatic-styles>{hidden}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, text in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), text, packing)


def _ods_table(sheet: Sheet) -> str:
    spans = {(r, c): (last_r - r + 1, last_c - c + 1) for r, c, last_r, last_c in sheet.merges}
    covered = {
        (r, c)
        for (top, left), (rows, columns) in spans.items()
        for r in range(top, top + rows)
        for c in range(left, left + columns)
    } - set(spans)
    lines = []
    for row in range(1, sheet.height + 1):
        cells = "".join(
            _ods_cell(shown(sheet.cells.get((row, c))), spans.get((row, c)), (row, c) in covered)
            for c in range(1, sheet.width + 1)
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    style = ' table:style-name="hid"' if sheet.hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{''.join(lines)}</table:table>"


def _ods_cell(value: Value, span: tuple[int, int] | None, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    merged = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    )
    if value is None:
        return f"<table:table-cell{merged}/>"
    if isinstance(value, date):
        return f'<table:table-cell{merged} office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value.isoformat()}</text:p></table:table-cell>'
    if isinstance(value, str):
        text = "".join(f"<text:p>{escape(part)}</text:p>" for part in value.split("\n"))
        return f'<table:table-cell{merged} office:value-type="string">{text}</table:table-cell>'
    return f'<table:table-cell{merged} office:value-type="float" office:value="{value!r}"><text:p>{value}</text:p></table:table-cell>'


def write_csv(
    sheet: Sheet,
    path: Path,
    delimiter: str,
    encoding: str,
    number: Callable[[float], str],
    day: Callable[[date], str],
) -> None:
    """As a spreadsheet saves its text: numbers and dates as they are shown; a letter that the encoding lacks becomes '?'."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row, cells in enumerate(sheet.rows(), 1):
        writer.writerow(
            [
                _csv_cell(shown(v), sheet.formats.get((row, c), ""), number, day)
                for c, v in enumerate(cells, 1)
            ]
        )
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def _csv_cell(value: Value, form: str, number: Callable[[float], str], day: Callable[[date], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        value = value.result
    if isinstance(value, date):
        return f"{value:%b-%y}" if form == "mmm-yy" else day(value)
    if isinstance(value, str):
        return value
    if form.endswith("%") and form.startswith("0"):
        return f"{number(float(value) * 100)}%"
    return number(float(value))
