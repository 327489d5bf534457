"""What people read on a terminal: the verdict first, nothing wider than the screen, no word or number cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import ROOT
from worker import settings
from worker.commands import console_tables
from worker.plans.files.reading import read_book
from worker.reports import terminal
from worker.service import MediaMapper
from worker.shapes.finding import Finding
from worker.shapes.mapping import Scope
from worker.shapes.memory import Standing
from worker.shapes.review import Review
from worker.verbs.export import Export


@pytest.fixture(scope="module", params=["de_mediaplan", "weekly_tv_digital_en", "zh_media_plan"])
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Export, Review]:
    mapper = MediaMapper(settings.load(str(tmp_path_factory.mktemp("memory")), llm=False))
    book = read_book(ROOT / "examples" / request.param / "plan.xlsx", settings=mapper.settings)
    mapped = mapper.map(book)
    export = mapper.export(book, mapped, learn=False)
    mapper.close()
    return export, mapped.review(0.8)


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", [80, 200])
def test_the_verdict_comes_first_and_all_fits(
    exported: tuple[Export, Review],
    width: int,
    verbose: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export, review = exported
    monkeypatch.setenv("COLUMNS", str(width))
    console_tables.export(export, Path("raw.xlsx"), verbose=verbose)
    shown = capsys.readouterr().out
    assert shown.startswith(export.verdict)
    assert max(map(cell_len, shown.splitlines())) <= width
    for total in export.raw.totals:
        if total.level == "table":
            assert f"{total.plan:,.2f}" in shown
    console_tables.review(review, None, verbose=verbose)
    shown = capsys.readouterr().out
    assert max(map(cell_len, shown.splitlines())) <= width
    for row in review.rows:
        assert all(word in shown for word in row.header.split())
        assert (row.field or "") in shown


def test_notes_are_counted_and_shown_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    findings = (
        Finding("a", "note", "Just so."),
        Finding("b", "warning", "Look here.", "Mend it.", "Plan", "H2"),
    )
    console = terminal.console()
    console_tables._findings(console, findings, verbose=False)
    assert capsys.readouterr().out.split("\n") == [
        "Plan!H2  Look here. Mend it.",
        "1 note: --verbose shows it.",
        "",
    ]
    console_tables._findings(console, findings, verbose=True)
    assert "Just so." in capsys.readouterr().out


def not_read(cell: str, step: str = "Mend it.") -> Finding:
    return Finding("not-read", "warning", f"{cell} holds nothing.", step, "Plan", cell)


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        ([not_read("H2")], ["Plan!H2 holds nothing. Mend it."]),
        (
            [not_read("H2", "Do."), not_read("H3")],
            ["Plan!H2 holds nothing. Do.", "Plan!H3 holds nothing. Mend it."],
        ),
        ([not_read("H2"), not_read("J2")], ["Plan!H2 holds nothing.", "Plan!J2 holds nothing. Mend it."]),
        (
            [not_read(f"H{row}") for row in (2, 3, 7)],
            ["Plan!H2 holds nothing. 2 more of the same down to H7. Mend it."],
        ),
    ],
)
def test_what_is_alike_is_told_together(
    findings: list[Finding], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    console_tables._findings(terminal.console(), findings, verbose=False)
    assert capsys.readouterr().out.splitlines() == lines


def test_a_long_sentence_breaks_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    terminal.paragraph(terminal.console(), "The media budget of this plan is 1,234,567.00 EUR in all.")
    lines = capsys.readouterr().out.splitlines()
    assert (
        " ".join(line.strip() for line in lines)
        == "The media budget of this plan is 1,234,567.00 EUR in all."
    )
    assert all(line.startswith("  ") for line in lines[1:]) and len(lines) > 1


@pytest.mark.parametrize(
    ("count", "taken_back", "sentence"),
    [
        (0, True, "Nothing to take back."),
        (0, False, "Nothing was decided."),
        (1, False, "Remembered: 1 entry."),
        (2, True, "Taken back: memory stands as before for 2 entries."),
    ],
)
def test_decisions_are_counted_in_words(
    count: int, taken_back: bool, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    standing = Standing("Net", "net_cost", 0.7, 1.0, 0.0, "confirmed", Scope())  # type: ignore[arg-type]
    console_tables.standings([standing] * count, taken_back=taken_back)
    assert capsys.readouterr().out.splitlines()[-1] == sentence


@pytest.mark.parametrize(("number", "words"), [(0, "0 columns"), (1, "1 column"), (1200, "1,200 columns")])
def test_one_is_not_many(number: int, words: str) -> None:
    assert terminal.count_of(number, "column") == words
