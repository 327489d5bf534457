"""The compound file: olefile reads every stream back, and Excel would accept its directory."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile
import pytest

from worker.errors import UsageError
from xl_addin.workbook.compound_file import BLACK, CUTOFF, NONE, RED, compound_file


def opened(streams: dict[str, bytes]) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(compound_file(streams)), raise_defects=olefile.DEFECT_INCORRECT)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 512, CUTOFF - 1, CUTOFF, CUTOFF + 1, 70_000])
def test_a_stream_of_any_size_comes_back(size: int) -> None:
    data = bytes(at % 251 for at in range(size))
    with opened({"VBA/dir": b"small", "VBA/Module": data, "PROJECT": b"p" * 600}) as file:
        assert file.openstream("VBA/Module").read() == data
        assert file.openstream("VBA/dir").read() == b"small"
        assert file.parsing_issues == []


@pytest.mark.parametrize("megabytes", [1, 6])
def test_many_sectors(megabytes: int) -> None:
    data = b"0123456789abcdef" * (megabytes << 16)
    with opened({"PROJECT": data}) as file:
        assert file.openstream("PROJECT").read() == data


def test_more_than_the_header_can_list_is_refused() -> None:
    with pytest.raises(UsageError, match="7 MB"):
        compound_file({"PROJECT": bytes(8 << 20)})


def test_a_name_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="longer than 31"):
        compound_file({"x" * 32: b""})


def test_the_same_bytes_each_time_and_no_time_inside() -> None:
    streams = {"VBA/dir": b"1", "PROJECT": b"2"}
    assert compound_file(streams) == compound_file(dict(streams))
    with opened(streams) as file:
        assert file.root.getmtime() is None
        assert file.root.getctime() is None


# ---------------------------------------------------------------- the tree of siblings


class Node:
    """One raw directory entry."""

    def __init__(self, raw: bytes) -> None:
        length = struct.unpack_from("<H", raw, 64)[0]
        self.name = raw[: max(length - 2, 0)].decode("utf-16-le")
        self.colour = raw[67]
        self.left, self.right, self.child = struct.unpack_from("<3I", raw, 68)

    @property
    def rank(self) -> tuple[int, str]:
        return len(self.name), self.name.upper()


def directory(data: bytes) -> list[Node]:
    """The entries, read by following the chain of sectors ourselves."""
    fat_at, first = struct.unpack_from("<I", data, 76)[0], struct.unpack_from("<I", data, 48)[0]
    places = [at for at in struct.unpack_from("<109I", data, 76) if at != NONE]
    assert places[0] == fat_at
    fat = [n for at in places for n in struct.unpack_from("<128I", data, 512 * (at + 1))]
    raw, sector = b"", first
    while sector < 0xFFFFFFF0:
        raw += data[512 * (sector + 1) : 512 * (sector + 2)]
        sector = fat[sector]
    return [Node(raw[at : at + 128]) for at in range(0, len(raw), 128)]


def black_heights(nodes: list[Node], at: int, above: int = BLACK) -> Iterator[int]:
    """Black nodes from *at* down to each end; fails where a red node has a red parent."""
    if at == NONE:
        yield 0
        return
    node = nodes[at]
    assert not (node.colour == RED and above == RED), f"{node.name} and its parent are red"
    for side in (node.left, node.right):
        for height in black_heights(nodes, side, node.colour):
            yield height + node.colour


def in_order(nodes: list[Node], at: int) -> Iterator[Node]:
    if at != NONE:
        yield from in_order(nodes, nodes[at].left)
        yield nodes[at]
        yield from in_order(nodes, nodes[at].right)


@pytest.mark.parametrize("sheets", range(1, 121))
def test_the_directory_is_a_red_black_tree(sheets: int) -> None:
    streams = {f"VBA/{name}": b"x" for name in ("dir", "_VBA_PROJECT", *(f"Sheet{n}" for n in range(sheets)))}
    nodes = directory(compound_file({**streams, "PROJECT": b"", "PROJECTwm": b""}))
    storage = next(node for node in nodes if node.name == "VBA")
    for parent, count in ((nodes[0], 3), (storage, sheets + 2)):
        assert nodes[parent.child].colour == BLACK
        assert len(set(black_heights(nodes, parent.child))) == 1
        ranks = [node.rank for node in in_order(nodes, parent.child)]
        assert len(ranks) == count
        assert ranks == sorted(ranks)
