"""The memory as the rest of the program knows it: recall, decide, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from worker.errors import UsageError
from worker.memory.audit.log import AuditLog, user_name
from worker.memory.database import first_reads
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.database.sqlite import storage
from worker.memory.database.sqlite.connection import Key
from worker.memory.database.times import Clock, system_clock, text_of
from worker.memory.layouts import layout_store
from worker.memory.learning import (
    confidence,
    entries,
    forget,
    rules,
    scopes,
    standings,
    steps,
    tombstones,
    undo,
)
from worker.memory.learning import decisions as proofs
from worker.memory.learning.lessons import MAPPINGS, Lesson, Proof, about, kind_of, latest, values_of
from worker.memory.learning.priors import PriorStore
from worker.memory.recall import recall as quick
from worker.memory.recall.spellings import RememberedSpellings, lent
from worker.memory.reporting.usage import Usage
from worker.memory.team import driver, team
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import (
    Entries,
    Evidence,
    Filter,
    RecalledValue,
    Recollection,
    Removal,
    Source,
    Standing,
    Statement,
    Summary,
    ValueDecision,
)
from worker.text import normalise

if TYPE_CHECKING:
    from worker.memory.layouts.layout_store import LayoutStore
    from worker.memory.learning.rules import RuleStore
    from worker.memory.learning.tombstones import Tombstone
    from worker.memory.team.team import Team

POLICIES = ("beta", "additive")


class MemoryStore:
    """What was learnt of headers and values, in one folder; one object may serve several threads.

    Its parts hold the rest: `rules`, `layouts`, `audit`, `usage`, `priors`. Reading creates nothing; the folder and its
    file come with the first write.
    """

    def __init__(self, settings: Settings, *, key: Key = None, clock: Clock | None = None) -> None:
        if settings.policy not in POLICIES:
            raise UsageError(
                f"The setting 'policy' is '{settings.policy}'.", f"It is one of {', '.join(POLICIES)}."
            )
        self._settings = settings
        self._clock = clock or system_clock
        self._database = Database(settings.memory_dir / FILE, key=key)
        self.audit = AuditLog(self._database, self._clock)
        self.usage = Usage(self._database, self._clock)
        self.priors = PriorStore(self._database, self._clock)
        self._spellings = RememberedSpellings(self._database)
        self.team: Team | None = None
        """The team whose memory this is a copy of; None for a memory of one's own."""
        if settings.database_url:
            driver.check()
            self.team = team.Team(self._database, settings.database_url, self._clock)
            self._database.on_write = self.team.after_write

    @cached_property
    def rules(self) -> RuleStore:
        """The validation rules."""
        return rules.RuleStore(self._database, self.audit, self._clock)

    @cached_property
    def layouts(self) -> LayoutStore:
        """The layouts of tables."""
        return layout_store.LayoutStore(
            self._database, self.audit, self._clock, self.recall_many, self._check_may_decide
        )

    @property
    def database(self) -> Database:
        """The file, for the rest of this package."""
        return self._database

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    @classmethod
    def open(
        cls, settings: Settings, *, create: bool = False, key: Key = None, clock: Clock | None = None
    ) -> MemoryStore:
        """The memory in `settings.memory_dir`; *key* is the raw key of an encrypted one.

        Raises:
            MemoryProblem: with *create*, where the folder or its file can't be made or used.
        """
        store = cls(settings, key=key, clock=clock)
        if create:
            store._database.create()
        return store

    def close(self) -> None:
        """Let go of the file, and of the team's server."""
        if self.team is not None:
            self.team.close()
        self._database.close()

    def __enter__(self) -> MemoryStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ recall

    def recall_many(
        self, headers: Iterable[str], scope: Scope = scopes.EVERYBODY, *, count_use: bool = True
    ) -> dict[str, Recollection]:
        """What is remembered of these headers, by `text.normalise(header)`; unknown ones are left out.

        A header that nobody decided answers by one that it spells in another way. Without *count_use* it does not
        count as a use.
        """
        names = list(headers)
        answers = self._recalled(MAPPINGS, names, scope, count_use)
        others = [header for header in names if normalise(header) not in answers]
        spellings = self._spellings.of(others, names) if others else {}
        keys = [key for same in spellings.values() for key in same]
        if not keys:
            return answers
        return answers | lent(spellings, self._recalled(MAPPINGS, keys, scope, count_use=False))

    def recall(self, header: str, scope: Scope = scopes.EVERYBODY) -> Recollection | None:
        """What is remembered of one header."""
        return self.recall_many((header,), scope).get(normalise(header))

    def recall_values(
        self, field: str, values: Iterable[str], scope: Scope = scopes.EVERYBODY
    ) -> dict[str, RecalledValue]:
        """What is remembered of these values of *field*, by `text.normalise(value)`."""
        answers = self._recalled(values_of(field), values, scope)
        return {
            key: RecalledValue(answer.field, answer.confidence, answer.reason, answer.rejected)
            for key, answer in answers.items()
        }

    def recall_value(self, field: str, value: str, scope: Scope = scopes.EVERYBODY) -> RecalledValue | None:
        """What is remembered of one value: `recall_value('platform', 'FB')`."""
        return self.recall_values(field, (value,), scope).get(normalise(value))

    def noted_values(
        self, field: str, values: Iterable[str], scope: Scope = scopes.EVERYBODY
    ) -> dict[str, tuple[str, float]]:
        """What a model said of these values in exactly *scope* and nobody has confirmed: name and confidence, by value."""
        notes = {}
        for value in values:
            for standing in self.value_standings(field, value):
                waits = standing.state == "noted" and standing.source == "llm" and standing.field
                if waits and scopes.key(standing.scope) == scopes.key(scope):
                    notes[value] = standing.field or "", standing.confidence
        return notes

    def _recalled(
        self, kind: str, texts: Iterable[str], scope: Scope, count_use: bool = True
    ) -> dict[str, Recollection]:
        keys = list(dict.fromkeys(map(normalise, texts)))
        with self._database.reading() as connection:
            if connection is None:
                return {}
            answers = quick.recall(
                connection,
                kind,
                keys,
                scope,
                self._settings.policy,
                self._settings.prune_below,
                self.priors.recent(connection),
            )
        if count_use:
            self.usage.note(kind, len(keys), answers, scopes.key(scope))
        return answers

    # ------------------------------------------------------------ decide

    def decide(
        self,
        decisions: Sequence[Decision],
        user: str,
        *,
        values: Sequence[ValueDecision] = (),
        weight: float = confidence.EXPLICIT,
        source: Source | None = None,
        plan: str = "",
    ) -> list[Standing]:
        """Learn from decisions on headers and on *values* in one transaction, on disk when it returns.

        Gives one standing a decision and, before that of a correction, one for the field it rejects. *weight* is one of
        `confidence.WEIGHTS`; of *plan*, the plan's name, only a digest is kept.

        Raises:
            UsageError: a decision that names no header, or is of no known kind.
            MemoryProblem: nothing was kept.
        """
        source = source or proofs.source_of(weight)
        all_proofs = proofs.a_step_of(
            [*proofs.of_headers(decisions, source, weight), *proofs.of_values(values, source, weight)]
        )
        # An export that nobody objected to is no decision, and undo passes it by.
        action = "export" if source == "export" else "decide"
        scoped = [*(d.scope for d in decisions), *(v.scope for v in values)]
        return self._learn(action, user, all_proofs, scoped, plan)

    def remember(
        self, stated: Sequence[Statement], user: str, *, source: Source = "stated", values_of: str = ""
    ) -> list[Standing]:
        """Learn mappings told outright, each from its stated confidence; with source `llm` they wait for a person.

        With *values_of*, a field, the headers are values of it and the fields their one name.
        """
        all_proofs = list(proofs.of_stated(stated, source, kind_of(values_of)))
        return self._learn("remember", user, all_proofs, [one.scope for one in stated])

    def remember_value(
        self,
        field: str,
        value: str,
        canonical: str | None,
        start: float | None = None,
        scope: Scope = scopes.EVERYBODY,
        *,
        user: str = "",
        source: Source = "stated",
    ) -> list[Standing]:
        """Learn a value told outright: ('platform', 'FB') is 'Facebook'; the same as `remember` for headers."""
        stated = [Statement(value, canonical, start, scope)]
        return self.remember(stated, user, source=source, values_of=field)

    def adjust(self, header: str, amount: float, user: str, scope: Scope = scopes.EVERYBODY) -> Standing:
        """Move the confidence of what holds for *header* in exactly *scope* by *amount*, as far as 0 and 1 allow.

        Raises:
            UsageError: nothing holds there.
        """
        return self._on_known("adjust", header, user, scope, lambda lesson: proofs.adjustment(lesson, amount))

    def count_outcome(
        self, header: str, success: bool, user: str, scope: Scope = scopes.EVERYBODY
    ) -> Standing:
        """Count that what is remembered of *header* in exactly *scope* served, or did not; its confidence stays.

        What a model said, and nobody has confirmed, holds from its first success on.

        Raises:
            UsageError: nothing is remembered there.
        """
        return self._on_known(
            "outcome", header, user, scope, lambda lesson: proofs.outcome(lesson, success), waiting=True
        )

    def prune(self, below: float, user: str = "") -> list[Standing]:
        """End what holds with a confidence under *below*; a tombstone stays, so that it is not proposed again."""
        with self._database.querying() as database:
            if database is None:
                return []
            prior_of = self.priors.recent(database.raw)
            weak = standings.weak(database, self._settings.policy, below, prior_of)
        if self.team is not None:
            weak = [lesson for lesson in weak if self.team.may_decide(lesson.place.scope)]
        return self._learn("prune", user, [proofs.pruning(lesson) for lesson in weak], [])

    def undo(self, user: str) -> list[Standing]:
        """Take back the last decisions of *user* that were not; gives the pairs that they touched as they stand now.

        Pairs that nobody knows any more come as `forgotten`; an empty list says that there was nothing to undo.
        """
        with self._database.reading() as connection:
            if connection is None:
                return []
        with self._database.writing() as database:
            lesson_list = undo.undo(database, self._step("undo", user))
            return self._standings(lesson_list)

    def forget(self, client: str | None, header: str | None, user: str) -> Removal:
        """Remove everything that was learnt of a client, of a header, or of a header for one client, for good.

        A tombstone without the name stays: what an old copy brings back is forgotten again, and undo can't.

        Raises:
            UsageError: neither client nor header is given.
            MemoryProblem: nothing was forgotten.
        """
        if not (client and client.strip()) and not normalise(header or ""):
            raise UsageError("Nothing was named to be forgotten.", "Name a client, a header, or both.")
        with self._database.reading() as connection:
            if connection is None:
                return Removal()
        self._check_may_decide([scopes.EVERYBODY])  # a tombstone is everybody's
        self.usage.write()  # what was counted for the client is then forgotten as well
        with self._database.writing() as database:
            step = self._step(forget.ACTION, user)
            stone = tombstones.tombstone_of(client, header, forget.begin(database, step.user, step.at))
            tombstones.add_to_file(self._database.path, [stone])
            removal = forget.forget(database, stone, step)
        with self._database.reading() as connection:
            if connection is not None:
                storage.give_room_back(connection)
        return removal

    def tombstones(self) -> list[Tombstone]:
        """What was forgotten here, without its names."""
        with self._database.querying() as database:
            in_database = [] if database is None else tombstones.in_database(database)
        return list(dict.fromkeys([*in_database, *tombstones.in_file(self._database.path)]))

    def _on_known(
        self,
        action: str,
        header: str,
        user: str,
        scope: Scope,
        prove: Callable[[Lesson], Proof],
        *,
        waiting: bool = False,
    ) -> Standing:
        """One proof about what holds for *header* in exactly *scope*, or with *waiting* about what a model said there."""
        self._check_may_decide([scope])
        place = proofs.place_of(MAPPINGS, header, scope)
        with self._database.writing() as database:
            lesson = latest(steps.load(database, [place])[place], waiting=waiting)
            if lesson is None:
                raise UsageError(
                    f"Nothing is remembered of '{header}' for {scopes.label(scope)}.",
                    "Confirm a field for it first.",
                )
            prior_of = self.priors.reread(database.raw)
            step = self._step(action, user)
            return self._standings(steps.take(database, step, [prove(lesson)], [scope], prior_of))[0]

    def _learn(
        self, action: str, user: str, proofs: Sequence[Proof], places: Sequence[Scope], plan: str = ""
    ) -> list[Standing]:
        if not proofs:
            return []
        self._check_may_decide(places)
        step = self._step(action, user, plan)
        with self._database.writing() as database:
            prior_of = self.priors.reread(database.raw)
            return self._standings(steps.take(database, step, proofs, places, prior_of))

    def _step(self, action: str, user: str, plan: str = "") -> steps.Step:
        """A step of *user* at this moment."""
        hashed = self._settings.audit_hash_headers
        return steps.Step(action, user_name(user), text_of(self._clock()), plan, hashed)

    def _check_may_decide(self, places: Iterable[Scope]) -> None:
        """Stop before a step that the team would refuse.

        Raises:
            MemoryProblem: for whom this login decides.
        """
        if self.team is not None:
            self.team.check(places)

    # ------------------------------------------------------------ tell

    def standings(self, header: str | None = None) -> list[Standing]:
        """How every pair of *header*, or of all headers, stands in each scope; what holds comes first."""
        with self._database.reading():
            return self._standings(self._lessons(MAPPINGS, None if header is None else normalise(header)))

    def value_standings(self, field: str, value: str | None = None) -> list[Standing]:
        """The same for the values of *field*."""
        with self._database.reading():
            return self._standings(
                self._lessons(values_of(field), None if value is None else normalise(value))
            )

    def entries(self, filter: Filter) -> Entries:
        """What memory holds of headers, values and layouts, as far as *filter* lets it pass."""
        values = (one for field in self.value_fields() for one in self.value_standings(field))
        with self._database.querying() as database:
            layouts = () if database is None else tuple(entries.of_layouts(database, filter))
        return Entries(
            tuple(entries.passing(self.standings(), filter)), tuple(entries.passing(values, filter)), layouts
        )

    def history(self, header: str | None = None, *, limit: int = 1000) -> list[Evidence]:
        """The evidence for *header*, or for everything, newest first; undone evidence is marked."""
        key = None if header is None else normalise(header)
        with self._database.querying() as database:
            return [] if database is None else standings.history(database, key, limit)

    def summary(self) -> Summary:
        """The memory in a few numbers."""
        with self._database.querying() as database:
            return Summary() if database is None else standings.summary(database)

    def revision(self) -> int:
        """A number that grows with each change, by whichever process; 0 while nothing was learnt."""
        with self._database.reading() as connection:
            return 0 if connection is None else first_reads.revision(connection)

    def templates(self) -> list[str]:
        """The templates that anything was learnt for, by scope."""
        with self._database.querying() as database:
            return [] if database is None else standings.templates(database)

    def value_fields(self) -> list[str]:
        """The fields that values were learnt for."""
        with self._database.querying() as database:
            kinds = [] if database is None else standings.kinds(database)
        return [field for kind in kinds if (field := about(kind))]

    def _lessons(self, kind: str, key: str | None) -> list[Lesson]:
        with self._database.querying() as database:
            return [] if database is None else list(standings.lessons(database, kind, key))

    def _standings(self, lesson_list: Sequence[Lesson]) -> list[Standing]:
        with self._database.querying() as database:
            named = {} if database is None else standings.named(database)
            prior_of = {} if database is None else self.priors.recent(database.raw)
        return [standings.standing(lesson, self._settings.policy, named, prior_of) for lesson in lesson_list]
