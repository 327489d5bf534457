"""Example plans in a real LibreOffice, from Map columns over decisions to Export: the goldens of the command line.

That LibreOffice reads every example as its file is shows `engines/uno/test_grid.py`; here is one of each kind.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_examples import NOT_YET
from tests.xl_addin.golden_story import EXAMPLES, decide, golden_rows, in_order, raw_rows
from xl_addin import ribbon
from xl_addin.client import address_of
from xl_addin.engines.uno.app import office_app
from xl_addin.engines.uno.own_office import Office, start_office

NAMES = (
    "amounts_as_text_pt",  # numbers that are texts
    "booking_form_en",  # a formula that LibreOffice calculates
    "broadcast_months_en",  # settled without a decision
    "budget_versions_en",  # versions on four sheets
    "de_mediaplan",  # a total that differs
    "fr_plan_media",  # an .xls
    "monthly_budget_three_currencies",  # formats of several currencies
    "ooh_side_by_side",  # tables beside each other
    "prices_beside_it",  # sheets that are no plan
    "tv_spot_grid",  # days as columns
    "two_options_no",  # a question
    "zh_media_plan",  # headers in Chinese
)
UNANSWERED = ("two_options_no",)
"""What they export hangs on an answer, and the Review sheet has no place for one."""


def names() -> list[Any]:
    """The examples, those marked that the product, or this door to it, does not do yet."""
    reasons = {**NOT_YET["raw_data"], **dict.fromkeys(UNANSWERED, "the Review sheet takes no answers")}
    marks = {name: pytest.mark.xfail(reason=why, strict=True) for name, why in reasons.items()}
    return [pytest.param(n, marks=marks[n]) if n in marks else n for n in NAMES]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if shutil.which("soffice") is None:
        if os.environ.get("TESTS_NEED_LIBREOFFICE"):
            pytest.fail("LibreOffice is not installed, and this run must not skip its tests.")
        pytest.skip("LibreOffice is not installed.")
    with start_office(tmp_path_factory.mktemp("profile"), f"plans-{os.getpid()}") as office:
        yield office


@pytest.fixture
def app(office: Office, memory: Path) -> Iterator[Any]:
    with office_app(office.pipe, 60.0) as app:
        yield app
        if office.alive():
            app.impl.books.close_all()


def told(click: Any) -> str:
    outcome = click()
    assert outcome.ok, outcome.message
    return str(outcome.message)


@pytest.mark.parametrize("name", names())
def test_raw_data_is_the_golden(name: str, app: Any, tmp_path: Path) -> None:
    plan = next((EXAMPLES / name).glob("plan.*"))
    book = app.books.open(shutil.copy(plan, tmp_path / f"{name}{plan.suffix}"))
    told(ribbon.map_columns)
    decide(book, yaml.safe_load((EXAMPLES / name / "mapping.yaml").read_text("utf-8")))
    told(ribbon.export_raw_data)
    wanted, found = in_order(golden_rows(name)), in_order(raw_rows(book))
    missing = [row for row in wanted if row not in found]
    added = [row for row in found if row not in wanted]
    assert not (missing or added), (
        f"missing {len(missing)}: {missing[:1]}; too many {len(added)}: {added[:1]}"
    )
    assert len(found) == len(wanted)


def test_a_worker_that_dies_between_two_clicks_is_started_again(
    app: Any, memory: Path, tmp_path: Path
) -> None:
    name = "weekly_tv_digital_en"
    book = app.books.open(shutil.copy(EXAMPLES / name / "plan.xlsx", tmp_path / "plan.xlsx"))
    told(ribbon.map_columns)
    decide(book, yaml.safe_load((EXAMPLES / name / "mapping.yaml").read_text("utf-8")))
    before = address_of(memory)
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)
    told(ribbon.export_raw_data)
    assert in_order(raw_rows(book)) == in_order(golden_rows(name))
    after = address_of(memory)
    assert after is not None and after.pid != before.pid
