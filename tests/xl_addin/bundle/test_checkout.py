from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from worker.errors import UsageError
from xl_addin.bundle.checkout import Checkout


def test_our_clone_says_its_version_and_exact_pins() -> None:
    checkout = Checkout(ROOT)
    assert checkout.version()[0].isdigit()
    assert checkout.pins() and all("==" in pin for pin in checkout.pins())


@pytest.mark.parametrize("project", [None, '[project]\nname = "other"\n', "[tool.uv]\n"])
def test_another_folder_is_refused(tmp_path: Path, project: str | None) -> None:
    if project is not None:
        (tmp_path / "pyproject.toml").write_text(project, "utf-8")
    with pytest.raises(UsageError, match="no clone of MediaMapper"):
        Checkout(tmp_path)
