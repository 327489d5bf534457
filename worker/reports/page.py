"""The memory's report as a page in the terminal, and what its chores did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from worker.memory.keys.rekey import Rekeyed
from worker.memory.learning.scopes import label
from worker.memory.reporting.calibration import Calibration
from worker.memory.reporting.performance import Performance, PerformanceReport
from worker.memory.reporting.weeks import Week
from worker.memory.upkeep.lifecycle import Optimised
from worker.memory.upkeep.proposals import Retrained
from worker.shapes.memory import Entries, Forgotten, Standing
from worker.shapes.model_call import money

FULL = 20
"""Cells of a whole bar."""
MOST_LINES = 20
MOST_WEEKS = 8


def report(performance: PerformanceReport, folder: Path) -> None:
    """What memory holds, how it went, how honest it is, and what needs a person."""
    console = _console()
    console.print(Text(f"Memory {folder}", style="bold"))
    summary = performance.summary
    console.print(
        f"{summary.mappings:,} mappings, {summary.values:,} values, {performance.rules:,} rules, {performance.layouts:,} layouts; "
        f"{performance.hot:,} in the index, {performance.archived:,} archived, {performance.pruned:,} pruned."
    )
    console.print(
        f"{summary.decisions:,} decisions: {summary.confirmed:,} confirmed, {summary.rejected:,} rejected, "
        f"{summary.corrected:,} corrected."
    )
    if performance.asked:
        console.print(
            f"Asked for {performance.asked:,} headers and values, answered {_share(performance.answered, performance.asked)}."
        )
    _performances(console, "Source", performance.sources)
    _performances(console, "Scope", performance.scopes[:MOST_LINES])
    _calibration(console, performance.calibration)
    _failing(console, performance)
    _weeks(console, performance.weeks[-MOST_WEEKS:])
    _costs(console, performance)
    for notice in performance.notices:
        console.print(Text(f"\n{notice.sentence} {notice.next_step}".rstrip()))


def standings(rows: Sequence[Standing], doing: str) -> None:
    """What was pruned."""
    console = _console()
    grid = _grid("Header", "Field", ">Confidence")
    for one in rows[:MOST_LINES]:
        grid.add_row(Text(one.header), one.field or "-", f"{one.confidence:.0%}")
    if rows:
        console.print(grid)
    console.print(f"{len(rows):,} {doing}.")


def entries(held: Entries) -> None:
    """Everything that memory holds of headers, values and layouts."""
    console = _console()
    grid = _grid("Header or value", "Field", ">Confidence", ">Confirmed", ">Rejected", "State", "For")
    rows = [*held.mappings, *held.values]
    for one in rows[:MOST_LINES]:
        field = f"{one.about}: {one.field or '-'}" if one.about else one.field or "-"
        sums = f"{one.confirmed:g}", f"{one.rejected:g}"
        grid.add_row(
            Text(one.header), Text(field), f"{one.confidence:.0%}", *sums, one.state, Text(label(one.scope))
        )
    if rows:
        console.print(grid)
    for layout in held.layouts[:MOST_LINES]:
        headers = ", ".join(header for header, _ in layout.columns)
        console.print(Text(f"Layout for {label(layout.scope)}, used {layout.uses} times: {headers}"))
    more = max(0, len(rows) - MOST_LINES) + max(0, len(held.layouts) - MOST_LINES)
    counts = f"{len(held.mappings):,} headers, {len(held.values):,} values, {len(held.layouts):,} layouts"
    console.print(f"{counts}.{f' {more:,} more: --json has all.' if more else ''}")


def forgotten(outcome: Forgotten) -> None:
    """What was forgotten, and where it may still stand."""
    console, removal = _console(), outcome.removal
    if removal:
        counts = f"{removal.evidence:,} pieces of evidence, {removal.headers:,} headers and values"
        console.print(f"Forgotten: {counts}, {removal.layouts:,} layouts, {removal.rules:,} rules.")
    else:
        console.print("Nothing was known of it. An old copy that comes back does not bring it back.")
    if removal.audit_lines:
        console.print(
            f"{removal.audit_lines:,} older lines of the audit no longer name it, and its chain began anew."
        )
    if outcome.still_in:
        console.print("These older files may still hold it; delete them where it must be gone everywhere:")
        for path in outcome.still_in:
            console.print(Text(f"  {path}"))


def optimised(outcome: Optimised) -> None:
    """What an optimisation did."""
    before, after = outcome.bytes_before / 1e6, outcome.bytes_after / 1e6
    _console().print(
        f"{outcome.merged:,} pieces of evidence merged, {outcome.forgotten:,} undone ones dropped; "
        f"{before:,.1f} MB before, {after:,.1f} MB now."
    )


def retrained(outcome: Retrained) -> None:
    """Priors and proposals."""
    console = _console()
    for fitted in outcome.priors:
        console.print(
            f"Confidence of '{fitted.source}' starts from {fitted.prior.mean:.0%}, worth "
            f"{fitted.prior.strength:.1f} decisions (fitted on {fitted.decisions:,})."
        )
    if outcome.proposals:
        grid = _grid("Header", "Was", "Proposed", ">Confidence", "From", "Why")
        for one in outcome.proposals[:MOST_LINES]:
            sure = f"{one.confidence:.0%}"
            grid.add_row(Text(one.header), one.was or "-", one.field, sure, one.origin, Text(one.reason))
        console.print(grid)
        console.print("Proposals only: confirm what is right with `mediamapper decide`.")
    elif not outcome.priors:
        console.print("Nothing to retrain.")


def rekeyed(done: Rekeyed, folder: Path) -> None:
    """What a change of keys did, and what is left to the person."""
    console = _console()
    sentences = (
        "is encrypted with the new key" if done.encrypted else "can be read by anybody who can read this disk"
    )
    backups = f"; so are {done.backups:,} backups" if done.backups else ""
    console.print(f"The memory {folder} {sentences}{backups}.")
    if done.in_keyring:
        console.print(
            "The key is in this machine's keyring; keep it elsewhere too: without it nothing opens the memory."
        )
    if not done.wiped:
        console.print("What stood there before could not be overwritten; this disk may still have it.")
    if done.readable:
        console.print("Still readable; delete them when you no longer need them:")
        for path in done.readable:
            console.print(Text(f"  {path}"))


def audit(lines: Sequence[tuple[str, str, str, str]]) -> None:
    """Who did what, newest first."""
    grid = _grid("When", "Who", "What", "Detail")
    for at, user, action, detail in lines:
        grid.add_row(at[:19].replace("T", " "), Text(user), Text(action), Text(detail))
    _console().print(grid)


def _performances(console: Console, name: str, rows: Sequence[Performance]) -> None:
    if not rows:
        return
    grid = _grid(
        name,
        ">Mappings",
        ">Asked",
        ">Answered",
        ">Confirmed",
        ">Rejected",
        ">Corrected",
        ">Right",
        ">ECE",
        ">Starts from",
    )
    for one in rows:
        decided = one.confirmed + one.rejected + one.corrected
        grid.add_row(
            Text(one.name),
            f"{one.mappings:,}",
            f"{one.asked:,}",
            f"{one.answered:,}",
            f"{one.confirmed:,}",
            f"{one.rejected:,}",
            f"{one.corrected:,}",
            f"{one.success:.0%}" if decided else "-",
            f"{one.calibration.ece:.3f}" if one.calibration.count else "-",
            f"{one.prior.mean:.0%}" if one.prior else "-",
        )
    console.print()
    console.print(grid)


def _calibration(console: Console, measured: Calibration) -> None:
    if not measured.count:
        return
    console.print(
        f"\nCalibration on {measured.count:,} decisions: error (ECE) {measured.ece:.3f}, Brier {measured.brier:.3f}; "
        f"{measured.coverage_at_95:.0%} of answers can be taken at 95 % right."
    )
    grid = _grid("Said", ">Answers", "Right")
    for one in measured.bins:
        bar = "█" * round(one.right * FULL)
        grid.add_row(f"{one.low:.0%}-{one.high:.0%}", f"{one.count:,}", f"{bar:<{FULL}} {one.right:.0%}")
    console.print(grid)


def _failing(console: Console, performance: PerformanceReport) -> None:
    if not performance.failing_mappings:
        return
    grid = _grid("Failing", "Field", "Scope", ">Confidence", ">Confirmed", ">Rejected")
    for one in performance.failing_mappings[:MOST_LINES]:
        named = ", ".join(
            v for v in (one.scope.client, one.scope.market, one.scope.platform, one.scope.user) if v
        )
        sure = f"{one.confidence:.0%}" if one.state == "holds" else one.state
        grid.add_row(
            Text(one.header), one.field or "-", Text(named), sure, str(one.confirms), str(one.rejects)
        )
    console.print()
    console.print(grid)
    console.print("Look for better fields with `mediamapper memory retrain`.")


def _weeks(console: Console, weeks: Sequence[Week]) -> None:
    if not weeks:
        return
    grid = _grid(
        "Week from", ">Asked", ">Answered", ">Confirmed", ">Rejected", ">Corrected", ">Model calls", ">Tokens"
    )
    for one in weeks:
        counts = (one.asked, one.answered, one.confirmed, one.rejected, one.corrected, one.calls, one.tokens)
        grid.add_row(one.start.isoformat(), *(f"{count:,}" for count in counts))
    console.print()
    console.print(grid)


def _costs(console: Console, performance: PerformanceReport) -> None:
    model = performance.model
    if model.calls or model.remembered:
        console.print(
            f"\nModel: {model.calls:,} calls ({model.failed:,} failed, {model.remembered:,} answered from the cache), "
            f"{model.tokens_in:,} tokens in ({model.tokens_cached:,} cached), {model.tokens_out:,} out, "
            f"{money(model.cost)}. Memory answered alone: {performance.calls_avoided:,} times."
        )
    if performance.verbs:
        grid = _grid("Slowest", ">Times", ">Mean s", ">Slowest s")
        for verb in performance.verbs:
            grid.add_row(verb.name, f"{verb.count:,}", f"{verb.mean:.2f}", f"{verb.slowest:.2f}")
        console.print()
        console.print(grid)


def _console() -> Console:
    # A pipe has no width: lines are then as long as they are, for grep.
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=160)


def _grid(*headings: str) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(
            heading.lstrip(">"), justify="right" if heading.startswith(">") else "left", overflow="fold"
        )
    return grid


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})"
