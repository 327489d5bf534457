"""The verbs from Python: frames in and out, and the page that shows them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import worker
from worker.errors import FileProblem, UsageError
from worker.shapes.mapping import Scope

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples" / "de_mediaplan" / "plan.xlsx"


def test_a_plan_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        worker.map_plan(tmp_path / "none.xlsx", memory=tmp_path)


def test_what_map_plan_gives_makes_the_same_rows(tmp_path: Path) -> None:
    columns = worker.map_plan(PLAN, memory=tmp_path / "a")
    rows = worker.export(PLAN, memory=tmp_path / "a")
    pd.testing.assert_frame_equal(rows, worker.export(PLAN, mapping=columns, memory=tmp_path / "b"))


def test_findings_and_reconciliation_are_with_the_frame_and_in_the_file(tmp_path: Path) -> None:
    rows = worker.export(PLAN, tmp_path / "raw.csv", memory=tmp_path / "memory")
    assert {"settled", "findings", "reconciliation", "questions"} <= rows.attrs.keys()
    assert rows.attrs["rows"] == len(rows) == len(pd.read_csv(tmp_path / "raw.csv"))


def test_a_check_finds_what_an_export_finds_and_learns_nothing(tmp_path: Path) -> None:
    checked = worker.check(PLAN, mapping={"Netto": "net_cost"}, memory=tmp_path / "memory")
    exported = worker.export(PLAN, mapping={"Netto": "net_cost"}, memory=tmp_path / "other")
    assert checked.attrs["findings"] == exported.attrs["findings"]
    assert set(checked["code"]) == set(exported.attrs["findings"])
    assert not list((tmp_path / "memory").glob("*.db"))


def test_a_check_holds_a_file_against_the_plan(tmp_path: Path) -> None:
    against = worker.check(PLAN, PLAN.parent / "raw.csv", memory=tmp_path)
    assert (against.attrs["file"], list(against["code"])) == ("raw.csv", ["raw-plan-in-doubt"])
    wrong = pd.read_csv(PLAN.parent / "raw.csv").iloc[1:]
    wrong.to_csv(tmp_path / "wrong.csv", index=False)
    assert worker.check(PLAN, tmp_path / "wrong.csv", memory=tmp_path).attrs["agrees"] is False


def test_a_layout_says_what_each_row_is(tmp_path: Path) -> None:
    rows = worker.layout(PLAN, memory=tmp_path)
    (sheet,) = rows.attrs["sheets"]
    assert tuple(rows["kind"]) == tuple(sheet["row_kinds"])
    assert list(rows["row"]) == list(range(1, len(rows) + 1))
    assert rows.loc[rows["kind"] == "header", "text"].str.contains("|", regex=False).all()


def test_a_frame_is_a_plan_and_empty_cells_are_none(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "Publisher": ["Alpha News", "Beta Radio", None],
            "Start date": pd.to_datetime(["2026-01-05", "2026-01-12", None]),
            "End date": pd.to_datetime(["2026-01-11", "2026-01-18", None]),
            "Net cost": [100.5, 200.0, float("nan")],
        }
    )
    columns = worker.map_plan({"January": frame}, memory=tmp_path)
    assert dict(zip(columns["header"], columns["field"], strict=True))["Net cost"] == "net_cost"
    assert set(columns["sheet"]) == {"January"}
    assert worker.export(frame, memory=tmp_path)["net_cost"].sum() == 300.5


def test_a_decision_is_taken_back(tmp_path: Path) -> None:
    worker.decide([{"header": "Zonk", "field": "reach", "decision": "confirm"}], user="ann", memory=tmp_path)
    frame = {"Zonk": ["1"]}
    assert worker.suggest(frame, memory=tmp_path).loc[0, "field"] == "reach"
    assert list(worker.undo(user="ann", memory=tmp_path)["header"]) == ["Zonk"]
    assert worker.suggest(frame, memory=tmp_path).loc[0, "origin"] != "memory"


@pytest.mark.parametrize(
    "mappings",
    [
        {"Zonk": "reach", "Blorp": None},
        [{"header": "Zonk", "field": "reach"}, {"header": "Blorp"}],
        pd.DataFrame({"header": ["Zonk", "Blorp"], "field": ["reach", None], "confidence": [None, None]}),
        pa.table({"header": ["Zonk", "Blorp"], "field": ["reach", None]}),
    ],
    ids=["dict", "rows", "pandas", "arrow"],
)
def test_known_mappings_are_remembered(tmp_path: Path, mappings: Any) -> None:
    standings = worker.remember(mappings, user="ann", memory=tmp_path)
    assert list(standings["header"]) == ["Zonk", "Blorp"]
    assert worker.suggest({"Zonk": ["1"]}, memory=tmp_path).loc[0, "field"] == "reach"


def test_a_mapping_starts_at_its_own_confidence(tmp_path: Path) -> None:
    rows = [{"header": "Zonk", "field": "reach", "confidence": 0.9, "scope": {"client": "Acme"}}]
    assert worker.remember(rows, memory=tmp_path)["confidence"].tolist() == [0.9]
    assert worker.suggest({"Zonk": ["1"]}, memory=tmp_path).loc[0, "origin"] != "memory"
    acme = worker.suggest({"Zonk": ["1"]}, scope=Scope(client="Acme"), memory=tmp_path)
    assert acme.loc[0, ["field", "origin"]].tolist() == ["reach", "memory"]


def test_one_unknown_field_and_nothing_is_remembered(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Mapping 2 \('Blorp'\) names the field 'zonk'"):
        worker.remember({"Zonk": "reach", "Blorp": "zonk"}, memory=tmp_path)
    assert worker.suggest({"Zonk": ["1"]}, memory=tmp_path).loc[0, "origin"] != "memory"


def test_an_option_that_no_verb_has_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        worker.map_plan(PLAN, colour="red")  # type: ignore[call-arg]


def test_frames_of_other_libraries_are_taken(tmp_path: Path) -> None:
    table = pa.table(
        {"Publisher": ["Alpha", "Beta"], "Start date": [date(2026, 1, 5)] * 2, "Net cost": [1, 2]}
    )
    assert worker.suggest(table, memory=tmp_path)["header"].tolist() == table.column_names
    assert worker.export(table, memory=tmp_path)["net_cost"].sum() == 3
    columns = pa.Table.from_pandas(worker.map_plan({"Plan": table}, memory=tmp_path))
    assert worker.export(table, mapping=columns, memory=tmp_path)["net_cost"].sum() == 3


def test_a_value_that_nobody_knows_has_no_name(tmp_path: Path) -> None:
    names = worker.name_values("platform", pd.Series(["FB", "Blorpnet"]), memory=tmp_path)
    assert names["canonical"].isna().tolist() == [False, True]
    with pytest.raises(UsageError):
        worker.name_values("zonk", ["FB"], memory=tmp_path)


def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.S)
    assert len(blocks) >= 4
    names: dict[str, object] = {"memory": tmp_path / "memory", "folder": tmp_path}
    for block in blocks:
        exec(block, names)


def test_every_public_name_is_there() -> None:
    assert all(getattr(worker, name) is not None for name in worker.__all__)


def test_a_column_that_was_left_open_stays_open_in_the_frame_that_comes_back(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"Publisher": ["Meta", "TikTok"], "Start": ["2026-01-01"] * 2, "Zonk cost": [7500.5, 1200.25]}
    )
    columns = worker.map_plan(table, memory=tmp_path)
    assert columns.loc[2, "origin"] == "none"
    told = worker.check(table, mapping=columns, memory=tmp_path)
    assert "amount-not-exported" in set(told["code"])
    columns.loc[2, "origin"] = "person"
    told = worker.check(table, mapping=columns, memory=tmp_path)
    assert "amount-not-exported" not in set(told["code"])
