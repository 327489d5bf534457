"""Columns of lines: texts by their place, cells by their different values."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import pytest

from worker.cleaning.lines import Texts, factorise, factorise_pieces, filled, floats_of, line_sums
from worker.shapes.blocks import RepeatedTexts
from worker.shapes.grid import Cell


@pytest.mark.parametrize(
    ("cells", "codes", "values"),
    [
        ([], [], []),
        ([None, None], [-1, -1], []),
        (["a", None, "a", 2], [0, -1, 0, 1], ["a", 2]),
        ([1, True, 1.0], [0, 1, 0], [1, "True"]),  # as text True is not 1
    ],
)
def test_each_different_value_once(cells: list[Cell], codes: list[int], values: list[Cell]) -> None:
    places, different = factorise(cells)
    assert (places.tolist(), different) == (codes, values)


REPEATED = [
    RepeatedTexts(["b", None, "a"], array("I", [0, 1, 1, 2])),
    RepeatedTexts(["c", "a"], array("I", [0, 1, 0])),
]


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [["a", None, "a"], ["b", "a"]],
        REPEATED,
        [["a", "x", None], *REPEATED, ["c", "y", "y"]],
        [*REPEATED, [1.0, True, "a"]],
        [*REPEATED, array("d", [1.0])],
    ],
)
def test_pieces_are_factorised_as_one(pieces: list[Sequence[Cell]]) -> None:
    codes, values = factorise([cell for piece in pieces for cell in piece])
    in_pieces = factorise_pieces(pieces)
    assert (in_pieces[0].tolist(), in_pieces[1]) == (codes.tolist(), values)


def test_texts_that_are_repeated_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RepeatedTexts, "__iter__", None)
    assert factorise_pieces(REPEATED)[0].tolist() == [0, -1, -1, 1, 2, 1, 2]


def test_texts_under_new_names() -> None:
    texts = Texts.of(["FB", None, "Insta", "Meta"])
    renamed = texts.renamed(["Meta", None, "Meta"])
    assert [texts.at(line) for line in range(4)] == ["FB", None, "Insta", "Meta"]
    assert [renamed.at(line) for line in range(4)] == ["Meta", None, None, "Meta"]
    assert renamed.names == ("Meta",)


def test_one_text_on_every_line() -> None:
    assert [Texts.same("A", 2).at(line) for line in range(2)] == ["A", "A"]


def test_only_numbers_are_floats() -> None:
    assert floats_of(None) is None
    assert floats_of(Texts.same("A", 1)) is None
    assert floats_of(np.array(["2026-01-05"], dtype="datetime64[D]")) is None
    assert floats_of(np.array([1.5])) is not None


def test_a_number_other_than_zero_fills_a_cell() -> None:
    assert filled(np.array([[1.0, 0.0], [np.nan, -2.0]])).tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize(("signed", "sums"), [(True, [1.0, -2.0, 0.0, 1.5]), (False, [1.0, 2.0, 0.0, 2.5])])
def test_sums_of_lines_are_those_of_any_piece(
    monkeypatch: pytest.MonkeyPatch, signed: bool, sums: list[float]
) -> None:
    monkeypatch.setattr("worker.cleaning.lines.LINES", 3)
    values = np.array([[1.0, 0.0], [np.nan, -2.0], [np.nan, np.nan], [2.0, -0.5]])
    assert line_sums(values, signed=signed).tolist() == sums
    assert line_sums(values[:0], signed=signed).tolist() == []
