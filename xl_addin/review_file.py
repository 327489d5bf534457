"""Review workbooks as files: the Review sheets beside the plan's own, with no spreadsheet program running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from worker.errors import FileProblem
from worker.shapes.grid import Book
from worker.shapes.review import Review
from worker.shapes.template import Template
from xl_addin.engines.files.app import file_app
from xl_addin.pages import review as review_page
from xl_addin.workbook_weight import is_light

COPIED = frozenset({".xlsx", ".xlsm"})


def write(review: Review, plan: Path, book: Book, output: Path) -> None:
    """Write *review* of *plan* to *output*; the plan itself is not touched.

    Raises:
        FileProblem: *output* is no .xlsx, or can't be written.
    """
    if output.suffix.lower() != ".xlsx":
        raise FileProblem(f"A review is an .xlsx workbook, not {output.name}.", "Name it review.xlsx.")
    try:
        with file_app() as app:
            target = _copy_of(plan, app)
            review_page.write_review(target, review, book.sheets)
            target.save(str(output))
    except PermissionError as error:
        raise FileProblem(
            f"{output} can't be written.", "Close it in Excel, or choose another name."
        ) from error
    except OSError as error:
        raise FileProblem(
            f"{output} can't be written: {error.strerror}.", "Check the folder and the disk."
        ) from error
    finally:
        app.quit()


def read(path: Path, template: Template) -> Review:
    """The decisions in a review workbook.

    Raises:
        FileProblem: there is no such workbook.
        UsageError: it holds no review, or an entry that is not understood.
    """
    if path.is_file() and path.suffix.lower() in COPIED and not is_light(path, times=2):
        raise FileProblem(
            f"{path} is damaged, or too large for a review.",
            "Give the review workbook that `mediamapper map -o` wrote.",
        )
    try:
        with file_app() as app:
            return review_page.read_review(app.books.open(str(path)), template)
    except FileNotFoundError:
        raise FileProblem(f"There is no file {path}.", "Check the path after --mapping.") from None
    except OSError as error:
        raise FileProblem(
            f"{path} can't be read: {error.strerror or error}.", "Copy it to another disk, or save it again."
        ) from error
    except ValueError as error:
        raise FileProblem(str(error), "Give the review workbook that `mediamapper map -o` wrote.") from error


def _copy_of(plan: Path, app: Any) -> Any:
    """The plan's workbook to add sheets to; an empty one where the plan is of another kind or can't be copied."""
    if plan.suffix.lower() in COPIED and is_light(plan):
        try:
            return app.books.open(str(plan))
        except ValueError:
            pass  # it was readable for its values; its review needs no more
    duplicate = app.books.add()
    duplicate.sheets[0].name = "Plan"
    duplicate.sheets[0].range("A1").value = f"The plan itself: {plan.name}"
    return duplicate
