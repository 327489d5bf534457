"""The rules of a platform from all who know some: what ships, the user's files, the model's answers, a person's pins.

A model's set is kept in the memory with its provenance until a better one comes, so that a model that fails takes
nothing away. Its rules only note, until a person pins them; a pin keeps the rule itself, whatever the model says later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache

from worker.errors import MemoryProblem, ModelProblem, UsageError
from worker.knowledge.platform_rule import PlatformRule, from_data
from worker.knowledge.platform_rules import known_platforms, named, platform_rules
from worker.lazy_dataclass import dataclass
from worker.memory.folder import MemoryFolder
from worker.memory.recall import ttl
from worker.settings import Settings
from worker.text import compared
from worker.verbs.model import Model
from worker.verbs.rules_model import RulesModel
from worker.yaml_file import nearest

HOURS = 24.0
"""How long a model's answer on a platform holds before it is asked again."""
SET = "platform rules"
PIN = "platform rule"
"""How entries of the memory are named: 'platform rules DV360', 'platform rule dv360-needs-notes'."""

RulesOf = Callable[[str], tuple[PlatformRule, ...]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the memory holds."""

    sets: Mapping[str, tuple[PlatformRule, ...]]
    """A model's last good answers, by compared platform."""
    pins: Mapping[str, PlatformRule]
    """By code."""


class PlatformRules:
    """All rules of one memory folder."""

    def __init__(self, memory: MemoryFolder, model: RulesModel | None = None) -> None:
        """*model* is asked by `asked` and `refresh` alone."""
        self._memory = memory
        self._settings: Settings = memory.settings
        self.model = model or RulesModel(Model(self._settings, memory))

    @cached_property
    def _answered(self) -> Callable[[str, str], object]:
        """The model's answers, which an export never asks for."""
        cached = self._memory.answers(SET, HOURS)
        return ttl.cache_with_ttl(HOURS, memory_dir=self._memory.path, answers=cached)(self._generated)

    def rules_of(self, platform: str) -> tuple[PlatformRule, ...]:
        """The rules of *platform*, under whatever name, without asking anybody.

        Raises:
            UsageError: a file of the user's that is wrong.
            MemoryProblem: the memory can't be read.
        """
        return self._merged(platform, self._current())

    def with_model(self, platform: str) -> tuple[PlatformRule, ...]:
        """The same with the model's, asked at most once in 24 hours, where it may be; a model that fails is as good as none."""
        if not self.model.allowed:
            return self.rules_of(platform)
        try:
            answer = self._answered(named(platform), self._settings.llm_model)
        except (ModelProblem, UsageError):
            return self.rules_of(platform)
        state = self._current()
        sets = {compared(named(platform)): _rules_of(answer), **state.sets}
        return self._merged(platform, replace(state, sets=sets))

    def refresh(self, platform: str) -> tuple[PlatformRule, ...]:
        """Ask the model now, whatever was answered before; the last good set stays where it fails.

        Raises:
            ModelProblem: there is no answer.
        """
        self._generated(named(platform), self._settings.llm_model)
        return self.rules_of(platform)

    def snapshot(self) -> RulesOf:
        """The rules by platform as they are now: for an export, which reads the memory once."""
        state = self._current()
        return lru_cache(maxsize=None)(lambda platform: self._merged(platform, state))

    def platforms(self) -> tuple[str, ...]:
        """Every platform with rules of its own."""
        state = self._current()
        learnt = {r.platform for rules in state.sets.values() for r in rules}
        pinned = {r.platform for r in state.pins.values() if r.platform}
        return tuple(sorted({*known_platforms(self._settings.memory_dir), *learnt, *pinned}))

    def pin(self, code: str, user: str = "") -> PlatformRule:
        """Confirm a rule: from now on it warns; it is on disk when this returns.

        Raises:
            UsageError: there is no rule of that code; names the nearest.
        """
        return self._set_pin(code, True, user)

    def unpin(self, code: str, user: str = "") -> PlatformRule:
        """Take that back; the rule is as loud as its provenance makes it.

        Raises:
            UsageError: there is no rule of that code, or it is not pinned.
        """
        return self._set_pin(code, False, user)

    # ------------------------------------------------------------ inside

    def _set_pin(self, code: str, pinned: bool, user: str) -> PlatformRule:
        rules = {r.code: r for p in ("", *self.platforms()) for r in self.rules_of(p)}
        rule = rules.get(code.strip().casefold())
        if rule is None:
            raise UsageError(f"There is no rule '{code}'.", nearest(code, _few(code, rules)))
        if not pinned and not rule.pinned:
            raise UsageError(f"The rule '{code}' is not pinned.", "`mediamapper rules list` shows what is.")
        entry = replace(rule, pinned=pinned).as_data()
        self._memory.store.rules.remember(f"{PIN} {rule.code}", entry, 1.0, user=user)
        return next(
            (r for r in self.rules_of(rule.platform) if r.code == rule.code), replace(rule, pinned=False)
        )

    def _merged(self, platform: str, state: _Rules) -> tuple[PlatformRule, ...]:
        rules = {r.key: r for r in platform_rules(platform, self._settings.memory_dir)}
        # Instagram has Meta's rules: what a model or a person said of Meta holds there too.
        names = dict.fromkeys([compared(named(platform)), *(compared(r.platform) for r in rules.values())])
        learnt = [rule for name in names for rule in state.sets.get(name, ())]
        pinned = [rule for rule in state.pins.values() if compared(rule.platform) in names]
        for rule in (*learnt, *pinned):
            rules.setdefault(rule.key, rule)
        return tuple(replace(r, pinned=True) if r.code in state.pins else r for r in rules.values())

    def _current(self) -> _Rules:
        with self._memory.store.database.reading() as connection:
            if connection is None:  # a planner's first days: nothing to load Peewee for
                return _Rules({}, {})
        sets: dict[str, tuple[PlatformRule, ...]] = {}
        pins: dict[str, PlatformRule] = {}
        for entry in self._memory.store.rules.all():
            if entry.name.startswith(f"{SET} "):
                if rules := _rules_of(entry.rule.get("rules")):
                    sets[compared(rules[0].platform)] = rules
            elif entry.name.startswith(f"{PIN} ") and entry.source != "llm":
                rule = _rule_in(entry.rule)
                if rule is not None and rule.pinned:
                    pins[rule.code] = rule
        return _Rules(sets, pins)

    def _generated(self, platform: str, model: str) -> list[dict[str, object]]:
        """The model's answer, kept in the memory unless there is nothing in it; *model* tells two models' answers apart."""
        rules = [rule.as_data() for rule in self.model.platform_rules(platform)]
        if rules:
            with suppress(MemoryProblem):  # an answer is no worse where it can't be kept
                self._memory.store.rules.remember(f"{SET} {platform}", {"rules": rules}, source="llm")
        return rules


def of_export(memory: MemoryFolder) -> RulesOf:
    """The rules that an export's lines are held against; none where the setting `platform_checks` is off."""
    return PlatformRules(memory).snapshot() if memory.settings.platform_checks else _none


def _none(platform: str) -> tuple[PlatformRule, ...]:
    return ()


def _rules_of(content: object) -> tuple[PlatformRule, ...]:
    """The rules of a model's set; what an edited file made unreadable is left out."""
    rules = [_rule_in(one) for one in content] if isinstance(content, list) else []
    return tuple(replace(rule, pinned=False) for rule in rules if rule is not None and rule.origin == "model")


def _rule_in(data: object) -> PlatformRule | None:
    if not isinstance(data, Mapping):
        return None
    try:
        return from_data(data)
    except UsageError:
        return None


def _few(code: str, rules: Mapping[str, PlatformRule]) -> tuple[str, ...]:
    """The codes of the platform that was probably meant: an error is no list of everything."""
    start = code.partition("-")[0].casefold()
    return tuple(c for c in rules if c.startswith(start)) or tuple(c for c in rules if c.startswith("any-"))
