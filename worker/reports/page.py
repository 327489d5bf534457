"""The memory's report as a page in the terminal, and what its chores did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from worker.memory.keys.rekey import Rekeyed
from worker.memory.reporting.calibration import Calibration
from worker.memory.reporting.performance import Performance, PerformanceReport
from worker.memory.reporting.weeks import Week
from worker.memory.upkeep.lifecycle import Optimised
from worker.memory.upkeep.proposals import Retrained
from worker.shapes.memory import Standing

FULL = 20
"""Cells of a whole bar."""
MOST_LINES = 20
MOST_WEEKS = 8


def report(found: PerformanceReport, folder: Path) -> None:
    """What memory holds, how it went, how honest it is, and what needs a person."""
    console = _console()
    console.print(Text(f"Memory {folder}", style="bold"))
    told = found.summary
    console.print(
        f"{told.mappings:,} mappings, {told.values:,} values, {found.rules:,} rules, {found.layouts:,} layouts; "
        f"{found.hot:,} in the index, {found.archived:,} archived, {found.pruned:,} pruned."
    )
    console.print(
        f"{told.decisions:,} decisions: {told.confirmed:,} confirmed, {told.rejected:,} rejected, "
        f"{told.corrected:,} corrected."
    )
    if found.asked:
        console.print(
            f"Asked for {found.asked:,} headers and values, answered {_share(found.answered, found.asked)}."
        )
    _performances(console, "Source", found.sources)
    _performances(console, "Scope", found.scopes[:MOST_LINES])
    _calibration(console, found.calibration)
    _failing(console, found)
    _weeks(console, found.weeks[-MOST_WEEKS:])
    _costs(console, found)
    for notice in found.notices:
        console.print(Text(f"\n{notice.sentence} {notice.next_step}".rstrip()))


def standings(found: Sequence[Standing], doing: str) -> None:
    """What was pruned."""
    console = _console()
    grid = _grid("Header", "Field", ">Confidence")
    for one in found[:MOST_LINES]:
        grid.add_row(Text(one.header), one.field or "-", f"{one.confidence:.0%}")
    if found:
        console.print(grid)
    console.print(f"{len(found):,} {doing}.")


def optimised(found: Optimised) -> None:
    """What an optimisation did."""
    before, after = found.bytes_before / 1e6, found.bytes_after / 1e6
    _console().print(
        f"{found.merged:,} pieces of evidence merged, {found.forgotten:,} undone ones dropped; "
        f"{before:,.1f} MB before, {after:,.1f} MB now."
    )


def retrained(found: Retrained) -> None:
    """Priors and proposals."""
    console = _console()
    for fitted in found.priors:
        console.print(
            f"Confidence of '{fitted.source}' starts from {fitted.prior.mean:.0%}, worth "
            f"{fitted.prior.strength:.1f} decisions (fitted on {fitted.decisions:,})."
        )
    if found.proposals:
        grid = _grid("Header", "Was", "Proposed", ">Confidence", "From", "Why")
        for one in found.proposals[:MOST_LINES]:
            sure = f"{one.confidence:.0%}"
            grid.add_row(Text(one.header), one.was or "-", one.field, sure, one.origin, Text(one.reason))
        console.print(grid)
        console.print("Proposals only: confirm what is right with `mediamapper decide`.")
    elif not found.priors:
        console.print("Nothing to retrain.")


def rekeyed(done: Rekeyed, folder: Path) -> None:
    """What a change of keys did, and what is left to the person."""
    console = _console()
    told = (
        "is encrypted with the new key" if done.encrypted else "can be read by anybody who can read this disk"
    )
    backups = f"; so are {done.backups:,} backups" if done.backups else ""
    console.print(f"The memory {folder} {told}{backups}.")
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


def _performances(console: Console, name: str, found: Sequence[Performance]) -> None:
    if not found:
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
    for one in found:
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


def _calibration(console: Console, found: Calibration) -> None:
    if not found.count:
        return
    console.print(
        f"\nCalibration on {found.count:,} decisions: error (ECE) {found.ece:.3f}, Brier {found.brier:.3f}; "
        f"{found.coverage_at_95:.0%} of answers can be taken at 95 % right."
    )
    grid = _grid("Said", ">Answers", "Right")
    for one in found.bins:
        bar = "█" * round(one.right * FULL)
        grid.add_row(f"{one.low:.0%}-{one.high:.0%}", f"{one.count:,}", f"{bar:<{FULL}} {one.right:.0%}")
    console.print(grid)


def _failing(console: Console, found: PerformanceReport) -> None:
    if not found.failing_mappings:
        return
    grid = _grid("Failing", "Field", "Scope", ">Confidence", ">Confirmed", ">Rejected")
    for one in found.failing_mappings[:MOST_LINES]:
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


def _weeks(console: Console, found: Sequence[Week]) -> None:
    if not found:
        return
    grid = _grid(
        "Week from", ">Asked", ">Answered", ">Confirmed", ">Rejected", ">Corrected", ">Model calls", ">Tokens"
    )
    for one in found:
        counts = (one.asked, one.answered, one.confirmed, one.rejected, one.corrected, one.calls, one.tokens)
        grid.add_row(one.start.isoformat(), *(f"{count:,}" for count in counts))
    console.print()
    console.print(grid)


def _costs(console: Console, found: PerformanceReport) -> None:
    model = found.model
    if model.calls or model.remembered:
        console.print(
            f"\nModel: {model.calls:,} calls ({model.failed:,} failed, {model.remembered:,} answered from the cache), "
            f"{model.tokens_in:,} tokens in ({model.tokens_cached:,} cached), {model.tokens_out:,} out, "
            f"{model.cost:,.2f} USD. Memory answered alone: {found.calls_avoided:,} times."
        )
    if found.verbs:
        grid = _grid("Slowest", ">Times", ">Mean s", ">Slowest s")
        for verb in found.verbs:
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
