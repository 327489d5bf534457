"""Wine of the next Debian, unpacked into a folder of its own beside the machine's older libraries.

Nothing is configured and nothing of the machine is changed: a chroot into the folder is all that Wine needs.
The packages come from the machine's own mirror and are checked with Debian's archive keyring.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SUITE = "trixie"
"""Wine 8 of bookworm has no `new:` moniker across processes, by which Excel joins our Python."""
# What `ldd` names for a headless 64-bit Wine, its cryptography and fonts; libc-bin for the locale C.UTF-8.
PACKAGES = re.findall(
    r"\S+",
    """
    wine64 libwine libz-mingw-w64 dash libc6 libc-bin libgcc-s1 libunwind8 liblzma5 zlib1g
    libfreetype6 libpng16-16t64 libbrotli1 libbz2-1.0 libfontconfig1 libexpat1 fonts-dejavu-core
    libgnutls30t64 libnettle8t64 libhogweed6t64 libgmp10 libidn2-0 libunistring5 libtasn1-6 libp11-kit0 libffi8
""",
)
FOLDERS = (
    "usr/bin",
    "usr/sbin",
    "usr/lib",
    "usr/lib64",
    "proc",
    "dev",
    "sys",
    "tmp",
    "etc/fonts",
    "src",
    "opt/home",
)
FONTS = "<?xml version='1.0'?><fontconfig><dir>/usr/share/fonts</dir><cachedir>/opt/home/fonts</cachedir></fontconfig>"
LEFT_OUT = ("*/i386-windows/*", "./usr/share/doc/*", "./usr/share/man/*", "./usr/share/locale/*")
BUILTIN = b"Wine builtin DLL"
"""The mark by which Wine takes a DLL for one of its own; it stands behind the DOS header."""


def unpack(root: Path, work: Path) -> None:
    """Lay Wine into *root*; *work* keeps apt's lists and packages."""
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for link in ("bin", "sbin", "lib", "lib64"):
        (root / link).symlink_to(f"usr/{link}")
    for package in _packages(work):
        _unpack_one(package, root)
    (root / "etc/fonts/fonts.conf").write_text(FONTS, "utf-8")
    _zlib_as_builtin(root)


def _packages(work: Path) -> Sequence[Path]:
    """The downloaded `.deb` files."""
    for folder in ("lists/partial", "state", "archives/partial", "packages"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    (work / "status").touch()
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (work / "sources.list").write_text(f"deb [signed-by={keyring}] {_mirror()} {SUITE} main\n", "utf-8")
    (work / "apt.conf").write_text(
        f'Dir::Etc::sourcelist "{work}/sources.list";\nDir::Etc::sourceparts "-";\nDir::State "{work}/state";\n'
        f'Dir::State::lists "{work}/lists";\nDir::State::status "{work}/status";\nDir::Cache "{work}";\n'
        'APT::Sandbox::User "root";\nAcquire::Languages "none";\n',
        "utf-8",
    )
    environment = {**os.environ, "APT_CONFIG": f"{work}/apt.conf"}
    for command in (["update"], ["download", *PACKAGES]):
        subprocess.run(["apt-get", "-qq", *command], cwd=work / "packages", env=environment, check=True)
    return sorted((work / "packages").glob("*.deb"))


def _mirror() -> str:
    """The address of the machine's mirror; apt names it once its lists are there."""
    policy = ["apt-cache", "policy"]
    for command in (policy, ["apt-get", "-qq", "update"], policy):
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if mirror := re.search(r"(https?://\S+) bookworm/main", text):
            return mirror[1]
    raise RuntimeError(
        "apt-cache policy names no mirror of Debian bookworm: the rig is made for that Debian."
    )


def _unpack_one(package: Path, root: Path) -> None:
    left_out = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as archive:
        command = ["tar", "-x", "-C", root, "--keep-directory-symlink", *left_out]
        subprocess.run(command, stdin=archive.stdout, check=True)
    if archive.returncode:
        raise RuntimeError(f"{package.name} can't be unpacked.")


def _zlib_as_builtin(root: Path) -> None:
    """Wine loads zlib from another package, which bears no mark until Wine's own installation gives it one."""
    shared = root / "usr/x86_64-w64-mingw32/lib/zlib1.dll"
    dll = bytearray(shared.read_bytes())
    dll[64:96] = BUILTIN.ljust(32, b"\0")
    (root / "usr/lib/x86_64-linux-gnu/wine/x86_64-windows/zlib1.dll").write_bytes(dll)
    shutil.rmtree(root / "usr/x86_64-w64-mingw32/include", ignore_errors=True)
