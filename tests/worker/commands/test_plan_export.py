"""Raw data of one plan, as `export` and `check` make it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.commands.plan_export import build

PLAN = Path(__file__).parents[3] / "examples" / "de_mediaplan" / "plan.xlsx"


@pytest.fixture
def collections() -> Iterator[list[str]]:
    """The garbage collector's looks, of which there would be one every few objects."""
    looks: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        looks.append(phase)

    before = gc.get_threshold()
    gc.callbacks.append(note)
    gc.set_threshold(100)
    yield looks
    gc.callbacks.remove(note)
    gc.set_threshold(*before)
    gc.unfreeze()


def test_nothing_looks_for_cycles_while_a_plan_becomes_raw_data(
    tmp_path: Path, collections: list[str]
) -> None:
    gc.collect()
    looks = len(collections)
    exported = build(
        PLAN,
        learn=False,
        mapping=None,
        sheets=(),
        rows=(),
        answers=(),
        client=None,
        market=None,
        platform=None,
        template=None,
        memory=str(tmp_path),
        no_llm=True,
    )
    assert exported.raw.rows.num_rows
    assert len(collections) - looks <= 2  # one may begin as soon as it is over
    assert gc.isenabled()
