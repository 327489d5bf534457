"""The complex functions that numpy wants and Wine's C runtime lacks, from mingw's library of mathematics.

numpy asks for all of its mathematics under one name; the shim answers to a name as long as that, takes the complex
functions from mingw and hands the others on to Wine.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

WANTED = b"api-ms-win-crt-math-l1-1-0.dll"
NAME = b"mediamapper-wine-crt-math0.dll"
GCC, OBJDUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
COMPLEX = re.compile(r"(cabs|carg|cimag|conj|cproj|creal|clog|cpow|csqrt|cexp|ca?(sin|cos|tan)h?)f?")


def mend(python: Path, site: Path) -> None:
    """Put the shim beside the interpreter in *python*, and have numpy in *site* ask for it. A second time changes nothing."""
    assert len(NAME) == len(WANTED)
    (library,) = site.glob("numpy/_core/_multiarray_umath*.pyd")
    image = library.read_bytes()
    if WANTED in image:
        _build(python / NAME.decode(), _imported(library))
        library.unlink()  # it may be a link into uv's cache, whose file stays as it is
        library.write_bytes(image.replace(WANTED, NAME))


def _imported(library: Path) -> list[str]:
    """The names of functions that *library* takes from the C runtime's mathematics."""
    text = subprocess.run([OBJDUMP, "-p", library], capture_output=True, text=True, check=True).stdout
    part = text.split(WANTED.decode(), 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\s+[0-9a-f]+\s+\d+\s+(\w+)\s*$", part, re.MULTILINE)


def _build(target: Path, names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, exports = Path(folder) / "empty.c", Path(folder) / "shim.def"
        source.touch()
        exports.write_text(
            "LIBRARY shim\nEXPORTS\n" + "".join(f"  {name} = {_origin(name)}\n" for name in names), "utf-8"
        )
        undefined = [f"-Wl,-u,{_origin(name)}" for name in names if "." not in _origin(name)]
        subprocess.run(
            [GCC, "-shared", "-static-libgcc", "-o", target, *undefined, source, exports], check=True
        )


def _origin(name: str) -> str:
    """Where the shim finds a function; Microsoft's long double is a double, so that `cpowl` is `cpow`."""
    double = name.removesuffix("l") if COMPLEX.fullmatch(name.removesuffix("l")) else name
    return double if COMPLEX.fullmatch(double) else f"ucrtbase.{name}"
