"""What is worked out once is taken from the cache folder by the next process, and never where it doesn't fit."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worker import paths
from worker.knowledge import cache_file, templates, values, words
from worker.knowledge.cache_file import from_cache
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.words import headers
from worker.plans.brief import words as brief_words
from worker.plans.rows import wording
from worker.shapes.template import Template
from worker.values import units
from worker.values.dates import calendar_words


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    folder = tmp_path / "cache" / "mediamapper"
    monkeypatch.setenv("MEDIAMAPPER_CACHE", str(folder))
    return folder


def first() -> dict[str, int]:
    """What is worked out."""
    return {"a": 1}


def other() -> dict[str, int]:
    """What says that it was worked out anew."""
    return {"a": 2}


def test_it_is_worked_out_once(folder: Path) -> None:
    """The second caller gets what the first one left, in a file that nobody else can read."""
    assert from_cache("sums", dict[str, int], first) == {"a": 1}
    assert from_cache("sums", dict[str, int], other) == {"a": 1}
    assert [path.name for path in folder.iterdir()] == ["sums.bin"]
    if os.name == "posix":
        assert stat.S_IMODE((folder / "sums.bin").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:-1] + b"\x07"),
        lambda file: file.write_bytes(b"\0" * 16 + file.read_bytes()[16:]),
        lambda file: (file.unlink(), file.mkdir()),
        pytest.param(
            lambda file: file.chmod(0o622),
            marks=pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes"),
        ),
    ],
    ids=["empty", "cut", "changed", "other-sources", "folder", "others-may-write"],
)
def test_what_does_not_fit_is_worked_out_anew(folder: Path, spoil: object) -> None:
    """Damage, a file of other sources, or one that others may have written is never believed."""
    from_cache("sums", dict[str, int], first)
    spoil(folder / "sums.bin")  # type: ignore[operator]
    assert from_cache("sums", dict[str, int], other) == {"a": 2}


def test_another_kind_is_worked_out_anew() -> None:
    """A file of an older form does not decode, and is replaced."""
    from_cache("sums", dict[str, int], first)
    assert from_cache("sums", list[int], lambda: [3]) == [3]
    assert from_cache("sums", list[int], lambda: [4]) == [3]


def test_other_sources_are_worked_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed list, and what the caller names beside the lists, count."""
    from_cache("sums", dict[str, int], first)
    assert from_cache("sums", dict[str, int], other, extra="babel 3") == {"a": 2}
    lists = tmp_path / "knowledge"
    lists.mkdir()
    monkeypatch.setattr(paths, "shipped", lambda *parts: tmp_path.joinpath(*parts))
    for content, expected in [("a = b", 5), ("a = c", 6)]:
        (lists / "de.txt").write_text(content)
        cache_file._sources.cache_clear()
        assert from_cache("lists", int, lambda: expected) == expected  # noqa: B023 - called at once
    cache_file._sources.cache_clear()


def test_a_folder_that_takes_nothing_costs_time_alone(folder: Path) -> None:
    """The answer is the same, and nothing is said."""
    folder.parent.mkdir(parents=True)
    folder.write_text("a file", encoding="utf-8")
    assert from_cache("sums", dict[str, int], first) == {"a": 1}
    assert folder.read_text(encoding="utf-8") == "a file"


LISTS: dict[str, tuple[Any, Callable[[], Any]]] = {
    "brief": (dict[str, str], brief_words._read_labels),
    "calendar": (dict[str, frozenset[str]], calendar_words._read_classes),
    "currencies": (dict[str, frozenset[str]], units._read_currencies),
    "lists": (dict[str, list[tuple[str, str]]], words._read_lists),
    "modifiers": (headers._Modifiers, lambda: headers._modifiers_of(shipped_vocabulary())),
    "rows": (dict[str, wording._Terms], wording._read_terms),
    "template": (Template, lambda: templates._read(paths.shipped("templates", templates.DEFAULT), None)),
    "values": (dict[str, values.ValueList], values._read_shipped_values),
}


@pytest.mark.parametrize("name", LISTS)
def test_what_the_next_process_reads_is_what_was_worked_out(name: str) -> None:
    """Tuples, sets and keys of several words come back as they were."""
    kind, make = LISTS[name]
    from_cache(name, kind, make)
    assert from_cache(name, kind, other) == make()
