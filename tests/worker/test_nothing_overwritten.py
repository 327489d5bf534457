"""Every command with an output, walked: over its inputs, over what is theirs, over a device, and over its own."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.systems import HAS_LINKS, links
from worker.cli import cli
from worker.errors import MediaMapperError
from xl_addin.bundle import installer

PLAN = Path("examples/weekly_tv_digital_en/plan.xlsx").resolve()


@dataclass(frozen=True)
class Writing:
    """One command that writes: its words, {out} for the output, and the inputs that stand in the folder."""

    command: str
    words: str
    suffix: str
    inputs: tuple[str, ...] = ()


WRITINGS = [
    Writing("map", "map plan.xlsx --no-llm -o {out}", ".xlsx", ("plan.xlsx",)),
    Writing("map", "map plan.xlsx --no-llm --template own.yaml -o {out}", ".xlsx", ("plan.xlsx",)),
    Writing("export", "export plan.xlsx --no-llm -o {out}", ".xlsx", ("plan.xlsx",)),
    Writing("export", "export plan.csv --no-llm -o {out}", ".csv", ("plan.csv",)),
    Writing(
        "export",
        "export plan.xlsx --no-llm --mapping review.xlsx -o {out}",
        ".xlsx",
        ("plan.xlsx", "review.xlsx"),
    ),
    Writing("export", "export plan.xlsx --no-llm -o {out}", ".parquet"),
    Writing("export", "export plan.xlsx --no-llm --previous plan.csv -o {out}", ".csv", ("plan.csv",)),
    Writing("diff", "diff plan.xlsx plan.csv -o {out}", ".xlsx", ("plan.xlsx",)),
    Writing("flowchart", "flowchart plan.xlsx -o {out}", ".xlsx", ("plan.xlsx",)),
    Writing("memory report", "memory report -o {out}", ".xlsx"),
    Writing("memory backup", "memory backup {out}", ".json"),
    Writing("workbook build", "workbook build -o {out}", ".xlsm"),
    Writing("calc build", "calc build -o {out}", ".oxt"),
    Writing("bundle windows", "bundle windows -o {out}", ".exe"),
    Writing("bundle windows", "bundle windows --python python.zip -o {out}", ".zip", ("python.zip",)),
]


def _name(writing: Writing) -> str:
    return f"{writing.words.partition(' -o')[0]} {writing.suffix}"


READS_ONLY = {"decide", "check", "layout", "memory import-json"}
"""Commands whose paths are inputs."""
ELSEWHERE = {"memory export-json", "memory restore", "batch"}
"""Commands that write where no path says: into the memory's folder; a batch into its dataset (batch/test_dataset.py)."""


@pytest.fixture(scope="module")
def first_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan of each kind, its review, a template, and a memory."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("MEDIAMAPPER_HOME", str(folder / "memory"))
        shutil.copy(PLAN, "plan.xlsx")
        Path("plan.csv").write_text(
            "Channel,Placement,Start,End,Net cost\nTV,A,2026-01-05,2026-01-11,100\n", encoding="utf-8"
        )
        Path("own.yaml").write_text(
            "name: own\nversion: 1\nfields:\n  - name: net_cost\n    type: money\n", encoding="utf-8"
        )
        Path("pyproject.toml").write_text('[project]\nname = "mediamapper"\n', encoding="utf-8")
        Path("python.zip").write_bytes(b"python.org's")
        run("map plan.xlsx --no-llm -o review.xlsx")
    return folder


@pytest.fixture
def desk(first_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, for one test."""
    shutil.copytree(first_desk, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDIAMAPPER_HOME", str(tmp_path / "memory"))
    # The installer itself takes minutes and the package index; tests/windows makes it.
    monkeypatch.setattr(installer, "build", lambda checkout, target, *_: target.write_bytes(b"an installer"))
    return tmp_path


def run(words: str) -> tuple[int, str]:
    """Exit code and what was said; the last door of the console makes errors into exit code 2."""
    done = CliRunner().invoke(cli, words.split(), standalone_mode=False)
    if done.exception is None:
        return int(done.return_value or 0), done.output
    assert isinstance(done.exception, MediaMapperError | click.ClickException), done.exception
    return 2, str(done.exception)


def state(folder: Path) -> dict[str, str]:
    """Digest by name of all that is no memory."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "memory" not in path.parts[len(folder.parts) : -1]
    }


