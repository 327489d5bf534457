"""Where the built files are: inside an installed wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from xl_addin.workbook import place


def test_a_clone_has_them_at_its_top() -> None:
    assert (place.workbook_file(), place.addin_file()) == (ROOT / place.NAME, ROOT / place.ADDIN_NAME)


@pytest.mark.parametrize("packaged", [set(), {place.NAME}, {place.NAME, place.ADDIN_NAME}])
def test_what_a_wheel_holds_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packaged: set[str]) -> None:
    package = tmp_path / "xl_addin"
    (package / "_data").mkdir(parents=True)
    for name in packaged:
        (package / "_data" / name).touch()
    monkeypatch.setattr(place, "_PACKAGE", package)
    for file, name in ((place.workbook_file(), place.NAME), (place.addin_file(), place.ADDIN_NAME)):
        assert file.parent == (package / "_data" if name in packaged else tmp_path)
