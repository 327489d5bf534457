"""The settings of a MediaMapper.xlsm that is not open: those that were saved in its file count."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.xl_addin.machines import fake
from tests.xl_addin.test_ribbon import opened
from worker.errors import FileProblem
from worker.shapes.mapping import Scope
from xl_addin import install, machine, ribbon, settings_file
from xl_addin.client import Client
from xl_addin.pages.start import Settings


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """MediaMapper.xlsm as `mediamapper install` puts it."""
    ours = fake(tmp_path / "machine").machine
    monkeypatch.setattr(machine, "this_machine", lambda: ours)
    return install.put_workbook(ours)


def write(path: Path, **values: Any) -> None:
    """A planner fills Start, saves and closes the workbook."""
    book = openpyxl.load_workbook(path, keep_vba=True)
    for name, value in values.items():
        sheet, place = next(iter(book.defined_names[f"MM_{name}"].destinations))
        book[sheet][place.replace("$", "").partition(":")[0]].value = value
    book.save(path)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))  # as on a clock that is coarser than a test


def test_nobody_installed_anything() -> None:
    assert settings_file.read() == Settings()


def test_an_untouched_or_missing_workbook_means_everybody(installed: Path) -> None:
    assert settings_file.read() == Settings()
    installed.unlink()
    assert settings_file.read() == Settings()


def test_what_was_saved_counts_until_it_is_changed(installed: Path) -> None:
    write(installed, Client=" Acme ", Market="DE", AskModel="no", OurSheets="beside the plan")
    assert settings_file.read() == Settings(Scope(client="Acme", market="DE"), None, False, True)
    write(installed, Client=2026, Market=None, AskModel=None, OurSheets=None, User="ann")
    assert settings_file.read() == Settings(Scope(client="2026"), "ann")


def test_a_broken_workbook_is_said_and_nothing_is_learnt_for_everybody(
    app: Any, installed: Path, tmp_path: Path
) -> None:
    installed.write_bytes(b"no workbook")
    with pytest.raises(FileProblem, match="settings are not known"):
        settings_file.read()
    book = opened(app, tmp_path)
    assert "settings are not known" in ribbon.map_columns().message
    assert [sheet.name for sheet in book.sheets] == ["Plan"]


def test_a_button_works_for_the_client_of_the_file_and_an_open_start_comes_first(
    app: Any, installed: Path, forgetful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes: list[Any] = []
    start_job = Client.start_job

    def noted(self: Client, verb: str, body: Any, user: str | None = None) -> str:
        scopes.append((body["scope"]["client"], user))
        return start_job(self, verb, body, user)

    monkeypatch.setattr(Client, "start_job", noted)
    write(installed, Client="Acme", User="ann")
    plan = opened(app, tmp_path)
    assert ribbon.map_columns().ok
    start = app.books.open(str(installed))
    start.sheets["Start"].book.names["MM_Client"].refers_to_range.value = "Globex"
    plan.activate()
    assert ribbon.map_columns().ok
    assert scopes == [("Acme", "ann"), ("Globex", "ann")]
