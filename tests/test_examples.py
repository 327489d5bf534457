"""The example plans against their goldens, through the service; what came out instead is left in tests/.results/NAME/."""

from __future__ import annotations

import atexit
import csv
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from worker import settings
from worker.plans.files.reading import read_book
from worker.service import Export, MappedPlan, MediaMapper
from worker.shapes.grid import Book, column_letter, column_number
from worker.shapes.layout import Table
from worker.shapes.review import Place, PlanChoices

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RESULTS = Path(__file__).resolve().parent / ".results"
NAMES = sorted(folder.parent.name for folder in EXAMPLES.glob("*/mapping.yaml"))
LEAST_PROPOSED = 0.85
"""Share of the columns that have a field for which one is proposed; the others are left to a person."""
LINEAGE = ("line_key", "source_sheet", "source_row", "source_column")

NOT_YET: Mapping[str, Mapping[str, str]] = {
    "mapping": {},
    "raw_data": {},
}
"""What the product does not do yet: test -> example -> what is wrong."""

Row = dict[str, str | float]


def names_for(test: str) -> list[Any]:
    """The examples, those of `NOT_YET` marked to fail until the product is mended."""
    marks = {n: pytest.mark.xfail(reason=why, strict=True) for n, why in NOT_YET[test].items()}
    return [pytest.param(n, marks=marks[n]) if n in marks else n for n in NAMES]


@dataclass(frozen=True)
class Example:
    """A plan as it was understood, and its goldens."""

    name: str
    golden: Mapping[str, Any]
    book: Book
    mapped: MappedPlan
    mapper: MediaMapper

    def tables(self) -> Iterator[tuple[str, int, Mapping[str, Any], Table | None]]:
        """Sheet, number of the table, its golden, and the table that was found there."""
        layouts = {layout.sheet: layout for layout in self.mapped.layouts}
        for sheet in self.golden["sheets"]:
            found = layouts[sheet["sheet"]].tables
            for at, golden in enumerate(sheet["tables"]):
                yield sheet["sheet"], at + 1, golden, found[at] if at < len(found) else None

    def decided(self) -> PlanChoices:
        """The golden mapping as a person's decisions."""
        places: dict[Place, str | None] = {}
        for sheet, number, golden, table in self.tables():
            for column in table.columns if table else ():
                said = golden["columns"].get(column.letter)
                places[sheet, number, column.number] = fields_of(said)[0] if said else None
        return PlanChoices(by_place=places)


def fields_of(column: Mapping[str, Any]) -> list[str | None]:
    """What may be answered for a column, the best first."""
    said = column["field"]
    return said if isinstance(said, list) else [said]


def golden_of(name: str) -> Any:
    """Layout and mapping as they should be."""
    return yaml.safe_load((EXAMPLES / name / "mapping.yaml").read_text("utf-8"))


def empty_memory() -> str:
    """A folder of its own: what one export teaches must not help the next."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def example(name: str) -> Example:
    """Each plan is read once, with an empty memory."""
    folder = EXAMPLES / name
    file = next(folder.glob("plan.*"))
    mapper = MediaMapper(settings.load(empty_memory(), llm=False))
    book = read_book(file, settings=mapper.settings)
    golden = golden_of(name)
    return Example(name, golden, book, mapper.map(book, answers=golden.get("answers")), mapper)


@cache
def exported(name: str) -> Export:
    """The raw data by the golden mapping."""
    one = example(name)
    forgetful = MediaMapper(
        settings.load(empty_memory(), llm=False)
    )  # an export of what was decided is remembered
    return forgetful.export(one.book, one.mapped, one.decided())


def plain(text: str) -> str:
    """Header texts are compared without regard to width, spaces and line breaks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def leave(name: str, file: str, text: str) -> None:
    """What came out, ready to compare with the golden."""
    folder = RESULTS / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, "utf-8")


def as_yaml(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200))


# ---------------------------------------------------------------- layout


def golden_layout(golden: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "header_rows": golden["header_rows"],
        "first_row": golden["first_row"],
        "last_row": golden["last_row"],
        "totals": sorted(golden["totals"]),
        "sections": golden["sections"],
        "repeats": golden["repeats"],
        "columns": {c: plain(said["header"]) for c, said in golden["columns"].items()},
        "periods": {c: [str(p["start"]), str(p["end"])] for c, p in golden["periods"].items()},
    }


