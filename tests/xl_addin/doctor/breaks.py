"""Ways in which a machine that was well breaks; each changes a machine of tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from filelock import FileLock

from tests.xl_addin.machines import NOW, Fake
from xl_addin.doctor.causes import addin_disabled
from xl_addin.install import calc_extension, records, xlwings_conf
from xl_addin.machine import Ran

Break = Callable[[Fake], object]


def address_file(text: str) -> Break:
    def put(made: Fake) -> None:
        made.health = None
        (made.machine.memory / "worker.json").write_text(text, "utf-8")
        (made.machine.memory / "worker.json").chmod(0o600)

    return put


def health(**told: object) -> Break:
    return lambda made: made.health is not None and made.health.update(told)


def command(piece: str, code: int, out: str = "") -> Break:
    return lambda made: made.answers.update({piece: Ran(code, out)})


def registry(key: str, name: str, value: str | int) -> Break:
    return lambda made: made.registry.set(key, name, value)


def workbook(text: str | None) -> Break:
    def put(made: Fake) -> None:
        path = made.machine.data / "MediaMapper.xlsm"
        path.unlink() if text is None else path.write_text(text, "utf-8")

    return put


def machine(**changed: object) -> Break:
    def put(made: Fake) -> None:
        for name, value in changed.items():
            object.__setattr__(made.machine, name, value)

    return put


def silent(made: Fake) -> None:
    made.health = None


def hung(made: Fake) -> None:
    address_file('{"url": "http://127.0.0.1:1", "token": "t", "pid": 4711}')(made)
    made.alive = True


def held(made: Fake) -> None:
    made.health = None
    lock = FileLock(made.machine.memory / "worker.lock")
    lock.acquire()
    made.held = lock.release


def salted(made: Fake) -> None:
    (made.machine.memory / "llm_memory.salt").touch()


def from_the_future(made: Fake) -> None:
    path = made.machine.memory / "llm_memory.db"
    path.touch()
    stamp = (NOW + timedelta(days=2)).timestamp()
    os.utime(path, (stamp, stamp))


def room(megabytes: int) -> Break:
    return lambda made: setattr(made, "room", megabytes * 2**20)


def in_onedrive(made: Fake) -> None:
    machine(env={"OneDrive": str(made.machine.home)})(made)


def uninstalled(made: Fake) -> None:
    (made.machine.data / records.FILE).unlink()


def marked(made: Fake) -> None:
    (made.machine.data / "MediaMapper.xlsm:Zone.Identifier").write_text(
        "[ZoneTransfer]\r\nZoneId=3\r\n", "utf-8"
    )


def conf(text: str) -> Break:
    def put(made: Fake) -> None:
        xlwings_conf.path(made.machine).write_text(text.replace("PYTHON", str(made.machine.python)), "utf-8")

    return put


def calc_for_another_python(made: Fake) -> None:
    (made.machine.data / calc_extension.CONFIG_FILE).write_text('{"python": "/gone/python"}', "utf-8")


def shell(*places: str, **more: str) -> Break:
    """A shell with *places* of the home on its PATH; `work` is a virtual environment."""

    def put(made: Fake) -> None:
        home = made.machine.home
        for place in ("work/bin", "bin"):
            (home / place).mkdir(parents=True, exist_ok=True)
            (home / place / "python3").touch(0o755)
        (home / "work" / "pyvenv.cfg").write_text("include-system-site-packages = false\n", "utf-8")
        machine(env={"PATH": os.pathsep.join(str(home / place) for place in places), **more})(made)

    return put


def without_script(made: Fake) -> None:
    (made.machine.home / "Library/Application Scripts/com.microsoft.Excel/mediamapper.sh").write_text(
        "older", "utf-8"
    )


def without_login(made: Fake) -> None:
    (made.machine.home / ".config" / "autostart" / "mediamapper.desktop").unlink()


def blocked_folder(made: Fake) -> None:
    (made.machine.home / "a file").touch()
    machine(memory=made.machine.home / "a file" / "memory")(made)


def addin_file(made: Fake) -> Path:
    record = records.addin_record(made.machine)
    assert record is not None
    return Path(record.path)


def without_addin(made: Fake) -> None:
    addin_file(made).unlink()


def addin_of_somebody_else(made: Fake) -> None:
    addin_file(made).write_bytes(b"other macros")


def addin_turned_off(made: Fake) -> None:
    entry = b"\x01\0\0\0" + str(addin_file(made)).lower().encode("utf-16-le")
    made.registry.set(addin_disabled.KEY, "2F4A1", entry.hex())
