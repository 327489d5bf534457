"""What Windows does otherwise: long and foreign paths, code pages, locks, killed processes, keys."""

from __future__ import annotations

import json
import os
import re
import shutil

import pytest

from tests.conftest import ROOT
from tests.windows.conftest import Planner
from tests.windows.waiting import wait_for

DECISION = {"decisions": [{"header": "Ausgaben ÄÖ", "field": "net_cost", "decision": "confirm"}]}
QUESTION = {"columns": [{"name": "Ausgaben ÄÖ", "samples": []}]}


def decide(planner: Planner) -> None:
    planner.json("decide", stdin=json.dumps(DECISION).encode())


def origin(planner: Planner) -> str:
    """Where the answer to the decided header comes from."""
    answer = planner.json("suggest", stdin=json.dumps(QUESTION).encode())
    return str(answer["suggestions"][0]["origin"])


def test_a_plan_under_a_path_of_three_hundred_characters(planner: Planner) -> None:
    folder = (
        planner.folder
        / ("Kampagne " * 13).strip()
        / ("Отчёт " * 20).strip()
        / "計画"
        / ("Wochen " * 4).strip()
    )
    folder.here.mkdir(parents=True)
    plan, raw = folder / "plan.xlsx", planner.folder / "raw.csv"
    shutil.copyfile(ROOT / "examples/weekly_tv_digital_en/plan.xlsx", plan.here)
    assert len(str(plan)) > 300
    done = planner.mediamapper("export", plan, "-o", raw)
    assert (done.code, raw.here.exists()) == (0, True), done.text


@pytest.mark.parametrize("page", ["1252", "437", "65001"])
def test_a_console_of_any_code_page_shows_a_plan_in_chinese(planner: Planner, page: str) -> None:
    folder = planner.windows.folder()
    shutil.copyfile(ROOT / "examples/zh_media_plan/plan.xlsx", (folder / "plan.xlsx").here)
    script = f"@chcp {page} >nul\n@cd /d {folder}\n@python -I -m worker map plan.xlsx\n"
    (folder / "look.cmd").here.write_text(script, newline="\r\n")
    done = planner.run("cmd", "/c", folder / "look.cmd")
    assert (done.code in (0, 1), "failed inside" in done.text) == (True, False), done.text


def test_a_memory_with_a_key_opens_for_the_key_alone(planner: Planner) -> None:
    key = {"MEMORY_ENCRYPTION_KEY": "Schlüssel für 計画"}
    question = json.dumps(QUESTION).encode()
    assert planner.mediamapper("decide", stdin=json.dumps(DECISION).encode(), **key).code == 0
    assert b'"memory"' in planner.mediamapper("suggest", "--json", stdin=question, **key).out
    refused = planner.mediamapper("suggest", "--json", stdin=question)
    assert (refused.code, refused.out) == (2, b""), refused.text
    held = b"".join(file.read_bytes() for file in (planner.folder / "memory").here.glob("*.db"))
    assert b"SQLite format 3" not in held and b"ausgaben" not in held.lower()


def test_windows_keeps_the_key(planner: Planner) -> None:
    """The credential manager gives back what it was given, in another process."""
    code = "import keyring; {}"
    store = "keyring.set_password('mediamapper-rig', 'key', 'geheim ÄÖ'); print(type(keyring.get_keyring()).__name__)"
    fetch = "print(ascii(keyring.get_password('mediamapper-rig', 'key')))"
    assert b"WinVaultKeyring" in planner.run("python", "-c", code.format(store)).out
    assert ascii("geheim ÄÖ").encode() in planner.run("python", "-c", code.format(fetch)).out


def test_a_killed_worker_is_replaced_and_keeps_what_it_was_taught(planner: Planner) -> None:
    address = (planner.folder / "memory" / "worker.json").here
    with planner.windows.running("pythonw", "-I", "-m", "worker", "serve", environment=planner.environment):
        wait_for(address.is_file)
        decide(planner)
        pid = json.loads(address.read_text("utf-8"))["pid"]
        assert planner.run("taskkill", "/f", "/pid", str(pid)).code == 0
    before = address.read_text("utf-8")
    with planner.windows.running("pythonw", "-I", "-m", "worker", "serve", environment=planner.environment):
        wait_for(lambda: address.is_file() and address.read_text("utf-8") != before)
        assert origin(planner) == "memory"


def test_a_second_worker_gives_way(planner: Planner) -> None:
    address = (planner.folder / "memory" / "worker.json").here
    with planner.windows.running("pythonw", "-I", "-m", "worker", "serve", environment=planner.environment):
        wait_for(address.is_file)
        second = planner.mediamapper("serve")
        assert (second.code, "already serves" in second.text) == (2, True), second.text


def test_the_address_of_the_worker_is_its_users_alone(planner: Planner) -> None:
    address = planner.folder / "memory" / "worker.json"
    with planner.windows.running("pythonw", "-I", "-m", "worker", "serve", environment=planner.environment):
        wait_for(address.here.is_file)
        rights = planner.run("icacls", address).text
        assert re.findall(r"\(I\)|Everyone|Users", rights) == [], rights


def test_the_memory_is_its_users_alone(planner: Planner) -> None:
    """Its folder's access list names the user, the system and administrators, and all that lies in it follows."""
    decide(planner)
    assert planner.mediamapper("memory", "optimize").code == 0
    memory = planner.folder / "memory"
    for place in (memory, memory / "llm_memory.db"):
        rights = planner.run("icacls", place).text
        assert re.findall(r"Everyone|BUILTIN.Users|Authenticated", rights) == [], rights


def test_an_address_that_somebody_else_wrote_is_not_believed(planner: Planner) -> None:
    address = planner.folder / "memory" / "worker.json"
    address.here.parent.mkdir()
    address.here.write_text('{"url": "http://127.0.0.1:1", "token": "t", "pid": 1}', "utf-8")
    look = "import pathlib, sys; from xl_addin.client import address_of; print(address_of(pathlib.Path(sys.argv[1])))"
    command = ("python", "-c", look, planner.folder / "memory")
    assert b"Address(" in planner.run(*command).out
    os.chown(address.here, 4711, 4711)
    assert planner.run(*command).out.strip() == b"None"


def failing(planner: Planner) -> set[str]:
    """What the doctor finds."""
    return {cause["code"] for cause in planner.json("doctor") if cause["status"] == "fail"}


def test_what_is_installed_is_taken_back(planner: Planner) -> None:
    run_key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
    planner.mediamapper("install", "--uninstall")  # what a test that failed has left
    before = planner.run("reg", "query", run_key).out
    first = {step["name"]: step["state"] for step in planner.json("install")}
    assert set(first.values()) <= {"done", "already", "left out"}, first
    installed = planner.run("reg", "query", run_key).text
    assert "MediaMapper worker" in installed and "MediaMapper formulas" in installed
    mended = {"worker-running", "login-start", "workbook-there", "com-class"}
    wait_for(lambda: not mended & failing(planner))
    again = {step["name"]: step["state"] for step in planner.json("install")}
    assert "done" not in {state for name, state in again.items() if name != "worker"}, again
    removed = planner.json("install", "--uninstall")
    assert {step["state"] for step in removed} <= {"done", "already"}, removed
    assert planner.run("reg", "query", run_key).out == before
