"""The answer of `diff`, in the form that `docs/json.md` promises."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from worker.shapes.difference import Difference, LineChange, SumChange


class DifferenceAnswer(Struct):
    """What changed between two versions of a plan."""

    old: str
    new: str
    settled: bool
    """Whether no plan among the two needs a person."""
    lines: dict[str, int]
    """How many lines there are before and after, and how many changed, by kind."""
    totals: Sequence[SumChange]
    changes: Sequence[LineChange]
    only_old: Sequence[str]
    only_new: Sequence[str]


def difference_answer(difference: Difference, settled: bool) -> DifferenceAnswer:
    """The JSON of `diff`."""
    return DifferenceAnswer(
        difference.old_name,
        difference.new_name,
        settled,
        {"old": difference.old_lines, "new": difference.new_lines, **difference.counts},
        difference.sums,
        difference.changes,
        difference.only_old,
        difference.only_new,
    )
