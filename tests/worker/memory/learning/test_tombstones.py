"""A tombstone recognises what was forgotten, and does not say its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.systems import links
from worker.memory.learning import scopes, tombstones
from worker.memory.learning.lessons import MAPPINGS
from worker.shapes.mapping import Scope

AT = "2026-05-03T12:00:00+00:00"
NIKE, PUMA = scopes.key(Scope(client="Nike", market="UK")), scopes.key(Scope(client="Puma"))


@pytest.mark.parametrize(
    ("client", "header", "kind", "key", "scope", "is_covered"),
    [
        ("Nike", None, MAPPINGS, "spend", "", False),
        ("Nike", None, MAPPINGS, "spend", PUMA, False),
        (None, "Nike", MAPPINGS, "spend", NIKE, False),
        (None, "Spend", "values:platform", "spend", NIKE, False),
        ("Puma", "Spend", MAPPINGS, "spend", NIKE, False),
        ("Nike", None, MAPPINGS, "spend", NIKE, True),
        (" nike", None, "values:platform", "fb", NIKE, True),
        (None, " SPEND ", MAPPINGS, "spend", NIKE, True),
        ("Nike", "Spend", MAPPINGS, "spend", NIKE, True),
    ],
)
def test_it_covers_what_it_was_made_of(
    client: str | None, header: str | None, kind: str, key: str, scope: str, is_covered: bool
) -> None:
    assert tombstones.tombstone_of(client, header, AT).covers(kind, key, scope) is is_covered


def test_two_of_one_name_are_different_and_say_nothing() -> None:
    one, two = (tombstones.tombstone_of("Nike", None, AT) for _ in range(2))
    assert one.mark != two.mark and "nike" not in repr(one).lower()


def test_a_file_gives_back_its_lines_once_each(tmp_path: Path) -> None:
    database = tmp_path / "llm_memory.db"
    stones = [tombstones.tombstone_of(name, None, AT) for name in ("Nike", "Puma")]
    assert tombstones.in_file(database) == []
    tombstones.add_to_file(database, stones[:1])
    tombstones.add_to_file(database, stones)
    assert tombstones.in_file(database) == stones


def test_a_line_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    database = tmp_path / "llm_memory.db"
    stone = tombstones.tombstone_of("Nike", None, AT)
    tombstones.add_to_file(database, [stone])
    with tombstones.file_of(database).open("a") as file:
        file.write('{"mark": "12')
    assert tombstones.in_file(database) == [stone]


def test_what_follows_a_line_that_was_cut_off_is_read(tmp_path: Path) -> None:
    database = tmp_path / "llm_memory.db"
    first, second, third = (tombstones.tombstone_of(name, None, AT) for name in ("Nike", "Puma", "Acme"))
    tombstones.add_to_file(database, [first])
    with tombstones.file_of(database).open("a") as file:
        file.write('{"mark": "12')
    tombstones.add_to_file(database, [second])
    tombstones.add_to_file(database, [third])
    assert tombstones.in_file(database) == [first, second, third]


@links
def test_a_link_is_replaced_by_a_file_with_what_it_said(tmp_path: Path) -> None:
    database, stranger = tmp_path / "llm_memory.db", tmp_path / "stranger"
    first, second = (tombstones.tombstone_of(name, None, AT) for name in ("Nike", "Puma"))
    tombstones.add_to_file(database, [first])
    tombstones.file_of(database).rename(stranger)
    before = stranger.read_bytes()
    tombstones.file_of(database).symlink_to(stranger)
    tombstones.add_to_file(database, [second])
    assert tombstones.in_file(database) == [first, second]
    assert stranger.read_bytes() == before
