"""The command line as a planner and a program use it, in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run
from tests.systems import full_device

PLAN = [
    ["Media plan 2026", None, None, None, None],
    ["Client", "Larkfield Foods", None, None, None],
    ["Currency", "EUR", None, None, None],
    [None, None, None, None, None],
    ["Publisher", "Placement", "Start date", "End date", "Net cost"],
    ["Alpha News", "Homepage", "2026-01-05", "2026-01-31", 1000.5],
    ["Beta Radio", "Drive time", "2026-02-01", "2026-02-28", 2000],
    ["Total", None, None, None, 3000.5],
]


def workbook(path: Path, rows: list[list[Any]], sheet: str = "Plan") -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return workbook(tmp_path / "plan.xlsx", PLAN)


# ---------------------------------------------------------------- bad input: one sentence, exit 2, nothing written


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "is empty"),
        ([[None], [None]], "is empty"),
        ([["Just a note"]], "No table was found"),
        ([["Total", 5], ["Grand total", 5]], "No table was found"),
    ],
)
def test_a_sheet_without_a_table(mediamapper: Run, tmp_path: Path, rows: list[list[Any]], said: str) -> None:
    ran = mediamapper("map", workbook(tmp_path / "odd.xlsx", rows), "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("map", "nowhere.xlsx"), "nowhere.xlsx"),
        (("map", "{plan}", "--sheet", "Plam"), "Plan"),
        (("map", "{plan}", "--template", "none.yaml"), "There is no template none.yaml"),
        (("map", "{plan}", "--row", "5=heading"), "--row 5=heading is not understood"),
        (("map", "{plan}", "--row", "Plam!5=header"), "no sheet 'Plam'"),
        (("map", "{plan}", "-o", "{plan}"), "is the plan itself"),
        (("map", "{plan}", "-o", "review.docx"), "A review is an .xlsx workbook"),
        (("export", "{plan}", "-o", "raw.docx"), "raw.docx"),
        (("export", "{plan}", "-o", "no/such/folder/raw.csv"), "no folder"),
        (("export", "{plan}", "-o", "{out}/raw.csv", "--mapping", "none.json"), "none.json"),
        (("export", "{plan}", "-o", "{out}/raw.csv", "--mapping", "{plan}"), "no sheet 'Review'"),
        (("decide", "{plan}"), "no sheet 'Review'"),
        (("layout",), "either a PLAN or --lines"),
        (("mapp", "{plan}"), "mapp"),
        (("map", "{plan}", "--colour"), "--colour"),
    ],
)
def test_a_mistake_is_one_line_with_the_next_step(
    mediamapper: Run, plan: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    ran = mediamapper(*(a.format(plan=plan, out=tmp_path) for a in arguments))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "has not the form expected"),
        ('{"columns": [{"samples": []}]}', "$.columns[0]"),
    ],
)
def test_input_that_is_no_question(mediamapper: Run, stdin: str, said: str) -> None:
    ran = mediamapper("suggest", "--json", stdin=stdin)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"header": "A", "field": "net_cots", "decision": "confirm"}, "Did you mean 'net_cost'?"),
        ({"header": "A", "field": None, "decision": "confirm"}, "names no field"),
        ({"header": "A", "field": "reach", "decision": "maybe"}, "$.decisions[0].decision"),
        (
            {"header": "A", "field": "reach", "decision": "correct", "correct_field": "rech"},
            "Did you mean 'reach'?",
        ),
    ],
)
def test_a_decision_that_can_not_be_kept(
    mediamapper: Run, own_memory: Path, decision: Any, said: str
) -> None:
    ran = mediamapper("decide", stdin=json.dumps({"decisions": [decision]}))
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not (own_memory / "llm_memory.db").exists()


@full_device
def test_a_full_disk_is_said(plan: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-c", "from worker.cli import main; main()", "layout", str(plan), "--json"]
        buffered = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=buffered)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "No space left" in done.stderr


def test_asking_creates_nothing(mediamapper: Run, plan: Path, own_memory: Path) -> None:
    mediamapper("map", plan, "--json")
    mediamapper("suggest", "--json", stdin='{"columns": [{"name": "Clicks"}]}')
    assert not own_memory.exists()


# ---------------------------------------------------------------- the main job


def test_map_answers_as_the_contract_says(mediamapper: Run, plan: Path) -> None:
    (sheet,) = mediamapper("map", plan, "--json", "--no-llm").json["sheets"]
    (table,) = sheet["tables"]
    assert (sheet["sheet"], table["header_rows"], table["first_row"], table["last_row"]) == (
        "Plan",
        [5],
        6,
        7,
    )
    assert table["skipped_rows"] == [{"row": 8, "kind": "total"}]
    assert [c["column"] for c in table["columns"]] == ["A", "B", "C", "D", "E"]
    assert [s["field"] for s in table["suggestions"]] == [
        "publisher",
        "placement",
        "start_date",
        "end_date",
        "net_cost",
    ]


def test_layout_names_each_row(mediamapper: Run, plan: Path) -> None:
    (sheet,) = mediamapper("layout", plan, "--json").json["sheets"]
    assert sheet["row_kinds"] == ["metadata"] * 3 + ["blank", "header", "data", "data", "total"]


def test_a_planners_word_on_a_row_wins(mediamapper: Run, plan: Path) -> None:
    (sheet,) = mediamapper("layout", plan, "--json", "--row", "7=note").json["sheets"]
    assert sheet["row_kinds"][6] == "note"


def test_layout_reads_grids_as_lines(mediamapper: Run) -> None:
    grids = [{"id": at, "cells": [["Publisher", "Cost"], ["Alpha", "1"], ["Beta", "2"]]} for at in (7, 8)]
    answers = mediamapper("layout", "--json", "--lines", stdin="\n".join(map(json.dumps, grids))).lines
    assert [(a["id"], a["row_kinds"]) for a in answers] == [
        (7, ["header", "data", "data"]),
        (8, ["header", "data", "data"]),
    ]


def test_suggest_answers_lines_in_order(mediamapper: Run) -> None:
    lines = "\n".join(
        json.dumps({"columns": [{"name": name}]}) for name in ("Clicks", "Impressions", "Clicks")
    )
    answers = mediamapper("suggest", "--json", "--lines", stdin=lines + "\n\n").lines
    assert [a["suggestions"][0]["field"] for a in answers] == ["clicks", "impressions", "clicks"]


@pytest.mark.parametrize("command", ["suggest", "map"])
def test_a_memory_in_a_synced_folder_is_told_once(
    mediamapper: Run, plan: Path, tmp_path: Path, command: str
) -> None:
    def said(folder: Path) -> list[str]:
        given: dict[str, Any] = (
            {"stdin": '{"columns": [{"name": "Cost"}]}\n' * 3} if command == "suggest" else {}
        )
        what = ["--lines"] if command == "suggest" else [str(plan), "--json"]
        ran = mediamapper(command, *what, "--memory", str(folder), **given)
        assert ran.code != 2, ran.err
        return [line for line in ran.err.splitlines() if "copied to other computers" in line]

    assert said(tmp_path / "own") == []
    assert len(said(tmp_path / "Dropbox" / "memory")) == 1


def test_any_template_can_be_the_target(mediamapper: Run, tmp_path: Path) -> None:
    target = tmp_path / "target.yaml"
    target.write_text(
        "fields: [{name: surname, description: family name}, {name: birth_date, type: date}]", "utf-8"
    )
    asked = {"columns": [{"name": "Family name"}, {"name": "date_of_birth", "samples": ["1990-01-02"]}]}
    answer = mediamapper("suggest", "--json", "--template", target, stdin=json.dumps(asked)).json
    assert [s["field"] for s in answer["suggestions"]] == ["surname", "birth_date"]


def test_a_settled_plan_is_exported_with_its_totals(mediamapper: Run, plan: Path, tmp_path: Path) -> None:
    review = tmp_path / "mapping.json"
    review.write_text(mediamapper("map", plan, "--json").out, "utf-8")
    ran = mediamapper("export", plan, "-o", tmp_path / "raw.csv", "--mapping", review, "--json")
    answer = ran.json
    assert (ran.code, answer["rows"], answer["settled"]) == (0, 2, True), answer
    (total,) = [t for t in answer["reconciliation"]["totals"] if t["measure"] == "net_cost"]
    assert (total["currency"], total["plan"], total["raw"], total["ok"]) == ("EUR", 3000.5, 3000.5, True)
    with open(tmp_path / "raw.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["advertiser"], r["publisher"], r["start_date"], float(r["net_cost"])) for r in rows] == [
        ("Larkfield Foods", "Alpha News", "2026-01-05", 1000.5),
        ("Larkfield Foods", "Beta Radio", "2026-02-01", 2000.0),
    ]


def test_totals_that_differ_need_a_person(mediamapper: Run, tmp_path: Path) -> None:
    wrong = workbook(tmp_path / "wrong.xlsx", [*PLAN[:-1], ["Total", None, None, None, 4000]])
    ran = mediamapper("export", wrong, "-o", tmp_path / "raw.xlsx", "--json")
    (total,) = [t for t in ran.json["reconciliation"]["totals"] if t["measure"] == "net_cost" and not t["ok"]]
    assert (ran.code, total["plan"], total["raw"], total["cell"]) == (1, 4000, 3000.5, "E8")


def test_an_export_in_which_nothing_has_a_field_needs_a_person(
    mediamapper: Run, plan: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(
        json.dumps(dict.fromkeys(["Publisher", "Placement", "Start date", "End date", "Net cost"])), "utf-8"
    )
    ran = mediamapper("export", plan, "-o", tmp_path / "raw.csv", "--mapping", mapping, "--json")
    assert (ran.code, "nothing-mapped" in ran.json["findings"]) == (1, True)


def test_check_writes_nothing(mediamapper: Run, plan: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert mediamapper("check", plan, "--json").json["rows"] == 2
    assert sorted(tmp_path.iterdir()) == before


def test_map_review_decide_export(mediamapper: Run, plan: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    assert mediamapper("map", plan, "-o", review).code in (0, 1)
    book = openpyxl.load_workbook(review)
    sheet = book["Review"]
    at = {sheet.cell(row, 2).value: row for row in range(5, 10)}
    sheet.cell(at["Net cost"], 4).value = "gross_cost"
    for header in ("Publisher", "Placement", "Start date", "End date"):
        sheet.cell(at[header], 1).value = "confirm"
    book.save(review)

    kept = mediamapper("decide", review, "--user", "ann", "--client", "Acme", "--json").json["confidences"]
    assert {one["scope"]["client"] for one in kept} == {"Acme"}
    assert {(k["header"], k["field"]) for k in kept} >= {
        ("Net cost", "gross_cost"),
        ("Publisher", "publisher"),
    }
    exported = mediamapper("export", plan, "-o", tmp_path / "raw.csv", "--mapping", review, "--json")
    assert {t["measure"] for t in exported.json["reconciliation"]["totals"]} == {"gross_cost"}

    undone = mediamapper("undo", "--user", "ann", "--json").json["confidences"]
    assert {k["header"] for k in undone} == {"Net cost", "Publisher", "Placement", "Start date", "End date"}


def test_what_the_periods_hold_is_asked_and_taken(mediamapper: Run, tmp_path: Path) -> None:
    rows = [
        ["Publisher", "Jan 2026", "Feb 2026", "Mar 2026"],
        ["Alpha", 1.5, 2, 3],
        ["Beta", 4, 5, 6],
        ["Gamma", 7, 8, 9],
    ]
    plan, review = workbook(tmp_path / "months.xlsx", rows), tmp_path / "review.xlsx"
    mediamapper("map", plan, "-o", review)
    book = openpyxl.load_workbook(review)
    (at,) = [r for r in range(5, 12) if str(book["Review"].cell(r, 2).value).startswith("Jan 2026 ...")]
    book["Review"].cell(at, 4).value = "gross_cost"
    book.save(review)
    exported = mediamapper("export", plan, "-o", tmp_path / "raw.csv", "--mapping", review, "--json").json
    assert {t["measure"]: t["raw"] for t in exported["reconciliation"]["totals"]} == {"gross_cost": 45.5}
    assert mediamapper("decide", review).code == 2  # what periods hold is this plan's, not a header's


def test_a_confirmed_header_is_answered_from_memory(mediamapper: Run) -> None:
    decision = {"header": "Blorp", "field": None, "decision": "correct", "correct_field": "reach"}
    for _ in range(4):
        assert mediamapper("decide", stdin=json.dumps({"decisions": [decision]})).code == 0
    (answer,) = mediamapper("suggest", "--json", stdin='{"columns": [{"name": "BLORP"}]}').json["suggestions"]
    assert (answer["field"], answer["origin"]) == ("reach", "memory")


def test_people_get_tables(mediamapper: Run, plan: Path, tmp_path: Path) -> None:
    ran = mediamapper("export", plan, "-o", tmp_path / "raw.xlsx")
    assert "2 rows written" in ran.out
    assert "agrees" in ran.out
    assert (tmp_path / "raw.xlsx").exists()


def test_the_list_of_checks_is_not_empty(mediamapper: Run) -> None:
    assert "end-before-start" in mediamapper("checks").out


def test_a_reader_that_goes_away_is_no_error(plan: Path) -> None:
    command = [sys.executable, "-c", "from worker.cli import main; main()", "layout", str(plan), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        problem = process.stderr.read()
    assert (problem, process.returncode in (0, 1)) == ("", True)  # click ends with 1 where it sees it first


def test_values_are_decided_and_undone_on_the_command_line(mediamapper: Run, tmp_path: Path) -> None:
    rows = [["Publisher", "Platform", "Net cost"], ["Alpha", "FB", 100], ["Beta", "DV 360", 50]]
    plan, raw = workbook(tmp_path / "plan.xlsx", rows), tmp_path / "raw.csv"

    def platforms() -> list[str]:
        mediamapper("export", plan, "-o", raw, "--client", "Acme")
        with raw.open(encoding="utf-8-sig") as file:
            return [row["platform"] for row in csv.DictReader(file)]

    value = {"field": "platform", "value": "fb", "canonical": "Facebook", "scope": {"client": "Acme"}}
    before = platforms()
    decided = mediamapper("decide", "--user", "ann", "--json", stdin=json.dumps({"values": [value]}))
    assert [one["about"] for one in decided.json["confidences"]] == ["platform"]
    after = platforms()
    mediamapper("undo", "--user", "ann")
    assert (before, after, platforms()) == (["Meta", "DV360"], ["Facebook", "DV360"], ["Meta", "DV360"])


# ---------------------------------------------------------------- questions


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    path = workbook(tmp_path / "versions.xlsx", PLAN[4:7], "Plan v1")
    book = openpyxl.load_workbook(path)
    later = book.create_sheet("Plan v2")
    for row in PLAN[4:7]:
        later.append([*row[:4], row[4] if row is PLAN[4] else 2 * row[4]])
    book.save(path)
    return path


@pytest.mark.parametrize("verb", ["map", "check"])
@pytest.mark.parametrize(
    ("options", "code", "answer"), [((), 1, None), (("--answer", "version=plan v1"), 0, "Plan v1")]
)
def test_an_open_question_needs_a_person_until_it_is_answered(
    mediamapper: Run, versions: Path, verb: str, options: tuple[str, ...], code: int, answer: str | None
) -> None:
    ran = mediamapper(verb, versions, "--json", "--no-llm", *options)
    (question,) = json.loads(ran.out)["questions"]
    assert (ran.code, question["id"], question["answer"]) == (code, "version", answer)
    assert question["effect"] == {"net_cost": {"": 3000.5}}


@pytest.mark.parametrize("verb", ["map", "check"])
@pytest.mark.parametrize(
    ("answer", "near"),
    [("versoin=Plan v1", "'version'"), ("version=Plam v2", "'Plan v2'"), ("version", "ID=VALUE")],
)
def test_an_unknown_answer_names_the_nearest(
    mediamapper: Run, versions: Path, verb: str, answer: str, near: str
) -> None:
    ran = mediamapper(verb, versions, "--no-llm", "--answer", answer)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert near in ran.err
