"""Tables and paragraphs on a terminal of some width, or on none."""

from __future__ import annotations

import pytest

from worker.reports import terminal


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("120", 120), (None, 80)])
def test_without_a_terminal_columns_says_the_width(
    columns: str | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    assert terminal.console().width == width


def test_numbers_stay_whole_and_texts_break_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    rows = [("the sum of all the lines of it", "1,234,567.00", "agrees")]
    terminal.console().print(terminal.grid(("Total", ">Plan", "Result"), rows))
    text = lines(capsys)
    assert max(map(len, text)) <= 40
    assert any("1,234,567.00" in line for line in text)


def test_the_heading_of_numbers_breaks_where_it_is_longer_than_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal.console().print(terminal.grid(("Source", ">Starts from"), [("rules", "67%")]))
    assert lines(capsys) == ["        Starts", "Source    from", "rules      67%"]


def test_further_lines_of_a_paragraph_are_set_in_and_end_with_a_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    terminal.paragraph(terminal.console(), "One sentence [that] is longer than thirty letters.")
    out = capsys.readouterr().out.splitlines()
    assert out == ["One sentence [that] is", "  longer than thirty letters."]


@pytest.mark.parametrize("width", [70, 80])
def test_headings_over_numbers_break_before_a_word_or_number_is_lost(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    headings = ["Quelle", *[">Beantwortet"] * 7, ">ECE"]
    on = terminal.console()
    with on.capture() as shown:
        on.print(terminal.grid(headings, [["everybody", *["1,234"] * 8]]))
    lines = shown.get().splitlines()
    assert max(map(len, lines)) <= width
    assert lines[-1].split() == ["everybody", *["1,234"] * 8]
    assert "".join(shown.get().split()).count("-") >= 7
