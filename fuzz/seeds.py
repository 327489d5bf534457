"""What the fuzzing starts from: small files of the hostile corpus, sheets as XML, decisions as people write them."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.make import corpus

SMALL = 8_192
"""Bytes of a file that is worth mutating."""
KINDS = b"zsoxltg"
"""The first byte of an input says what the rest is: see `fuzz_reader`."""
WORDS = 64


def reader() -> Iterator[bytes]:
    """Whole files as they are, and the parts of workbooks alone: packed, they would hardly change under mutation."""
    for case in corpus():
        if case.placed or case.heavy or case.kind == "bomb":
            continue
        data = case.make()  # type: ignore[call-arg]
        assert isinstance(data, bytes)
        if len(data) > SMALL:
            continue
        yield {"text": b"t", "xls": b"l"}.get(case.kind, b"z") + data
        yield from _parts(data)
    yield b"g" + bytes(range(200))


def _parts(data: bytes) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for name in archive.namelist():
            for end, kind in (("sheet1.xml", b"s"), ("content.xml", b"o"), (".bin", b"x")):
                if name.endswith(end) and archive.getinfo(name).file_size <= SMALL:
                    yield kind + archive.read(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        return


def layout() -> Iterator[bytes]:
    """Numbers from which `fuzz_layout` builds a sheet."""
    for width in (1, 3, 7, 20):
        for start in range(0, WORDS, 9):
            yield bytes([width, 12, *((start + at * width) % 256 for at in range(12 * width))])


def decisions() -> Iterator[bytes]:
    """Decisions for the worker, mappings for the command line, and words for the Review sheet."""
    scope = {"client": "Nike", "market": None, "platform": None}
    decision = {"header": "SPEND_USD", "field": "spend", "decision": "correct", "correct_field": "net_cost"}
    value = {"field": "platform", "value": "FB", "canonical": "Meta", "decision": "confirm"}
    whole = {"decisions": [decision | {"scope": scope}], "values": [value], "user": "anna", "bulk": True}
    yield b"d" + json.dumps(whole).encode()
    yield b"d" + json.dumps({"decisions": [decision] * 3}).encode()
    yield b"m" + json.dumps({"Media Cost": "net_cost", "Notes": None}).encode()
    table = {
        "columns": [{"column": "C", "header": "Net"}],
        "suggestions": [{"header": "Net", "field": "net_cost"}],
    }
    yield b"m" + json.dumps({"sheets": [{"sheet": "Plan", "tables": [table]}]}).encode()
    yield b"m" + b"[" * 2_000 + b"]" * 2_000
    for words in (
        "confirm",
        "reject",
        "net_cost",
        "Net cost",
        "sum of clicks",
        "1|C4|Plan",
        "=1+1",
        "header",
        "-1",
    ):
        yield b"r" + words.encode() + bytes(range(40))


def write(name: str, folder: Path) -> int:
    """Write the seeds of one target; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = dict.fromkeys({"reader": reader, "layout": layout, "decisions": decisions}[name]())
    for at, seed in enumerate(seeds):
        (folder / f"{at:04}").write_bytes(seed)
    return len(seeds)
