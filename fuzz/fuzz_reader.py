"""Whatever a file holds, the reader's own code (all but calamine) ends with values or with a `FileProblem`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["worker.plans"]):
    from worker.errors import FileProblem
    from worker.plans.files import (
        child_wire,
        delimited,
        formats,
        grids,
        ods_xml,
        workbooks,
        xls_container,
        xlsb_records,
    )
    from worker.plans.files.child_wire import Facts, Message
    from worker.plans.files.sheet_xml import SheetScan
    from worker.plans.files.xls_styles import XlsStyles
    from worker.settings import Settings

LIMITS = workbooks.Limits(max_mb=4, max_cells=200_000, careful=True)
SETTINGS = Settings(memory_dir=Path(), max_cells=LIMITS.max_cells)


def whole(data: bytes) -> None:
    """A file of any kind."""
    if formats.of_content(data[: formats.HEAD]).name == "text":
        text(data)
        return
    parts = workbooks._parts(data, LIMITS)
    if parts is not None:
        for sheet in parts.of_sheet:
            made(parts.scan(sheet, LIMITS.max_cells))


def sheet(data: bytes) -> None:
    """A worksheet's XML, in pieces of odd sizes."""
    scan = SheetScan("S1", ("1", "2"), LIMITS.max_cells, 50)
    scan.read(data[at : at + 97] for at in range(0, len(data), 97))
    made({**scan.result(), "formats": {"1": "0.0"}, "fills": {"2": "FF0000"}})


def made(facts: Facts) -> None:
    """The grid that comes of it, beside some values."""
    sized: Facts = {**facts, "used": (2, 1)}
    messages: list[Message] = [
        ("sheets", ["S1"], [False]),
        ("rows", 2, [child_wire.pack((1.0, "a")), child_wire.pack(("", ""))]),
        ("sheet", sized),
    ]
    (grid,), _ = grids.grids(messages)
    assert len(grid.cells) == grid.height and all(len(row) == grid.width for row in grid.cells)
    assert all(m.last_row <= grid.height and m.last_column <= grid.width for m in grid.merges)


def text(data: bytes) -> None:
    """A text table: as wide in every row, and no sign but line ends lost."""
    (grid,) = delimited.read_text(data, Path("plan.csv"), settings=SETTINGS).sheets
    assert grid.cells and len({len(row) for row in grid.cells}) == 1


def piped(data: bytes) -> None:
    """What the child sends comes out again."""
    given = atheris.FuzzedDataProvider(data)
    kinds = (
        lambda: given.ConsumeUnicode(9),
        lambda: given.ConsumeRegularFloat(),
        lambda: given.ConsumeInt(8),
        lambda: given.ConsumeBool(),
    )
    only = given.ConsumeIntInRange(0, len(kinds))
    column = [
        kinds[only if only < len(kinds) else given.ConsumeIntInRange(0, len(kinds) - 1)]() for _ in range(24)
    ]
    back = list(child_wire.unpack(child_wire.pack(tuple(column)), len(column)))
    assert back == [None if cell == "" else cell for cell in column]


def container(data: bytes) -> None:
    """The sectors, records and styles of an .xls file."""
    stream = xls_container.workbook_stream(data)
    xls_container.check_reach(stream, LIMITS.max_cells)
    XlsStyles(stream).places("S1", LIMITS.max_cells)


KINDS = {
    b"z": whole,
    b"s": sheet,
    b"o": lambda data: ods_xml.check_reach([data], LIMITS.max_cells, LIMITS.max_mb),
    b"x": lambda data: xlsb_records.check_reach(data, "S1", LIMITS.max_cells),
    b"l": container,
    b"t": text,
    b"g": piped,
}


def test_one_input(data: bytes) -> None:
    """The first byte says what the rest is."""
    try:
        KINDS.get(data[:1], whole)(data[1:])
    except FileProblem as problem:
        assert problem.message and problem.next_step and problem.code


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
