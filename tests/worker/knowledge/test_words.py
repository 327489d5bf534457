"""The reader of word lists, and what the shipped languages must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from worker.errors import FileProblem, UsageError
from worker.knowledge import words
from worker.knowledge.templates import load_template
from worker.plans.rows.wording import Role
from worker.text import compared, plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "languages").mkdir()
    return tmp_path


def write(folder: Path, code: str, content: str) -> None:
    (folder / "languages" / f"{code}.txt").write_text(content, "utf-8")


@pytest.mark.parametrize("content", ["", "\n\n", "# total = summe", "   # a = b\n"])
def test_comments_and_blank_lines_hold_no_entry(content: str) -> None:
    assert list(words.entries(content, "de.txt")) == []


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("total = Summe | gesamt", ("total", ("Summe", "gesamt"), 1)),
        ("total=Summe", ("total", ("Summe",), 1)),
        ("Google Ads = AdWords", ("Google Ads", ("AdWords",), 1)),
        ("share = a = b", ("share", ("a = b",), 1)),
        ("nothing = 0,0 | | # | -", ("nothing", ("0,0", "#", "-"), 1)),
    ],
)
def test_a_line_is_a_name_and_its_phrases(line: str, entry: tuple[str, tuple[str, ...], int]) -> None:
    assert list(words.entries(line, "de.txt")) == [entry]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("total Summe", "de.txt, line 3 is no line of a word list: 'total Summe'"),
        ("= Summe", "de.txt, line 3 is no line"),
        ("total = | |", "de.txt, line 3 gives 'total' no phrase"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(line: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        list(words.entries(f"# first\n\n{line}", "de.txt"))


def test_what_is_shared_comes_first_then_the_languages_by_code(folder: Path) -> None:
    for code in ("fr", "_shared", "de"):
        write(folder, code, "[rows]\ntotal = x")
    assert [section.language for section in words.sections("rows", folder)] == ["_shared", "de", "fr"]


def test_a_section_ends_at_the_next_heading_and_knows_its_lines(folder: Path) -> None:
    write(folder, "de", "# German\n\n[rows]\ntotal = summe\n\n[brief]\nbrand = Marke\n")
    (rows,) = words.sections("rows", folder)
    (brief,) = words.sections("brief", folder)
    assert list(rows.entries()) == [("total", ("summe",), 4)]
    assert list(brief.entries()) == [("brand", ("Marke",), 7)]


def test_a_language_without_a_section_says_nothing_under_it(folder: Path) -> None:
    write(folder, "de", "[rows]\ntotal = summe")
    assert words.sections("brief", folder) == ()


@pytest.mark.parametrize(
    ("heading", "hint"), [("rowz", "Did you mean 'rows'?"), ("xyzzy", "Headings are headers, rows")]
)
def test_an_unknown_heading_names_the_nearest(folder: Path, heading: str, hint: str) -> None:
    write(folder, "de", f"[rows]\ntotal = summe\n[{heading}]\n")
    with pytest.raises(UsageError, match=rf"de.txt, line 3 has the heading '\[{heading}\]'") as caught:
        words.sections("rows", folder)
    assert hint in str(caught.value)


def test_a_file_that_is_no_utf_8_is_refused_by_name(folder: Path) -> None:
    (folder / "languages" / "de.txt").write_bytes(b"[rows]\ntotal = \xff")
    with pytest.raises(FileProblem, match=r"de.txt can't be read"):
        words.sections("rows", folder)


def shipped(section: str) -> Iterator[tuple[str, str]]:
    return words.phrases(section)


CALENDAR = {
    "year_mark", "month_mark", "day_mark", "hour_mark", "week_mark", "week_by_day", "quarter_mark", "half_mark", "count_mark", "nth_mark",
    "number_1", "number_2", "number_3", "number_4", "from", "to", "of", "ordinal", "order_mark", "ending", "starting",
    "apart", "actual", "planned", "document", "trade", "no_month",
}  # fmt: skip
VERSIONS = {
    "version",
    "final",
    "draft",
    "void",
    "option",
    "tier",
    "recommended",
    "summary",
    "delivered",
    "plan",
}
FIELDS = set(load_template().names)


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("rows", set(get_args(Role))),
        ("sums", {"tax", "fee", "discount", "gross", "reserve", "share"}),
        ("sections", FIELDS),
        ("brief", FIELDS | {"period", "open"}),
        ("calendar", CALENDAR),
        ("measures", FIELDS),
        ("families", {"rate", "reach", "points"}),
        ("versions", VERSIONS),
        ("values", {"nothing", "flag", "status", "country", "weekday", "gender"}),
    ],
)
def test_every_name_in_the_shipped_languages_means_something(section: str, names: set[str]) -> None:
    assert {name for name, _ in shipped(section)} <= names


@pytest.mark.parametrize("section", ["brief", "currencies", "measures", "values", "sections"])
def test_a_phrase_means_one_thing_in_all_languages(section: str) -> None:
    form = compared if section in ("values", "sections") else plain
    meanings: dict[str, set[str]] = {}
    for name, phrase in shipped(section):
        meanings.setdefault(form(phrase), set()).add(name)
    assert {phrase: names for phrase, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    "file", sorted(words._files(words.paths.shipped("knowledge")).values()), ids=lambda f: f.stem
)
def test_lines_are_short_enough_to_review(file: Path) -> None:
    assert max(map(len, file.read_text("utf-8").splitlines())) <= 200
