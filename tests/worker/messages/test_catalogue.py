from pathlib import Path

import pytest
from babel.messages import pofile

from worker.messages.catalogue import FOLDER, catalogue, languages, read
from worker.paths import shipped


def test_each_file_is_a_language() -> None:
    assert "de" in languages()
    assert "en" not in languages()


@pytest.mark.parametrize("language", languages())
def test_it_reads_what_gettexts_own_tools_read(language: str) -> None:
    with shipped(*FOLDER, f"{language}.po").open("rb") as file:
        theirs = {
            message.id: message.string for message in pofile.read_po(file) if message.id and message.string
        }
    assert catalogue(language) == theirs


def test_what_nobody_has_translated_yet_and_what_is_fuzzy_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "xx.po"
    file.write_text(
        'msgid ""\nmsgstr ""\n"Language: xx\\n"\n\n'
        'msgid "Row"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Cell"\nmsgstr "Zello"\n\n'
        '#: a.py\nmsgid ""\n"One "\n"sheet"\nmsgstr ""\n"Un "\n"\\"folio\\""\n',
        encoding="utf-8",
    )
    assert read(file) == {"One sheet": 'Un "folio"'}
