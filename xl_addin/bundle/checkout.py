"""The clone of the repository that a bundle is made from: its wheel, its pins, and the `uv` that reads them."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.errors import FileProblem, UsageError
from worker.shapes.json import Json

TOOL_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with our `pyproject.toml`.

    Raises:
        UsageError: the folder is no clone of MediaMapper, or `uv` is nowhere to be found.
    """

    root: Path

    def __post_init__(self) -> None:
        """The project's name is what tells our clone from any other folder."""
        if self._project().get("project", {}).get("name") != "mediamapper":
            raise UsageError(f"{self.root} is no clone of MediaMapper.", "Run it in the folder of a clone.")

    def pins(self) -> Sequence[str]:
        """Exact versions, one requirement each: `["numpy==2.4.6", ...]`."""
        pins: Sequence[str] = self._project()["tool"]["uv"]["constraint-dependencies"]
        return pins

    def version(self) -> str:
        """Our version: `"0.1.0"`."""
        return str(self._project()["project"]["version"])

    def wheel(self, folder: Path) -> Path:
        """The product's wheel, built into *folder*."""
        self.uv("build", "--wheel", "--out-dir", folder)
        return max(folder.glob("mediamapper-*.whl"), key=lambda wheel: wheel.stat().st_mtime_ns)

    def uv(self, *arguments: str | Path) -> None:
        """Run `uv` in this checkout.

        Raises:
            FileProblem: it failed; its last line says why.
        """
        done = subprocess.run(
            [self._uv(), "--quiet", *map(str, arguments)],
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=TOOL_SECONDS,
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            raise FileProblem(
                f"uv {arguments[0]} failed: {lines[-1].strip()}", "Is the package index in reach?"
            )

    def _uv(self) -> str:
        beside = self.root / ".uv" / "bin" / "uv"
        command = str(beside) if beside.is_file() else shutil.which("uv")
        if not command:
            raise UsageError(
                "uv is not there.", "Install it with: python3 -m venv .uv && .uv/bin/pip install uv"
            )
        return command

    def _project(self) -> Json:
        file = self.root / "pyproject.toml"
        return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
