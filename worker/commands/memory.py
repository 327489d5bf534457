"""`mediamapper memory ...`: the life of the memory from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from worker import paths, settings
from worker.commands import options
from worker.commands.answer import show_sentence, write_json
from worker.commands.console import DONE, LOOK
from worker.document.manager import LLMMemoryManager
from worker.errors import UsageError
from worker.memory.keys import keys, passphrase
from worker.memory.keys import rekey as rekeying
from worker.messages.language import tr
from worker.outputs.output import Output
from worker.reports import page, sheet
from worker.shapes.memory import Filter
from worker.text import printable

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def memory() -> None:
    """Look after what was learnt: report, upkeep, backup."""


@memory.command()
@options.folder
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="REPORT.xlsx", help="Write it with charts."
)
@options.force
def report(folder: str | None, as_json: bool, output: Path | None, force: bool) -> int:
    """Tell what memory holds, how its answers went, how honest its confidences are, and what fails."""
    with LLMMemoryManager(folder) as opened:
        target = Output(output, "report", opened.folder, force=force) if output else None
        if target:
            target.check()
        performance = opened.generate_performance_report()
        if target:
            target.write(lambda path: sheet.write(performance, opened.folder, path))
        if as_json:
            return write_json(performance)
        if output:
            click.echo(tr(f"Written to {output}."))
            return DONE
        page.report(performance, opened.folder)
    return DONE


@memory.command()
@options.folder
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.3, show_default=True)
def prune(folder: str | None, as_json: bool, threshold: float) -> int:
    """End mappings below the threshold; a tombstone stays, so that they are not proposed again."""
    with LLMMemoryManager(folder) as opened:
        pruned = opened.prune_low_confidence_entries(threshold)
    if as_json:
        return write_json({"pruned": pruned})
    page.standings(pruned, "pruned")
    return DONE


@memory.command()
@options.folder
@click.option("--days", type=click.FloatRange(min=0), default=30, show_default=True)
def archive(folder: str | None, as_json: bool, days: float) -> int:
    """Take what was not used for some days out of the index; it is still recalled by name."""
    with LLMMemoryManager(folder) as opened:
        count = opened.archive_old_entries(days)
    return show_sentence(
        {"archived": count}, f"{count:,} archived; they are still recalled by name.", as_json
    )


@memory.command()
@options.folder
def optimize(folder: str | None, as_json: bool) -> int:
    """Merge old evidence into counts and give room back to the disk."""
    with LLMMemoryManager(folder) as opened:
        outcome = opened.optimize_database()
    if as_json:
        return write_json(outcome)
    page.optimised(outcome)
    return DONE


@memory.command()
@options.folder
@click.option("--template", metavar="FILE.yaml", help="Target fields; else the shipped raw_data.yaml.")
@click.option("--no-llm", is_flag=True, help="Never ask the model.")
@click.option(
    "--patience",
    type=click.FloatRange(0),
    metavar="HOURS",
    help="Ask the model at half the price, in a batch, which may take so long.",
)
def retrain(
    folder: str | None, as_json: bool, template: str | None, no_llm: bool, patience: float | None
) -> int:
    """Fit what confidence starts from, and propose better fields for what fails; nothing is changed by itself.

    Where the model is allowed it is asked one question for all of them.
    """
    from worker.service import MediaMapper  # a hundred modules that no other command of the memory needs

    loaded = settings.load(
        folder,
        template=template,
        llm=False if no_llm else None,
        llm_patience_seconds=None if patience is None else patience * 3600,
    )
    with MediaMapper(loaded).memory_folder as opened:
        outcome = opened.maintenance.retrain()
    if as_json:
        return write_json(outcome)
    page.retrained(outcome)
    return DONE


@memory.command()
@_FILE
@options.force
@options.folder
def backup(file: Path, force: bool, folder: str | None, as_json: bool) -> int:
    """Write the whole memory to FILE: readable JSON, or encrypted with its key where the memory is."""
    with LLMMemoryManager(folder) as opened:
        opened.export_backup(file, force=force)
    size = file.stat().st_size
    return show_sentence(
        {"file": printable(str(file)), "bytes": size}, f"Written to {file} ({size:,} bytes).", as_json
    )


@memory.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--force", is_flag=True, help="Also where the memory holds something already.")
@options.folder
def restore(file: Path | None, force: bool, folder: str | None, as_json: bool) -> int:
    """Put a backup in the place of everything that memory holds; without FILE the last good one of `backups/`."""
    with LLMMemoryManager(folder) as opened:
        rows = opened.restore(file, force=force)
        notes = opened.store.database.restore_notes[-1]
    return show_sentence({"rows": rows, "said": notes}, f"{notes} It has {rows:,} rows.", as_json)


@memory.command()
@click.option("--plain", is_flag=True, help="No key any more: everything becomes readable.")
@click.option("--store-in-keyring", is_flag=True, help="Keep the new key in this machine's keyring.")
@options.folder
def rekey(folder: str | None, as_json: bool, plain: bool, store_in_keyring: bool) -> int:
    """Encrypt the memory, give it another key, or none.

    The present key comes from MEMORY_ENCRYPTION_KEY or the keyring, the new one from MEMORY_ENCRYPTION_KEY_NEW, else
    both are asked for. Stopped at any moment, the memory has either the old key or the new one, and is whole.
    """
    place = paths.memory_dir(folder)
    old, new = _keys_of(place, plain, store_in_keyring)
    if new and (weakness := passphrase.weakness(new)):
        click.echo(tr(weakness), err=True)
    done = rekeying.rekey(place, new, old=old, store_in_keyring=store_in_keyring)
    if not as_json:
        page.rekeyed(done, place)
        return DONE
    return write_json(
        {
            "encrypted": done.encrypted,
            "backups": done.backups,
            "readable": [str(path) for path in done.readable],
            "in_keyring": done.in_keyring,
            "wiped": done.wiped,
        }
    )


def _keys_of(folder: Path, plain: bool, store_in_keyring: bool) -> tuple[str | None, str | None]:
    """The present passphrase, None to look for it elsewhere, and the new one, None for no key."""
    present = keys.in_environment()
    new = keys.in_environment(rekeying.NEW_VARIABLE)
    if plain and (new or store_in_keyring):
        raise UsageError("--plain takes no new key.", "Leave out --plain, or the new key.")
    readable = rekeying.plain(folder)
    asking = sys.stdin.isatty()
    if not readable and not present and asking:
        present = click.prompt("Present key (empty: from the keyring)", default="", hide_input=True, err=True)
    if plain:
        return present or None, None
    if not new and asking:
        new = click.prompt("New key", hide_input=True, confirmation_prompt=True, err=True)
    if not new and (readable or store_in_keyring):
        new = present  # a plain memory whose key is set already, or the same key for the keyring
    if not new:
        raise UsageError(
            "There is no new key.", f"Set {rekeying.NEW_VARIABLE} to it, or --plain to have none any more."
        )
    return (None if readable else present or None), new


@memory.command("list")
@options.folder
@click.option("--client", metavar="NAME", help="What was learnt for this client.")
@click.option("--market", metavar="NAME", help="What was learnt for this market.")
@click.option("--platform", metavar="NAME", help="What was learnt for this platform.")
@click.option("--header", metavar="TEXT", help="A part of the header or value.")
@click.option("--field", metavar="NAME", help="The field that it is taken for.")
def list_entries(
    folder: str | None,
    as_json: bool,
    client: str | None,
    market: str | None,
    platform: str | None,
    header: str | None,
    field: str | None,
) -> int:
    """Tell what memory holds: headers, values and layouts, with their evidence."""
    with LLMMemoryManager(folder) as opened:
        entries = opened.list_entries(Filter(client, market, platform, header, field))
    if as_json:
        return write_json(entries)
    page.entries(entries)
    return DONE


@memory.command()
@options.folder
@click.option("--client", metavar="NAME", help="Everything that was learnt for this client.")
@click.option("--header", metavar="TEXT", help="This header, for everybody or for that client.")
@click.option("--user", metavar="NAME", default="", help="Who asks for it; else the login name.")
def forget(folder: str | None, as_json: bool, client: str | None, header: str | None, user: str) -> int:
    """Forget a client or a header for good: evidence, layouts, values, mirrors, and backups from now on.

    Neither undo nor an old copy brings it back; what is decided later is learnt again.
    """
    with LLMMemoryManager(folder) as opened:
        outcome = opened.forget(client=client, header=header, user=user)
    if as_json:
        return write_json(outcome)
    page.forgotten(outcome)
    return DONE


@memory.command()
@options.folder
@click.option("--last", type=click.IntRange(min=1), default=100, show_default=True, help="How many lines.")
@click.option(
    "--verify", is_flag=True, help="Check that no line was changed or taken away; exit 1 if one was."
)
@click.option("--head", default="", metavar="MARK", help="With --verify: a head that was kept elsewhere.")
def audit(folder: str | None, as_json: bool, last: int, verify: bool, head: str) -> int:
    """Tell who did what, newest first."""
    if verify or head:
        return _verified(folder, as_json, head)
    with LLMMemoryManager(folder) as opened:
        lines = opened.audit_trail(last)
    if as_json:
        names = ("at", "user", "action", "detail")
        return write_json({"audit": [dict(zip(names, line, strict=True)) for line in lines]})
    page.audit(lines)
    return DONE


def _verified(folder: str | None, as_json: bool, head: str) -> int:
    with LLMMemoryManager(folder) as opened:
        verdict = opened.verify_audit(head)
    if as_json:
        write_json(verdict)
    else:
        click.echo(f"{verdict.sentence}{f' Head: {verdict.head}' if verdict.ok and verdict.head else ''}")
    return DONE if verdict.ok else LOOK


@memory.command("export-json")
@options.force
@options.folder
def export_json(force: bool, folder: str | None, as_json: bool) -> int:
    """Write mappings.json and validations.json into the memory folder, to read, compare and edit."""
    with LLMMemoryManager(folder) as opened:
        files = opened.export_json(force=force)
    names = " and ".join(map(str, files))
    return show_sentence({"files": [printable(str(path)) for path in files]}, f"Written: {names}.", as_json)


@memory.command("import-json")
@options.folder
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the two files are; else the memory folder.",
)
def import_json(folder: str | None, as_json: bool, source: Path | None) -> int:
    """Take back mappings.json and validations.json, from the memory folder or another; only what differs counts."""
    with LLMMemoryManager(folder) as opened:
        counts = opened.import_json(source)
    sentence = f"Entries: {counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged."
    if counts.forgotten:
        sentence += f" Left out since they were forgotten here: {counts.forgotten:,}. Decide them again to learn them anew."
    return show_sentence(counts, sentence, as_json)
