"""docs/team.md is what happens: its statements and commands run against a real server, in order."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

from bench.postgres_server import PostgresServer
from tests.worker.memory.postgres import postgres

__all__ = ["postgres"]
PAGE = (Path(__file__).parents[1] / "docs" / "team.md").read_text("utf-8")
BLOCKS = re.findall(r"```(sql|console)\n(.*?)```", PAGE, re.DOTALL)
HOST = "@db.agency.example/plans"


def test_every_command_of_the_page_says_what_the_page_says(postgres: PostgresServer, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "MEDIAMAPPER_HOME": str(tmp_path / "owners_memory")}
    for kind, text in BLOCKS:
        if kind == "sql":
            for statement in text.split(";\n")[:-1]:
                postgres.execute(statement)
            continue
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            if command.startswith("export "):
                name, value = command.removeprefix("export ").split("=", 1)
                environment[name] = value.replace(HOST, f"@/plans?host={postgres.folder}")
                continue
            done = subprocess.run(
                command,
                shell=True,
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            said = "".join(
                line for line in (done.stdout + done.stderr).splitlines(True) if "not encrypted" not in line
            )
            assert doctest.OutputChecker().check_output(expected, said, doctest.ELLIPSIS), (command, said)
