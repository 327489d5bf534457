"""What an export teaches that a person has looked over: recipes of layouts, and proposals that nobody objected to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from worker.memory.layouts.table_shape import shape_of
from worker.memory.learning.confidence import WEIGHTS
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Decision, Scope
from worker.shapes.review import Place, PlanChoices
from worker.verbs.mapped_plan import MappedPlan, in_doubt, settles


def learn(
    memory: MemoryStore,
    mapped: MappedPlan,
    choices: PlanChoices,
    fields: Mapping[Place, str | None],
    doubtful: Collection[str | None],
    scopes: Mapping[str, Scope],
    user: str,
    accept_above: float,
) -> None:
    """Keep the recipe of each table, so that the next plan of this shape needs nobody.

    A proposal from *accept_above* on that memory did not know yet is noted at a small weight. Nothing is learnt of sheets in *doubtful*;
    *scopes* says for whom each sheet is.
    """
    passed = [
        Decision(column.header, suggestion.field, "confirm", scope=scopes[place[0]])
        for place, _, column, suggestion in mapped.columns()
        if suggestion.field is not None
        and suggestion.origin in ("rules", "llm")
        and column.header.strip()
        and place[0] not in doubtful
        and not settles(choices, place, column)
        and not in_doubt(suggestion, accept_above)
    ]
    if passed:
        memory.decide(passed, user, weight=WEIGHTS["export"], source="export", plan=mapped.plan)
    for sheet, number, table in mapped.exported_tables():
        if sheet not in doubtful:
            held_fields = [fields[sheet, number, column.number] for column in table.columns]
            memory.layouts.remember(shape_of(table), held_fields, scopes[sheet], user)
