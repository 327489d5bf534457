"""The Checks sheet: what a person should look at, each with a link to its cell, and the totals beside the plan's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, get_args

import msgspec

from worker.messages.language import tr
from worker.shapes.finding import Finding, Result, Total
from worker.shapes.json import Json
from worker.shapes.template import title_of
from xl_addin.looks import HINT, LINK, Colour, airy, look
from xl_addin.pages import page
from xl_addin.pages.page import CHECKS, PlanPlace

if TYPE_CHECKING:
    from xlwings import Book, Sheet

WIDTHS = (12, 24, 50, 15, 15, 15, 32, 26)
"""All but the code and the level fit a screen of 1,366 pixels."""
FINDINGS = ("Severity", "Where", "Finding", "Next step", "", "", "", "Code")
TOTALS = ("Result", "Measure", "Total", "Plan", "Raw data", "Difference", "Where", "Level")
COLOURS: Mapping[str, Colour] = {
    "error": (248, 203, 173),
    "warning": (255, 230, 153),
    "note": (231, 230, 230),
    "differs": (248, 203, 173),
    "unconfirmed": (231, 230, 230),
    "agrees": (198, 224, 180),
}
RANK = ("error", "warning", "note")
RESULTS = get_args(Result)
MOST_LINKS = 400
"""A link is a call of its own; behind so many the place is written as text."""
STEPS: Mapping[str, str] = {
    "mapping-in-doubt": "Decide it on the Review sheet, then export again.",
    "value-renamed": "If one is wrong, teach the right name on the command line: mediamapper decide.",
}
"""Next steps here, where the worker's own speak of the command line."""
AMOUNT = f"#,##0.00{page.NUMBER}"
TOP = 4


@dataclass(frozen=True, slots=True)
class Checks:
    """What an export has to say."""

    plan: str
    findings: tuple[Finding, ...]
    totals: tuple[Total, ...]


def of_answer(plan: str, answer: Json) -> Checks:
    """The findings and the reconciliation in the answer of `export`."""
    findings = msgspec.convert(answer.get("all_findings") or [], tuple[Finding, ...])
    reconciliation = answer.get("reconciliation") or {}
    totals = msgspec.convert(
        [*reconciliation.get("totals", ()), *reconciliation.get("levels", ())], tuple[Total, ...]
    )
    return Checks(plan, findings, totals)


def write(book: Book, checks: Checks) -> Sheet:
    """Write the sheet, in the place of an older one."""
    plan = PlanPlace.of(book)
    sheet = page.fresh(book, CHECKS)
    findings = sorted(checks.findings, key=lambda f: RANK.index(f.severity))
    totals = sorted(checks.totals, key=lambda t: RESULTS.index(t.result))
    page.font(sheet, TOP + len(findings) + len(totals) + 6, len(WIDTHS))
    page.title(sheet, f"Checks of {checks.plan}", summary(checks))
    page.widths(sheet, WIDTHS)
    below = _write_findings(sheet, findings, plan)
    _write_totals(sheet, below + 2, totals, plan)
    page.freeze(sheet, 2)
    return sheet


def summary(checks: Checks) -> str:
    """One sentence: how much there is to look at, and whether the totals agree."""
    counts: Counter[str] = Counter(f.severity for f in checks.findings)
    counted = ", ".join(f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in RANK if counts[s])
    compared = [t for t in checks.totals if t.ok is not None]
    alone = len(checks.totals) - len(compared)
    totals = (
        f"{sum(t.ok is True for t in compared)} of {len(compared)} totals agree with the plan's own"
        if compared
        else "the plan states no totals"
    )
    unconfirmed = f"; nothing in the plan confirms {alone} sum{'s' if alone != 1 else ''}" if alone else ""
    return f"{(counted or 'Nothing to look at').capitalize()}; {totals}{unconfirmed}."


def _write_findings(sheet: Sheet, findings: Sequence[Finding], plan: PlanPlace) -> int:
    """The last row written."""
    page.table_head(sheet, TOP, FINDINGS)
    if not findings:
        _nothing(sheet, TOP + 1, "Nothing to look at.")
        return TOP + 1
    first, last = TOP + 1, TOP + len(findings)
    rows = [
        [
            tr(f.severity),
            _where(f),
            tr(f.sentence),
            tr(STEPS.get(f.code, f.next_step)) or None,
            None,
            None,
            None,
            f.code,
        ]
        for f in findings
    ]
    page.body(sheet, first, rows, ["@"] * len(WIDTHS))
    sheet.range((first, 3), (last, 3)).wrap_text = True
    page.heights(sheet, first, rows, WIDTHS, (2,))
    _colour(sheet, first, [f.severity for f in findings])
    _links(sheet, first, 2, findings, plan)
    return last


def _write_totals(sheet: Sheet, top: int, totals: Sequence[Total], plan: PlanPlace) -> None:
    formats = ["@", "@", "@", AMOUNT, AMOUNT, AMOUNT, "@", "@"]
    page.table_head(sheet, top, TOTALS, formats)
    if not totals:
        _nothing(sheet, top + 1, "The plan states no totals to compare with.")
        return
    first = top + 1
    rows = [
        [
            tr(t.result),
            f"{tr(title_of(t.measure))} {t.currency or ''}".strip(),
            tr(t.label or title_of(t.measure)),
            t.plan,
            t.raw,
            t.difference,
            _where(t),
            tr(t.level),
        ]
        for t in totals
    ]
    page.body(sheet, first, rows, formats)
    _colour(sheet, first, [t.result for t in totals])
    _links(sheet, first, 7, totals, plan)


def _where(what: Finding | Total) -> str | None:
    return f"{what.sheet}!{what.cell}" if what.sheet and what.cell else what.sheet


def _nothing(sheet: Sheet, row: int, words: str) -> None:
    cell = sheet.range((row, 1))
    page.text(cell, [[tr(words)]])
    look(cell, HINT)
    airy(cell)


def _links(sheet: Sheet, first: int, column: int, items: Sequence[Finding | Total], plan: PlanPlace) -> None:
    linked = [(at, f) for at, f in enumerate(items, first) if plan.has(f.sheet) and f.cell][:MOST_LINKS]
    for at, f in linked:
        page.link(sheet.range((at, column)), plan, str(f.sheet), str(f.cell), str(_where(f)))
    # Only what leads somewhere is blue; runs of links in one call.
    for _, run in groupby(enumerate(at for at, _ in linked), lambda pair: pair[1] - pair[0]):
        rows = [at for _, at in run]
        look(sheet.range((rows[0], column), (rows[-1], column)), LINK)


def _colour(sheet: Sheet, first: int, words: Sequence[str]) -> None:
    """Runs of the same word in one call; the rows are sorted by it."""
    at = first
    while at < first + len(words):
        word = words[at - first]
        until = at
        while until + 1 < first + len(words) and words[until + 1 - first] == word:
            until += 1
        sheet.range((at, 1), (until, 1)).color = COLOURS[word]
        at = until + 1
