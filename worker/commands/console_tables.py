"""Answers as tables for people, on stdout; programs ask for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from worker.findings.cleaning import COLUMN_LEFT_OUT
from worker.findings.kind import MORE, tells_more
from worker.messages.language import tr
from worker.reports import terminal
from worker.reports.terminal import LONGEST_WORD
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Book, cell_text, column_letter
from worker.shapes.grid import Grid as SheetGrid
from worker.shapes.layout import SheetLayout
from worker.shapes.mapping import Suggestion
from worker.shapes.question import Question
from worker.shapes.review import Review
from worker.shapes.template import words_of

if TYPE_CHECKING:
    from worker.cleaning.canonical import Named
    from worker.findings.kind import FindingKind
    from worker.shapes.memory import Standing
    from worker.verbs.check_raw import RawCheck
    from worker.verbs.export import Export

LEAST_ALIKE = 3
"""Findings of one code and column that are told in one paragraph."""
MOST_FINDINGS = 25
"""More with --verbose, and in the Checks sheet; a screen is for reading."""
SEVERITY = {"error": "red", "warning": "yellow", "note": "dim"}
LEFT_OF_TEXT = 20
"""Letters that a row's number and kind take."""
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


def spinner(doing: str) -> AbstractContextManager[object]:
    """A turning wheel on stderr beside what is being done."""
    return Console(stderr=True).status(f"{tr(doing)} ...")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows of texts under their headings."""
    terminal.console().print(terminal.grid(headings, rows))


def suggestions(proposals: Sequence[Suggestion]) -> None:
    """One table of columns and their proposed fields."""
    rows = [
        (s.header, s.field or "-", _share(s.confidence, s.field), tr(s.origin), tr(s.reason))
        for s in proposals
    ]
    table(("Header", "Field", ">Confidence", "From", "Why"), rows)


def review(page: Review, output: Path | None, *, verbose: bool = False) -> None:
    """The verdict, what needs a person, and the columns; with *verbose* notes and reasons as well."""
    console = terminal.console()
    doubts = [row for row in page.rows if row.in_doubt]
    open_questions = [question for question in page.questions if question.is_open]
    console.print(Text(tr(_review_verdict(page, len(doubts), len(open_questions))), style="bold"))
    for row in doubts:
        place = f"{row.sheet}!{column_letter(row.column)}"
        takes = " " + tr(f"Perhaps {row.field}.") if row.field else ""
        terminal.paragraph(console, f"{place}  {row.header}:{takes} {tr(row.reason)}", "yellow")
    _questions(console, page.questions, verbose=verbose)
    _findings(console, page.findings, verbose=verbose)
    _tables(console, page.layouts)
    headings = ("Cell", "Header", "Field", ">Confidence", "From")
    rows = [
        (
            f"{row.sheet}!{column_letter(row.column)}",
            row.header,
            row.field or ("?" if row.in_doubt else "-"),
            _share(row.confidence, row.field),
            tr(row.origin),
        )
        for row in page.rows
    ]
    console.print(terminal.grid(headings, rows, ["yellow" if row.in_doubt else "" for row in page.rows]))
    if verbose:
        _reasons(console, ((row.column, row.reason) for row in page.rows if not row.in_doubt))
    if output:
        words = (
            f"Review written to {output}: fill in its Decision column, then export with --mapping {output}."
        )
        terminal.paragraph(console, tr(words))
    elif doubts:
        terminal.paragraph(
            console,
            tr(
                "Write a review workbook with -o review.xlsx, decide there, then export with --mapping review.xlsx."
            ),
        )


def _review_verdict(page: Review, doubts: int, open_questions: int) -> str:
    columns = terminal.count_of(len(page.rows), "column")
    if not doubts and not open_questions:
        return f"{columns}, none in doubt."
    questions = f", {terminal.count_of(open_questions, 'question')} open" if open_questions else ""
    return f"Needs a person: {columns}, {doubts} in doubt{questions}."


def layouts(book: Book, sheets: Sequence[SheetLayout]) -> None:
    """Each row's kind beside its first texts."""
    console = terminal.console()
    for grid, sheet in zip(book.sheets, sheets, strict=True):
        console.print(Text(sheet.sheet), style="bold")
        room = max(console.width - LEFT_OF_TEXT, LONGEST_WORD)
        rows = [
            (str(number), tr(kind), _short(grid, number, room))
            for number, kind in enumerate(sheet.row_kinds, 1)
        ]
        console.print(terminal.grid((">Row", "Kind", "Text"), rows, [KIND[kind] for kind in sheet.row_kinds]))


