"""The scripted look: docs/pictures made anew from the examples, so that no picture shows what the program no longer does.

usage: python -m bench.pictures [FOLDER]      docs/pictures, if left out

Raw data, a review, its questions and a flowchart become PDF in LibreOffice and pictures from there; the answer of `check`
at 80 columns is drawn as a terminal; `bench.screens` makes those of the running program. Needs LibreOffice, pdftoppm
(poppler-utils) and convert (imagemagick).
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
WEEKLY, VERSIONS, DOUBTS = (
    ROOT / "examples" / name / "plan.xlsx"
    for name in ("weekly_tv_digital_en", "budget_versions_en", "monthly_budget_three_currencies")
)
PAGES = {
    "raw-summary": ("raw", "Raw data of"),
    "raw-flighting": ("raw", "One column a week"),
    "raw-fates": ("raw", "Where every number went:"),
    "flowchart": ("flowchart", "Media plan"),
    "page-questions": ("questions", "Questions about"),
    "page-review": ("review", "Review of"),
}
"""Picture -> workbook, and words on the page of its PDF."""
DOTS, FOOTER = "110", "0x7%"
PATIENCE = 120
"""Seconds for LibreOffice to start and to draw."""


def main(arguments: list[str]) -> None:
    """What the usage says."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _workbooks(work)
        for picture, (workbook, words) in PAGES.items():
            _page(work, workbook, words, folder / f"{picture}.png")
        _terminal(work, folder / "terminal-check.svg")


def _workbooks(work: Path) -> None:
    _mediamapper(work, "export", WEEKLY, "-o", work / "raw.xlsx")
    _mediamapper(work, "flowchart", work / "raw.xlsx", "--by", "month", "-o", work / "flowchart.xlsx")
    _mediamapper(work, "map", VERSIONS, "-o", work / "questions.xlsx")
    _mediamapper(work, "map", DOUBTS, "-o", work / "review.xlsx")


def _mediamapper(work: Path, *words: object) -> str:
    """What a command says at 80 columns, with a memory of its own."""
    own = {"MEDIAMAPPER_HOME": str(work / "memory"), "MEDIAMAPPER_LANGUAGE": "en", "COLUMNS": "80"}
    command = [sys.executable, "-m", "worker", *map(str, words)]
    done = subprocess.run(
        command, env=os.environ | own, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done.stdout


def _page(work: Path, workbook: str, words: str, picture: Path) -> None:
    """The first page of a workbook that has *words*, without its footer and the white around it."""
    pdf = work / f"{workbook}.pdf"
    if not pdf.exists():
        _run(
            *_soffice(work, "--headless", "--convert-to", "pdf", "--outdir", work, work / f"{workbook}.xlsx")
        )
    page = _page_with(pdf, words)
    _run("pdftoppm", "-r", DOTS, "-f", page, "-l", page, "-singlefile", "-png", pdf, work / picture.stem)
    whole = work / f"{picture.stem}.png"
    _run(
        "convert",
        whole,
        "-gravity",
        "south",
        "-chop",
        FOOTER,
        "-trim",
        "-bordercolor",
        "white",
        "-border",
        "12",
        picture,
    )


def _page_with(pdf: Path, words: str) -> int:
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    return next(at for at, page in enumerate(text.split("\f"), 1) if words in page)


def _terminal(work: Path, picture: Path) -> None:
    """The answer of `check` as a drawing of a terminal of 80 columns."""
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(_mediamapper(work, "check", DOUBTS), markup=False, highlight=False)
    console.save_svg(str(picture), title="mediamapper check plan.xlsx")


def _soffice(work: Path, *words: object) -> list[object]:
    """LibreOffice with settings of its own, so that an office that runs already is left alone."""
    return ["soffice", f"-env:UserInstallation=file://{work}/office", *words]


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, timeout=PATIENCE)


if __name__ == "__main__":
    main(sys.argv[1:])
