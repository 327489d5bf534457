"""The memory's report as a page in the terminal, and what its chores did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from worker.memory.keys.rekey import Rekeyed
from worker.memory.learning.scopes import label
from worker.memory.reporting.calibration import Calibration
from worker.memory.reporting.performance import Performance, PerformanceReport
from worker.memory.reporting.weeks import Week
from worker.memory.upkeep.lifecycle import Optimised
from worker.memory.upkeep.proposals import Retrained
from worker.messages.language import tr
from worker.reports import terminal
from worker.reports.terminal import count_of
from worker.shapes.memory import Entries, Forgotten, Standing
from worker.shapes.model_call import money

FULL = 20
"""Cells of a whole bar."""
MOST_LINES = 20
MOST_WEEKS = 8
PERFORMANCE = (
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


def report(performance: PerformanceReport, folder: Path) -> None:
    """What memory holds, how it went, how honest it is, and what needs a person."""
    console = terminal.console()
    console.print(Text(tr(f"Memory {folder}"), style="bold"))
    summary = performance.summary
    _say(
        console,
        f"{count_of(summary.mappings, 'mapping')}, {count_of(summary.values, 'value')}, "
        f"{count_of(performance.rules, 'rule')}, {count_of(performance.layouts, 'layout')}; "
        f"{performance.hot:,} in the index, {performance.archived:,} archived, {performance.pruned:,} pruned.",
    )
    _say(
        console,
        f"{count_of(summary.decisions, 'decision')}: {summary.confirmed:,} confirmed, {summary.rejected:,} rejected, "
        f"{summary.corrected:,} corrected.",
    )
    if performance.asked:
        _say(
            console,
            f"Asked for {performance.asked:,} headers and values, answered {_share(performance.answered, performance.asked)}.",
        )
    _performances(console, "Source", performance.sources)
    _performances(console, "Scope", performance.scopes[:MOST_LINES])
    _calibration(console, performance.calibration)
    _failing(console, performance)
    _weeks(console, performance.weeks[-MOST_WEEKS:])
    _costs(console, performance)
    for notice in performance.notices:
        console.print()
        _say(console, f"{notice.sentence} {notice.next_step}".rstrip())


def standings(rows: Sequence[Standing], doing: str) -> None:
    """What was pruned."""
    console = terminal.console()
    lines = [(one.header, one.field or "-", f"{one.confidence:.0%}") for one in rows[:MOST_LINES]]
    if lines:
        console.print(terminal.grid(("Header", "Field", ">Confidence"), lines))
    _say(console, f"{len(rows):,} {doing}.")


def entries(memory: Entries) -> None:
    """Everything that memory holds of headers, values and layouts."""
    console = terminal.console()
    rows = [*memory.mappings, *memory.values]
    headings = ("Header or value", "Field", ">Confidence", ">Confirmed", ">Rejected", "State", "For")
    lines = [
        (
            one.header,
            f"{one.about}: {one.field or '-'}" if one.about else one.field or "-",
            f"{one.confidence:.0%}",
            f"{one.confirmed:g}",
            f"{one.rejected:g}",
            tr(one.state),
            tr(label(one.scope)),
        )
        for one in rows[:MOST_LINES]
    ]
    if lines:
        console.print(terminal.grid(headings, lines))
    for layout in memory.layouts[:MOST_LINES]:
        headers = ", ".join(header for header, _ in layout.columns)
        _say(console, f"Layout for {label(layout.scope)}, used {layout.uses:,} times: {headers}")
    more = max(0, len(rows) - MOST_LINES) + max(0, len(memory.layouts) - MOST_LINES)
    counts = ", ".join(
        (
            count_of(len(memory.mappings), "header"),
            count_of(len(memory.values), "value"),
            count_of(len(memory.layouts), "layout"),
        )
    )
    _say(console, f"{counts}.{f' {more:,} more: --json has all.' if more else ''}")


def forgotten(outcome: Forgotten) -> None:
    """What was forgotten, and where it may still stand."""
    console, removal = terminal.console(), outcome.removal
    if removal:
        _say(
            console,
            f"Forgotten: {removal.evidence:,} pieces of evidence, {removal.headers:,} headers and values, "
            f"{removal.layouts:,} layouts, {removal.rules:,} rules.",
        )
    else:
        _say(console, "Nothing was known of it. An old copy that comes back does not bring it back.")
    if removal.audit_lines:
        _say(
            console,
            f"{removal.audit_lines:,} older lines of the audit no longer name it, and its chain began anew.",
        )
    if outcome.still_in:
        _say(console, "These older files may still hold it; delete them where it must be gone everywhere:")
        for path in outcome.still_in:
            console.print(Text(f"  {path}"))


def optimised(outcome: Optimised) -> None:
    """What an optimisation did."""
    before, after = outcome.bytes_before / 1e6, outcome.bytes_after / 1e6
    _say(
        terminal.console(),
        f"{outcome.merged:,} pieces of evidence merged, {outcome.forgotten:,} undone ones dropped; "
        f"{before:,.1f} MB before, {after:,.1f} MB now.",
    )


def retrained(outcome: Retrained) -> None:
    """Priors and proposals."""
    console = terminal.console()
    for fitted in outcome.priors:
        _say(
            console,
            f"Confidence of '{fitted.source}' starts from {fitted.prior.mean:.0%}, worth "
            f"{fitted.prior.strength:.1f} decisions (fitted on {fitted.decisions:,}).",
        )
    if outcome.proposals:
        headings = ("Header", "Was", "Proposed", ">Confidence", "From", "Why")
        lines = [
            (one.header, one.was or "-", one.field, f"{one.confidence:.0%}", one.origin, one.reason)
            for one in outcome.proposals[:MOST_LINES]
        ]
        console.print(terminal.grid(headings, lines))
        _say(console, "Proposals only: confirm what is right with `mediamapper decide`.")
    elif not outcome.priors:
        _say(console, "Nothing to retrain.")


def rekeyed(done: Rekeyed, folder: Path) -> None:
    """What a change of keys did, and what is left to the person."""
    console = terminal.console()
    sentences = (
        "is encrypted with the new key" if done.encrypted else "can be read by anybody who can read this disk"
    )
    backups = f"; so are {done.backups:,} backups" if done.backups else ""
    _say(console, f"The memory {folder} {sentences}{backups}.")
    if done.in_keyring:
        _say(
            console,
            "The key is in this machine's keyring; keep it elsewhere too: without it nothing opens the memory.",
        )
    if not done.wiped:
        _say(console, "What stood there before could not be overwritten; this disk may still have it.")
    if done.readable:
        _say(console, "Still readable; delete them when you no longer need them:")
        for path in done.readable:
            console.print(Text(f"  {path}"))


def audit(lines: Sequence[tuple[str, str, str, str]]) -> None:
    """Who did what, newest first."""
    rows = [(at[:19].replace("T", " "), user, action, detail) for at, user, action, detail in lines]
    terminal.console().print(terminal.grid(("When", "Who", "What", "Detail"), rows))


def _performances(console: Console, name: str, rows: Sequence[Performance]) -> None:
    if not rows:
        return
    headings = (name, *PERFORMANCE)
    lines = [
        (
            tr(one.name),
            f"{one.mappings:,}",
            f"{one.asked:,}",
            f"{one.answered:,}",
            f"{one.confirmed:,}",
            f"{one.rejected:,}",
            f"{one.corrected:,}",
            f"{one.success:.0%}" if one.confirmed + one.rejected + one.corrected else "-",
            f"{one.calibration.ece:.3f}" if one.calibration.count else "-",
            f"{one.prior.mean:.0%}" if one.prior else "-",
        )
        for one in rows
    ]
    console.print()
    console.print(terminal.grid(headings, lines))


def _calibration(console: Console, measured: Calibration) -> None:
    if not measured.count:
        return
    console.print()
    _say(
        console,
        f"Calibration on {measured.count:,} decisions: error (ECE) {measured.ece:.3f}, Brier {measured.brier:.3f}; "
        f"{measured.coverage_at_95:.0%} of answers can be taken at 95 % right.",
    )
    lines = [
        (
            f"{one.low:.0%}-{one.high:.0%}",
            f"{one.count:,}",
            f"{one.right:>4.0%} {'█' * round(one.right * FULL)}",
        )
        for one in measured.bins
    ]
    console.print(terminal.grid(("Said", ">Answers", "Right"), lines))


def _failing(console: Console, performance: PerformanceReport) -> None:
    if not performance.failing_mappings:
        return
    lines = []
    for one in performance.failing_mappings[:MOST_LINES]:
        scope = (one.scope.client, one.scope.market, one.scope.platform, one.scope.user)
        sure = f"{one.confidence:.0%}" if one.state == "holds" else tr(one.state)
        names = ", ".join(filter(None, scope))
        lines.append((one.header, one.field or "-", names, sure, str(one.confirms), str(one.rejects)))
    console.print()
    console.print(
        terminal.grid(("Failing", "Field", "Scope", ">Confidence", ">Confirmed", ">Rejected"), lines)
    )
    _say(console, "Look for better fields with `mediamapper memory retrain`.")


def _weeks(console: Console, weeks: Sequence[Week]) -> None:
    if not weeks:
        return
    counted = (">Asked", ">Answered", ">Confirmed", ">Rejected", ">Corrected", ">Model calls", ">Tokens")
    lines = []
    for one in weeks:
        counts = (one.asked, one.answered, one.confirmed, one.rejected, one.corrected, one.calls, one.tokens)
        lines.append((one.start.isoformat(), *(f"{count:,}" for count in counts)))
    console.print()
    console.print(terminal.grid(("Week from", *counted), lines))


def _costs(console: Console, performance: PerformanceReport) -> None:
    model = performance.model
    if model.calls or model.remembered:
        console.print()
        _say(
            console,
            f"Model: {model.calls:,} calls ({model.failed:,} failed, {model.remembered:,} answered from the cache), "
            f"{model.tokens_in:,} tokens in ({model.tokens_cached:,} cached), {model.tokens_out:,} out, "
            f"{money(model.cost)}. Memory answered alone: {performance.calls_avoided:,} times.",
        )
    if performance.verbs:
        lines = [
            (verb.name, f"{verb.count:,}", f"{verb.mean:.2f}", f"{verb.slowest:.2f}")
            for verb in performance.verbs
        ]
        console.print()
        console.print(terminal.grid(("Slowest", ">Times", ">Mean s", ">Slowest s"), lines))


def _say(console: Console, words: str) -> None:
    """A sentence as the reader says it."""
    console.print(Text(tr(words)))


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})"
