"""Taking a step back: its evidence no longer counts, and what follows from the rest is worked out again.

Replaying, and not a copy of the earlier state, keeps what others decided of the same header in between.
"""

from __future__ import annotations

from dataclasses import replace

from worker.memory.database.tables import Batch, Evidence, Shared
from worker.memory.layouts import layout_steps
from worker.memory.learning import batches, steps
from worker.memory.learning.lessons import Lesson, Place
from worker.memory.learning.steps import Step

UNDOABLE = ("decide", "values")


def undo(database: Shared, step: Step) -> list[Lesson]:
    """Take back the last decisions of `step.user`; gives every pair that they touched, as it stands now.

    The layouts that an export of theirs remembered with them go back as well.
    A pair that nobody knows any more is given as `forgotten`. Nothing is given where there is nothing to undo.
    To be called inside a transaction.
    """
    last = (
        Batch.select(Batch.id)
        .where((Batch.user == step.user) & Batch.action.in_(UNDOABLE) & Batch.undone_by.is_null())
        .order_by(Batch.turn.desc())
        .limit(1)
        .tuples()
        .execute(database)
    )
    latest = next(iter(last), None)
    if latest is None:
        return []
    batch = latest[0]
    by = batches.begin(database, step.action, step.user, step.at)
    Batch.update(undone_by=by).where(Batch.id == batch).execute(database)
    touched = (
        Evidence.select(Evidence.kind, Evidence.key, Evidence.scope, Evidence.target)
        .where(Evidence.batch == batch)
        .order_by(Evidence.id)
        .tuples()
    )
    pairs = dict.fromkeys((Place(*row[:3]), row[3]) for row in touched.execute(database))
    before, after = steps.work_out(database, {place for place, _ in pairs}, step.at)
    standing = [
        after[place].get(target) or replace(before[place][target], state="forgotten")
        for place, target in pairs
        if target in before[place]
    ]
    layout_steps.take_back(database, batch, by, step.user, {place for place, _ in pairs})
    steps.audit(database, step, f"batch {batch} undone by batch {by}")
    return standing
