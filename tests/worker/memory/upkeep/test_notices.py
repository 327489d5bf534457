"""What a person is told of the memory folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.upkeep import notices
from worker.shapes.mapping import Decision


def codes(memory: LLMMemoryManager) -> list[str]:
    return [notice.code for notice in memory.notices()]


def test_of_no_memory_nothing_is_told(memory: LLMMemoryManager) -> None:
    assert codes(memory) == []


def test_an_encrypted_memory_on_a_local_disk_needs_no_notice(folder: Path) -> None:
    with LLMMemoryManager(folder, "correct horse") as memory:
        memory.remember("mappings", "Cost", "net_cost")
        assert codes(memory) == []


def test_a_plain_memory_says_so_in_the_report(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", "net_cost")
    (notice,) = memory.generate_performance_report().notices
    assert notice.code == "memory-plain" and "rekey" in notice.next_step


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PurePosixPath("/home/anna/.local/share/mediamapper/llm_memory"), None),
        (PurePosixPath("/home/anna/boxes/onedriver/llm_memory"), None),
        (PureWindowsPath(r"C:\Users\anna\AppData\Local\mediamapper\llm_memory"), None),
        (PureWindowsPath(r"C:\Users\anna\OneDrive\llm_memory"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\OneDrive - Agency Ltd\Documents\llm_memory"), "OneDrive"),
        (PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/llm_memory"), "iCloud"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/OneDrive-Agency/llm_memory"), "a cloud"),
        (PurePosixPath("/Users/anna/Dropbox (Agency)/llm_memory"), "Dropbox"),
        (PurePosixPath("/Users/anna/Google Drive/llm_memory"), "Google Drive"),
        (PureWindowsPath(r"G:\My Drive\llm_memory"), "Google Drive"),
        (PurePosixPath("/home/anna/Nextcloud/llm_memory"), "Nextcloud"),
    ],
)
def test_folders_that_are_synchronised(folder: PurePosixPath, service: str | None) -> None:
    assert notices.synced_by(folder) == service


def test_a_synchronised_folder_is_warned_of(tmp_path: Path) -> None:
    with LLMMemoryManager(tmp_path / "Dropbox" / "llm_memory") as memory:
        assert codes(memory) == ["memory-synced"]
        assert (
            "Dropbox" in memory.notices()[0].sentence and "MEDIAMAPPER_HOME" in memory.notices()[0].next_step
        )


def test_onedrive_is_known_by_where_windows_says_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "cloud"))
    assert notices.synced_by(tmp_path / "cloud" / "llm_memory") == "OneDrive"
    assert notices.synced_by(tmp_path / "disk" / "llm_memory") is None


def test_a_clock_that_goes_back_is_said_and_changes_no_order(folder: Path) -> None:
    now = datetime(2026, 5, 3, 12, tzinfo=UTC)
    with LLMMemoryManager(folder, "lamp river seventeen violet", clock=lambda: now) as memory:
        memory.store.decide([Decision("Cost", "fee", "confirm")], "anna")
        assert codes(memory) == []
    with LLMMemoryManager(
        folder, "lamp river seventeen violet", clock=lambda: now - timedelta(days=400)
    ) as memory:
        (notice,) = memory.notices()
        assert notice.code == "memory-clock" and "2026-05-03" in notice.sentence
        memory.store.decide([Decision("Cost", "fee", "correct", "net_cost")], "anna")
        assert memory.recall("mappings", "Cost")["field"] == "net_cost"
        assert memory.verify_audit().ok
        memory.store.undo("anna")
        assert memory.recall("mappings", "Cost")["field"] == "fee"
