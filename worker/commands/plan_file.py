"""The plan that a command is about, read with a word on how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from worker.commands.console import progress
from worker.plans.files.reading import read_plan
from worker.settings import Settings
from worker.shapes.grid import Book


def read(plan: Path, settings: Settings, sheets: Sequence[str]) -> Book:
    """The book, without MediaMapper's own sheets unless *sheets* names them."""
    with progress(f"Reading {plan.name}"):
        return read_plan(plan, settings=settings, sheets=sheets)