def found_layout(table: Table, golden: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "totals": [row for row in table.total_rows if row not in golden["beside"]],
        "sections": [s.row for s in table.sections],
        "repeats": [s.row for s in table.skipped if s.kind == "repeat_header"],
        "columns": {c.letter: plain(c.header) for c in table.columns},
        "periods": {p.letter: [str(p.start), str(p.end)] for p in table.periods},
    }


@pytest.mark.parametrize("name", NAMES)
def test_layout(name: str) -> None:
    one = example(name)
    wanted = [golden_layout(golden) for _, _, golden, _ in one.tables()]
    found = [found_layout(table, golden) for _, _, golden, table in one.tables() if table]
    for golden, table in zip(wanted, found, strict=False):
        # A column of values without a header (the unit beside a price) need not be told.
        for column in [c for c, header in golden["columns"].items() if not header]:
            table["columns"].pop(column, None)
            golden["columns"].pop(column)
    if found != wanted:
        leave(name, "layout.yaml", as_yaml(found))
        leave(name, "layout.golden.yaml", as_yaml(wanted))
    assert found == wanted


@pytest.mark.parametrize("name", NAMES)
def test_versions(name: str) -> None:
    """Only the sheet's plan is added up, not its other versions, nor what has no golden table."""
    one = example(name)
    wanted = {(sheet, number) for sheet, number, golden, _ in one.tables() if golden["exported"]}
    taken = set(exported(name).raw.frame["source_sheet"].astype(str))
    assert taken == {sheet for sheet, _ in wanted}
    for sheet, number, golden, table in one.tables():
        if table:
            assert (table.alternative_of is None) == golden["exported"], (sheet, number)


# ---------------------------------------------------------------- mapping


def answers(one: Example) -> Iterator[tuple[str, list[str | None], str | None]]:
    """For each golden column: its place, what may be answered, and what was proposed."""
    for sheet, number, golden, table in one.tables():
        given = zip(table.columns, one.mapped.suggestions[sheet, number], strict=True) if table else ()
        proposed = {column.letter: suggestion.field for column, suggestion in given}
        for column, said in golden["columns"].items():
            if said["header"]:
                yield f"{sheet}!{column} {said['header']!r}", fields_of(said), proposed.get(column)


@pytest.mark.parametrize("name", names_for("mapping"))
def test_mapping(name: str) -> None:
    """No column is taken for what it is not; leaving one open is no mistake."""
    wrong = {
        place: {"golden": wanted, "found": found}
        for place, wanted, found in answers(example(name))
        if found is not None and found not in wanted
    }
    if wrong:
        leave(name, "mapping.yaml", as_yaml(wrong))
    assert not wrong


def test_mapping_is_seldom_left_open() -> None:
    asked = [
        (p, found) for name in NAMES for p, wanted, found in answers(example(name)) if None not in wanted
    ]
    left = [place for place, found in asked if found is None]
    assert 1 - len(left) / len(asked) >= LEAST_PROPOSED, left


# ---------------------------------------------------------------- raw data


def golden_rows(name: str) -> list[Row]:
    with (EXAMPLES / name / "raw.csv").open(encoding="utf-8", newline="") as file:
        return [{k: as_value(k, v) for k, v in row.items() if v != ""} for row in csv.DictReader(file)]


def found_rows(export: Export) -> list[Row]:
    frame = export.raw.frame.drop(columns=list(LINEAGE))
    for column in frame.select_dtypes("datetime"):
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(k): as_value(str(k), v) for k, v in row.items() if v is not None} for row in rows]


@cache
def measures() -> frozenset[str]:
    fields = MediaMapper(settings.load(str(RESULTS / "no-memory"))).template.fields
    return frozenset(f.name for f in fields if f.type in ("number", "money", "percent"))


def as_value(field: str, value: Any) -> str | float:
    return round(float(value), 6) if field in measures() else str(value)


def in_order(rows: list[Row]) -> list[list[tuple[str, str | float]]]:
    return sorted((sorted(row.items()) for row in rows), key=str)


