"""The run-length compression of VBA source, [MS-OVBA] 2.4.1: chunks of 4096 bytes, literals and copies."""

from __future__ import annotations

import struct

CHUNK = 4096
SIGNATURE = b"\x01"
_COMPRESSED = 0xB000
_RAW = 0x3000
_SHORTEST_COPY = 3


def compress(text: bytes) -> bytes:
    """*text* as a CompressedContainer; the same bytes for the same text."""
    chunks = (text[at : at + CHUNK] for at in range(0, len(text), CHUNK))
    return SIGNATURE + b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(chunk: bytes) -> bytes:
    tokens = _tokens(chunk)
    if len(tokens) > CHUNK:
        return struct.pack("<H", _RAW | (CHUNK - 1)) + chunk.ljust(CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED | (len(tokens) - 1)) + tokens


def _tokens(chunk: bytes) -> bytes:
    """Groups of eight tokens, each behind a byte whose bits say which of them are copies."""
    out = bytearray()
    at = 0
    while at < len(chunk):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(chunk):
                break
            offset, length = _match(chunk, at)
            if length:
                flags |= 1 << bit
                group += struct.pack("<H", _copy_token(at, offset, length))
                at += length
            else:
                group.append(chunk[at])
                at += 1
        out.append(flags)
        out += group
    return bytes(out)


def _match(chunk: bytes, at: int) -> tuple[int, int]:
    """How far back the longest earlier run like the one at *at* begins, and its length; (0, 0) if none pays."""
    longest = min(_longest_copy(at), len(chunk) - at)
    offset = length = 0
    size = _SHORTEST_COPY
    while size <= longest:
        # A copy may run into itself, so the run may end one byte short of its own end.
        start = chunk.rfind(chunk[at : at + size], 0, at + size - 1)
        if start < 0:
            break
        offset, length = at - start, size
        while length < longest and chunk[start + length] == chunk[at + length]:
            length += 1
        size = length + 1
    return offset, length


def _offset_bits(at: int) -> int:
    """Bits that an offset takes at this place of the chunk, [MS-OVBA] 2.4.1.3.19.1."""
    return max((at - 1).bit_length(), 4)


def _longest_copy(at: int) -> int:
    return (0xFFFF >> _offset_bits(at)) + 3


def _copy_token(at: int, offset: int, length: int) -> int:
    return (offset - 1) << (16 - _offset_bits(at)) | (length - 3)
