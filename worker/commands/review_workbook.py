"""The front hall: the one place where the worker meets the add-in, which knows what a review workbook looks like."""

from __future__ import annotations

from pathlib import Path

import click

from worker.commands.console import progress
from worker.errors import FileProblem
from worker.messages.language import tr
from worker.outputs.output import Output
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.accounts import Accounts
from worker.shapes.grid import Book
from worker.shapes.review import Review
from worker.shapes.template import Template
from xl_addin import review_file


def read(path: Path, template: Template, settings: Settings) -> Review:
    """The review with what a person filled in; it passes the limits that every workbook passes.

    Raises:
        FileProblem: missing, damaged, or too large.
        UsageError: no review, or an entry that is not understood.
    """
    return review_file.read(read_book(path, settings=settings), template)


def output(path: Path, plan: Path, template: str | None, memory: Path, force: bool) -> Output:
    """The review workbook *path*, checked before the work begins.

    Raises:
        FileProblem: it is no .xlsx, an input, or holds what must not be replaced.
    """
    if path.suffix.lower() != ".xlsx":
        raise FileProblem(f"A review is an .xlsx workbook, not {path.name}.", "Name it review.xlsx.")
    inputs = {"the plan": plan, "the template": Path(template) if template else None}
    review = Output(path, "review", memory, inputs, force)
    review.check()
    return review


def write(review: Review, plan: Path, book: Book, output: Output, accounts: Accounts | None = None) -> None:
    """A review workbook for *plan*, with its books; one that was filled in stays under a numbered name, and stderr says so."""
    with progress(f"Writing {output.path.name}"):
        aside = output.write(lambda path: review_file.write(review, plan, book, path, accounts))
    if aside:
        click.echo(tr(f"{output.path.name} may hold decisions; it stays as '{aside.name}'."), err=True)
