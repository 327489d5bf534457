from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.systems import links, named_pipes
from worker.errors import FileProblem
from worker.outputs.marks import Kind
from worker.outputs.output import Output


@pytest.fixture
def output(tmp_path: Path) -> Callable[..., Output]:
    """An output in a folder with a memory folder beside."""

    def made(name: str = "raw.csv", kind: Kind = "raw-data", **more: object) -> Output:
        return Output(tmp_path / name, kind, tmp_path / "memory", **more)  # type: ignore[arg-type]

    return made


def put(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, "utf-8")


# ---------------------------------------------------------------- what goes through


def test_a_new_file_is_written(output: Callable[..., Output]) -> None:
    assert output().write(put("rows")) is None
    assert output().path.read_text("utf-8") == "rows"


def test_our_own_file_is_replaced_again_and_again(output: Callable[..., Output]) -> None:
    for text in ("first", "second", "third"):
        output().write(put(text))
    assert output().path.read_text("utf-8") == "third"


def test_a_file_that_bears_our_marks_is_replaced_without_a_record(output: Callable[..., Output]) -> None:
    output().path.write_bytes(
        b'\xef\xbb\xbf"net_cost","source_sheet","source_row","source_column"\n1,"A",2,"B"\n'
    )
    output().write(put("rows"))
    assert output().path.read_text("utf-8") == "rows"


@links
def test_a_link_that_leads_nowhere_is_followed(output: Callable[..., Output], tmp_path: Path) -> None:
    output().path.symlink_to(tmp_path / "elsewhere.csv")
    output().write(put("rows"))
    assert (tmp_path / "elsewhere.csv").read_text("utf-8") == "rows" and output().path.is_symlink()


def test_force_replaces_what_is_not_ours(output: Callable[..., Output]) -> None:
    output().path.write_text("theirs", "utf-8")
    output(force=True).write(put("rows"))
    assert output().path.read_text("utf-8") == "rows"


# ---------------------------------------------------------------- what does not


@pytest.mark.parametrize("link", ["itself", pytest.param("symbolic", marks=links), "hard", "other spelling"])
@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_never_replaced(
    output: Callable[..., Output], tmp_path: Path, link: str, force: bool
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("theirs", "utf-8")
    name = "plan.csv" if link == "itself" else f"{link}.csv"
    if link == "symbolic":
        (tmp_path / name).symlink_to(plan)
    elif link == "hard":
        os.link(plan, tmp_path / name)
    elif link == "other spelling":
        (tmp_path / "folder").mkdir()
        name = "folder/../plan.csv"
    with pytest.raises(FileProblem, match="is the plan itself"):
        output(name, inputs={"the plan": plan}, force=force).write(put("rows"))
    assert plan.read_text("utf-8") == "theirs"


def test_a_file_of_somebody_else_is_left(output: Callable[..., Output]) -> None:
    output().path.write_text("theirs", "utf-8")
    with pytest.raises(FileProblem, match="nothing says that MediaMapper wrote it"):
        output().write(put("rows"))
    assert output().path.read_text("utf-8") == "theirs"


def test_our_file_that_was_edited_is_left(output: Callable[..., Output]) -> None:
    output().write(put("rows"))
    output().path.write_text("rows and a remark", "utf-8")
    with pytest.raises(FileProblem, match=r"was changed since.*--force"):
        output().write(put("rows"))
    assert output().path.read_text("utf-8") == "rows and a remark"


def test_our_file_of_another_kind_is_left(output: Callable[..., Output]) -> None:
    output("backup", "backup").write(put("everything"))
    with pytest.raises(FileProblem):
        output("backup", "report").write(put("a page"))


@named_pipes
@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_regular_file_is_left(output: Callable[..., Output], force: bool) -> None:
    os.mkfifo(output().path)
    with pytest.raises(FileProblem, match="device or a pipe"):
        output(force=force).write(put("rows"))
    assert output().path.is_fifo()


@pytest.mark.parametrize("name", ["llm_memory.db", "worker.json"])
def test_the_memory_s_own_files_are_left(output: Callable[..., Output], tmp_path: Path, name: str) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / name).write_text("memory", "utf-8")
    with pytest.raises(FileProblem, match="memory itself"):
        output(f"memory/{name}", "backup", force=True).write(put("everything"))
    assert (tmp_path / "memory" / name).read_text("utf-8") == "memory"


def test_a_file_that_appears_meanwhile_is_left(output: Callable[..., Output]) -> None:
    def slowly(path: Path) -> None:
        path.write_text("rows", encoding="utf-8")
        output().path.write_text("theirs", "utf-8")

    with pytest.raises(FileProblem):
        output().write(slowly)
    assert output().path.read_text("utf-8") == "theirs"


def test_what_fails_leaves_the_earlier_file_alone(output: Callable[..., Output], tmp_path: Path) -> None:
    output().write(put("rows"))

    def fails(path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(FileProblem, match="disk is full"):
        output().write(fails)
    assert output().path.read_text("utf-8") == "rows"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memory", "raw.csv"]
