"""The plan's own total against lines that stand below it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.cleaning.build import RawData

Build = Callable[..., RawData]
HEADERS = [("Site", "publisher"), ("Net (EUR)", "net_cost")]


@pytest.mark.parametrize(
    ("body", "skipped"),
    [
        ([["A", 10], ["B", 20], ["Total", 30]], [(4, "total")]),
        ([["A", 10], ["Total TV", 10], ["B", 20]], [(3, "subtotal")]),
        ([["A", 10], ["Subtotal", 10], ["B", 20]], [(3, "subtotal")]),
        ([["A", 10], ["Total", 10], ["B", 20], ["Total", 20]], [(3, "subtotal"), (5, "subtotal")]),
        ([["A", 10], ["Total", 10], ["B", 0]], [(3, "subtotal")]),
    ],
    ids=["nothing-below", "a-group", "a-subtotal", "two-blocks", "no-amount"],
)
def test_a_total_that_leaves_nothing_out(
    build: Build, body: list[list[object]], skipped: list[tuple[int, str]]
) -> None:
    """Groups with totals of their own, and lines without an amount, contradict no total."""
    raw = build(HEADERS, body, skipped=skipped)
    assert "total-differs" not in {finding.code for finding in raw.findings}


@pytest.mark.parametrize(
    ("label", "body", "skipped"),
    [
        ("Total", [["A", 10], ["B", 20], ["Total", 30], ["C", 7]], [(4, "subtotal")]),
        ("Итого", [["A", 10], ["B", 20], ["Итого", 30], ["Опции", None], ["C", 7]], [(4, "subtotal")]),
        (
            "Summe Online",
            [["A", 10], ["Summe A", 10], ["B", 20], ["Summe Online", 30], ["C", 7]],
            [(3, "subtotal"), (5, "subtotal")],
        ),
    ],
    ids=["bare", "under-a-heading", "total-of-totals"],
)
def test_lines_below_the_total_differ_from_it(
    build: Build, label: str, body: list[list[object]], skipped: list[tuple[int, str]]
) -> None:
    """The export has 37, the plan says 30: a person decides which holds."""
    raw = build(HEADERS, body, skipped=skipped)
    differing = [(t.label, t.plan, t.raw) for t in raw.totals if t.ok is False]
    assert differing == [(label, 30, 37)]
    assert "total-differs" in {finding.code for finding in raw.findings}
    cells = [total.cell for total in raw.totals if total.cell]
    assert len(cells) == len(set(cells)), "a total is listed once"
