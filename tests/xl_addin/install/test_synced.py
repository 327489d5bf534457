from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.xl_addin.machines import fake
from xl_addin.install.synced import service_of
from xl_addin.machine import System


@pytest.mark.parametrize(
    ("system", "home", "folder"),
    [
        ("windows", "C:\\Users\\ann", "C:\\Users\\ann\\AppData\\Local\\mediamapper"),
        ("windows", "C:\\Users\\Box", "C:\\Users\\Box\\AppData\\Local\\mediamapper"),
        ("macos", "/Users/dropbox", "/Users/dropbox/Library/Application Support/mediamapper"),
        ("macos", "/Users/ann", "/Users/ann/Documents/MediaMapper"),
        ("linux", "/home/ann", "/home/ann/Boxes/mediamapper"),
        ("linux", "/home/ann", "/home/ann/my drives/mediamapper"),
    ],
)
def test_a_folder_of_this_machine_alone_is_left_alone(
    tmp_path: Path, system: System, home: str, folder: str
) -> None:
    made = fake(tmp_path, system)
    object.__setattr__(made.machine, "home", Path(home))
    assert service_of(folder, made.machine) is None


@pytest.mark.parametrize(
    ("system", "folder", "service"),
    [
        ("windows", "C:\\Users\\ann\\OneDrive\\Plans", "OneDrive"),
        ("windows", "C:\\Users\\ann\\OneDrive - Agency Ltd\\Desktop", "OneDrive"),
        ("windows", "C:\\Users\\ann\\Dropbox (Agency)\\Plans", "Dropbox"),
        ("windows", "G:\\My Drive\\Plans", "Google Drive"),
        ("windows", "C:\\Users\\ann\\iCloudDrive", "iCloud Drive"),
        ("windows", "\\\\server\\share\\plans", "a network share"),
        ("macos", "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("macos", "/Users/ann/Library/CloudStorage/GoogleDrive-ann@x.org/My Drive", "Google Drive"),
        ("macos", "/Users/ann/Library/CloudStorage/OneDrive-Agency", "OneDrive"),
        ("macos", "/Users/ann/Library/CloudStorage/Egnyte-agency/plans", "Egnyte"),
        ("linux", "/home/ann/Dropbox/plans", "Dropbox"),
        ("linux", "/home/ann/Nextcloud", "a sync folder"),
    ],
)
def test_a_synced_folder_is_known_by_its_name(
    tmp_path: Path, system: System, folder: str, service: str
) -> None:
    made = fake(tmp_path, system)
    object.__setattr__(made.machine, "home", Path("/Users/ann"))
    assert service_of(folder, made.machine) == service


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("D:\\Work Files\\Plans", "OneDrive"),
        ("d:/work files", "OneDrive"),
        ("D:\\Work Files 2", None),
    ],
)
def test_a_synced_folder_is_known_from_the_environment(
    tmp_path: Path, folder: str, service: str | None
) -> None:
    made = fake(tmp_path, "windows", env={"OneDriveCommercial": "D:\\Work Files"})
    assert service_of(folder, made.machine) == service


def test_dropbox_says_where_it_is(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    (tmp_path / "home" / ".dropbox").mkdir()
    told = {"business": {"path": "/srv/team", "host": 1}}
    (tmp_path / "home" / ".dropbox" / "info.json").write_text(json.dumps(told), "utf-8")
    assert service_of("/srv/team/plans", made.machine) == "Dropbox"
    assert service_of("/srv/teams", made.machine) is None


@pytest.mark.parametrize("taken", [True, False])
def test_documents_are_synced_where_icloud_has_taken_them(tmp_path: Path, taken: bool) -> None:
    made = fake(tmp_path / "home", "macos")
    home = made.machine.home
    if taken:
        (home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / "Documents").mkdir(parents=True)
    assert service_of(home / "Documents" / "x", made.machine) == ("iCloud Drive" if taken else None)