def _short(grid: SheetGrid, row: int, room: int) -> str:
    """A row's texts as far as a line takes them, cut between cells."""
    texts = [cell_text(value) for value in grid.cells[row - 1] if value is not None and value != ""]
    line = " | ".join(texts)
    while len(texts) > 1 and len(line) > room:
        texts.pop()
        line = " | ".join([*texts, "..."])
    return line


def standings(rows: Sequence[Standing], *, taken_back: bool = False) -> None:
    """Headers with the confidence they have now; *taken_back* after an undo."""
    if not rows:
        terminal.console().print(tr("Nothing to take back." if taken_back else "Nothing was decided."))
        return
    table(
        ("Header", "Field", ">Confidence", ">Confirmed", ">Rejected"),
        [
            (s.header, s.field or "-", _share(s.confidence, s.field), f"{s.confirmed:g}", f"{s.rejected:g}")
            for s in rows
        ],
    )
    what = "Taken back: memory stands as before for" if taken_back else "Remembered:"
    terminal.console().print(tr(f"{what} {'1 entry' if len(rows) == 1 else f'{len(rows):,} entries'}."))


def names(values: Sequence[Named]) -> None:
    """Values with their one name, where it is known."""
    rows = [
        (
            value.value,
            "-" if value.canonical is None else value.canonical,
            _share(value.confidence, value.canonical),
            tr(value.origin),
            tr(value.reason),
        )
        for value in values
    ]
    table(("Value", "Name", ">Confidence", "From", "Why"), rows)


def export(outcome: Export, output: Path | None, *, verbose: bool = False) -> None:
    """The verdict, what needs a person, the totals and the columns; with *verbose* notes, reasons and each total."""
    console = terminal.console()
    console.print(Text(tr(outcome.verdict), style="bold"))
    rows = terminal.count_of(outcome.raw.rows.num_rows, "row")
    console.print(Text(tr(f"{rows} written to {output}." if output else f"{rows} would be written.")))
    _questions(console, outcome.questions, verbose=verbose)
    _findings(console, outcome.raw.findings, verbose=verbose)
    totals = outcome.raw.totals
    _totals(console, totals if verbose else [t for t in totals if t.level == "table" or t.ok is False])
    _tables(console, outcome.mapped.layouts)
    columns = list(outcome.mapped.columns())
    second = {
        (f.sheet, _column(f.cell), *f.fields)
        for f in outcome.raw.findings
        if f.code == COLUMN_LEFT_OUT.code and f.cell
    }
    rows_of = []
    for place, _, column, _ in columns:
        field = outcome.fields[place]
        is_left_out = field is None or (place[0], column.letter, field) in second
        rows_of.append((f"{place[0]}!{column.letter}", column.header, "-" if is_left_out else str(field)))
    console.print(terminal.grid(("Cell", "Header", "Exported as"), rows_of))
    if verbose:
        _reasons(
            console,
            (
                (place[2], one.reason if outcome.fields[place] == one.field else "You decided so.")
                for place, _, _, one in columns
            ),
        )


def _reasons(console: Console, reasons: Iterable[tuple[int, str]]) -> None:
    """Why each column is what it is, by its letter."""
    console.print()
    for column, reason in reasons:
        terminal.paragraph(console, f"{column_letter(column)}  {tr(reason)}")


