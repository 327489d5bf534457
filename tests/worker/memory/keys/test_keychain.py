"""The keyring of this machine."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from tests.worker.memory.keys.marked_memory import field_of_mark, files_with_mark, remember_mark
from worker.errors import UsageError
from worker.memory.keys import keychain, keys, rekey

OLD, NEW = "correct horse", "battery staple"


class Kept(KeyringBackend):
    """A keyring in this process."""

    priority = 1

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def kept():
    before, backend = keyring.get_keyring(), Kept()
    keyring.set_keyring(backend)
    keychain.get.cache_clear()
    yield backend
    keyring.set_keyring(before)
    keychain.get.cache_clear()


def test_the_keyring_opens_what_it_was_given(folder: Path, kept: Kept) -> None:
    remember_mark(folder, None)
    assert rekey.rekey(folder, NEW, store_in_keyring=True).in_keyring
    assert field_of_mark(folder, None) == "net_cost"
    rekey.rekey(folder, OLD, store_in_keyring=True)
    assert field_of_mark(folder, None) == "net_cost" and list(kept.held.values()) == [OLD]
    rekey.rekey(folder, None)
    assert not kept.held


def test_a_key_for_any_memory_in_the_keyring_encrypts_a_new_one(folder: Path, kept: Kept) -> None:
    keyring.set_password(keychain.SERVICE, keys.VARIABLE, NEW)
    remember_mark(folder, None)
    assert (
        files_with_mark(folder) == []
        and field_of_mark(folder, NEW) == "net_cost"
        and field_of_mark(folder, None) == "net_cost"
    )


def test_a_keyring_that_keeps_nothing_changes_nothing(folder: Path) -> None:
    remember_mark(folder, None)
    with pytest.raises(UsageError, match="keyring"):
        rekey.rekey(folder, NEW, store_in_keyring=True)
    assert field_of_mark(folder, None) == "net_cost"


def test_a_keyring_that_fails_is_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda *_: 1 / 0)
    remember_mark(folder, None)
    assert field_of_mark(folder, None) == "net_cost"
