"""The wire: what is left behind, where it may lead, and with which key."""

from __future__ import annotations

import threading

import pytest

from tests.patience import PATIENCE
from tests.worker.llm.conftest import ask, problem_of
from tests.worker.llm.fake_model import FakeModel, Reply


@pytest.mark.parametrize("drip", [0.02, PATIENCE], ids=["a byte now and then", "none after the first"])
def test_a_drip_is_left_behind_and_its_thread_ends(make_door, model: FakeModel, question, drip) -> None:
    model.says(Reply(drip=drip))
    assert problem_of(make_door(llm_deadline_seconds=0.3), question).code == "model-timeout"
    left = [t for t in threading.enumerate() if t.name == "a question to the model"]
    for thread in left:
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    "address", ["api.example.com", "ftp://x", "http://", "http://[", "file:///etc/passwd"]
)
def test_an_address_that_is_none_is_said(address: str, make_door, question) -> None:
    door = make_door({"ANTHROPIC_BASE_URL": address, "ANTHROPIC_API_KEY": "k"})
    assert problem_of(door, question).code == "model-address"


def test_nobody_listening_is_said(make_door, question) -> None:
    door = make_door({"ANTHROPIC_BASE_URL": "http://127.0.0.1:9", "ANTHROPIC_API_KEY": "k"})
    assert problem_of(door, question).code == "model-unreachable"


def test_a_redirect_never_carries_the_key_away(make_door, model: FakeModel, question) -> None:
    with FakeModel().running() as other:
        model.says(Reply(307, b"", {"location": f"{other.address}/v1/messages"}))
        assert problem_of(make_door(), question).code == "model-captive"
        assert not other.history


def test_other_credentials_of_the_sdk_are_left_alone(
    make_door, model: FakeModel, question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "of-another-tool")
    ask(make_door(), question)
    assert "of-another-tool" not in str(model.asked[0].headers)