def raw_check(checked: RawCheck, *, verbose: bool = False) -> None:
    """Whether the file agrees, what differs, and each sum that the plan says beside the file's."""
    console = terminal.console()
    words = {
        True: "agrees with the plan",
        False: "DIFFERS from the plan",
        None: "is not confirmed by the plan",
    }
    rows = terminal.count_of(checked.rows, "row")
    console.print(Text(f"{checked.file} ({rows}) {tr(words[checked.agrees])}.", style="bold"))
    _findings(console, checked.findings, verbose=verbose)
    visible = [c for c in checked.comparisons if verbose or not (c.ok and c.source == "month")]
    sources = {"total": "{}", "brief": tr("brief") + ": {}", "lines": tr("lines"), "month": "{}"}
    lines = [
        (
            _total_name(c.measure, sources[c.source].format(c.label), c.currency, _place(c.sheet, c.cell)),
            f"{c.plan:,.2f}",
            f"{c.raw:,.2f}",
            tr("agrees" if c.ok else f"differs by {c.raw - c.plan:,.2f}"),
        )
        for c in visible
    ]
    if lines:
        headings = ("Total", ">Plan", ">Raw data", "Result")
        console.print(terminal.grid(headings, lines, ["" if c.ok else "red" for c in visible]))


def under_codes(entries: Sequence[tuple[str, str, Sequence[str]]]) -> None:
    """Severity and code of each entry on a line, the code whole for who copies it, and its sentences below."""
    console = terminal.console()
    for severity, code, sentences in entries:
        console.print(Text(f"{tr(severity):<8}{code}", style="bold"), overflow="ignore", no_wrap=True)
        for sentence in sentences:
            console.print(Padding(Text(tr(sentence)), (0, 0, 0, 8)))


def checks(kinds: Mapping[str, Sequence[FindingKind]]) -> None:
    """All kinds of findings by their code, each with an example."""
    table(
        ("Code", "Severity", "For example"),
        [
            (code, tr(case.severity), f"{tr(case.sample)} {tr(case.sample_step)}".strip())
            for code, cases in kinds.items()
            for case in cases
        ],
    )


def _tables(console: Console, layouts: Sequence[SheetLayout]) -> None:
    """A paragraph a table, between blank lines."""
    console.print()
    for sheet in layouts:
        for table in sheet.tables:
            between = [s for s in table.skipped if table.first_row <= s.row <= table.last_row]
            facts = [
                f"{sheet.sheet}: " + tr(_heads(table.header_rows)),
                tr(
                    f"{terminal.count_of(table.last_row - table.first_row + 1 - len(between), 'line')} in rows "
                    f"{table.first_row}-{table.last_row}"
                ),
                terminal.count_of(len(table.columns), "column"),
            ]
            if table.periods:
                first, last = table.periods[0].label, table.periods[-1].label
                facts.append(tr(f"{terminal.count_of(len(table.periods), 'period')} ({first} to {last})"))
            if table.total_rows:
                facts.append(
                    tr(f"totals in row{'' if len(table.total_rows) == 1 else 's'} {_rows(table.total_rows)}")
                )
            if table.alternative_of:
                facts.append(tr(f"another version of {table.alternative_of}, not added up"))
            terminal.paragraph(console, ", ".join(facts), "bold")
    console.print()


def _totals(console: Console, totals: Sequence[Total]) -> None:
    if not totals:
        return
    rows = [
        (
            _total_name(t.measure, t.label, t.currency, _place(t.sheet, t.cell)),
            f"{t.plan:,.2f}",
            f"{t.raw:,.2f}",
            tr(f"differs by {t.difference:,.2f}" if t.ok is False else t.result),
        )
        for t in totals
    ]
    console.print()
    headings = ("Total", ">Plan", ">Raw data", "Result")
    console.print(terminal.grid(headings, rows, [RESULT[t.result] for t in totals]))


