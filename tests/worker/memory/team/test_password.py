"""A password is kept in the keyring or nowhere, and no sentence has it."""

from __future__ import annotations

import pytest

from worker.errors import MemoryProblem, UsageError
from worker.memory.database.postgres import connection
from worker.memory.keys import keychain
from worker.memory.team import password
from worker.memory.team.server import Server

URL = "postgresql://cleo@127.0.0.1:1/plans"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    secrets: dict[str, str] = {}
    monkeypatch.setattr(keychain, "get", secrets.get)
    monkeypatch.setattr(keychain, "put", lambda name, secret: secrets.update({name: secret}) is None)
    return secrets


def test_it_is_found_again_for_its_address_alone(keyring: dict[str, str]) -> None:
    password.keep(URL, "correct horse")
    assert connection.parameters(URL)["password"] == "correct horse"
    assert "password" not in connection.parameters(URL.replace("cleo", "dora"))


def test_one_in_the_address_comes_first(keyring: dict[str, str]) -> None:
    password.keep(URL, "correct horse")
    assert connection.parameters(URL.replace("cleo@", "cleo:staple@"))["password"] == "staple"


def test_none_is_kept_where_there_is_no_keyring() -> None:
    with pytest.raises(UsageError, match="pgpass"):
        password.keep(URL, "correct horse")
    with pytest.raises(UsageError, match="No password"):
        password.keep(URL, "")


def test_no_sentence_has_it(keyring: dict[str, str]) -> None:
    password.keep(URL, "correct horse")
    with pytest.raises(MemoryProblem) as problem:
        Server(URL).team()
    assert problem.value.code == "memory-team-away"
    assert "horse" not in f"{problem.value} {connection.label(URL)}"