def _commands(group: click.Group, start: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, f"{start}{name} ")
        else:
            yield f"{start}{name}", command


def test_every_command_that_takes_an_output_is_walked() -> None:
    writes = {
        name
        for name, command in _commands(cli)
        if any(p.name == "output" or "-o" in p.opts or p.name == "force" for p in command.params)
    }
    assert writes == {w.command for w in WRITINGS} | ELSEWHERE


def test_every_other_command_that_takes_a_path_only_reads_it() -> None:
    with_path = {
        name
        for name, command in _commands(cli)
        if any(isinstance(p.type, click.Path) for p in command.params)
    }
    assert with_path - {w.command for w in WRITINGS} - ELSEWHERE == READS_ONLY


@pytest.mark.parametrize("force", ["", " --force"])
@pytest.mark.parametrize("writing", [w for w in WRITINGS if w.inputs], ids=_name)
def test_no_input_is_replaced(desk: Path, writing: Writing, force: str) -> None:
    before = state(desk)
    for name in writing.inputs:
        for link in ("", *(["soft-"] if HAS_LINKS else []), "hard-"):
            target = desk / f"{link}{name}"
            if link == "soft-":
                target.symlink_to(desk / name)
            elif link == "hard-":
                target.hardlink_to(desk / name)
            code, said = run(writing.words.format(out=target.name) + force)
            assert code == 2 and " itself. " in said, said
            if link:
                target.unlink()
    assert state(desk) == before


@pytest.mark.parametrize("writing", WRITINGS, ids=_name)
def test_what_is_theirs_is_left(desk: Path, writing: Writing) -> None:
    theirs = desk / f"theirs{writing.suffix}"
    shutil.copy(PLAN, theirs)
    before = state(desk)
    code, said = run(writing.words.format(out=theirs.name))
    assert code == 2 and "--force" in said
    assert state(desk) == before


@links
@pytest.mark.parametrize("writing", WRITINGS, ids=_name)
def test_a_device_is_left(desk: Path, writing: Writing) -> None:
    (desk / f"device{writing.suffix}").symlink_to("/dev/null")
    code, said = run(writing.words.format(out=f"device{writing.suffix}"))
    assert code == 2 and "device" in said
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("writing", WRITINGS, ids=_name)
def test_our_own_is_replaced_until_somebody_edits_it(desk: Path, writing: Writing) -> None:
    words = writing.words.format(out=f"ours{writing.suffix}")
    ours = desk / f"ours{writing.suffix}"
    for _ in range(2):
        code, said = run(words)
        assert code < 2, said
    with open(ours, "ab") as file:
        file.write(b"\n")
    edited = ours.read_bytes()
    code, said = run(words)
    if writing.command == "map":
        assert code < 2 and (desk / "ours 1.xlsx").read_bytes() == edited
    else:
        assert code == 2 and "was changed since" in said and ours.read_bytes() == edited
        assert run(f"{words} --force")[0] < 2 and ours.read_bytes() != edited


@pytest.mark.parametrize(
    "writing", [w for w in WRITINGS if w.suffix in (".xlsx", ".csv", ".parquet", ".json", ".xlsm")], ids=_name
)
def test_our_own_is_known_without_the_record(
    desk: Path, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = writing.words.format(out=f"ours{writing.suffix}")
    assert run(words)[0] < 2
    monkeypatch.setenv("MEDIAMAPPER_HOME", str(desk / "other memory"))
    assert run(words)[0] < 2


def test_an_edited_mirror_waits_for_its_import(desk: Path) -> None:
    assert run("memory export-json")[0] == 0
    assert run("memory export-json")[0] == 0
    mirror = desk / "memory" / "mappings.json"
    mirror.write_text(
        '{"mappings": [{"header": "Costs", "field": "net_cost", "confidence": 0.9}], "values": []}', "utf-8"
    )
    edited = mirror.read_bytes()
    assert run("memory export-json")[0] == 2
    assert run("memory backup all.json")[0] == 0
    assert mirror.read_bytes() == edited
    assert run("memory import-json")[0] == 0
    assert run("memory export-json")[0] == 0
