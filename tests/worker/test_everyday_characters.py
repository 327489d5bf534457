"""What people paste and what disks do: soft line breaks, names that are no UTF-8, files that can't be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.conftest import Run
from worker.errors import FileProblem
from worker.plans.files.reading import read_book
from worker.settings import Settings

HEADER = ["Channel", "Placement", "Net cost", "Impressions"]
LINES = [["TV", "Banner", 100, 5], ["Radio", "Spot", 200, 6]]
ODD = "".join(map(chr, range(1, 32)))
Command = Callable[..., int]


@pytest.fixture
def command(mediamapper: Run, tmp_path: Path) -> Command:
    """The exit code of a command in the test's folder; it fails the test when it fails inside, and its JSON is whole."""

    def run(*words: str) -> int:
        ran = mediamapper(*words, cwd=tmp_path)
        assert "failed inside" not in ran.err and "Traceback" not in ran.err, ran.err
        if "--json" in words and ran.code < 2:
            assert ran.json
        return ran.code

    return run


@pytest.mark.parametrize(
    ("header", "value"), [("Net\x0bcost", "Banner"), ("Net cost", "Banner\x0btop"), ("Net cost", f"a{ODD}b")]
)
def test_control_characters_stop_nothing(command: Command, tmp_path: Path, header: str, value: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, [HEADER[0], HEADER[1], header, HEADER[3]])
        sheet.write_row(1, 0, ["TV", value, 100, 5])
        sheet.write_row(2, 0, LINES[1])
    assert command("map", "plan.xlsx", "--no-llm", "-o", "review.xlsx") < 2
    assert command("export", "plan.xlsx", "--no-llm", "-o", "raw.xlsx") < 2
    texts = [
        str(cell) for row in openpyxl.load_workbook(tmp_path / "review.xlsx")["Review"].values for cell in row
    ]
    assert any("Net cost" in text for text in texts)
    raw = openpyxl.load_workbook(tmp_path / "raw.xlsx")["Raw data"]
    written = [cell.value for row in raw.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    assert written and all(letter >= " " or letter in "\t\n\r" for text in written for letter in text)
    if value == "Banner\x0btop":
        assert "Banner top" in written


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_name_that_is_no_utf8_is_shown_escaped(command: Command, tmp_path: Path, suffix: str) -> None:
    name = os.fsdecode(b"m\xfcller" + suffix.encode())
    if suffix == ".csv":
        (tmp_path / name).write_text("\n".join(",".join(map(str, row)) for row in [HEADER, *LINES]), "utf-8")
    else:
        with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
            sheet = book.add_worksheet("Plan")
            for at, row in enumerate([HEADER, *LINES]):
                sheet.write_row(at, 0, row)
        os.rename(tmp_path / "plan.xlsx", tmp_path / name)
    assert command("map", name, "--no-llm", "-o", "review.xlsx") < 2
    assert command("map", name, "--no-llm", "--json") < 2
    for raw in ("raw.xlsx", "raw.csv", "raw.parquet", os.fsdecode(b"\xfc.csv")):
        assert command("export", name, "--no-llm", "--json", "-o", raw) < 2
    assert "m\\xfcller" in str(read_book(tmp_path / name, settings=Settings(memory_dir=tmp_path)).name)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that can't be read")
@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_an_error_of_the_disk_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/proc/self/mem")
    with pytest.raises(FileProblem, match="can't be read|is empty") as caught:
        read_book(tmp_path / name, settings=Settings(memory_dir=tmp_path))
    assert caught.value.next_step
