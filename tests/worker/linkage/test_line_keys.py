"""The key of each line, over versions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from tests.worker.linkage.versions import TEMPLATE, version
from worker.linkage.line_keys import PIECE, carried_keys, digests_of, keys_of, new_keys
from worker.linkage.raw_lines import Coded, lines_of

PLAN = (
    "Teads | Video 15s | 0-13 | 1000",
    "NU.nl | Billboard | 0-27 | 2000",
    "Meta | Feed | 7-27 | 500 | 700",
)
KEYS = ["db474fa519286860", "8035943189676e1c", "4f67b819ad07c18d"]
"""As raw data has them that planners keep."""


def test_a_key_says_what_a_line_is_and_nothing_else() -> None:
    first, second, third = new_keys(version(*PLAN))
    again = new_keys(version(PLAN[2], "TEADS | video  15s | 20-30 | 7", PLAN[1], sheet="Plan v4"))
    assert again == [third, first, second]


def test_twins_have_a_key_each_whatever_their_order() -> None:
    twins = ("Meta | Feed | 7-13 | 500", "Meta | Feed | 14-20 | 500", "Meta | Feed | 14-20 | 700")
    keys = new_keys(version(*twins))
    assert len({*keys}) == 3
    assert new_keys(version(*twins[::-1])) == keys[::-1]


def test_an_empty_column_makes_no_other_line() -> None:
    plain = pa.table({"publisher": ["A", "B"]})
    wider = plain.append_column("placement", pa.nulls(2, pa.string()))
    assert new_keys(lines_of(plain, TEMPLATE, [])) == new_keys(lines_of(wider, TEMPLATE, []))


def test_a_key_stays_what_it_was() -> None:
    assert new_keys(version(*PLAN)) == KEYS


def test_a_blank_text_is_no_part_of_a_key_nor_is_how_many_texts_there_are() -> None:
    """Columns of more texts than a piece are encoded by the line."""
    codes = np.array([0, 1, -1, 2])
    few = Coded(codes, ("TV", "Radio", "Print"))
    many = Coded(codes, (*few.names, *(f"Site {at}" for at in range(PIECE))))
    blank = Coded(np.full(4, -1), ())
    ordinals = np.array([0, 0, 0, 1])
    keys = keys_of([("channel", few)], ordinals)
    assert (
        keys
        == keys_of([("channel", many)], ordinals)
        == keys_of([("brand", blank), ("channel", few)], ordinals)
    )
    assert digests_of([("channel", few)], ordinals).hex() == "".join(keys)
    assert len(set(keys)) == 4


def test_a_text_with_the_sign_between_fields_is_one_text() -> None:
    codes, ordinals = np.array([0, 1]), np.array([0, 0])
    odd, other = keys_of([("channel", Coded(codes, ("TV\x1eRadio", "Print")))], ordinals)
    assert [odd] == keys_of([("channel", Coded(codes[:1], ("TV\x1eRadio",)))], ordinals[:1])
    assert [other] == keys_of([("channel", Coded(codes[:1], ("Print",)))], ordinals[:1])


def test_lines_without_a_text_have_keys() -> None:
    assert len({*new_keys(version(" | | 0-6 | 1", " | | 7-13 | 2"))}) == 2
    assert new_keys(version()) == []


def test_a_renamed_line_keeps_its_key_and_a_new_one_gets_none_that_was_taken() -> None:
    old = version(*PLAN)
    keys = new_keys(old)
    new = version("Teads | Video 20s | 0-13 | 1000", *PLAN[1:], "Teads | Video 15s | 20-27 | 312")
    renamed, second, third, added = carried_keys(new, old)
    assert [renamed, second, third] == keys
    assert added not in keys


def test_keys_go_from_version_to_version() -> None:
    first = version(*PLAN)
    second = version("Teads | Video 20s | 0-13 | 1000", *PLAN[1:])
    second = replace(second, keys=tuple(carried_keys(second, first)))
    third = version("Teads | Video 20s XL | 0-13 | 1000", *PLAN[1:])
    assert carried_keys(third, second) == new_keys(first)


def test_the_parts_of_a_line_have_its_key() -> None:
    old = version(*PLAN)
    new = version("Teads | Video 15s | 0-13 | 400", "Teads | Video 15s | 0-13 | 600", *PLAN[1:])
    keys = new_keys(old)
    assert carried_keys(new, old) == [keys[0], keys[0], keys[1], keys[2]]
