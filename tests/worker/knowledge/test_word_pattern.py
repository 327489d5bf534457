"""A pattern written out of words is the one that `re` compiles, whichever process made it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from worker import paths
from worker.knowledge import cache_file
from worker.knowledge import word_pattern as module
from worker.knowledge.word_pattern import word_pattern

SOURCE = r"(?P<day>\d+)\s*(?:tag|日)|([A-ZÄ]|[\u4e00-\u9fff])+(?i:kw)"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    monkeypatch.setenv("MEDIAMAPPER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def never() -> str:
    """What a process that has the folder must not do."""
    raise AssertionError("was written anew")


def named(write: object) -> object:
    """*write* under one name, as another process has it."""
    write.__name__ = "_days"  # type: ignore[attr-defined]
    return write


@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE, re.IGNORECASE | re.ASCII])
def test_the_next_process_has_the_same_pattern(folder: Path, flags: re.RegexFlag) -> None:
    """Engine, flags, groups and their names are those of `re.compile`; nothing is written or compiled again."""
    expected = re.compile(SOURCE, flags)
    for write in (lambda: SOURCE, never):
        pattern = word_pattern(flags)(named(write))()  # type: ignore[arg-type]
        assert pattern == expected  # source, flags and what the engine was given
        assert pattern.groupindex == expected.groupindex
        assert pattern.sub(r"\g<day>!", "12 Tag, 3 日, Äkw") == expected.sub(r"\g<day>!", "12 Tag, 3 日, Äkw")
    assert len(list(folder.iterdir())) == 1


def test_a_python_that_compiles_otherwise_compiles_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_re", ())
    assert word_pattern()(lambda: SOURCE)() == re.compile(SOURCE)
    assert not folder.exists()


def test_a_process_makes_it_once() -> None:
    calls: list[int] = []

    @word_pattern()
    def _words() -> str:
        calls.append(1)
        return "a|b"

    assert _words() is _words()
    assert calls == [1]


def test_an_edit_of_what_writes_a_pattern_shows() -> None:
    """Each module that writes one lies in a room whose code the folder's digest reads."""
    writers = [
        file.parent.relative_to(paths.PACKAGE).as_posix()
        for file in paths.PACKAGE.rglob("*.py")
        if re.search(r"^@word_pattern", file.read_text(encoding="utf-8"), re.MULTILINE)
        or "from_cache(" in file.read_text(encoding="utf-8")
    ]
    assert len(writers) > 10
    assert set(writers) <= set(cache_file._ROOMS)
