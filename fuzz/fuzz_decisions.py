"""Whatever a decision file says, it becomes decisions or a sentence, and chooses only fields that the template has."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["worker.commands.mapping_file", "worker.wire", "xl_addin.pages"]):
    from worker.commands import mapping_file
    from worker.errors import MediaMapperError
    from worker.shapes.grid import Grid
    from worker.shapes.layout import SheetLayout, Table
    from worker.shapes.review import Review, ReviewRow
    from worker.shapes.template import Field, Template
    from worker.wire import json, requests
    from xl_addin.engines.files.app import file_app
    from xl_addin.pages import page, review

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("gross_cost"), Field("clicks")))
FOLDER = Path(tempfile.mkdtemp(prefix="mediamapper-fuzz-"))
FILE = FOLDER / "mapping.json"


def written() -> Any:
    """A workbook with a Review sheet, to be spoilt again and again."""
    rows = tuple(
        ReviewRow("Plan", 1, at, name, "1 | 2", "clicks", 0.9, "rules", "Because.", ("net_cost",), False)
        for at, name in enumerate(("Net", "Clicks", "State"), 1)
    )
    grid = Grid("Plan", [["Net", "Clicks", "State"], [100.0, 5.0, "on"]])
    layout = SheetLayout("Plan", ("header", "data"), (Table((1,), 2, 2, 1, 3, ()),))
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        review.write_review(book, Review("plan.xlsx", TEMPLATE, rows, (layout,)), (grid,))
        return book


BOOK = written()
SOUND = {name: [list(row) for row in BOOK.sheets[name].used_range.value] for name in (page.REVIEW, page.ROWS)}


def decisions(data: bytes) -> None:
    """The body of `POST /v1/decisions`, and the input of `decide`."""
    json.decode(data, requests.DecisionsIn).shapes()


def mapping(data: bytes) -> None:
    """A file after --mapping."""
    FILE.write_bytes(data)
    chosen = mapping_file.read(FILE)
    for field in (*chosen.by_place.values(), *chosen.by_header.values()):
        assert field is None or isinstance(field, str)


def spoilt(data: bytes) -> None:
    """A review workbook in which some cells say something else."""
    given = atheris.FuzzedDataProvider(data)
    for name, sound in SOUND.items():
        sheet = BOOK.sheets[name]
        cells = sheet.impl.xl
        changed = []
        for _ in range(given.ConsumeIntInRange(0, 6)):
            at = given.ConsumeIntInRange(1, len(sound)), given.ConsumeIntInRange(1, len(sound[0]))
            changed.append((at, cells.cell(*at).value))
            cells.cell(*at).value = None
            cells.cell(*at)._value = _word(given)
        try:
            found = review.read_review(BOOK, TEMPLATE)
        finally:
            for at, value in reversed(changed):
                cells.cell(*at)._value = value
        assert all(row.field is None or row.field in TEMPLATE.names for row in found.rows if row.decision)


def _word(given: atheris.FuzzedDataProvider) -> Any:
    kind = given.ConsumeIntInRange(0, 4)
    if kind == 0:
        return given.ConsumeUnicodeNoSurrogates(12)
    if kind == 1:
        return given.PickValueInList(
            ["confirm", "reject", "net_cost", "clicks", "nothing", "header", "data", "", " "]
        )
    return (None, given.ConsumeInt(4), given.ConsumeFloat())[kind - 2]


KINDS = {b"d": decisions, b"m": mapping, b"r": spoilt}


def test_one_input(data: bytes) -> None:
    """The first byte says what the rest is."""
    try:
        KINDS.get(data[:1], decisions)(data[1:])
    except MediaMapperError as problem:
        assert problem.message and problem.next_step


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
