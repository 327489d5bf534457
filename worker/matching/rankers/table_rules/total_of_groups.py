"""Of one measure under several groups and under their total, line by line, the total is the measure."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, left_open
from worker.values.arithmetic import CENT, LEAST_SUMS, Values

ORDER = 84
BECAUSE = "is a part of '{whole}'"
LEAST_PARTS = 2


def concerns(facts: Facts) -> bool:
    """Columns of numbers under groups."""
    return facts.has.issuperset(("group", "numbers"))


def apply(table: Table) -> list[Ranking]:
    """'Total / GRP' is exported, and the GRPs of each channel are left open.

    A field that columns may share keeps its parts, which may be all that says where the money goes.
    """
    rankings = list(table.rankings)
    for columns in table.under_groups():
        fields = {rankings[at].best[0] for at in columns if rankings[at].best[1] >= LIKELY}
        valued = [at for at in columns if any(table.columns[at].numbers)]
        if len(fields) != 1 or len(valued) <= LEAST_PARTS:
            continue
        field = fields.pop()
        if field is None or table.fields[field].repeatable or table.fields[field].kind != "measure":
            continue
        whole = _whole({at: table.columns[at].numbers for at in valued})
        if whole is not None:
            because = BECAUSE.format(whole=table.headers[whole].text.strip())
            for at in valued:
                rankings[at] = (
                    decided(rankings[at], field) if at == whole else left_open(rankings[at], because)
                )
    return rankings


def _whole(columns: dict[int, Values]) -> int | None:
    """The column that adds up all the others on every line that it has."""
    lines: Sequence[Sequence[float]] = [
        [n or 0.0 for n in line] for line in zip(*columns.values(), strict=True)
    ]
    for place, at in enumerate(columns):
        filled_lines = [line for line in lines if line[place]]
        if len(filled_lines) >= LEAST_SUMS and all(
            isclose(sum(line) - line[place], line[place], rel_tol=1e-4, abs_tol=CENT) for line in filled_lines
        ):
            return at
    return None
