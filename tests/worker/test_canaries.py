"""No cell of a plan is found in the memory folder after all that a worker does with it; every file is searched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FakeModel, mapped
from tests.worker.served import Worker, serving

NAME, SITE, MONEY, DAY, ID = "Zebrafink Launch", "Kolibri Times", 91827364.55, "2031-11-17", "zf-0815-4711"
MARKS = ("zebra", "kolibri", "91827364", "2031-11", "0815-4711", "uccello", "papagei")
PLAN: dict[str, Any] = {
    "name": "Papagei v3.xlsx",
    "sheets": [
        {
            "sheet": "Papagei",
            "cells": [
                [NAME, None, None, None, None, None, None],
                ["Client:", "Acme", None, None, None, None, None],
                ["Campaign:", NAME, None, None, None, None, None],
                [None] * 7,
                ["Campaign", "Vogelhaus", "Platform", "Start", "Net cost", "Line id", "Schnabel"],
                [f"Brand: {NAME}", None, None, None, None, None, None],
                [NAME, SITE, "Uccello", DAY, MONEY, ID, NAME],
                [NAME, SITE, "Meta", DAY, MONEY, ID, "Kolibri"],
                [NAME, SITE, "Meta", DAY, None, ID, "Kolibri"],
                [f"Total {NAME}", None, None, None, 2 * MONEY, None, None],
                [f"* Note on {NAME}", None, None, None, None, None, None],
            ],
            "dates": [[row, 4] for row in (7, 8, 9)],
            "errors": {"E9": "#REF!"},
            "formulas": {"E10": "=SUM(E7:E9)"},
            "formats": {"E7": '#,##0.00 "Kolibri"'},
        }
    ],
}


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [
        (file.name, mark)
        for file in folder.rglob("*")
        if file.is_file()
        for content in [content_of(file)]
        for mark in MARKS
        for form in (mark.encode(), mark.encode("utf-16-le"))
        if form in content or mark in file.name.casefold()
    ]


def content_of(file: Path) -> bytes:
    """In small letters; nothing where it goes meanwhile, as the files beside a database do when the worker rests."""
    try:
        return file.read_bytes().lower()
    except FileNotFoundError:
        return b""


def everything(worker: Worker) -> None:
    """What people do with a plan, one after the other."""
    worker.post("/v1/map", PLAN)
    review = worker.post("/v1/review", PLAN)
    by_header = {row["header"]: row for row in review["rows"]}
    assert {"Vogelhaus", "Schnabel", "Net cost"} <= set(by_header)
    decisions = [
        {"header": row["header"], "field": row["field"], "decision": "correct", "correct_field": right}
        | {"scope": {"client": "Acme"}}
        for row in review["rows"]
        if (right := {"Vogelhaus": "publisher", "Schnabel": "notes"}.get(row["header"], row["field"]))
    ]
    value = {"field": "platform", "value": "FB", "canonical": "Meta", "scope": {"client": "Acme"}}
    worker.post("/v1/decisions", {"decisions": decisions, "values": [value], "user": "ann"})
    choices = [{"sheet": "Papagei", "column": "B", "field": "publisher"}]
    answer = worker.post("/v1/export", {**PLAN, "choices": choices, "user": "ann"})
    assert NAME in str(answer["data"])
    worker.post("/v1/values", {"field": "platform", "values": ["Uccello", NAME]})
    job = worker.post("/v1/jobs", {"verb": "export", "body": PLAN})["job"]
    while worker.get(f"/v1/jobs/{job}?wait=1")["state"] in ("waiting", "running"):
        pass
    worker.client.post("/v1/export", json={**PLAN, "choices": [{"sheet": "Papagei", "column": "Uccello 7"}]})
    worker.post("/v1/undo", {"user": "ann"})
    worker.get("/v1/report")


@pytest.mark.parametrize("llm", ["0", "1"])
def test_no_cell_of_a_plan_stays(own_memory: Path, llm: str) -> None:
    own_memory.mkdir()
    with FakeModel().running() as model:
        model.brain = mapped({"Vogelhaus": "publisher"})
        environment = {**model.environment, "MEDIAMAPPER_LLM": llm, "MEDIAMAPPER_IDLE_SECONDS": "0.2"}
        with serving(own_memory, environment) as worker:
            everything(worker)
            assert found_in(own_memory) == []
        asked = [one for one in model.asked if "canonical value" not in one.text]
        assert bool(model.asked) == (llm == "1")
        assert not [mark for one in asked for mark in MARKS if mark in str(one.body).casefold()]
    assert (own_memory / "llm_memory.db").stat().st_size > 0
    assert found_in(own_memory) == []
