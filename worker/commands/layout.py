"""`mediamapper layout`: what the program sees in a plan, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from worker import settings
from worker.commands import console_tables, mapping_file, options, several
from worker.commands.answer import write_json
from worker.commands.console import DONE, progress, requests
from worker.commands.piped import InputFile
from worker.commands.several import Name
from worker.errors import UsageError
from worker.plans.files.reading import read_book
from worker.plans.layout import understand, understand_book
from worker.wire import answers, json
from worker.wire.grid import GridIn


@click.command()
@click.argument("plans", type=InputFile(), nargs=-1, metavar="[PLAN...]")
@options.sheet
@options.rows
@options.as_json
@options.lines
def layout(
    plans: Sequence[Path], sheets: Sequence[str], rows: Sequence[str], as_json: bool, lines: bool
) -> int:
    """Explain what each row of each PLAN is: metadata, header, data, total, subtotal, section, note or blank.

    `-` is standard input. With --lines, grids come as JSON Lines on stdin: {"id": 1, "cells": [["Plan", null], ...]}
    """
    if lines == bool(plans):
        raise UsageError("`layout` takes either a PLAN or --lines with grids on stdin.", "Give one of them.")
    if lines:
        _answer_lines()
        return DONE

    def answer(plan: Path, name: Name) -> int:
        with progress(f"Reading {plan.name}"):
            book = read_book(plan, settings=settings.load(), sheets=sheets or None)
        layouts = understand_book(book, mapping_file.row_overrides(rows, book))
        if as_json:
            write_json(answers.layout_answer(layouts, name))
        else:
            console_tables.layouts(book, layouts)
        return DONE

    return several.answer_each(plans, as_json, answer)


def _answer_lines() -> None:
    for batch in requests(lines=True):
        for where, text in batch:
            grid = json.decode(text, GridIn, where)
            sheet = answers.sheet_answer(understand(grid.shape()), row_kinds=True, id_=grid.id)
            write_json(sheet)
