"""Answers as tables for people, on stdout; programs ask for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Book, column_letter, shown
from worker.shapes.layout import SheetLayout
from worker.shapes.mapping import Suggestion
from worker.shapes.question import Question
from worker.shapes.review import Review

if TYPE_CHECKING:
    from worker.cleaning.canonical import Named
    from worker.findings.kind import FindingKind
    from worker.shapes.memory import Standing
    from worker.verbs.check_raw import RawCheck
    from worker.verbs.export import Export

MOST_FINDINGS = 25
"""More are in the Checks sheet; a screen is for reading."""
SEVERITY = {"error": "red", "warning": "yellow", "note": "dim"}
RESULT = {"differs": "red", "unconfirmed": "dim", "agrees": ""}
KIND = {
    "header": "bold",
    "data": "",
    "total": "cyan",
    "subtotal": "cyan",
    "section": "magenta",
    "note": "dim",
    "metadata": "dim",
    "blank": "dim",
}


def _console() -> Console:
    # A pipe has no width: lines are then as long as they are, for grep.
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=160)


def _grid(*headings: str) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, justify="right" if heading in NUMBERS else "left", overflow="fold")
    return grid


NUMBERS = frozenset({"Confidence", "Row", "Plan", "Raw data", "Difference", "Confirmed", "Rejected"})


def spinner(doing: str) -> AbstractContextManager[object]:
    """A turning wheel on stderr beside what is being done."""
    return Console(stderr=True).status(f"{doing} ...")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows of texts under their headings."""
    grid = _grid(*headings)
    for row in rows:
        grid.add_row(*map(Text, row))
    _console().print(grid)


def suggestions(proposals: Sequence[Suggestion]) -> None:
    """One table of columns and their proposed fields."""
    grid = _grid("Header", "Field", "Confidence", "From", "Why")
    for s in proposals:
        grid.add_row(Text(s.header), s.field or "-", _share(s.confidence, s.field), s.origin, Text(s.reason))
    _console().print(grid)


def review(page: Review, output: Path | None) -> None:
    """The proposals, doubts first, then what to do next."""
    console = _console()
    _tables(console, page.layouts)
    grid = _grid("Cell", "Header", "Field", "Confidence", "From", "Why")
    for row in page.rows:
        field = row.field or (f"? {row.alternatives[0]}" if row.in_doubt and row.alternatives else "-")
        grid.add_row(
            f"{row.sheet}!{column_letter(row.column)}",
            Text(row.header),
            field,
            _share(row.confidence, row.field),
            row.origin,
            Text(row.reason),
            style="yellow" if row.in_doubt else "",
        )
    console.print(grid)
    _questions(console, page.questions)
    _findings(console, page.findings)
    doubts = sum(row.in_doubt for row in page.rows)
    console.print(f"\n{len(page.rows)} columns, {doubts} in doubt.")
    if output:
        console.print(
            Text(
                f"Review written to {output}: fill in its Decision column, then export with --mapping {output}."
            )
        )
    elif doubts:
        console.print(
            "Write a review workbook with -o review.xlsx, decide there, then export with --mapping review.xlsx."
        )


def layouts(book: Book, sheets: Sequence[SheetLayout]) -> None:
    """Each row's kind beside its first texts."""
    console = _console()
    for grid, sheet in zip(book.sheets, sheets, strict=True):
        console.print(Text(sheet.sheet), style="bold")
        table = _grid("Row", "Kind", "Text")
        for number, kind in enumerate(sheet.row_kinds, 1):
            texts = " | ".join(shown(v) for v in grid.cells[number - 1] if v is not None and v != "")
            table.add_row(str(number), kind, Text(texts[:110]), style=KIND[kind])
        console.print(table)


def standings(rows: Sequence[Standing]) -> None:
    """Headers with the confidence they have now."""
    grid = _grid("Header", "Field", "Confidence", "Confirmed", "Rejected")
    for s in rows:
        grid.add_row(
            Text(s.header),
            s.field or "-",
            _share(s.confidence, s.field),
            f"{s.confirmed:g}",
            f"{s.rejected:g}",
        )
    console = _console()
    console.print(grid)
    console.print(f"{len(rows)} kept." if rows else "Nothing to take back.")


def names(values: Sequence[Named]) -> None:
    """Values with their one name, where it is known."""
    grid = _grid("Value", "Name", "Confidence", "From", "Why")
    for value in values:
        name = "-" if value.canonical is None else value.canonical
        confidence = _share(value.confidence, value.canonical)
        grid.add_row(Text(value.value), Text(name), confidence, value.origin, Text(value.reason))
    _console().print(grid)


def export(outcome: Export, output: Path | None) -> None:
    """What was found, decided and written, the reconciliation, and what a person must look at."""
    console = _console()
    _tables(console, outcome.mapped.layouts)
    grid = _grid("Cell", "Header", "Exported as", "Why")
    for place, _, column, suggestion in outcome.mapped.columns():
        field = outcome.fields[place]
        why = suggestion.reason if field == suggestion.field else "You decided so."
        grid.add_row(f"{place[0]}!{column.letter}", Text(column.header), field or "-", Text(why))
    console.print(grid)
    rows = outcome.raw.table.num_rows
    console.print(
        Text(f"{rows:,} rows written to {output}" if output else f"{rows:,} rows would be written"),
        style="bold",
    )
    _totals(console, [t for t in outcome.raw.totals if t.level == "table" or t.ok is False])
    _questions(console, outcome.questions)
    _findings(console, outcome.raw.findings)
    console.print(f"\n{outcome.verdict}")


