"""A VBA project as source text only, [MS-OVBA]: the host compiles it when it opens the file.

No references are written: nothing of ours needs a type library, and one that is missing stops every macro.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from worker.errors import UsageError
from xl_addin.workbook.compound_file import compound_file
from xl_addin.workbook.compression import compress

CODE_PAGE = "cp1252"
PROJECT_NAME = "MediaMapper"
PROJECT_ID = "{6E0B3B43-5D0F-4C57-9F5A-3B1C0A6D2E71}"
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
LONGEST_NAME = 31

_SOURCE_ONLY = bytes.fromhex("CC61FFFF000000")
"""`_VBA_PROJECT` of version 0xFFFF: there is no compiled code, read the source."""
_DATA = {"state": b"\0\0\0\0", "password": b"\0", "visible": b"\xff"}
_SEEDS = {"state": 0x8D, "password": 0x8F, "visible": 0x91}
Kind = Literal["module", "class", "document"]


@dataclass(frozen=True, slots=True)
class Module:
    """One module: *source* with its `Attribute` lines, any line ends."""

    name: str
    source: str
    kind: Kind = "module"

    @property
    def text(self) -> bytes:
        """The source as the project holds it.

        Raises:
            UsageError: a character that VBA's code page lacks.
        """
        lines = "\r\n".join(self.source.splitlines())
        try:
            return f"{lines}\r\n".encode(CODE_PAGE)
        except UnicodeEncodeError as error:
            sign = self.source[error.start : error.end]
            raise UsageError(f"Module {self.name} holds '{sign}', which VBA lacks.", "Replace it.") from None


def document(name: str, base: str = SHEET_BASE) -> Module:
    """The empty module behind a sheet, or behind the workbook with its own *base*."""
    attributes = (
        f'VB_Name = "{name}"',
        f'VB_Base = "{base}"',
        "VB_GlobalNameSpace = False",
        "VB_Creatable = False",
        "VB_PredeclaredId = True",
        "VB_Exposed = True",
        "VB_TemplateDerived = False",
        "VB_Customizable = True",
    )
    return Module(name, "\n".join(f"Attribute {line}" for line in attributes), "document")


def vba_project(modules: Sequence[Module]) -> bytes:
    """`vbaProject.bin` with *modules*.

    Raises:
        UsageError: a name that VBA does not take, or one used twice.
    """
    _check_names(modules)
    streams = {
        "PROJECT": _project(modules),
        "PROJECTwm": _names(modules),
        "VBA/_VBA_PROJECT": _SOURCE_ONLY,
        "VBA/dir": compress(_dir(modules)),
        **{f"VBA/{module.name}": compress(module.text) for module in modules},
    }
    return compound_file(streams)


def _check_names(modules: Sequence[Module]) -> None:
    names: set[str] = set()
    for module in modules:
        name = module.name
        good = name.isascii() and name.isidentifier() and name[0].isalpha() and len(name) <= LONGEST_NAME
        if not good:
            raise UsageError(
                f"'{name}' can't name a VBA module.",
                f"Use letters, digits and underscores, {LONGEST_NAME} at most, a letter first.",
            )
        if name.lower() in names:
            raise UsageError(f"Two VBA modules are named {name}.", "Rename one.")
        names.add(name.lower())


# ---------------------------------------------------------------- VBA/dir


def _dir(modules: Sequence[Module]) -> bytes:
    """Project and modules as records, [MS-OVBA] 2.3.4.2."""
    name = PROJECT_NAME.encode(CODE_PAGE)
    project = (
        _record(0x01, struct.pack("<I", 1))  # written on Windows
        + _record(0x02, struct.pack("<I", 0x409))
        + _record(0x14, struct.pack("<I", 0x409))
        + _record(0x03, struct.pack("<H", 1252))
        + _record(0x04, name)
        + _record(0x05) + _record(0x40)  # no description
        + _record(0x06) + _record(0x3D)  # no help file
        + _record(0x07, bytes(4))
        + _record(0x08, bytes(4))
        + struct.pack("<HIIH", 0x09, 4, 1, 1)  # version; its stated size is 4, its real one 6
        + _record(0x0C) + _record(0x3C)  # no constants
    )  # fmt: skip
    count = _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, b"\xff\xff")
    return project + count + b"".join(map(_module_records, modules)) + _record(0x10)


def _module_records(module: Module) -> bytes:
    name, wide = module.name.encode(CODE_PAGE), module.name.encode("utf-16-le")
    kind = 0x21 if module.kind == "module" else 0x22
    return (
        _record(0x19, name) + _record(0x47, wide)
        + _record(0x1A, name) + _record(0x32, wide)
        + _record(0x1C) + _record(0x48)  # no description
        + _record(0x31, bytes(4))  # the source begins where the stream does
        + _record(0x1E, bytes(4))
        + _record(0x2C, b"\xff\xff")
        + _record(kind)
        + _record(0x2B)
    )  # fmt: skip


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


# ---------------------------------------------------------------- PROJECT and PROJECTwm


def _project(modules: Sequence[Module]) -> bytes:
    """The project as text, [MS-OVBA] 2.3.1."""
    words = {"document": "Document={}/&H00000000", "module": "Module={}", "class": "Class={}"}
    lines = [
        f'ID="{PROJECT_ID}"',
        *(words[module.kind].format(module.name) for module in modules),
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_protected("state")}"',
        f'DPB="{_protected("password")}"',
        f'GC="{_protected("visible")}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode(CODE_PAGE)


def _names(modules: Sequence[Module]) -> bytes:
    pairs = (m.name.encode(CODE_PAGE) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"


def _protected(what: str) -> str:
    return scramble(_DATA[what], PROJECT_ID, _SEEDS[what]).hex().upper()


def scramble(data: bytes, project_id: str, seed: int) -> bytes:
    """*data* under the project's id, [MS-OVBA] 2.4.3.2; it hides nothing, it is the form Excel expects."""
    key = sum(project_id.encode(CODE_PAGE)) & 0xFF
    out = bytearray((seed, seed ^ 2, seed ^ key))
    plain = key
    ignored = bytes((seed & 6) // 2)
    for byte in ignored + struct.pack("<I", len(data)) + data:
        # Each byte hangs on the one two places before it, and on the plain one before.
        out.append(byte ^ ((out[-2] + plain) & 0xFF))
        plain = byte
    return bytes(out)
