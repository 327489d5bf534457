"""Bytes become text: by their marks, by how UTF looks, and else by a guess that is said."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.encodings import decode, refuse_binary

GERMAN = "Medium;Laufzeit;Budget netto €;Größe\nSüddeutsche Zeitung;Februar;12.500,00;groß\n"
RUSSIAN = "Площадка;Дата начала;Бюджет;Показы\nЯндекс Директ;01.02.2026;12500;3400\n"


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, "a,b\n1,2\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_is_read_without_a_word(text: str, encoding: str) -> None:
    plain = decode(text.encode(encoding))
    assert (plain.text, plain.findings) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_fifty_marks(encoding: str) -> None:
    assert decode(("\ufeff" * 50 + "Größe,b\n1,2").encode(encoding)).text == "Größe,b\n1,2"


def test_a_guess_is_said() -> None:
    plain = decode(RUSSIAN.encode("cp1251"))
    (note,) = plain.findings
    assert (plain.text, plain.encoding) == (RUSSIAN, "cp1251")
    assert (note.code, note.severity) == ("encoding-guessed", "note")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "iso8859_15"),
        ("Σταθμός;Ζώνη;Τιμή/σποτ (€);Καθαρό κόστος (€)\nΑθήνα;Πρωί;120,00;4.800,00\n", "iso8859_7"),
    ],
)
def test_the_euro_of_iso_is_a_euro(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "text", "code"),
    [
        ((RUSSIAN * 3).encode()[:-1] + b"\xff\n", RUSSIAN * 3, "letters-lost"),
        (RUSSIAN.encode() + "Я".encode()[:1], RUSSIAN, "letters-lost"),
        (b"na\0me,cost\nA,1\n", "name,cost\nA,1\n", "nul-removed"),
    ],
    ids=["a broken letter", "cut off in a letter", "a NUL"],
)
def test_what_is_lost_is_said(data: bytes, text: str, code: str) -> None:
    plain = decode(data)
    assert plain.encoding == "utf-8"
    assert [finding.code for finding in plain.findings] == [code]
    assert plain.text.replace("\ufffd", "").strip() == text.strip()


@pytest.mark.parametrize(
    "data", [GERMAN.encode(), RUSSIAN.encode("cp1251"), RUSSIAN.encode("utf-16-le"), b""]
)
def test_text_is_let_through(data: bytes) -> None:
    refuse_binary(data)


@pytest.mark.parametrize(
    "data", [b"\x01\x02\x03\x04\x05" * 40, b"\x7fELF\x02\x01\x01" + bytes(3) + b"\x03\x00>\x00" * 9]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    for refuse in (refuse_binary, decode):
        with pytest.raises(FileProblem) as caught:
            refuse(data)
        assert caught.value.code == "not-a-table"
