"""LibreOffice's own package manager takes the extension in, and lets it go."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.xl_addin.machines import fake
from xl_addin import install as installation
from xl_addin.calc.build import EXTENSION
from xl_addin.install.step import Options
from xl_addin.machine import Machine, Ran, run

NOBODY = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
OFFICE_ALONE = Options(at_login=False, start=False)


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine with the real LibreOffice, its user being nobody where we are root: it takes nothing from root."""
    unopkg = shutil.which("unopkg")
    as_root = os.getuid() == 0
    if unopkg is None or (as_root and shutil.which(NOBODY[0]) is None):
        if os.environ.get("TESTS_NEED_LIBREOFFICE"):
            pytest.fail("LibreOffice is not installed, and this run must not skip its tests.")
        pytest.skip("LibreOffice is not installed.")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to other users
        home = Path(folder) / "home"
        made = fake(home)
        for path in (home.parent, home):
            path.chmod(0o777)

        def as_user(command: Sequence[str]) -> Ran:
            user = NOBODY if as_root else ()
            # From a folder that every user may enter.
            at_home = ["env", "-i", f"--chdir={home}", f"HOME={home}", "PATH=/usr/bin:/bin"]
            return run([*user, *at_home, *command])

        yield dataclasses.replace(made.machine, run=as_user, which=lambda name: unopkg)


def test_the_extension_comes_and_goes(machine: Machine) -> None:
    told = ("unopkg", "list", EXTENSION)
    assert machine.run(told).code != 0
    for state in ("done", "already"):
        outcomes = {o.name: o for o in installation.install(machine, OFFICE_ALONE)}
        assert outcomes["calc-extension"].state == state, outcomes["calc-extension"]
        assert "is registered: yes" in machine.run(told).out
    assert {o.state for o in installation.uninstall(machine)} == {"done", "already"}
    assert machine.run(told).code != 0
    assert not machine.data.exists()
