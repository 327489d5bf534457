"""Changes to the texts of a table."""

from __future__ import annotations

import re

import pyarrow as pa

from worker.writers.texts import WithTexts

EVERY = re.compile(b"")


def test_only_texts_and_the_names_of_columns_change() -> None:
    sites = pa.array(["a", None, "a", "b"]).dictionary_encode()
    table = WithTexts(str.upper, EVERY)(pa.table({"site": sites, "cost": [1.0, 2.0, 3.0, None]}))
    assert table.column_names == ["SITE", "COST"]
    assert table.column("SITE").to_pylist() == ["A", None, "A", "B"]
    assert table.column("COST").to_pylist() == [1.0, 2.0, 3.0, None]


def test_where_nothing_is_suspect_nothing_changes() -> None:
    sites = pa.array(["a", "b", "a"]).dictionary_encode()
    changed = WithTexts(str.upper, re.compile(b"z"))(pa.table({"site": sites}))
    assert changed.column("SITE").to_pylist() == ["a", "b", "a"]


def test_each_different_text_is_changed_once() -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text

    WithTexts(note, EVERY)(pa.table({"site": pa.array(["a", "b", "a"]).dictionary_encode()}))
    assert seen.count("a") == 1
