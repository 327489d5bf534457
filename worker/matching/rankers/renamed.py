"""A media template with other names: the rules read the headers, and their fields are called as the template calls them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from worker import text
from worker.knowledge.templates import shipped_names
from worker.knowledge.vocabulary import OPEN, Vocabulary
from worker.matching.rankers.general import General
from worker.matching.rankers.ranking import ByRank, Ranking
from worker.matching.rankers.rules import Rules
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Stage, Template


def own_names(template: Template, vocabulary: Vocabulary) -> dict[str, str]:
    """Class -> the field of *template* that is named after it; a class has one field, the first of its name."""
    own: dict[str, str] = {}
    for field in template.fields:
        meant = [
            sense.name
            for phrase in (field.name, *field.synonyms)
            for sense in vocabulary.senses.get(text.normalise(phrase), ())
            if not sense.name.startswith(OPEN)
        ]
        free = next((name for name in meant if name not in own), None)
        if free:
            own[free] = field.name
    return own


def is_media(names: Collection[str]) -> bool:
    """Whether classes are those of media: a name and a note alone may be anybody's, and so may a single amount.

    An amount beside three names of what plans book is a plan's: 'Campaign', 'Channel', 'Format', 'Net cost'.
    """
    media = shipped_names("money", "rate", "count", "reach", "points")
    numbers = sum(name in media for name in names)
    return numbers > 1 or (numbers == 1 and sum(name in _BOOKED for name in names) > 2)


_BOOKED = frozenset(
    {"campaign_name", "advertiser", "channel", "publisher", "platform", "placement", "ad_format", "audience"}
)
"""What a plan says of the space that it books."""


def with_kin(names: Mapping[str, str]) -> dict[str, str]:
    """The same, and where a template has one field of a family only, its kin lead there too: any cost to 'Cost'."""
    extended = dict(names)
    for family in (shipped_names("money"), *KIN):
        fields = {names[name] for name in family if name in names}
        if len(fields) == 1:
            extended.update(dict.fromkeys(family, *fields))
    return extended


KIN = (frozenset({"impressions", "planned_impressions"}), frozenset({"planned_units", "spots"}))
"""Classes of which a template of few fields has one for all: its 'anz_gpl' is of spots and of units."""


class _Sources(NamedTuple):
    """The two rankings that a joint one is made of."""

    rules: Ranking
    likeness: Ranking


class Renamed(ByRank):
    """The rules under other names, with likeness for the fields that the vocabulary does not know."""

    def __init__(self, template: Template, names: Mapping[str, str], rules: Rules) -> None:
        """*names*: class -> field of *template*; *rules* read the headers."""
        self._names = with_kin(names)
        self._classes = {field: name for name, field in names.items()}
        self._rules = rules
        self._likeness = General(template)
        self.repeatable = frozenset(
            f.name
            for f in template.fields
            if self._classes.get(f.name, "") in self._rules.repeatable or f.name not in self._classes
        )

    def shrink(self) -> None:
        """Forget what was read of all but the first columns."""
        self._rules.shrink()
        self._likeness.shrink()

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right."""
        return self._rules.honest(raw)

    def rank(
        self, columns: Sequence[SourceColumn], scope: Scope, stage: Stage | None = None
    ) -> list[Ranking]:
        """One ranking a column, in the template's names."""
        by_rules = self._rules.rank(columns, scope, stage)
        by_likeness = self._likeness.rank(columns, scope)
        return [self._joined(rules, like) for rules, like in zip(by_rules, by_likeness, strict=True)]

    def _joined(self, rules: Ranking, like: Ranking) -> Ranking:
        """The rules' chances under the template's names; the others share what the rules leave open."""
        chances: dict[str, float] = {}
        for name, p in rules.fields:
            if name in self._names:
                chances[self._names[name]] = chances.get(self._names[name], 0.0) + p
        left = max(0.0, 1.0 - sum(chances.values()))
        for field, p in like.fields:
            if field not in self._classes:
                chances[field] = p * left
        ranked = tuple(sorted(chances.items(), key=lambda item: -item[1]))
        return Ranking(ranked, max(0.0, 1.0 - sum(chances.values())), _Sources(rules, like))

    def why(self, column: SourceColumn, ranking: Ranking, field: str | None) -> str:
        """One sentence on why *field* was chosen, or why none."""
        if not isinstance(ranking.evidence, _Sources):
            raise TypeError(f"not a ranking of `Renamed`: {ranking.evidence!r}")
        rules, like = ranking.evidence
        if field is not None and field not in self._classes:
            return self._likeness.why(column, like, field)
        own = rules._replace(fields=tuple(item for item in rules.fields if item[0] in self._names))
        meant = next((name for name, _ in own.fields if self._names[name] == field), None)
        return self._rules.why(column, own, meant)
