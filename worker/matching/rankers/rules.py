"""The rules for templates whose fields the vocabulary knows, the shipped one first of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from worker import text
from worker.knowledge.part_words import Part, families
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import Vocabulary, shipped_vocabulary
from worker.matching import samples
from worker.matching.rankers import features
from worker.matching.rankers.calibration import Scores, Weights
from worker.matching.rankers.context import Context, ContextReader
from worker.matching.rankers.evidence import Evidence, evidence_of
from worker.matching.rankers.features import Claims, Grounds
from worker.matching.rankers.fields import Fields, fits
from worker.matching.rankers.ranking import Choice, Ranking
from worker.matching.rankers.table_rules import Table, settled
from worker.matching.samples import Kind
from worker.matching.shrinking import shrink
from worker.matching.words import reasons
from worker.matching.words.headers import HeaderReader
from worker.matching.words.phrases import PhraseIndex
from worker.matching.words.reading import TIMES, Reader, Reading, translates
from worker.matching.words.votes import Votes
from worker.plans.versions.names import version_name
from worker.progress import breathe
from worker.shapes.mapping import ABOVE, Scope, SourceColumn
from worker.shapes.memory import Recollection
from worker.shapes.template import Stage, Template
from worker.values.dates.times import time_of

SHARED_BY = 4
"""Headers that begin with the same unknown word before it is taken for a prefix."""
RARE = 3
"""A word in no more phrases than this is as good as unknown."""
CACHE_SIZE = 100_000
"""Rankings kept, by header, kind of values and context."""
OWN_SURE = 0.8
"""Chance of a field from which a header below a group says itself what it is."""
TITLED = 5
"""Columns from which what stands above all of them is the table's title."""
_OF_MONEY = frozenset({"net", "gross", "incl_vat", "excl_vat", "incl_fee", "excl_fee"})
"""Words of a title that say which money its table has."""
_CHANCE = itemgetter(1)
_COMPLETING = frozenset({"per", "rate", "percent", "average", "count"})
"""Words of a group that its headers complete: clicks below 'Cost per' are a price."""


_OF_NUMBERS = frozenset({"count", "percent"})
"""Words that are a header of numbers of their own."""
_SHARE = "~share"


class _HeaderRow(NamedTuple):
    """What the headers of a table say together."""

    families: Sequence[Mapping[int, Part]]
    """The columns of one measure, a part each."""
    ignored: str
    """A word with which they all begin."""


