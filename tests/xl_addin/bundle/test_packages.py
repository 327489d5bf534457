"""What is asked of uv for the bundle's packages; no index is asked here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT
from xl_addin.bundle.checkout import Checkout
from xl_addin.bundle.packages import PLATFORM, install


@dataclass(frozen=True)
class Asked(Checkout):
    """A clone whose uv writes what uv leaves in a target folder, and remembers its arguments."""

    words: list[str] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)

    def uv(self, *arguments: str | Path) -> None:
        self.words.extend(map(str, arguments))
        self.pinned.extend(Path(self.after("--constraint")).read_text("utf-8").splitlines())
        site = Path(self.after("--target"))
        for file in ("bin/script", "package/bin/tool.py", "package/__init__.py"):
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).touch()

    def after(self, option: str) -> str:
        return self.words[self.words.index(option) + 1]


@pytest.fixture
def checkout() -> Asked:
    return Asked(ROOT)


def test_only_the_console_scripts_of_this_machine_are_taken_out(tmp_path: Path, checkout: Asked) -> None:
    install(tmp_path, ["one"], checkout)
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"package/bin/tool.py", "package/__init__.py"}


def test_wheels_for_windows_in_the_exact_versions_that_are_pinned(tmp_path: Path, checkout: Asked) -> None:
    install(tmp_path, ["one", Path("two.whl")], checkout)
    assert checkout.after("--python-platform") == PLATFORM
    assert checkout.after("--only-binary") == ":all:"
    assert checkout.pinned == list(checkout.pins())
    assert checkout.words[-2:] == ["one", "two.whl"]


@pytest.mark.parametrize(("deps", "alone"), [(True, False), (False, True)])
def test_what_a_wheel_needs_comes_with_it_unless_it_is_replaced(
    tmp_path: Path, checkout: Asked, deps: bool, alone: bool
) -> None:
    install(tmp_path, ["one"], checkout, deps)
    assert ("--no-deps" in checkout.words, "--reinstall" in checkout.words) == (alone, alone)
