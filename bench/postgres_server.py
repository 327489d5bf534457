"""A real PostgreSQL for tests and for the bench: in a folder of its own, on a Unix socket, as an ordinary user."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import psycopg

if sys.platform != "win32":  # where no tests of a team's memory run, and others import this
    import pwd

OWNER = "owner"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None on a machine without them."""
    if path := shutil.which("initdb"):
        return Path(path).parent
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    return homes[-1].parent if homes else None


class PostgresServer:
    """One server; `stop` takes its folder away."""

    def __init__(self, *, durable: bool = True) -> None:
        """Without *durable* it does not wait for the disk: quicker, and whole unless the machine itself goes down."""
        home = programs()
        assert home is not None, "ask `programs` first"
        self._home = home
        self._durable = durable
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._uid = nobody.pw_uid if nobody else None
        self._gid = nobody.pw_gid if nobody else None
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is at most 107 bytes
        if nobody:
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self._names = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", self._data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        waits = "on" if self._durable else "off"
        arguments = (
            "-D",
            self._data,
            "-k",
            str(self.folder),
            "-c",
            "listen_addresses=",
            "-c",
            "max_connections=200",
            "-c",
            f"fsync={waits}",
        )
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                [self._home / "postgres", *arguments],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=self._uid,
                group=self._gid,
                extra_groups=None if self._uid is None else [],
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def kill(self) -> None:
        """End it and all its children as a power cut would."""
        assert self._process is not None
        children = (
            Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
            .read_text(encoding="utf-8")
            .split()
        )
        for pid in (self._process.pid, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it, and take its folder away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, login: str = OWNER) -> str:
        """The address of a database."""
        return f"postgresql://{login}@/{database}?host={self.folder}"

    def new_database(self, copy_of: str = "template1") -> str:
        """The address of a new database: empty, or a copy of another, which nobody uses meanwhile."""
        name = f"team{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {copy_of}")
        return self.url(name)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the owner."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._home / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=self._uid,
            group=self._gid,
            extra_groups=None if self._uid is None else [],
        )
