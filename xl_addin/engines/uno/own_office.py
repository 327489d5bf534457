"""An office of our own: started with a fresh profile, and ended by its own process id."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from glob import glob
from pathlib import Path
from types import TracebackType
from typing import Any

from worker.errors import WorkerProblem
from xl_addin.engines.uno.connection import CALL_LIMIT, Connection
from xl_addin.environment import for_others

START_LIMIT = 90.0
"""Seconds; a first start makes the profile."""
STOP_LIMIT = 10.0
PROGRAMS = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_MISC = "/org.openoffice.Office.Common/Misc"
SETTINGS = (
    # A lock file that another office left makes loading return nothing, without an error.
    (_MISC, "UseDocumentSystemFileLocking", "false"),
    (_MISC, "UseDocumentOOoLockFile", "false"),
    (_MISC, "UseLocking", "false"),
    (_MISC, "FirstRun", "false"),
    (_MISC, "ShowTipOfTheDay", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
    ("/org.openoffice.Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Setup/Product", "LastTimeDonateShown", "4102444800"),
    ("/org.openoffice.Setup/Product", "LastTimeGetInvolvedShown", "4102444800"),
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)
_TAIL = "</oor:items>\n"


class Office:
    """A LibreOffice process that we started; a context manager that ends it."""

    def __init__(self, process: subprocess.Popen[bytes], pipe: str) -> None:
        self.process = process
        self.pipe = pipe

    @property
    def pid(self) -> int:
        """The process, which leads a group of its own."""
        return self.process.pid

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            if not _signal_group(self.process, number):
                break
            try:
                self.process.wait(STOP_LIMIT)
                break
            except subprocess.TimeoutExpired:
                continue
        _signal_group(
            self.process, getattr(signal, "SIGKILL", signal.SIGTERM)
        )  # what its launcher left behind

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_office(
    profile: Path,
    pipe: str,
    headless: bool = True,
    *,
    macros: bool = False,
    limit: float = START_LIMIT,
    environment: Mapping[str, str] | None = None,
) -> Office:
    """Start LibreOffice with a profile of its own and wait until it answers on *pipe*.

    Args:
        profile: folder of the profile; made if it is not there, and kept afterwards.
        headless: False needs a screen (DISPLAY in *environment*).
        macros: whether macros of documents run without asking.
        limit: seconds until it must answer.
        environment: what to add to this process's environment.

    Raises:
        WorkerProblem: no LibreOffice, or it does not answer in time.
    """
    settle(profile, macros)
    office = Office(_process(profile, pipe, headless, environment or {}), pipe)
    try:
        _wait(office, limit)
    except BaseException:
        office.stop()
        raise
    return office


def _process(
    profile: Path, pipe: str, headless: bool, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    command = [
        _program(),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--norestore",
        "--nologo",
        "--nofirststartwizard",
        f"--accept=pipe,name={pipe};urp;",
    ]
    if headless:
        command += ["--headless", "--nodefault"]  # with a window but none open, it would end at once
    group: dict[str, Any] = (
        {"creationflags": 0x200}  # CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**for_others(), **environment},
        **group,
    )


def _wait(office: Office, limit: float) -> None:
    until = time.monotonic() + limit
    while True:
        try:
            Connection(office.pipe, CALL_LIMIT).close()
            return
        except WorkerProblem as problem:
            if problem.code != "office-not-there":
                raise
        if not office.alive():
            raise WorkerProblem(
                f"LibreOffice ended while starting (exit code {office.process.returncode}).",
                "Start it by hand and look what it says.",
                code="office-ended",
            )
        if time.monotonic() > until:
            raise WorkerProblem(
                f"LibreOffice did not answer within {limit:.0f} seconds of its start.",
                "Look whether it waits for an answer on the screen, then try again.",
                code="office-late",
            )
        time.sleep(0.1)


def settle(profile: Path, macros: bool = False) -> None:
    """Write what an office of ours needs into *profile*: no lock files, no questions at the first start."""
    security = "/org.openoffice.Office.Common/Security/Scripting"
    values = [*SETTINGS, (security, "MacroSecurityLevel", "0" if macros else "3")]
    lines = [
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in values
    ]
    file = profile / "user" / "registrymodifications.xcu"
    old = file.read_text(encoding="utf-8") if file.exists() else _HEAD + _TAIL
    body = old[: old.rindex("</oor:items>")] if "</oor:items>" in old else _HEAD
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(body + "".join(line for line in lines if line not in body) + _TAIL, encoding="utf-8")


def _program() -> str:
    program = shutil.which("soffice") or next((hit for place in PROGRAMS for hit in glob(place)), None)
    if program is None:
        raise WorkerProblem(
            "LibreOffice is not installed.", "Install LibreOffice 7.4 or later.", code="office-missing"
        )
    return program


def _signal_group(process: subprocess.Popen[bytes], number: int) -> bool:
    """Whether there was anybody left to get it."""
    if sys.platform == "win32":
        if process.poll() is None:
            process.kill()
            return True
        return False
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
