"""A module `worker/a/b.py` has its tests in `tests/worker/a/test_b.py`; what has none has its reason here."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REASONS = {
    "worker/shapes": "frozen data without behaviour; every other test makes them",
    "worker/findings": "records: tests/worker/findings/test_kind.py walks all of them",
    "worker/errors.py": "classes without behaviour of their own",
    "worker/llm/answer.py": "frozen data without behaviour",
    "worker/memory/layouts/recalled_layout.py": "frozen data without behaviour",
    "worker/memory/upkeep/proposals.py": "frozen data and a protocol",
    "worker/memory/database/file_names.py": "names without behaviour",
    "worker/memory/database/shared_columns.py": "columns: both files of tables below are made of them",
    "worker/memory/database/tables.py": "models: test_migrations.py compares them with the files",
    "worker/memory/database/postgres/tables.py": "models: tests/worker/memory/team writes and reads through all of them",
    "worker/memory/database/postgres/schema.py": "statements: tests/worker/memory/team/test_server.py tries what they forbid",
    "worker/cleaning/checks": "one table of cases for all checks: tests/worker/cleaning/checks",
    "worker/cleaning/mapped_table.py": "a record without behaviour",
    "worker/writers/sheets": "one workbook for all sheets: tests/worker/writers/sheets/test_sheets.py",
    "worker/matching/rankers/table_rules": "one table of cases for all rules: tests/worker/matching/rankers/table_rules",
    "worker/matching/work.py": "records without behaviour: test_cascade.py fills them",
    "worker/plans/files/formats": "one table of cases for all formats: tests/worker/plans/files/formats",
    "worker/plans/files/job_object.py": "Windows alone has it; written from the documented API, and not run there",
    "worker/serving/operations.py": "a table: test_openapi.py and test_verbs.py walk it",
    "worker/serving/log_lines.py": "a logging configuration: test_canaries.py reads what is logged",
    "worker/commands": "tests/worker/test_cli.py runs the commands as a terminal does",
    "xl_addin/doctor/symptom.py": "a record: tests/xl_addin/doctor/test_doctor.py compares those of all causes",
    "xl_addin/doctor/causes": "one table of cases for all causes: tests/xl_addin/doctor/test_doctor.py",
    "xl_addin/calc": "runs inside LibreOffice; tests/xl_addin/calc has a file an aspect",
    "xl_addin/engines/files": "xlwings' own objects: one suite for both engines, tests/xl_addin/engines",
    "xl_addin/engines/common": "the same",
    "xl_addin/engines/uno": "the same",
    "xl_addin/install": "one table of cases for all steps: tests/xl_addin/install/test_install.py",
}
"""Folder or file -> why its modules are tested elsewhere."""


def modules() -> list[str]:
    files = [file for package in ("worker", "xl_addin") for file in (ROOT / package).rglob("*.py")]
    return sorted(f.relative_to(ROOT).as_posix() for f in files if not f.name.startswith("__"))


def without_tests() -> list[str]:
    """Modules with neither a test file of their name nor a reason."""
    return [
        module
        for module in modules()
        if not (ROOT / "tests" / Path(module).with_name(f"test_{Path(module).name}")).exists()
        and not any(module == place or module.startswith(f"{place}/") for place in REASONS)
    ]


def test_every_module_has_a_test_file_or_a_reason() -> None:
    assert without_tests() == []


@pytest.mark.parametrize("place", REASONS)
def test_a_reason_is_about_something(place: str) -> None:
    assert any(module == place or module.startswith(f"{place}/") for module in modules())


def test_each_test_file_of_a_room_is_somebodys() -> None:
    """Files named after a module that has moved would be read by nobody."""
    rooms = {Path(module).parent.as_posix() for module in modules()}
    folders = {p.parent.relative_to(ROOT / "tests").as_posix() for p in (ROOT / "tests").rglob("test_*.py")}
    own = {"worker", "xl_addin"}
    assert {f for f in folders if f.split("/")[0] in own} <= rooms | own
