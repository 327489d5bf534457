"""The add-in goes into Excel's startup folder, and only there where there is an Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.xl_addin.machines import fake
from xl_addin import install as installation
from xl_addin.install import addin
from xl_addin.install.records import addin_record, workbook_record
from xl_addin.install.step import Options
from xl_addin.workbook.builder import build_addin

QUIET = Options(at_login=False, calc=False, start=False)


def test_where_there_is_no_excel_there_is_no_add_in(tmp_path: Path) -> None:
    assert addin.step(fake(tmp_path, "linux").machine, QUIET).changes == ()


def test_it_is_left_out_as_asked(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "windows")
    installation.install(made.machine, Options(addin=False, at_login=False, calc=False, start=False))
    assert addin_record(made.machine) is None
    assert workbook_record(made.machine) is not None


@pytest.mark.parametrize("system", ["windows", "macos"])
def test_it_is_recorded_and_goes_again(tmp_path: Path, system: str) -> None:
    made = fake(tmp_path / "home", system)  # type: ignore[arg-type]
    installation.install(made.machine, QUIET)
    record = addin_record(made.machine)
    assert record is not None and Path(record.path).read_bytes() == build_addin()
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_a_roaming_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "windows", env={"APPDATA": str(tmp_path / "roams")})
    assert addin.folder(made.machine) == tmp_path / "roams" / "Microsoft" / "Excel" / "XLSTART"