def _total_name(measure: str, label: str, currency: str | None, place: str) -> str:
    """'net cost in EUR, Grand total, Plan!H20'."""
    words = tr(words_of(measure))
    return ", ".join(
        part for part in (f"{words} in {currency}" if currency else words, tr(label), place) if part
    )


def _questions(console: Console, questions: Sequence[Question], *, verbose: bool) -> None:
    """Those that are open; those with an answer, or that change no sum, with *verbose*."""
    for question in questions:
        if not (question.is_open or verbose):
            continue
        amounts = ", ".join(map(tr, question.changes))
        changes = "; " + tr(f"it changes {amounts}") if amounts else ""
        style = "yellow" if question.is_open else ""
        terminal.paragraph(console, f"{tr(question.text)} ({tr(question.state)}{changes})", style)
        terminal.paragraph(
            console, f"  --answer '{question.id}={' | '.join(question.options) or 'VALUE'}'", style
        )


def _findings(console: Console, findings: Sequence[Finding], *, verbose: bool) -> None:
    """One paragraph each, the worst first; notes with *verbose* alone."""
    ranked = sorted(findings, key=lambda f: list(SEVERITY).index(f.severity))
    listed_findings = ranked if verbose else [f for f in ranked if f.severity != "note"][:MOST_FINDINGS]
    runs = list(_runs(listed_findings))
    for run, after in zip_longest(runs, runs[1:]):
        is_same_step = after is not None and (after[0].code, after[0].next_step) == (
            run[0].code,
            run[0].next_step,
        )
        terminal.paragraph(console, " ".join(_words(run, is_same_step)).strip(), SEVERITY[run[0].severity])
    notes = sum(f.severity == "note" for f in ranked)
    more = len(ranked) - len(listed_findings) - (0 if verbose else notes)
    if more:
        console.print(tr(f"... and {terminal.count_of(more, 'more finding')}: --verbose shows all."))
    elif notes and not verbose:
        console.print(
            tr(f"{terminal.count_of(notes, 'note')}: --verbose shows {'it' if notes == 1 else 'them'}.")
        )


def _runs(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """Findings one after the other; `LEAST_ALIKE` or more of one code and column are told together."""
    for _, alike in groupby(findings, lambda f: (f.code, f.sheet, _column(f.cell), f.next_step)):
        run = list(alike)
        together = len(run) >= LEAST_ALIKE and _column(run[0].cell) and not any(map(tells_more, run))
        yield from [run] if together else ([one] for one in run)


def _words(run: Sequence[Finding], is_same_step: bool) -> Iterator[str]:
    """Where, what, how many more there are down to which cell, and the next step unless the next paragraph has it."""
    first, last = run[0], run[-1]
    sentence, place = tr(first.sentence), _place(first.sheet, first.cell)
    if first.sheet and first.cell and sentence.startswith(f"{first.cell} "):
        yield f"{first.sheet}!{sentence}"
    else:
        yield f"{place}  {sentence}"
    if len(run) > 1:
        yield tr(MORE.format(count=len(run) - 1, cell=last.cell))
    if not is_same_step:
        yield tr(first.next_step)


def _column(cell: str | None) -> str:
    """The letters of a cell, 'H' of 'H12:H40'; empty for rows and for no cell."""
    return "" if cell is None else cell.partition(":")[0].rstrip("0123456789")


def _share(confidence: float, field: str | None) -> str:
    return f"{confidence:.0%}" if field else ""


def _place(sheet: str | None, cell: str | None) -> str:
    return "!".join(part for part in (sheet, cell) if part)


def _heads(rows: Sequence[int]) -> str:
    if not rows:
        return "no header"
    return f"header in row{'' if len(rows) == 1 else 's'} {_rows(rows)}"


def _rows(rows: Sequence[int]) -> str:
    if len(rows) == 1:
        return str(rows[0])
    return (
        f"{rows[0]}-{rows[-1]}"
        if rows[-1] - rows[0] + 1 == len(rows)
        else ", ".join(str(row) for row in rows)
    )
