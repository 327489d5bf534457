"""Every sentence that people read has its words in each language."""

import ast
import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.code_strings import texts_in
from bench.messages import messages, untranslated
from worker import settings
from worker.commands import console_tables
from worker.messages import language
from worker.messages.catalogue import languages
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.grid import Book
from worker.verbs.summary.summary import summary_of
from worker.writers.xlsx import write_xlsx

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.xlsx"))[::5]


@pytest.mark.parametrize("of", languages())
def test_each_message_has_its_words_and_all_its_places(of: str) -> None:
    """`python -m bench.messages --write` puts what is new into the file."""
    assert untranslated(of) == []


@pytest.mark.parametrize(
    ("code", "whole", "texts"),
    [
        ('"""Docstring here."""\nx = d["some key"]', False, []),
        ('raise UsageError("No plan.", f"Name {one.name}.")', False, ["No plan.", "Name {name}."]),
        ('Question(id="not this", text=f"Which {a}?")', False, ["Which {a}?"]),
        ('tr(f"{n} row{\'\' if n == 1 else \'s\'}")', False, ["{n} row", "{n} rows"]),
        ('def f():\n    end = ", done" if x else ""\n    tr(f"{n:,} rows{end}.")', False, ["{n:,} rows, done.", "{n:,} rows."]),
        ('count_of(3, "line")', False, ["{number:,} line", "{number:,} lines"]),
        ('KIND.at(sheet, cell, rows=f"rows {a} to {b}", field=name)', False, ["rows {a} to {b}"]),
        ('HEADS = ("Sheet", "two words", "style")', True, ["Sheet", "two words"]),
        ('f"{a.name} and {b.name}"', True, ["{name} and {name_2}"]),
    ],
)  # fmt: skip
def test_messages_are_read_out_of_the_code(code: str, whole: bool, texts: list[str]) -> None:
    assert sorted(texts_in(ast.parse(code), whole=whole)) == sorted(texts)


def test_findings_questions_errors_and_headings_are_messages() -> None:
    texts = messages().keys()
    assert {
        "No line was found to export.",  # a finding
        "{listed} look like versions of one plan. Which one counts?",
        "'{shown}' is not known.",  # a reason
        "Net cost",
        "What a person decided",  # a heading
        "{path} is a folder.",
        "Settled: nothing needs a person.",
    } <= texts


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What passes the door to a German and has no German words."""
    german = language.translation("de")
    left: list[str] = []

    def of(sentence: str) -> str:
        left.extend(piece for piece, known in german.parts(sentence) if known is None)
        return german._of(sentence)

    monkeypatch.setattr(german, "of", of)
    language.use("de")
    yield left
    language.use("en")


@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda path: path.parent.name)
def test_nothing_but_the_plans_own_words_passes_the_door_untranslated(
    plan: Path, pieces: list[str], tmp_path: Path
) -> None:
    mapper = MediaMapper(settings.load(tmp_path / "memory", llm=False))
    book = read_book(plan, settings=mapper.settings)
    mapped = mapper.map(book)
    with contextlib.redirect_stdout(io.StringIO()):
        console_tables.review(mapped.review(0.8), None, verbose=True)
        outcome = mapper.export(book, mapped, llm=False, learn=False)
        console_tables.export(outcome, None, verbose=True)
    write_xlsx(outcome.raw, tmp_path / "raw.xlsx", summary_of(outcome))
    mapper.close()
    own = _words_of(book) | {
        str(value) for column in outcome.raw.table.to_pydict().values() for value in column
    }
    assert [piece for piece in dict.fromkeys(pieces) if _is_ours(piece, own)] == []


def _words_of(book: Book) -> set[str]:
    return {cell for grid in book.sheets for row in grid.cells for cell in row if isinstance(cell, str)}


def _is_ours(piece: str, own: set[str]) -> bool:
    """Whether *piece* is none of the plan's texts, in whole or as a part."""
    return any(character.isalpha() for character in piece) and not any(piece in text for text in own)
