"""Remember, decide, undo, prune, archive, restore and rekey in any order, against a model of a few lines."""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from worker.memory import MemoryStore
from worker.memory.backup import backup, rotation
from worker.memory.keys import keys, rekey
from worker.memory.upkeep import lifecycle
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Statement
from worker.text import normalise

HEADERS = st.sampled_from(["Cost", "NET_COST", "net cost", "Line ID"])
FIELDS = st.sampled_from(["net_cost", "fee", None])
SCOPES = st.sampled_from([Scope(), Scope(client="Nike"), Scope(client="Nike", market="UK")])
VERDICTS = st.sampled_from(["confirm", "reject", "correct"])
WIDER = {
    Scope(): [Scope()],
    Scope(client="Nike"): [Scope(client="Nike"), Scope()],
    Scope(client="Nike", market="UK"): [Scope(client="Nike", market="UK"), Scope(client="Nike"), Scope()],
}


Step = tuple[str, list[tuple[str, str, Scope, str | None, float]]]


def cheaply(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.sha256(passphrase.encode() + salt).digest()


class Pair:
    """What the model knows of one header, scope and field."""

    def __init__(self) -> None:
        self.running = 2 / 3
        self.rejected = False


class Memory(RuleBasedStateMachine):
    """Explicit words only, under the additive policy: the last word holds, and steps are +0.05 and -0.10."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name) / "memory"
        self.key: str | None = None
        self.derived = keys._derived
        keys._derived = cheaply  # scrypt takes a tenth of a second, by design
        self.open()
        self.steps: list[Step] = []
        self.backups: list[tuple[Path, str | None, list[Step]]] = []

    def open(self) -> None:
        settings = Settings(memory_dir=self.place, policy="additive", prune_below=0.0)
        self.store = MemoryStore.open(settings, key=keys.key_for(self.place, self.key))

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()
        keys._derived = self.derived

    @rule(header=HEADERS, field=FIELDS, verdict=VERDICTS, correct=FIELDS, scope=SCOPES)
    def decide(self, header: str, field: str | None, verdict: str, correct: str | None, scope: Scope) -> None:
        self.store.decide([Decision(header, field, verdict, correct, scope)], "anna")
        told = [(verdict, header, scope, field, 0.0)]
        if verdict == "correct":
            told = [("confirm", header, scope, correct, 0.0)]
            if field and field != correct:
                told.insert(0, ("reject", header, scope, field, 0.0))
        self.steps.append(("decide", told))

    @rule(header=HEADERS, field=FIELDS, confidence=st.floats(0, 1), scope=SCOPES)
    def remember(self, header: str, field: str | None, confidence: float, scope: Scope) -> None:
        self.store.remember([Statement(header, field, confidence, scope)], "anna")
        self.steps.append(("remember", [("stated", header, scope, field, confidence)]))

    @rule()
    def undo(self) -> None:
        done = [n for n, (action, _) in enumerate(self.steps) if action == "decide"]
        assert bool(self.store.undo("anna")) == bool(done)
        if done:
            del self.steps[done[-1]]

    @rule(below=st.floats(0, 1))
    def prune(self, below: float) -> None:
        held, pairs = self.told()
        weak = {at for at in held.values() if pairs[at].running < below}
        done = self.store.prune(below)
        assert {(normalise(s.header), s.scope, s.field) for s in done} == weak
        if weak:
            self.steps.append(("prune", [("prune", *at, 0.0) for at in sorted(weak, key=repr)]))

    @rule()
    def archive(self) -> None:
        if self.steps:
            later = datetime.now(UTC) + timedelta(days=1)
            lifecycle.archive(self.store.database, 0, later)
            lifecycle.optimise(self.store.database, later)

    @rule(rotated=st.booleans())
    def back_up(self, rotated: bool) -> None:
        if not self.steps:
            return
        path = Path(self.folder.name) / f"{len(self.backups)}.backup"
        if rotated:
            rotation.rotate(self.store.database, datetime.now(UTC)).rename(path)
        else:
            backup.export(self.store.database, path, "2026-05-03")
        self.backups.append((path, self.key, list(self.steps)))

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 99))
    def restore(self, which: int) -> None:
        path, key, steps = self.backups[which % len(self.backups)]
        backup.restore(self.store.database, path, key)
        self.steps = list(steps)

    @precondition(lambda self: self.steps)
    @rule(key=st.sampled_from([None, "correct horse", "battery staple"]))
    def change_the_key(self, key: str | None) -> None:
        self.store.close()
        rekey.rekey(self.place, key, old=self.key)
        self.key = key
        self.open()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()

    @invariant()
    def recall_is_what_the_model_says(self) -> None:
        held, pairs = self.told()
        for header in ("cost", "net cost", "line id"):
            for scope, chain in WIDER.items():
                known = self.store.recall(header, scope)
                found, refused = expected(header, chain, held, pairs)
                if known is None:
                    assert (found, refused - {None}) == (None, set())
                    continue
                assert known.rejected == refused - {None}
                if found is None:
                    assert (known.field, known.confidence) == (None, 0.0)
                    continue
                assert known.field == found[2]
                certainties = lent(header, chain, held, pairs, found)
                assert any(known.confidence == pytest.approx(sure, abs=1e-12) for sure in certainties)
                assert known.confidence >= certainties[0] - 1e-12

    @invariant()
    def the_audit_is_whole(self) -> None:
        assert self.store.audit.verify().ok

    def told(self):
        """Who holds by header and scope, and every pair, from the steps that were not undone."""
        pairs: dict[tuple[str, Scope, str | None], Pair] = defaultdict(Pair)
        held: dict[tuple[str, Scope], tuple[str, Scope, str | None]] = {}
        for _, step in self.steps:
            for what, header, scope, field, confidence in step:
                at = (normalise(header), scope, field)
                if what == "prune" and at not in pairs:
                    continue  # what it was about was undone
                pair = pairs[at]
                if what == "prune":
                    pair.rejected = True
                    if held.get(at[:2]) == at:
                        del held[at[:2]]
                    continue
                if what == "reject":
                    pair.running, pair.rejected = max(0.0, pair.running - 0.10), True
                    if held.get(at[:2]) == at:
                        del held[at[:2]]
                    continue
                pair.running = confidence if what == "stated" else min(1.0, pair.running + 0.05)
                pair.rejected = False
                held[at[:2]] = at
        return held, pairs


def expected(header, chain, held, pairs):
    """Who answers in this chain of scopes, and which fields are refused."""
    found, refused = None, set()
    for scope in chain:
        for (name, where, field), pair in list(pairs.items()):
            if (name, where) == (header, scope) and pair.rejected and (found is None or field != found[2]):
                refused.add(field)
        holder = held.get((header, scope))
        if found is None and holder is not None and holder[2] not in refused:
            found = holder
    return found, refused


def lent(header, chain, held, pairs, found):
    """How sure the holder is, and then the wider scopes that hold the same field."""
    wider = chain[chain.index(found[1]) :]
    return [
        pairs[holder].running
        for scope in wider
        if (holder := held.get((header, scope))) and holder[2] == found[2]
    ]


Memory.TestCase.settings = hypothesis_settings(max_examples=20, stateful_step_count=20, deadline=None)
TestMemory = Memory.TestCase
