"""VBA's compression: what we write, oletools' reader gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.xl_addin.workbook.vba_reading import decompressed as read
from xl_addin.workbook.compression import CHUNK, compress


@pytest.mark.parametrize(
    ("text", "packed"),
    [
        # the examples of [MS-OVBA] 3.2
        (b"abcdefghijklmnopqrstuv.", "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E"),
        (b"a" * 73, "0103B002614500"),
    ],
)
def test_the_published_examples(text: bytes, packed: str) -> None:
    assert compress(text).hex().upper() == packed


@pytest.mark.parametrize("size", [0, 1, 3, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_source_of_any_length_comes_back(size: int) -> None:
    text = (b"Public Function MAP_COLUMN(header As Variant)\r\n" * (size // 40 + 1))[:size]
    assert read(compress(text)) == text


def test_a_chunk_that_can_not_be_packed_is_kept_as_it_is() -> None:
    text = bytes((at * at * 31 + at // 7 * 13) % 251 for at in range(CHUNK))
    assert read(compress(text)) == text
    assert len(compress(text)) <= CHUNK + 3


def test_repetition_pays() -> None:
    assert len(compress(b"    Press\r\n" * 300)) < 100


@given(
    st.lists(st.sampled_from([b"End Sub\r\n", b"x", b"\x00\xff", b"Dim at As Long\r\n"]), max_size=900).map(
        b"".join
    )
)
def test_any_text_comes_back(text: bytes) -> None:
    assert read(compress(text)) == text
