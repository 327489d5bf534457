"""A plan that would take minutes or gigabytes to copy is mapped all the same: its review stands alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.hostile.make import corpus
from tests.hostile.packing import workbook
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.review import Review, ReviewRow
from worker.shapes.template import Field, Template
from xl_addin import review_file
from xl_addin.workbook_weight import is_light

TEMPLATE = Template("small", 1, (Field("net_cost"),))
CASES = {case.name: case for case in corpus()}


def reviewed(plan: Path) -> Path:
    """The review of *plan*, with one row."""
    book = read_book(plan, settings=Settings(memory_dir=plan.parent))
    row = ReviewRow(book.sheets[0].sheet, 1, 1, "Net", "1", "net_cost", 0.9, "rules", "Because.", (), False)
    output = plan.with_name("review.xlsx")
    review_file.write(Review(plan.name, TEMPLATE, (row,), ()), plan, book, output)
    return output


@pytest.mark.parametrize(
    "name", ["two sheets of one name.xlsx", "merges that cross.xlsx", "error cells.xlsx"]
)
def test_a_small_plan_is_light(tmp_path: Path, name: str) -> None:
    assert is_light(CASES[name].put(tmp_path))


def test_a_plan_is_copied_beside_its_review(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(workbook(names=["Plan"]))
    assert openpyxl.load_workbook(reviewed(plan)).sheetnames[-1] == "Plan"


@pytest.mark.parametrize(
    "name",
    ["merge of everything.xlsx", "merges in each other.xlsx", "wide merges of one row.xlsx", "100,101 merges.xlsx",
     "60,000 styles.xlsx", "half a million equal cells.xlsx"],
)  # fmt: skip
def test_a_heavy_one_is_not(tmp_path: Path, name: str) -> None:
    assert not is_light(CASES[name].put(tmp_path))


@pytest.mark.parametrize("name", ["cut at 50%.xlsx", "members that overlap.xlsx", "text.xlsx"])
def test_nor_is_what_is_no_workbook(tmp_path: Path, name: str) -> None:
    assert not is_light(CASES[name].put(tmp_path))


def test_a_merge_of_a_whole_sheet_is_not_copied(tmp_path: Path) -> None:
    """It would become 17 thousand million cells."""
    review = reviewed(CASES["merge of everything.xlsx"].put(tmp_path))
    back = review_file.read(read_book(review, settings=Settings(memory_dir=tmp_path)), TEMPLATE)
    assert back.rows[0].header == "Net"
    assert review.stat().st_size < 100_000


@pytest.mark.parametrize(
    "parts",
    [
        {"rows": "".join(f'<row r="{at}" ht="9" customHeight="1"/>' for at in range(1, 260_000))},
        {"after": "<dataValidations>" + "<dataValidation sqref='A1'/>" * 260_000 + "</dataValidations>"},
        {"xl__workbook_xml": "<workbook>" + "<definedName name='a'>1</definedName>" * 260_000 + "</workbook>"},
    ],
    ids=["rows of a height", "validations", "names"],
)  # fmt: skip
def test_whatever_becomes_an_object_counts(tmp_path: Path, parts: dict[str, str]) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(workbook(**parts))
    assert not is_light(plan)