class Rules:
    """Ranks fields by vocabulary, values and context."""

    def __init__(self, template: Template, vocabulary: Vocabulary, weights: Weights, votes: Votes) -> None:
        """*vocabulary* is the shipped one, or one of the caller's own, which nothing is kept of."""
        self.fields = Fields(template.fields)
        own = {f.name: [text.normalise(p) for p in (f.name, *f.synonyms)] for f in template.fields}
        shipped = vocabulary is shipped_vocabulary()
        self.reader = Reader(
            PhraseIndex(vocabulary, own, shipped=shipped), HeaderReader(vocabulary, shipped=shipped)
        )
        self.repeatable = frozenset(field.name for field in template.fields if field.repeatable)
        self._contexts = ContextReader(vocabulary, load_template().fields)
        self._weights = weights
        self._votes = votes
        self._scores: dict[tuple[str, Kind, Context], tuple[Scores, Grounds]] = {}
        self._cache: dict[tuple[str, tuple[str, ...], Kind, Context], Ranking] = {}

    def shrink(self) -> None:
        """Forget what was read of all but the first headers."""
        shrink(self._cache)
        shrink(self._scores)
        self.reader.shrink()

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right, where nothing else of the table is known."""
        return self._weights.honest(raw)

    def rank(
        self, columns: Sequence[SourceColumn], scope: Scope, stage: Stage | None = None
    ) -> list[Ranking]:
        """One ranking a column, in order."""
        columns = self._without_title(columns)
        row = self._row(columns)
        readings = self._readings(columns, row)
        context = self.context(columns, readings, scope)
        if any(reading.in_full or not reading.exact for reading in readings):
            readings = self._readings(columns, row, context.language)
        kinds = [samples.kind(column.samples) for column in columns]
        readings = [
            self._own_before_group(*each, context) for each in zip(columns, readings, kinds, strict=True)
        ]
        rankings = [self._ranking(r, kind, context) for r, kind in zip(readings, kinds, strict=True)]
        for family in row.families:
            for at in family:
                rankings[at] = rankings[at]._replace(family=tuple(family))
        table = Table(
            [r.header for r in readings], kinds, rankings, self.fields, columns, context.plan, stage
        )
        return settled(table)

    def choose(
        self,
        rankings: Sequence[Ranking],
        repeatable: Collection[str] | None,
        fixed: Mapping[int, str | None],
        memory: Mapping[int, Recollection],
    ) -> list[Choice]:
        """One choice a column, over the whole table."""
        return self._weights.proposer.choose(rankings, self.fields, repeatable, fixed, memory)

    def readings(self, columns: Sequence[SourceColumn], language: str | None = None) -> list[Reading]:
        """The columns' headers read, without a word that they all begin with and nobody knows.

        Words cut short are read in the *language*.
        """
        return self._readings(columns, self._row(columns), language)

    def _row(self, columns: Sequence[SourceColumn]) -> _HeaderRow:
        headers = [header_of(column) for column in columns]
        return _HeaderRow(families(dict(enumerate(headers))), self._shared_start(headers))

    def _readings(
        self, columns: Sequence[SourceColumn], row: _HeaderRow, language: str | None = None
    ) -> list[Reading]:
        parts = {at: part for family in row.families for at, part in family.items()}
        return [
            self._of_part(parts[at], column, row.ignored, language)
            if at in parts
            else self._reading(column, row.ignored, language)
            for at, column in enumerate(columns)
        ]

    def _of_part(self, part: Part, column: SourceColumn, ignored: str, language: str | None) -> Reading:
        """One of several columns of a measure by platform, channel or market is read without the part's name."""
        measure = self.reader.read(part.measure, ignored, language)
        named = any(m.name in self.fields and self.fields[m.name].kind == "measure" for m in measure.exact)
        return measure if named else self._reading(column, ignored, language)

    def _reading(self, column: SourceColumn, ignored: str, language: str | None) -> Reading:
        if not column.group:
            return self.reader.read(column.name, ignored, language)
        if time_of(column.own_header):  # 'Jan' below 'Net cost': the group alone says what the numbers are
            return self.reader.read(column.group, ignored, language)
        if self._says_of_all_times(column.group) or version_name(column.group).is_option:
            return self.reader.read(column.own_header, ignored, language)
        return self.reader.read_below(column.group, column.own_header, ignored, language)

    def _says_of_all_times(self, group: str) -> bool:
        """Whether a text above headers only says that they sum up the periods beside them: 'Total period'."""
        reading = self.reader.read(group)
        names = {claim.name for claim in reading.claims if claim.ways}
        return "total" in reading.header.modifiers and bool(names) and names <= TIMES

    def _without_title(self, columns: Sequence[SourceColumn]) -> Sequence[SourceColumn]:
        """The columns without what stands above all of them: the table's name ('Flight 1: 2 to 29 March').

        What it says of the money below it, net or with tax, is said of each column.
        """
        headed = [column for column in columns if column.own_header.strip()]
        titles = {column.group for column in headed}
        if len(headed) < TITLED or len(titles) != 1 or not (title := titles.pop()):
            return columns
        if self.reader.read(title).header.modifiers & _OF_MONEY:
            return columns
        return [
            replace(column, name=column.own_header, group="") if column.group == title else column
            for column in columns
        ]

    def _own_before_group(
        self, column: SourceColumn, reading: Reading, kind: Kind, context: Context
    ) -> Reading:
        """The own header's reading, where it names another sort of field than it seems to below the group's words.

        A group says of what ('Planned', 'Online'), and what it has of its own: units below 'Budget' are no budget.
        """
        header = column.own_header
        if not column.group or reading.exact or translates(column.group, header) or time_of(header):
            return reading
        own = self.reader.read(header)
        if (
            not (own.header.core or own.header.modifiers & _OF_NUMBERS)
            or self.reader.read(column.group).header.modifiers & _COMPLETING
        ):
            return reading
        ranking = self._ranking(own, kind, context)
        name = ranking.best[0]
        below = self._ranking(reading, kind, context)
        if not name:
            return own if self._is_share_of_money(ranking, below) else reading
        if self._own_chance(own, ranking) < OWN_SURE:
            return reading
        same_sort = sum(p for other, p in below.fields if self._sort(other) == self._sort(name))
        return reading if same_sort >= OWN_SURE else own

    def _own_chance(self, own: Reading, ranking: Ranking) -> float:
        """The chance of the likeliest field and of what else its header means of the same sort: 'Aantal' are units or spots."""
        name, chance = ranking.best
        either = {meaning.name for meaning in own.exact}
        concept, open_chance = ranking.concept or ("", 0.0)
        alike = sum(
            p
            for other, p in ranking.fields
            if name and other != name and {name, other} <= either and self._sort(other) == self._sort(name)
        )
        return chance + alike + open_chance * ({name, concept} <= either)

    def _is_share_of_money(self, own: Ranking, below: Ranking) -> bool:
        """Whether a header alone means a share, and below its group seems to be money: 'Budget CHF' over 'Anteil'."""
        concept, chance = own.concept or ("", 0.0)
        name = below.best[0]
        return concept == _SHARE and chance >= OWN_SURE and name is not None and self._sort(name) == "money"

    def _sort(self, name: str) -> str:
        """Sort of things that a field counts: its family, and what is said of texts and days its own name."""
        field = self.fields[name]
        return field.family if field.kind == "measure" else name

    def _shared_start(self, headers: Sequence[str]) -> str:
        """'mp' of 'mpBudget', 'mpVendor', 'mpSize' ...; '' where no such word begins a third of the headers."""
        first: dict[str, int] = {}
        for header in headers:
            words = text.words(header)
            if len(words) > 1:
                first[words[0]] = first.get(words[0], 0) + 1
        word = max(first, key=lambda w: first[w], default="")
        if (
            word
            and first[word] >= max(SHARED_BY, len(headers) / 3)
            and self.reader.index.phrases_with(word) <= RARE
        ):
            return word
        return ""

    def context(self, columns: Sequence[SourceColumn], readings: Sequence[Reading], scope: Scope) -> Context:
        """What the header row says as a whole."""
        platform = self._contexts.platform([text.normalise(c.name) for c in columns], scope.platform)
        planned = sum("planned" in reading.header.modifiers for reading in readings)
        plan = self._contexts.plan((reading.exact for reading in readings), planned)
        language = self._contexts.language(reading.exact for reading in readings)
        return Context(platform, round(plan, 1), language)

    def _ranking(self, reading: Reading, kind: Kind, context: Context) -> Ranking:
        key = (reading.header.text, reading.header.whole, kind, context)
        ranking = self._cache.get(key)
        if ranking is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            breathe()
            ranking = self._cache[key] = self._ranked(reading, kind, context)
        return ranking

    def _ranked(self, reading: Reading, kind: Kind, context: Context) -> Ranking:
        scores, grounds = self._scores_of(reading, kind, context)
        claims = Claims(grounds, self._votes.of(reading.header.text))
        return ranked(scores.chances(claims), self.fields, Evidence(reading, kind, context, claims))

    def _scores_of(self, reading: Reading, kind: Kind, context: Context) -> tuple[Scores, Grounds]:
        """What a header's words weigh: for all headers of its pattern once."""
        key = (reading.pattern, kind, context)
        had = self._scores.get(key) if reading.pattern else None
        if had is not None:
            return had
        grounds = Grounds(reading, kind, context, self.fields)
        scores = Scores(self._weights, grounds), grounds
        if reading.pattern:
            self._scores[key] = scores
        return scores

    def why(self, column: SourceColumn, ranking: Ranking, field: str | None) -> str:
        """One sentence on why *field* was chosen, or why none."""
        evidence = evidence_of(ranking)
        header = evidence.reading.header
        concept = ranking.concept[0] if ranking.concept else None
        if field is None:
            if ranking.because:
                return f"'{header.text.strip()}' {ranking.because}."
            return reasons.for_none(header, concept, evidence.kind, *ranking.best)
        claim = next((c for c in evidence.reading.claims if c.name == field), None)
        if claim is None:
            return f"'{header.text}' is most likely {reasons.plain_name(field)}."
        agrees = field in self.fields and fits(self.fields[field], evidence.kind)[0] > 0
        return reasons.for_claim(header, claim, evidence.kind, agrees)


def ranked(
    chances: Mapping[str, float], fields: Collection[str], evidence: Evidence | None = None
) -> Ranking:
    """The chances of all claims as a ranking of the fields; what is no field leaves the column open."""
    own = sorted([claim for claim in chances.items() if claim[0] in fields], key=_CHANCE, reverse=True)
    concepts = [claim for claim in chances.items() if claim[0] not in fields and claim[0] != features.NOTHING]
    open_chance, nothing = sum(map(_CHANCE, concepts)), chances.get(features.NOTHING, 0.0)
    concept = max(concepts, key=_CHANCE, default=None)
    if concept and open_chance <= nothing:
        is_named = evidence and any(meaning.name == concept[0] for meaning in evidence.reading.exact)
        concept = concept if is_named else None
    return Ranking(tuple(own), open_chance + nothing, evidence, concept)


def header_of(column: SourceColumn) -> str:
    """The header with what stands above it, where that is not in it already."""
    if column.group and not column.name.startswith(column.group + ABOVE):
        return f"{column.group}{ABOVE}{column.name}"
    return column.name
