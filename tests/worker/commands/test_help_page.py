"""What --help shows: the same commands and options in every language, and nothing cut."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.conftest import Run
from worker.cli import cli
from worker.commands.help_page import paragraphs
from worker.messages import language


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    language.use("en")


def names(command: click.Command, *above: str) -> Iterator[tuple[str, ...]]:
    """Every command by its names, from the first on."""
    yield above
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from names(below, *above, name)


def shown(words: Sequence[str], of: str, width: int = 80) -> str:
    language.use(of)
    return CliRunner().invoke(cli, [*words, "--help"], prog_name="mediamapper", terminal_width=width).output


def text_of(words: Sequence[str]) -> str:
    """The first paragraph of a command's help, in English."""
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        below = command.get_command(click.Context(command), word)
        assert below is not None
        command = below
    return paragraphs(command.help or "")[0]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", list(names(cli)), ids=" ".join)
def test_each_text_is_translated_and_each_option_is_there(command: tuple[str, ...]) -> None:
    english, german = shown(command, "en"), shown(command, "de")
    assert german.startswith("Aufruf: mediamapper") and "Usage:" not in german
    options = [
        line.split()[0] for line in english.splitlines() if line.startswith("  -") and line[3:4].strip()
    ]
    assert options == [
        line.split()[0] for line in german.splitlines() if line.startswith("  -") and line[3:4].strip()
    ]
    assert "Show this message" in english and "Show this message" not in german
    assert text_of(command) in plain(english) and text_of(command) not in plain(german)


def test_a_list_of_commands_has_whole_sentences() -> None:
    assert "..." not in shown(["memory"], "en").partition("Commands:")[2]
    assert "how honest its confidences are, and what fails." in plain(shown(["memory"], "en"))


def test_a_text_is_a_message_a_paragraph() -> None:
    assert paragraphs("One line\nof two.\n\n\b\nas it   stands\n  here") == [
        "One line of two.",
        "as it   stands\n  here",
    ]


def test_defaults_stay_beside_their_option() -> None:
    page = plain(shown(["memory", "prune"], "de"))
    assert "[sonst 0.3; 0<=x<=1]" in page


def test_a_wrong_option_is_refused_in_the_language_of_the_settings(
    mediamapper: Run, own_memory: Path
) -> None:
    own_memory.mkdir()
    (own_memory / "settings.yaml").write_text("language: de\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MEDIAMAPPER_LANGUAGE")
        patch.setenv("LC_ALL", "C.UTF-8")
        assert "Eine Option '--nothing' gibt es nicht." in mediamapper("map", "--nothing").err
        assert "Diese Hilfe zeigen." in mediamapper("--help").out
