"""A planner at the played Excel: opens a plan, presses buttons as the macros do, decides in the Review, exports.

python -m tests.windows.clients.planner STORY EXAMPLE PLAN ANSWER     each story is a function here; ANSWER is a JSON file
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pythoncom
import yaml
from win32com.client import GetObject

from tests.windows.fake_excel import CLSID
from tests.xl_addin.golden_story import EXAMPLES, decide, raw_rows
from xl_addin.com_server import CLSID as OURS
from xl_addin.com_server.patience import Patience, Patient
from xl_addin.engines.lean_xlwings import xw
from xl_addin.pages import page
from xl_addin.pages.review_lines import FIELD, FIRST

COST, NEW_COST = "F5", 41_000.0
"""The net cost of the first line of money_columns_da, which is 40,800 in the file."""
REFUSED_EACH = 100
"""A call in so many meets a busy Excel."""


class Planner:
    """Excel and our Python, joined as a workbook's macros join it."""

    def __init__(self, example: str, plan: str) -> None:
        self.excel = GetObject(f"new:{CLSID}")
        self.python = GetObject(f"new:{OURS}")
        self.golden = yaml.safe_load((EXAMPLES / example / "mapping.yaml").read_text("utf-8"))
        engine = import_module("xlwings._xlwindows")
        self.app = xw.App(impl=engine.App(xl=Patient(self.excel, Patience())))
        self.book = self.app.books.open(plan)

    def press(self, verb: str, other: str = "") -> dict[str, Any]:
        """What a click came to; *other* is the version that was chosen to compare with."""
        refusal = self.python.Press(verb, self.excel, self.book.name, other)
        assert refusal == "", refusal
        return self.outcome()

    def outcome(self) -> dict[str, Any]:
        """What the last click came to, once nothing runs any more."""
        while (state := json.loads(self.python.State()))["running"]:
            pythoncom.PumpWaitingMessages()
            time.sleep(0.05)
        return dict(state["outcome"] or {})

    def plan(self) -> dict[str, str]:
        """The filled cells of the plan's own sheets, by their places."""
        return {
            f"{sheet.name} {row} {column}": str(value)
            for sheet in self.book.sheets
            if not page.is_ours(sheet)
            for row, line in enumerate(
                sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2).value, 1
            )
            for column, value in enumerate(line, 1)
            if value is not None
        }

    @property
    def names(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets]


def story(planner: Planner) -> dict[str, Any]:
    """Map columns, decide, export, in an Excel that refuses a call now and then, as when a planner works in it."""
    before = planner.plan()
    planner.excel.Busy(REFUSED_EACH)
    outcomes = [planner.press("map_columns")]
    if outcomes[0]["ok"]:
        decide(planner.book, planner.golden)
        outcomes.append(planner.press("export_raw_data"))
    answer: dict[str, Any] = {
        "outcomes": outcomes,
        "sheets": planner.names,
        "unchanged": planner.plan() == before,
    }
    if outcomes[-1]["ok"]:
        answer["rows"] = raw_rows(planner.book)
        review = planner.book.sheets["Review"]
        review.api.Activate()
        window = planner.app.api.ActiveWorkbook.Windows(1)
        answer["frozen"] = [window.SplitRow, window.SplitColumn]
        answer["lines"] = review.show_gridlines
        fields = review.range((FIRST, FIELD), (review.used_range.last_cell.row, FIELD))
        answer["rules"], answer["note"] = fields.api.FormatConditions.Count, fields[0].note.text
        answer["charts"] = len(planner.book.sheets["Summary"].charts)
    planner.excel.Busy(0)
    return answer


def cancel(planner: Planner) -> dict[str, Any]:
    """Map columns, and Cancel at once."""
    before, names = planner.plan(), planner.names
    assert planner.python.Press("map_columns", planner.excel, planner.book.name) == ""
    planner.python.Cancel()
    outcome = planner.outcome()
    saved = bool(planner.excel.ActiveWorkbook.Saved)
    return {
        "outcome": outcome,
        "same": planner.names == names and planner.plan() == before,
        "saved": saved,
    }


def compare(planner: Planner) -> dict[str, Any]:
    """A version that is open beside the plan, in which one cost was changed since and not saved."""
    earlier = Path(planner.book.fullname).with_name("earlier.xlsx")
    shutil.copyfile(planner.book.fullname, earlier)
    other = planner.app.books.open(str(earlier))
    planner.excel.Workbooks(planner.book.name).Activate()
    planner.book.sheets[0].range(COST).value = NEW_COST
    outcome = planner.press("compare_with", other.fullname)
    answer = {"outcome": outcome, "sheets": planner.names, "other": [sheet.name for sheet in other.sheets]}
    if outcome["ok"]:
        answer["sums"] = planner.book.sheets["Difference"].range("A5:J8").value
        answer["lines"] = planner.book.sheets["Lines"].range("A5:E6").value
    return answer


STORIES: dict[str, Callable[[Planner], dict[str, Any]]] = {
    "story": story,
    "cancel": cancel,
    "compare": compare,
}


def main() -> None:
    """Play the story and write its answer."""
    name, example, plan, target = sys.argv[1:]
    planner = Planner(example, plan)
    answer = STORIES[name](planner)
    planner.excel.Quit()
    Path(target).write_text(json.dumps(answer, default=str), "utf-8")


if __name__ == "__main__":
    main()
