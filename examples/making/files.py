"""Plans as files: workbooks and text as planners send them, and their goldens beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from making.sheet import Cell, Column, Formula, Plan, Sheet, Table, Written

FIELDS = Path(__file__).resolve().parents[2] / "templates" / "raw_data.yaml"
MADE = datetime(2026, 1, 15, 9, 0)
"""When every workbook says it was made, so that making it again gives the same bytes."""

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3864"},
    "subtitle": {"italic": True, "font_color": "#7F7F7F"},
    "label": {"bold": True, "bg_color": "#F2F2F2", "border": 1},
    "brief": {"border": 1},
    "header": {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1, "align": "center", "text_wrap": True},
    "unit": {"italic": True, "bg_color": "#D9E1F2", "border": 1, "align": "center"},
    "band": {"bold": True, "bg_color": "#8EA9DB", "border": 1, "align": "center"},
    "section": {"bold": True, "bg_color": "#FCE4D6"},
    "subsection": {"bold": True, "italic": True, "indent": 1},
    "subtotal": {"bold": True, "bg_color": "#EDEDED", "top": 1},
    "total": {"bold": True, "bg_color": "#BFBFBF", "top": 6},
    "note": {"italic": True, "font_size": 8, "font_color": "#7F7F7F"},
    "money": {"num_format": "#,##0.00"},
    "eur": {"num_format": "#,##0.00 [$€-407]"},
    "int": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "dd/mm/yyyy"},
    "iso": {"num_format": "yyyy-mm-dd"},
    "mark": {"bg_color": "#70AD47"},
}  # fmt: skip


def write(plan: Plan, folder: Path) -> None:
    """The plan's file, `mapping.yaml` and `raw.csv` into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"plan{plan.suffix}"
    writers = {".xlsx": _xlsx, ".xls": _xls, ".csv": _csv}
    writers[plan.suffix](plan, file)
    (folder / "mapping.yaml").write_text(mapping(plan), "utf-8", newline="\n")
    (folder / "raw.csv").write_text(raw(plan), "utf-8", newline="\n")


# ---------------------------------------------------------------- plans


def _xlsx(plan: Plan, file: Path) -> None:
    with xlsxwriter.Workbook(str(file), {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": plan.name, "author": "MediaMapper examples", "created": MADE})
        looks: dict[str, Any] = {}
        for made in plan.sheets:
            sheet = book.add_worksheet(made.name)
            merged = {(top, left): (bottom, right) for top, left, bottom, right in made.merges}
            for (row, column), cell in sorted(made.cells.items()):
                look = looks.setdefault(cell.style, book.add_format(_look(cell.style)))
                if (row, column) in merged:
                    bottom, right = merged[row, column]
                    sheet.merge_range(row - 1, column - 1, bottom - 1, right - 1, "", look)
                _xlsx_cell(sheet, row - 1, column - 1, cell, look)
            for column, width in made.widths.items():
                sheet.set_column(
                    column - 1, column - 1, width, None, {"hidden": column in made.hidden_columns}
                )
            for row in made.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if made.hidden:
                sheet.hide()
        next(
            s for s, made in zip(book.worksheets(), plan.sheets, strict=True) if not made.hidden
        ).set_first_sheet()
        next(s for s, made in zip(book.worksheets(), plan.sheets, strict=True) if not made.hidden).activate()


def _look(style: str) -> dict[str, Any]:
    """'total money' is bold on grey with two decimals."""
    return {key: value for name in style.split() for key, value in LOOKS[name].items()}


def _xlsx_cell(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, "" if value.value is None else value.value)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write(row, column, value, look)


def _xls(plan: Plan, file: Path) -> None:
    import xlwt  # type: ignore[import-untyped]

    book = xlwt.Workbook(encoding="utf-8")
    looks: dict[str, Any] = {}
    for made in plan.sheets:
        sheet = book.add_sheet(made.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in made.merges}
        for (row, column), cell in sorted(made.cells.items()):
            look = looks.setdefault(cell.style, _xls_look(cell.style))
            value = cell.value.value if isinstance(cell.value, Formula) else cell.value
            if (row, column) in merged:
                bottom, right = merged[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, value, look)
            else:
                sheet.write(row - 1, column - 1, value, look)
    book.save(str(file))


def _xls_look(style: str) -> Any:
    import xlwt

    wanted = _look(style)
    look = xlwt.easyxf("font: bold on" if wanted.get("bold") else "")
    look.num_format_str = wanted.get("num_format", "General")
    return look


def _csv(plan: Plan, file: Path) -> None:
    (sheet,) = plan.sheets
    height = max(row for row, _ in sheet.cells)
    made = io.StringIO()
    writer = csv.writer(made, delimiter=plan.delimiter, lineterminator="\r\n")
    for row in range(1, height + 1):
        width = max((column for at, column in sheet.cells if at == row), default=0)
        found = [sheet.cells.get((row, column)) for column in range(1, width + 1)]
        writer.writerow([text(cell.value) if cell else "" for cell in found])
    file.write_bytes(made.getvalue().encode(plan.encoding))


def text(value: Written) -> str:
    """A value as text, dates in ISO form, whole numbers without a point."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


# ---------------------------------------------------------------- goldens


def raw(plan: Plan) -> str:
    """The golden raw data: the fields that occur, in the template's order."""
    rows = [row for sheet in plan.sheets for table in sheet.tables for row in table.rows()]
    order = [f["name"] for f in yaml.safe_load(FIELDS.read_text("utf-8"))["fields"]]
    names = [name for name in order if any(name in row for row in rows)]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[text(row.get(name)) for name in names] for row in rows])
    return made.getvalue()


def mapping(plan: Plan) -> str:
    """The golden layout and mapping, one line a column and period."""
    lines = [f"settled: {'true' if plan.settled else 'false'}"]
    if plan.differs:
        lines.append(f"differs: {_flow(list(plan.differs))}")
    if plan.answers:
        lines.append(f"answers: {_flow(dict(plan.answers))}")
    lines.append("sheets:")
    for sheet in plan.sheets:
        lines.append(f"  - sheet: {_flow(sheet.name)}")
        lines.append("    tables:" if sheet.tables else "    tables: []")
        for table in sheet.tables:
            lines += [f"      {line}" for line in _table(sheet, table)]
    return "\n".join(lines) + "\n"


def _table(sheet: Sheet, table: Table) -> list[str]:
    lines = [
        f"- header_rows: {_flow(list(table.header_rows))}",
        f"  first_row: {min(table.lines)}",
        f"  last_row: {max(table.lines)}",
        f"  totals: {_flow(dict(sorted(table.totals.items())))}",
        f"  beside: {_flow(table.beside)}",
        f"  sections: {_flow(sorted(table.sections))}",
        f"  repeats: {_flow(table.repeats)}",
        f"  exported: {'true' if table.exported else 'false'}",
        "  columns:",
    ]
    lines += [
        f"    {_flow(c.letter)}: {_flow({'header': c.name, 'field': _fields(c)})}" for c in table.columns
    ]
    lines.append("  periods:" if table.periods else "  periods: {}")
    for period in table.periods:
        days = _flow({"start": period.start, "end": period.end, "measure": period.measure or None})
        lines.append(f"    {_flow(period.letter)}: {days}")
    return lines


def _fields(column: Column) -> Any:
    return list(column.field) if isinstance(column.field, tuple) else column.field


class _Plain(yaml.SafeDumper):
    """Writes a value again instead of referring to it."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _flow(value: Any) -> str:
    made = yaml.dump(
        value, Dumper=_Plain, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    return str(made).removesuffix("...\n").strip()
