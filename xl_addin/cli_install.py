"""`mediamapper install` and `mediamapper doctor`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from worker.errors import UsageError
from worker.messages.language import tr
from xl_addin import install as installation
from xl_addin.doctor import examine
from xl_addin.doctor.symptom import WORDS
from xl_addin.install.step import Options, Outcome
from xl_addin.machine import Machine, this_machine

DONE, LOOK, FAILED = 0, 1, 2
MARK = {
    "done": ("done", "green"),
    "already": ("already", "dim"),
    "would": ("would", "cyan"),
    "left out": ("-", "dim"),
    "failed": ("failed", "red"),
}
COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}

_memory = click.option(
    "--memory", metavar="DIR", help="Memory folder; else MEDIAMAPPER_HOME, else the user's own."
)
_json = click.option("--json", "as_json", is_flag=True, help="Answer as JSON on stdout.")


@click.command()
@click.option(
    "--folder", metavar="DIR", help="Where the workbook goes; else a folder of this computer alone."
)
@click.option(
    "--trusted-location/--no-trusted-location",
    default=None,
    help="Windows: let macros of the workbook's folder run without a question.",
)
@click.option(
    "--no-addin", is_flag=True, help="Keep the add-in out of Excel; MediaMapper.xlsm has the same formulas."
)
@click.option("--no-login", is_flag=True, help="Don't start the worker at login.")
@click.option("--no-start", is_flag=True, help="Don't start it now.")
@click.option("--no-calc", is_flag=True, help="Leave LibreOffice alone.")
@click.option(
    "--stop", is_flag=True, help="Only end what runs of MediaMapper, so that its files can be replaced."
)
@click.option("--uninstall", "remove", is_flag=True, help="Take back all that was installed; memory stays.")
@click.option(
    "--forget-memory",
    count=True,
    help="With --uninstall: remove also what was learnt. Asks; given twice it does not.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@_json
def install(
    folder: str | None,
    trusted_location: bool | None,
    no_addin: bool,
    no_login: bool,
    no_start: bool,
    no_calc: bool,
    stop: bool,
    remove: bool,
    forget_memory: int,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Put MediaMapper into Excel and LibreOffice, for this user alone; no administrator is needed.

    What is written is listed by --dry-run and in docs/install.md. Installing again brings everything up to date.
    """
    if forget_memory and not remove:
        raise UsageError("--forget-memory goes with --uninstall.", "Give both, or neither.")
    machine = this_machine()
    if stop:
        return _show(installation.stop(machine), as_json)
    if remove:
        if dry_run:
            return _show(installation.recorded(machine), as_json)
        forget = bool(forget_memory) and (forget_memory > 1 or _asked_twice(machine))
        return _show(installation.uninstall(machine, forget), as_json)
    if trusted_location is None and machine.system == "windows" and not dry_run and not as_json:
        trusted_location = _asked_for_trust()
    options = Options(
        folder,
        trusted_location,
        addin=not no_addin,
        at_login=not no_login,
        calc=not no_calc,
        start=not no_start,
    )
    return _show((installation.dry_run if dry_run else installation.install)(machine, options), as_json)


@click.command()
@_memory
@_json
def doctor(memory: str | None, as_json: bool) -> int:
    """Look for each known cause of failure, and say how to mend it; exit 1 where something fails."""
    results = examine(this_machine(memory))
    if as_json:
        _write([asdict(result) for result in results])
    else:
        _print(
            [
                ((WORDS[r.status], COLOURS[r.status]), tr(r.title), tr(r.sentence), tr(r.next_step))
                for r in results
            ]
        )
        bad = sum(r.status == "fail" for r in results)
        odd = sum(r.status == "warn" for r in results)
        click.echo()
        click.echo(tr(f"{len(results):,} looked at: {bad:,} fail, {odd:,} to look at."))
    return LOOK if any(result.status == "fail" for result in results) else DONE


def _show(outcomes: Sequence[Outcome], as_json: bool) -> int:
    if as_json:
        _write([asdict(outcome) for outcome in outcomes])
    else:
        rows = []
        for outcome in outcomes:
            lines = [*outcome.where, *([outcome.sentence] if outcome.sentence else [])]
            rows.append((MARK[outcome.state], outcome.title, "\n".join(lines), outcome.next_step))
        _print(rows)
        if not outcomes:
            click.echo("Nothing of MediaMapper is installed here.")
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    if failed and not as_json:
        done = sum(outcome.state in {"done", "already"} for outcome in outcomes)
        click.echo(
            f"\n{done} done, {len(failed)} failed; nothing else was touched. Run the command again after mending."
        )
    return LOOK if failed else DONE


def _print(rows: Sequence[tuple[tuple[str, str], str, str, str]]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=160)  # a pipe has no width: lines for grep
    table = Table(box=None, pad_edge=False, show_header=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for (mark, style), title, sentence, next_step in rows:
        text = Text(sentence)
        if next_step:
            text.append(f"\n-> {next_step}" if sentence else f"-> {next_step}", style="bold")
        table.add_row(Text(tr(mark), style=style), Text(title), text)
    console.print(table)


def _write(answer: object) -> None:
    click.echo(
        json.dumps(answer, ensure_ascii=False, indent=1).encode()
    )  # JSON is UTF-8, whatever the console is


def _asked_twice(machine: Machine) -> bool:
    """Whether a person says yes, twice, to losing what was taught.

    Raises:
        UsageError: nobody is there to ask.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "Nobody is there to ask whether memory may go.",
            "Give --forget-memory twice to remove it without a question.",
        )
    return click.confirm(f"Remove what MediaMapper has learnt in {machine.memory}?") and click.confirm(
        "It can't be brought back without a backup. Really remove it?"
    )


def _asked_for_trust() -> bool | None:
    if not sys.stdin.isatty():
        return None
    return click.confirm(
        "Let Excel run the macros of MediaMapper's own folder without asking (a Trusted Location)?",
        default=False,
    )
