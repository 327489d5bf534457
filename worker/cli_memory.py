"""`mediamapper memory ...`: the life of the memory from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from worker.console import DONE, write

if TYPE_CHECKING:
    from worker.memory.manager import LLMMemoryManager

Command = TypeVar("Command", bound=Callable[..., Any])
_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


def _shared(command: Command) -> Command:
    """What every command of the group takes."""
    command = click.option("--json", "as_json", is_flag=True, help="Answer as JSON on stdout.")(command)
    return click.option(
        "--memory",
        "folder",
        metavar="DIR",
        help="Memory folder; else MEDIAMAPPER_HOME, else the user's own.",
    )(command)


@click.group()
def memory() -> None:
    """Look after what was learnt: report, upkeep, backup."""


@memory.command()
@_shared
def report(folder: str | None, as_json: bool) -> int:
    """Tell what memory holds, how its answers went, how honest its confidences are, and what fails."""
    with _opened(folder) as opened:
        found = opened.generate_performance_report()
        if as_json:
            return _answer(found)
        from worker import report_page

        report_page.report(found, opened.folder)
    return DONE


@memory.command()
@_shared
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.3, show_default=True)
def prune(folder: str | None, as_json: bool, threshold: float) -> int:
    """End mappings below the threshold; a tombstone stays, so that they are not proposed again."""
    with _opened(folder) as opened:
        found = opened.prune_low_confidence_entries(threshold)
    if as_json:
        return _answer({"pruned": found})
    from worker import report_page

    report_page.standings(found, "pruned")
    return DONE


@memory.command()
@_shared
@click.option("--days", type=click.FloatRange(min=0), default=30, show_default=True)
def archive(folder: str | None, as_json: bool, days: float) -> int:
    """Take what was not used for some days out of the index; it is still recalled by name."""
    with _opened(folder) as opened:
        count = opened.archive_old_entries(days)
    return _told({"archived": count}, f"{count:,} archived; they are still recalled by name.", as_json)


@memory.command()
@_shared
def optimize(folder: str | None, as_json: bool) -> int:
    """Merge old evidence into counts and give room back to the disk."""
    with _opened(folder) as opened:
        found = opened.optimize_database()
    if as_json:
        return _answer(found)
    from worker import report_page

    report_page.optimised(found)
    return DONE


@memory.command()
@_shared
@click.option("--template", metavar="FILE.yaml", help="Target fields; else the shipped raw_data.yaml.")
@click.option("--no-llm", is_flag=True, help="Never ask the model.")
def retrain(folder: str | None, as_json: bool, template: str | None, no_llm: bool) -> int:
    """Fit what confidence starts from, and propose better fields for what fails; nothing is changed by itself.

    Where the model is allowed it is asked one question for all of them.
    """
    from worker import settings
    from worker.service import MediaMapper

    given = settings.load(folder, template=template, llm=False if no_llm else None)
    with MediaMapper(given).manager as opened:
        found = opened.retrain_low_performers()
    if as_json:
        return _answer(found)
    from worker import report_page

    report_page.retrained(found)
    return DONE


@memory.command()
@_FILE
@_shared
def backup(file: Path, folder: str | None, as_json: bool) -> int:
    """Write the whole memory to FILE (JSON, readable)."""
    with _opened(folder) as opened:
        opened.export_backup(file)
    size = file.stat().st_size
    return _told({"file": str(file), "bytes": size}, f"Written to {file} ({size:,} bytes).", as_json)


@memory.command()
@_FILE
@_shared
def restore(file: Path, folder: str | None, as_json: bool) -> int:
    """Put a backup in the place of everything that memory holds."""
    with _opened(folder) as opened:
        rows = opened.restore(file)
    return _told({"rows": rows}, f"Restored from {file}: {rows:,} rows.", as_json)


@memory.command()
@_shared
@click.option("--last", type=click.IntRange(min=1), default=100, show_default=True, help="How many lines.")
def audit(folder: str | None, as_json: bool, last: int) -> int:
    """Tell who did what, newest first."""
    with _opened(folder) as opened:
        lines = opened.audit_trail(last)
    if as_json:
        names = ("at", "user", "action", "detail")
        return _answer({"audit": [dict(zip(names, line, strict=True)) for line in lines]})
    from worker import report_page

    report_page.audit(lines)
    return DONE


@memory.command("export-json")
@_shared
def export_json(folder: str | None, as_json: bool) -> int:
    """Write mappings.json and validations.json into the memory folder, to read, compare and edit."""
    with _opened(folder) as opened:
        paths = opened.export_json()
    told = " and ".join(map(str, paths))
    return _told({"files": [str(path) for path in paths]}, f"Written: {told}.", as_json)


@memory.command("import-json")
@_shared
@click.option("--from", "source", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def import_json(folder: str | None, as_json: bool, source: Path | None) -> int:
    """Take back mappings.json and validations.json, from the memory folder or another; only what differs counts."""
    with _opened(folder) as opened:
        taken = opened.import_json(source)
    return _told({"taken": taken}, f"{taken:,} entries differed and were taken.", as_json)


def _opened(folder: str | None) -> LLMMemoryManager:
    from worker.memory.manager import LLMMemoryManager

    return LLMMemoryManager(folder)


def _answer(found: Any) -> int:
    from worker import wire

    write(wire.encode(found) + b"\n")
    return DONE


def _told(answer: dict[str, Any], sentence: str, as_json: bool) -> int:
    if as_json:
        return _answer(answer)
    click.echo(sentence)
    return DONE
