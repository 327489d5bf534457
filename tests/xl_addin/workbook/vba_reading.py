"""What others read in our files: oletools, whose own imports warn of deprecated names."""

from __future__ import annotations

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.mraptor import MacroRaptor
    from oletools.olevba import VBA_Parser, decompress_stream


def decompressed(packed: bytes) -> bytes:
    """VBA's compression undone."""
    return bytes(decompress_stream(bytearray(packed)))


def sources(file: bytes, name: str = "vbaProject.bin") -> dict[str, str]:
    """The source of each module by its stream."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = VBA_Parser(name, data=file)
        try:
            return {stream: code for _, stream, _, code in parser.extract_macros()}
        finally:
            parser.close()


def raptor(path: Path) -> MacroRaptor:
    """mraptor's verdict on a file."""
    found = MacroRaptor("\n".join(sources(path.read_bytes(), path.name).values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found.scan()
    return found
