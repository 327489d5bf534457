"""CSV as Arrow's own writer makes it, with what a line or a period has made text once."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from worker.shapes.raw_data import Level, RowPiece
from worker.values import arrow
from worker.writers.csv_text import CsvText

NOTHING, EVERY = re.compile(b"(?!)"), re.compile(b"")
LINES, TIMES = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 0, 1, 2])


def coded(*texts: str | None) -> pa.Array:
    return pa.array(texts, pa.string()).dictionary_encode()


OF_LINES = {
    "site": coded("Alder", None, 'Birch "north", a\nb'),
    "market": coded("DE", "DE", ""),
    "source_row": pa.array([4, 5, 7]),
    "rate": pa.array([1.5, None, 1e21]),
}
OF_TIMES = {
    "date": pa.array([date(2026, 1, 1), None, date(1999, 12, 31)]),
    "source_column": coded("G", "H", None),
}
OF_ROWS = {
    "cost": pa.array([0.1, 2.0, None, -1e-7, 123456789.25, 0.0]),
    "flag": pa.array([1, None, 3, 4, 5, 6]),
}
LEVELS = (Level(LINES, OF_LINES), Level(TIMES, OF_TIMES), Level(None, OF_ROWS))


def by_arrow(piece: RowPiece) -> bytes:
    table = arrow.table_of(piece)
    stream = pa.BufferOutputStream()
    pyarrow.csv.write_csv(table, stream)
    return stream.getvalue().to_pybytes()


def text_of(piece: RowPiece) -> bytes:
    text = CsvText(str, NOTHING)
    return text.head(piece.names) + text.lines(piece).to_pybytes()


@pytest.mark.parametrize(
    "names",
    [
        ("date", "site", "market", "cost", "source_row", "source_column"),
        ("cost", "flag", "site"),
        ("site", "date", "rate", "flag"),
        ("source_column",),
        ("cost",),
        (),
    ],
)
def test_text_is_that_of_arrows_writer(names: tuple[str, ...]) -> None:
    piece = RowPiece(names, LEVELS)
    assert text_of(piece) == by_arrow(piece)


@pytest.mark.parametrize(
    "numbers",
    [
        [1.005, 2.0],
        [-0.01, 1.0],
        [-0.0, 1.0],
        [1.0, None],
        [1e9, 0.01],
        [1e15, 1e22],
        [0.1 + 0.2, 1.0],
        [float("inf"), 1.0],
        [0.0, 0.01, 0.1, 0.99, 1.0, 1.1, 10.0, 12.34, 100.0, 1000.05, 999_999_999.99],
        [at / 100 for at in range(10_000)],
        [999_999_900.0 + at / 100 for at in range(10_000)],
    ],
)
def test_amounts_are_written_as_arrow_writes_them(numbers: list[float | None]) -> None:
    column = pa.array(numbers, pa.float64())
    site = {"site": coded(*["a"] * len(numbers))}
    piece = RowPiece(("cost", "site"), (Level(None, {"cost": column}), Level(np.arange(len(numbers)), site)))
    assert text_of(piece) == by_arrow(piece)


def test_amounts_of_all_pieces_are_written_whatever_the_first_ones_were() -> None:
    text = CsvText(str, NOTHING)
    for numbers in (
        [0.5, 1.0],
        [at / 4 for at in range(300)],
        [5.25] * 9,
        [float(at) for at in range(300)],
        [1e7],
    ):
        site = {"site": coded(*["a"] * len(numbers))}
        levels = Level(None, {"cost": pa.array(numbers)}), Level(np.arange(len(numbers)), site)
        piece = RowPiece(("cost", "site"), levels)
        assert text.head(piece.names) + text.lines(piece).to_pybytes() == by_arrow(piece)


def test_texts_that_are_no_dictionary_are_written_too() -> None:
    piece = RowPiece(("note",), (Level(None, {"note": pa.array(["a", None, '"'])}),))
    assert text_of(piece) == by_arrow(piece)


def test_no_rows_are_a_head_alone() -> None:
    piece = RowPiece(("site",), (Level(None, {"site": arrow.strings(())}),))
    assert text_of(piece) == b'"site"\n'


def test_texts_and_the_names_of_columns_change() -> None:
    text = CsvText(str.upper, EVERY)
    piece = RowPiece(
        ("site", "cost"), (Level(None, {"site": coded("a", None), "cost": pa.array([1.0, 2.0])}),)
    )
    assert text.head(piece.names) + text.lines(piece).to_pybytes() == b'"SITE","COST"\n"A",1\n,2\n'


def test_where_nothing_is_suspect_nothing_changes() -> None:
    piece = RowPiece(("site",), (Level(None, {"site": coded("a")}),))
    assert CsvText(str.upper, re.compile(b"z")).lines(piece).to_pybytes() == b'"a"\n'


def test_each_different_text_is_changed_once_in_all_pieces() -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text

    names = arrow.strings(("a", "b"))
    text = CsvText(note, EVERY)
    for codes in ([0, 1, 0], [1], [-1]):
        column = arrow.coded(np.array(codes), names)
        text.lines(RowPiece(("site",), (Level(None, {"site": column}),)))
    assert seen == ["a", "b"]
