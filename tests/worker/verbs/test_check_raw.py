"""A raw-data file beside its plan: what agrees, what differs, and what nothing confirms."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench import faults
from bench.exporting import exported
from bench.plans import make
from worker import settings
from worker.errors import MediaMapperError
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.verbs.check_raw import RawCheck, check_raw
from worker.verbs.export import Export
from worker.writers import writing

SETTLED = ("money_net", "currency_in_brief", "total_below")
"""Habits of a plan that rules alone settle."""
CORRUPTED = 1_000


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    return settings.load(str(tmp_path / "memory"), llm=False)


@cache
def export_of(seed: int, *habits: str, folder: Path) -> Export:
    made = make(seed, habits or None, None if not habits else "en")
    return exported(made.write(folder))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


def checked(export: Export, rows: list[dict[str, Any]], tmp_path: Path, own: Settings) -> RawCheck:
    return check_raw(faults.write(rows, tmp_path / "raw.csv"), export, own)


def codes(check: RawCheck) -> dict[str, int]:
    return dict(Counter(f.code for f in check.findings))


# ---------------------------------------------------------------- what is right stays right


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_our_own_export_agrees(suffix: str, folder: Path, tmp_path: Path, own_settings: Settings) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    file = tmp_path / f"raw{suffix}"
    writing.write(export.raw, file)
    check = check_raw(file, export, own_settings)
    assert export.settled
    assert (check.agrees, codes(check)) == (True, {})
    assert any(c.independent for c in check.comparisons)


def test_without_a_total_in_the_plan_nothing_confirms_the_file(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, "money_net", "currency_in_brief", folder=folder)
    check = checked(export, export.raw.table.to_pylist(), tmp_path, own_settings)
    assert check.agrees is not True and check.agrees is not False
    assert not any(c.independent for c in check.comparisons)


def test_a_file_without_lineage_is_compared_by_sums(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    rows = [{k: v for k, v in r.items() if not k.startswith("source_")} for r in export.raw.table.to_pylist()]
    assert checked(export, rows, tmp_path, own_settings).agrees is True


def test_rows_in_another_order_and_more_columns_agree(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    rows = [{**r, "cost centre": "7"} for r in reversed(export.raw.table.to_pylist())]
    assert checked(export, rows, tmp_path, own_settings).agrees is True


def test_a_currency_that_the_plan_does_not_say_may_be_filled_in(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, "money_net", "total_below", folder=folder)
    rows = [{**r, "currency": "EUR"} for r in export.raw.table.to_pylist()]
    assert checked(export, rows, tmp_path, own_settings).agrees is not False


@pytest.mark.parametrize("social", [1650.0, 1700.0])
def test_parts_below_a_table_speak_of_its_rows_alone(
    social: float, tmp_path: Path, own_settings: Settings
) -> None:
    days = [date(2026, 3, 1), date(2026, 3, 31)]
    header: list[Cell] = ["Channel", "Vendor", "Start", "End", "Net cost EUR"]
    lines: list[list[Cell]] = [["Social", "Alder", *days, 1650.0], ["Video", "Birch", *days, 1900.0]]
    parts: list[list[Cell]] = [["Social", None, None, None, 1650.0], ["Video", None, None, None, 1900.0]]
    other: list[list[Cell]] = [["Print", "Elm", *days, 700.0], ["Print", "Fir", *days, 333.0]]
    sheets = (Grid("TV", [header, *lines, [None] * 5, *parts]), Grid("Print", [header, *other]))
    mapper, book = MediaMapper(own_settings), Book("plan.xlsx", sheets)
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    rows = [
        {**row, "net_cost": social if row["channel"] == "Social" else row["net_cost"]}
        for row in export.raw.table.to_pylist()
    ]
    check = checked(export, rows, tmp_path, own_settings)
    stated = [(c.cell, c.plan, c.raw, c.ok) for c in check.comparisons if c.independent]
    assert stated == [("E5:E6", 3550.0, social + 1900.0, social == 1650.0)]


# ---------------------------------------------------------------- what differs is told


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (faults.line_dropped, "raw-row-missing"),
        (faults.total_taken_in, "raw-row-extra"),
        (faults.month_shifted, "raw-value-differs"),
        (faults.currency_swapped, "raw-value-differs"),
        (faults.cost_doubled, "raw-value-differs"),
    ],
)
def test_a_fault_is_named(
    fault: faults.Fault, code: str, folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    rows = fault(export.raw.table.to_pylist(), random.Random(1), export)
    assert rows is not None
    check = checked(export, rows, tmp_path, own_settings)
    assert check.agrees is False
    assert code in codes(check)


def test_a_total_of_the_plan_that_the_file_misses_is_named_with_its_cell(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    check = checked(export, export.raw.table.to_pylist()[1:], tmp_path, own_settings)
    total = next(f for f in check.findings if f.code == "raw-total-differs")
    assert total.cell and total.sheet


def test_a_measure_without_a_column_is_named(folder: Path, tmp_path: Path, own_settings: Settings) -> None:
    export = export_of(11, "impressions_and_cpm", *SETTLED, folder=folder)
    rows = [{k: v for k, v in r.items() if "impressions" not in k} for r in export.raw.table.to_pylist()]
    assert "raw-column-missing" in codes(checked(export, rows, tmp_path, own_settings))


def test_a_file_of_something_else_is_refused(folder: Path, tmp_path: Path, own_settings: Settings) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    with pytest.raises(MediaMapperError, match="no columns"):
        checked(export, [{"a": 1, "b": 2}], tmp_path, own_settings)


def test_a_file_without_any_measure_does_not_agree(
    folder: Path, tmp_path: Path, own_settings: Settings
) -> None:
    export = export_of(11, *SETTLED, folder=folder)
    check = checked(export, [{"publisher": "Meta", "channel": "Social"}], tmp_path, own_settings)
    assert check.agrees is None
    assert codes(check) == {"raw-nothing-to-compare": 1}


# ---------------------------------------------------------------- a thousand corrupted exports


def test_no_corrupted_export_agrees(folder: Path, tmp_path: Path, own_settings: Settings) -> None:
    """None of 1,000 exports with one fault agrees, and no export without one is said to differ."""
    wrong: list[str] = []
    count, seed = 0, 20_000
    while count < CORRUPTED:
        seed += 1
        try:
            export = export_of(seed, folder=folder)
        except MediaMapperError:
            continue
        rows = export.raw.table.to_pylist()
        if not faults.money_of(rows):
            continue
        if checked(export, rows, tmp_path, own_settings).agrees is False:
            wrong.append(f"{seed}: differs without a fault")
        for name, faulty in faults.corrupted(export, seed, 4):
            count += 1
            if faulty and checked(export, faulty, tmp_path, own_settings).agrees is not False:
                wrong.append(f"{seed}: {name}")
    assert wrong == []


def test_the_command_answers(mediamapper: Any, tmp_path: Path) -> None:
    plan = make(11, SETTLED, "en").write(tmp_path)
    raw = tmp_path / "raw.csv"
    assert mediamapper("export", plan, "-o", raw, "--no-llm").code == 0
    right = mediamapper("check", plan, "--raw", raw, "--no-llm", "--json")
    assert (right.code, right.json["agrees"]) == (0, True)
    lines = raw.read_text("utf-8-sig").splitlines(keepends=True)
    raw.write_text("".join(lines[:-1]), "utf-8-sig")
    wrong = mediamapper("check", plan, "--raw", raw, "--no-llm", "--json")
    assert (wrong.code, wrong.json["agrees"]) == (1, False)
    assert "raw-row-missing" in wrong.json["findings"]
