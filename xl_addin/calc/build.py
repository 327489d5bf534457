"""Builds the LibreOffice extension from text, byte for byte the same each time."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr, unescape

from worker.errors import FileProblem
from worker.messages.catalogue import languages
from worker.messages.language import ENGLISH, in_language
from xl_addin.buttons import BUTTONS, Button
from xl_addin.calc.inside import words

NAME = "MediaMapper.oxt"
EXTENSION = "org.mediamapper.calc"
HERE = Path(__file__).resolve().parent
PACKAGE = "pythonpath/mediamapper_calc"
_DESCRIPTION = re.compile(r'(?<="Description">)<value xml:lang="en">([^<]*)</value>')
"""What a formula and its arguments are for, in `registry/CalcAddIns.xcu`; their names are the same in every language."""
IN_CALC = "com.sun.star.sheet.SpreadsheetDocument"
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time that every entry carries, since a build's own would make each another file."""


def build() -> bytes:
    """The extension as an .oxt file."""
    out = io.BytesIO()
    # Stored, not deflated: another zlib would give other bytes, and the whole is small.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in sorted(parts()):
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return out.getvalue()


def check(file: Path) -> None:
    """Compare *file* with what would be built.

    Raises:
        FileProblem: it is not there, or another.
    """
    again = f"Build it again: mediamapper calc build -o {file}"
    if not file.is_file():
        raise FileProblem(f"There is no {file}.", again)
    if file.read_bytes() != build():
        raise FileProblem(f"{file} is not what these sources give.", again)


def parts() -> Iterator[tuple[str, str]]:
    """Names in the archive, and their text."""
    root = HERE / "extension"
    for file in root.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            text = file.read_text(encoding="utf-8").replace("@VERSION@", version("mediamapper"))
            text = _DESCRIPTION.sub(lambda match: _in_all(match[1]), text)
            yield file.relative_to(root).as_posix(), text
    for file in (HERE / "inside").glob("*.py"):
        yield f"{PACKAGE}/{file.name}", file.read_text(encoding="utf-8")
    yield f"{PACKAGE}/{words.FILE}", _own_words()
    yield "registry/Addons.xcu", addons()


def _own_words() -> str:
    """What the extension says itself, in the other languages."""
    return json.dumps(
        {
            language: {sentence: in_language(sentence, language) for sentence in words.SENTENCES}
            for language in languages()
        }
    )


def descriptions() -> list[str]:
    """What formulas and their arguments are for, in English."""
    file = HERE / "extension" / "registry" / "CalcAddIns.xcu"
    return _DESCRIPTION.findall(file.read_text(encoding="utf-8"))


def _in_all(text: str) -> str:
    """The values of a text of the configuration: one a language."""
    return "".join(
        f'<value xml:lang="{language}">{escape(in_language(unescape(text), language))}</value>'
        for language in (ENGLISH, *languages())
    )


def addons() -> str:
    """Toolbar, menu and icons as LibreOffice's configuration takes them."""
    menu = "".join(_items("m"))
    bar = "".join(_items("t"))
    icons = "".join(map(_icon, BUTTONS))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="Addons" oor:package="org.openoffice.Office">
<node oor:name="AddonUI">
<node oor:name="OfficeMenuBar">
<node oor:name="{EXTENSION}.menu" oor:op="replace">
{_text("Title", "~MediaMapper")}{_value("Context", IN_CALC)}<node oor:name="Submenu">
{menu}</node>
</node>
</node>
<node oor:name="OfficeToolBar">
<node oor:name="{EXTENSION}.toolbar" oor:op="replace">
{bar}</node>
</node>
<node oor:name="Images">
{icons}</node>
</node>
</oor:component-data>
"""


def _items(prefix: str) -> Iterator[str]:
    for at, button in enumerate(BUTTONS, 1):
        if button.starts_group:
            yield _node(f"{prefix}{at:02}a", _value("URL", "private:separator"))
        properties = _value("URL", f"vnd.mediamapper:{button.verb}") + _text("Title", button.title)
        yield _node(f"{prefix}{at:02}b", properties + _value("Target", "_self") + _value("Context", IN_CALC))


def _icon(button: Button) -> str:
    place = f"%origin%/../icons/{button.verb}.svg"
    sizes = _value("ImageSmallURL", place) + _value("ImageBigURL", place)
    inner = f'<node oor:name="UserDefinedImages">\n{sizes}</node>\n'
    return _node(f"{EXTENSION}.{button.verb}", _value("URL", f"vnd.mediamapper:{button.verb}") + inner)


def _node(name: str, inner: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">\n{inner}</node>\n'


def _value(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:string"><value>{value}</value></prop>\n'


def _text(name: str, value: str) -> str:
    """A text in every language; LibreOffice shows its own, and English where it has none."""
    return f'<prop oor:name="{name}" oor:type="xs:string">{_in_all(escape(value))}</prop>\n'