@pytest.mark.parametrize("name", names_for("raw_data"))
def test_raw_data(name: str) -> None:
    wanted, found = in_order(golden_rows(name)), in_order(found_rows(exported(name)))
    if found != wanted:
        leave(name, "raw.yaml", as_yaml([dict(row) for row in found]))
        leave(name, "raw.golden.yaml", as_yaml([dict(row) for row in wanted]))
    missing = [row for row in wanted if row not in found] if found != wanted else []
    added = [row for row in found if row not in wanted] if found != wanted else []
    assert found == wanted, f"missing {len(missing)}: {missing[:1]}; too many {len(added)}: {added[:1]}"


@pytest.mark.parametrize("name", NAMES)
def test_reconciliation(name: str) -> None:
    """The plan's own totals agree, but for those that the example plants wrong."""
    differs = [f"{t.sheet}!{t.cell}" for t in exported(name).raw.totals if t.ok is False]
    assert differs == example(name).golden.get("differs", [])


@pytest.mark.parametrize("name", [n for n in NAMES if golden_of(n)["settled"]])
def test_rules_alone_settle(name: str) -> None:
    """Nobody decides a column; questions that only a person can answer have the answers of the example."""
    one = example(name)
    export = MediaMapper(settings.load(empty_memory(), llm=False)).export(one.book, one.mapped)
    assert export.settled, export.raw.findings
    assert all(total.ok is not False for total in export.raw.totals)
    assert len(export.raw.frame) == len(golden_rows(name))


@pytest.mark.parametrize("name", ["weekly_tv_digital_en", "month_numbers_tr"])
def test_the_command_settles(name: str, mediamapper: Any, tmp_path: Path) -> None:
    plan = next((EXAMPLES / name).glob("plan.*"))
    answers = [f"--answer={question}={text}" for question, text in golden_of(name).get("answers", {}).items()]
    ran = mediamapper("export", plan, "-o", tmp_path / "raw.csv", "--json", *answers)
    assert ran.code == 0, ran.out + ran.err
    assert all(total["ok"] is not False for total in ran.json["reconciliation"]["totals"])
    assert ran.json["rows"] == len(golden_rows(name))


# ---------------------------------------------------------------- the examples themselves


def contents(file: Path) -> Any:
    """What a file says: text as it is; of workbooks the cells, merges and what is hidden."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    said: dict[str, Any] = {}
    for values in (False, True):
        book = openpyxl.load_workbook(file, data_only=values)
        for sheet in book.worksheets:
            cells = {c.coordinate: (c.value, c.number_format) for row in sheet.iter_rows() for c in row}
            hidden = [k for k, d in sheet.column_dimensions.items() if d.hidden]
            said[f"{sheet.title} {values}"] = (cells, str(sheet.merged_cells), hidden, sheet.sheet_state)
        book.close()
    return said


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples, written anew."""
    folder = tmp_path_factory.mktemp("examples")
    sys.path.insert(0, str(EXAMPLES))
    try:
        import make
        from making import files

        for plan in make.all_plans():
            files.write(plan, folder / plan.name)
    finally:
        sys.path.remove(str(EXAMPLES))
    return folder


def test_every_example_is_made(made: Path) -> None:
    assert sorted(folder.name for folder in made.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_committed_is_what_make_writes(name: str, made: Path) -> None:
    assert sorted(f.name for f in (EXAMPLES / name).iterdir()) == sorted(
        f.name for f in (made / name).iterdir()
    )
    for file in sorted((made / name).iterdir()):
        committed = EXAMPLES / name / file.name
        # Another zlib packs the same sheets into other bytes.
        same = committed.read_bytes() == file.read_bytes() or contents(committed) == contents(file)
        assert same, file.name


def test_readme_names_every_example() -> None:
    said = (EXAMPLES / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"`{name}`" not in said] == []


def test_letters_agree() -> None:
    """The makers count columns by themselves."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        from making.sheet import letter, number
    finally:
        sys.path.remove(str(EXAMPLES))
    for at in (1, 26, 27, 52, 97, 702, 703):
        assert (letter(at), number(letter(at))) == (column_letter(at), column_number(column_letter(at)))