def raw_check(checked: RawCheck) -> None:
    """Each sum that the plan says beside the file's, what differs, and whether the file agrees."""
    console = _console()
    grid = _grid("Total", "Currency", "Cell", "Plan", "Raw data", "Difference", "")
    for c in checked.comparisons:
        if c.ok and c.source == "month":
            continue
        source = {"total": c.label, "brief": f"brief: {c.label}", "lines": "lines", "month": c.label}[
            c.source
        ]
        grid.add_row(
            Text(f"{c.measure} {source}".strip()),
            c.currency or "-",
            _place(c.sheet, c.cell),
            f"{c.plan:,.2f}",
            f"{c.raw:,.2f}",
            f"{c.raw - c.plan:,.2f}",
            "agrees" if c.ok else "DIFFERS",
            style="" if c.ok else "red",
        )
    console.print(grid)
    _findings(console, checked.findings)
    words = {
        True: "agrees with the plan",
        False: "DIFFERS from the plan",
        None: "is not confirmed by the plan",
    }
    console.print(Text(f"\n{checked.file} ({checked.rows:,} rows) {words[checked.agrees]}."))


def checks(kinds: Mapping[str, Sequence[FindingKind]]) -> None:
    """All kinds of findings by their code, each with an example."""
    grid = _grid("Code", "", "For example")
    for code, cases in kinds.items():
        for case in cases:
            grid.add_row(code, case.severity, Text(f"{case.sample} {case.sample_step}".strip()))
    _console().print(grid)


def _tables(console: Console, layouts: Sequence[SheetLayout]) -> None:
    for sheet in layouts:
        for table in sheet.tables:
            between = [s for s in table.skipped if table.first_row <= s.row <= table.last_row]
            facts = [
                f"{sheet.sheet}: header in row {_rows(table.header_rows)}",
                f"{table.last_row - table.first_row + 1 - len(between)} lines in rows {table.first_row}-{table.last_row}",
                f"{len(table.columns)} columns",
            ]
            if table.periods:
                facts.append(
                    f"{len(table.periods)} periods ({table.periods[0].label} to {table.periods[-1].label})"
                )
            if table.total_rows:
                facts.append(f"totals in row {_rows(table.total_rows)}")
            if table.alternative_of:
                facts.append(f"another version of {table.alternative_of}, not added up")
            console.print(Text(", ".join(facts)), style="bold")


def _totals(console: Console, totals: Sequence[Total]) -> None:
    if not totals:
        return
    grid = _grid("Total", "Currency", "Cell", "Plan", "Raw data", "Difference", "")
    for t in totals:
        grid.add_row(
            Text(f"{t.measure} {t.label}".strip()),
            t.currency or "-",
            _place(t.sheet, t.cell),
            f"{t.plan:,.2f}",
            f"{t.raw:,.2f}",
            f"{t.difference:,.2f}",
            t.result,
            style=RESULT[t.result],
        )
    console.print(grid)


def _questions(console: Console, questions: Sequence[Question]) -> None:
    for question in questions:
        amounts = ", ".join(
            f"{amount:,.2f} {currency} of {field}".replace("  ", " ")
            for field, by_currency in question.effect.items()
            for currency, amount in by_currency.items()
        )
        answer = (
            f"answered: {question.answer}" if question.answer else f"taken: {question.default or 'nothing'}"
        )
        console.print(
            Text(f"{question.text} ({answer}{f'; it changes {amounts}' if amounts else ''})"),
            Text(f"  --answer '{question.id}={' | '.join(question.options) or 'VALUE'}'"),
            sep="\n",
            style="yellow" if question.is_open else "",
        )


def _findings(console: Console, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    grid = _grid("Cell", "Finding", "Next step")
    worst_first = sorted(findings, key=lambda f: list(SEVERITY).index(f.severity))
    for f in worst_first[:MOST_FINDINGS]:
        grid.add_row(_place(f.sheet, f.cell), Text(f.sentence), Text(f.next_step), style=SEVERITY[f.severity])
    console.print(grid)
    if len(findings) > MOST_FINDINGS:
        console.print(
            f"... and {len(findings) - MOST_FINDINGS} more; the Checks sheet of an .xlsx export has all."
        )


def _share(confidence: float, field: str | None) -> str:
    return f"{confidence:.0%}" if field else ""


def _place(sheet: str | None, cell: str | None) -> Text:
    return Text("!".join(part for part in (sheet, cell) if part))


def _rows(rows: Sequence[int]) -> str:
    if len(rows) < 2:
        return "".join(str(row) for row in rows) or "none"
    return (
        f"{rows[0]}-{rows[-1]}"
        if rows[-1] - rows[0] + 1 == len(rows)
        else ", ".join(str(row) for row in rows)
    )
