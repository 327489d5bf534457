"""`mediamapper layout` and `mediamapper checks`: what the program sees in a plan, and what it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from worker.commands import options
from worker.commands.console import DONE, progress, requests, write
from worker.errors import UsageError


@click.command()
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@options.sheet
@options.rows
@options.as_json
@options.lines
def layout(plan: Path | None, sheets: Sequence[str], rows: Sequence[str], as_json: bool, lines: bool) -> int:
    """Explain what each row of PLAN is: metadata, header, data, total, subtotal, section, note or blank.

    With --lines, grids come as JSON Lines on stdin: {"id": 1, "cells": [["Plan", null], ...]}
    """
    from worker import settings
    from worker.commands import mapping_file
    from worker.plans.files.reading import read_book
    from worker.plans.layout import understand, understand_book
    from worker.wire import answers, json
    from worker.wire.grid import GridIn

    if lines == (plan is not None):
        raise UsageError("`layout` takes either a PLAN or --lines with grids on stdin.", "Give one of them.")
    if plan is None:
        for batch in requests(lines=True):
            for where, text in batch:
                asked = json.decode(text, GridIn, where)
                write(
                    json.encode(
                        {"id": asked.id, **answers.sheet_answer(understand(asked.shape()), row_kinds=True)}
                    )
                    + b"\n"
                )
        return DONE
    with progress(f"Reading {plan.name}"):
        book = read_book(plan, settings=settings.load(), sheets=sheets or None)
    found = understand_book(book, mapping_file.row_overrides(rows, book))
    if as_json:
        write(json.encode({"sheets": [answers.sheet_answer(s, row_kinds=True) for s in found]}) + b"\n")
    else:
        from worker.commands import printing

        printing.layouts(book, found)
    return DONE


@click.command()
def checks() -> int:
    """List what a check or an export can find, by code."""
    from worker.commands import printing
    from worker.findings.registry import registry

    printing.checks(registry())
    return DONE
