"""The life of the server, with Windows played by a test; `tests/windows` sees it on a Windows Python."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from tests.patience import PATIENCE
from worker.shapes.mapping import Scope
from xl_addin import settings_file, udfs
from xl_addin.com_server import CLSID, DONE, SECOND
from xl_addin.com_server.server import serve
from xl_addin.pages.start import Settings


class PlayedWindows:
    """Has the calls of a test come in, one after the other."""

    def __init__(self, *calls: Any, first: bool = True) -> None:
        self.calls = calls
        self.first = first
        self.events: list[str] = []

    def is_first(self) -> bool:
        return self.first

    def is_elevated(self) -> bool:
        return False

    def register(self, bridge: Any) -> int:
        self.events.append("registered")
        return 7

    def revoke(self, factory: int) -> None:
        self.events.append(f"revoked {factory}")

    def pump(self, bridge: Any) -> None:
        for call in self.calls:
            call(bridge)
            if "end" in self.events:
                return
            bridge.begin_work()

    def end(self) -> None:
        self.events.append("end")

    def clean(self, value: Any) -> Any:
        return value

    def place(self, application: Any, book: str) -> Any:
        return application

    def let_go(self, place: Any) -> None:
        raise AssertionError("nobody clicked")

    def joined_app(self, place: Any) -> Any:
        raise AssertionError("nobody clicked")


def served(windows: Any) -> int:
    return serve(windows)


def test_a_second_server_gives_way(capsys: pytest.CaptureFixture[str]) -> None:
    windows = PlayedWindows(first=False)
    assert served(windows) == SECOND
    assert windows.events == []
    assert "runs already" in capsys.readouterr().err


def test_it_lives_until_it_is_told_to_end_whoever_comes_and_goes() -> None:
    clients = [lambda bridge: bridge.State()] * 100
    windows = PlayedWindows(*clients, lambda bridge: bridge.End(), lambda bridge: pytest.fail("it had ended"))
    assert served(windows) == DONE
    assert windows.events == ["registered", "end", "revoked 7"]


def test_its_class_is_a_class_id() -> None:
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", CLSID)


def test_formulas_are_loaded_and_table_libraries_are_not() -> None:
    code = (
        "import sys, xl_addin.com_server.server\n"
        "print('xl_addin.udfs' in sys.modules, 'pandas' in sys.modules, 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert done.stdout.split() == ["True", "False", "False"], done.stderr


def test_formulas_answer_for_the_client_of_a_saved_start_before_any_click(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings_file, "read", lambda: Settings(Scope(client="Acme")))
    scopes: list[Scope] = []
    windows = PlayedWindows(lambda bridge: scopes.append(udfs.answers().scope), lambda bridge: bridge.End())
    assert served(windows) == DONE
    assert scopes == [Scope(client="Acme")]
