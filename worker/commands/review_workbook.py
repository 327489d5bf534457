"""The front hall: the one place where the worker meets the add-in, which knows what a review workbook looks like."""

from __future__ import annotations

from pathlib import Path

from worker.commands.console import progress
from worker.shapes.grid import Book
from worker.shapes.review import Review
from worker.shapes.template import Template
from xl_addin import review_file


def read(path: Path, template: Template) -> Review:
    """The review with what a person filled in."""
    return review_file.read(path, template)


def write(review: Review, plan: Path, book: Book, output: Path) -> None:
    """A review workbook for *plan* at *output*."""
    with progress(f"Writing {output.name}"):
        review_file.write(review, plan, book, output)
