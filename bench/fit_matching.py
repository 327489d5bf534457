"""Fit the weights of the matcher on labelled header rows, and say how well they hold on rows left out.

usage: uv run --group fit python -m bench.fit_matching [TABLES.jsonl ...] [--made] [--folds N] [--wrong N]
           [--write knowledge/matching_weights.json]

Without files it takes `../shared/data`, or with `--made`, or where that is not there, what `bench/training.py` makes.
Each line: `{"id", "platform", "language", "kind", "columns": [{"name", "samples"}], "truth": {header: field | [fields] |
null}}`. Folds keep all tables of one house, platform and language together. Each column is learnt from twice: as it is,
and as if the vocabulary did not hold its header, so that the weights expect headers nobody has seen.

Three fits: what the evidence of one column weighs (`features`), then, on rankings of tables that the first fit has not
seen, how likely a field is right and how likely leaving the column open is (`right`, `left_open`).
"""

from __future__ import annotations

import argparse
import json
import pathlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from zlib import crc32

import numpy as np

from bench import fit_votes
from bench.columns import Truth, figures, interval
from bench.fit_group import library
from bench.training import material
from worker import text
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import Vocabulary, shipped_vocabulary
from worker.matching import samples
from worker.matching.rankers import features, proposal
from worker.matching.rankers.calibration import NOTHING_PROPOSED, Scores, Weights
from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.features import Claims, Grounds, Row
from worker.matching.rankers.fields import Fields
from worker.matching.rankers.proposal import Logit, Proposer
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.rules import Rules, header_of, ranked
from worker.matching.rankers.table_rules import Table, settled
from worker.matching.words.phrases import meanings_of
from worker.matching.words.votes import runs, shipped_votes, vote_of
from worker.shapes.json import Json
from worker.shapes.mapping import Scope, SourceColumn

PROGRAM = "bench.fit_matching"
RIDGE, PRIOR_RIDGE, PROPOSAL_RIDGE = 0.3, 5.0, 20.0
INNER_FOLDS = 3
SORTS = {"media": "plans", "plan": "plans", "flowchart": "plans", "agency": "agency tables"}
"""Sort of tables by how their kind begins; the others are exports of platforms."""
SAMPLES = {True: "with samples", False: "headers alone"}
WEIGHED = 2
"""Fields of each column's ranking that the second fit learns from."""


@dataclass(frozen=True)
class Example:
    """One column of one table, seen in one of the two ways."""

    column: SourceColumn
    evidence: Evidence
    truth: Truth
    """The acceptable answers; None is 'no target'."""

    @property
    def claims(self) -> list[tuple[str, Row]]:
        """Every claim with its features."""
        return list(self.evidence.claims.rows().items())


@dataclass(frozen=True)
class HeaderRow:
    """One header row with both views of its columns."""

    name: str
    kind: str
    language: str
    house: str
    headers: tuple[str, ...]
    views: Mapping[bool, Sequence[Example]]
    """By whether the headers' own phrases are known."""

    def fold(self, folds: int) -> int:
        """The fold that all tables of the house are in."""
        return crc32(self.house.encode()) % folds


class HiddenVotes:
    """The vote of letters as if the header's own phrase were not in the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._meant, self._seen = fit_votes.counts(vocabulary)

    def of(self, header: str) -> dict[str, float]:
        """Class -> share of the vote."""
        normal = text.normalise(header)
        own = {m.name: m.share for m in meanings_of(self._vocabulary.senses.get(normal, ()))} if (
            normal in self._vocabulary.senses
        ) else {}  # fmt: skip
        votes: dict[str, float] = defaultdict(float)
        for run in runs(normal):
            seen = self._seen.get(run, 0.0) - bool(own)
            for name, count in self._meant.get(run, {}).items() if seen > 0 else ():
                votes[name] += (max(0.0, count - own.get(name, 0.0)) / (seen + 1.0)) ** 2
        total = sum(votes.values())
        return {name: vote / total for name, vote in votes.items()} if total else {}


def _optimize() -> ModuleType:
    """scipy's, which is asked for at the start and not after the tables were read."""
    return library("scipy.optimize", PROGRAM)


def load(paths: Iterable[pathlib.Path], rules: Rules) -> list[HeaderRow]:
    """The tables of JSON Lines files, read in both ways."""
    hidden = HiddenVotes(shipped_vocabulary())
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_table(json.loads(line), rules, hidden) for line in lines]


def _table(entry: Json, rules: Rules, hidden: HiddenVotes) -> HeaderRow:
    columns = [SourceColumn(c["name"], tuple(map(str, c.get("samples", [])))) for c in entry["columns"]]
    readings = rules.readings(columns)
    context = rules.context(columns, readings, Scope())
    views: dict[bool, list[Example]] = {True: [], False: []}
    for column, reading in zip(columns, readings, strict=True):
        values = samples.kind(column.samples)
        answers = entry["truth"].get(column.name)
        truth = frozenset(answers if isinstance(answers, list) else [answers])
        header = header_of(column)
        unseen = rules.reader.read_afresh(header, own_phrase=False)
        for has_phrases, read, votes in (
            (True, reading, shipped_votes().of(reading.header.text)),
            (False, unseen, vote_of(hidden.of(header))),
        ):
            claims = Claims(Grounds(read, values, context, rules.fields), votes)
            views[has_phrases].append(Example(column, Evidence(read, values, context, claims), truth))
    house = f"{entry['id'].split('_')[0]} {entry.get('platform')} {entry.get('language')}"
    kind, language = str(entry.get("kind")), str(entry.get("language"))
    return HeaderRow(entry["id"], kind, language, house, tuple(c.name for c in columns), views)


def fit_features(tables: Sequence[HeaderRow], fields: Sequence[str]) -> Weights:
    """What the evidence of one column weighs: maximum likelihood of the right claims, with a ridge."""
    at = {name: place for place, name in enumerate((*features.NAMES, *fields))}
    blocks: list[np.ndarray] = []
    owners: list[int] = []
    right: list[bool] = []
    for example in (e for t in tables for view in t.views.values() for e in view):
        claims = example.claims
        good = [(name in example.truth) if name in at else (None in example.truth) for name, _ in claims]
        if not any(good):
            continue
        block = np.zeros((len(claims), len(at)))
        for row, (name, values) in zip(block, claims, strict=True):
            for key, value in values.items():
                row[at[key]] = value
            if name in at:
                row[at[name]] = 1.0
        owners += [len(blocks)] * len(claims)
        blocks.append(block)
        right += good
    x, owner, target, count = np.vstack(blocks), np.array(owners), np.array(right), len(blocks)
    ridge = np.r_[np.full(len(features.NAMES), RIDGE), np.full(len(fields), PRIOR_RIDGE)]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        top = np.full(count, -1e9)
        np.maximum.at(top, owner, score)
        raised = np.exp(score - top[owner])
        total = np.bincount(owner, raised, count)
        good = np.maximum(np.bincount(owner, raised * target, count), 1e-300)
        value = -np.log(np.maximum(good / total, 1e-300)).sum() + (ridge * w * w).sum() / 2
        return value, x.T @ (raised / total[owner] - raised * target / good[owner]) + ridge * w

    fit = (
        _optimize().minimize(loss, np.zeros(len(at)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    )
    values = {name: round(float(fit[at[name]]), 4) for name in features.NAMES}
    return Weights(values, {name: round(float(fit[at[name]]), 4) for name in fields}, ())


def rankings_of(view: Sequence[Example], weights: Weights, fields: Fields) -> list[Ranking]:
    """The rankings of a table's columns."""
    evidence = [e.evidence for e in view]
    rankings = [ranked(Scores(weights, e.claims.grounds).chances(e.claims), fields, e) for e in evidence]
    headers = [e.reading.header for e in evidence]
    kinds, columns = [e.kind for e in evidence], [e.column for e in view]
    plan = evidence[0].context.plan if view else 0.0
    return settled(Table(headers, kinds, rankings, fields, columns, plan))


Lesson = tuple[Sequence[float], bool]


def lessons(tables: Iterable[HeaderRow], weights: Weights, rules: Rules) -> Iterator[tuple[bool, Lesson]]:
    """(whether it is about a field, its evidence, whether it was right) of each column's first fields, and of leaving it open."""
    for table in tables:
        for view in table.views.values():
            weighed = proposal.candidates(
                rankings_of(view, weights, rules.fields), rules.fields, rules.repeatable, {}
            )
            for example, column in zip(view, weighed, strict=True):
                for candidate in column[:WEIGHED]:
                    yield True, (candidate.values, candidate.field in example.truth)
                if column:
                    yield False, (column[0].values, None in example.truth)


def fit_logit(lessons: Sequence[Lesson]) -> Logit:
    """A logit with a ridge on its standardised weights, and one slope for all of them without.

    The ridge makes every chance too modest; the slope gives that back.
    """
    x, y = np.array([values for values, _ in lessons]), np.array([right for _, right in lessons], dtype=float)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    ridge = np.r_[np.full(x.shape[1], PROPOSAL_RIDGE), 0.0]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = z @ w
        value = (np.logaddexp(0.0, score) - y * score).sum() + (ridge * w * w).sum() / 2
        return value, z.T @ (1 / (1 + np.exp(-score)) - y) + ridge * w

    w = (
        _optimize()
        .minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
        .x
    )
    modest = z @ w

    def loss_of_slope(line: np.ndarray) -> float:
        score = line[0] * modest + line[1]
        return float((np.logaddexp(0.0, score) - y * score).sum())

    slope, shift = _optimize().minimize(loss_of_slope, np.array([1.0, 0.0])).x
    weights = slope * w[:-1] / spread
    return Logit(tuple(float(v) for v in weights), float(slope * w[-1] + shift - weights @ mean))


def fit(tables: Sequence[HeaderRow], rules: Rules, fields: Sequence[str]) -> Weights:
    """All three fits; the second two learn from tables that a fit on the other houses ranks."""
    taught: dict[bool, list[Lesson]] = {True: [], False: []}
    for part in range(INNER_FOLDS):
        others = [t for t in tables if t.fold(INNER_FOLDS) != part]
        ranked_alone = fit_features(others, fields)
        for about_field, lesson in lessons(
            (t for t in tables if t.fold(INNER_FOLDS) == part), ranked_alone, rules
        ):
            taught[about_field].append(lesson)
    weights = fit_features(tables, fields)
    return Weights(
        weights.values, weights.priors, (), Proposer(fit_logit(taught[True]), fit_logit(taught[False]))
    )


@dataclass(frozen=True)
class Answer:
    """What the matcher says of one column, and what is right."""

    table: HeaderRow
    header: str
    field: str | None
    confidence: float
    raw: float
    truth: Truth
    has_samples: bool = False

    @property
    def right(self) -> bool:
        """Whether the field, or none, is acceptable."""
        return self.field in self.truth


def answers(table: HeaderRow, has_phrases: bool, weights: Weights, rules: Rules) -> list[Answer]:
    """The answers for one table."""
    view = table.views[has_phrases]
    rankings = rankings_of(view, weights, rules.fields)
    choices = weights.proposer.choose(rankings, rules.fields, rules.repeatable, {}, {})
    return [
        Answer(
            table,
            header,
            c.field,
            c.confidence,
            dict(r.fields).get(c.field or "", 0.0),
            e.truth,
            bool(e.column.samples),
        )
        for header, c, r, e in zip(table.headers, choices, rankings, view, strict=True)
    ]


def groups_of(answer: Answer) -> tuple[str, ...]:
    """The groups whose figures a column counts in: its kind of table, language, and whether it has samples."""
    table = answer.table
    sort = SORTS.get(table.kind.partition("_")[0], "exports")
    return "all", sort, f"kind {table.kind}", f"language {table.language}", SAMPLES[answer.has_samples]


def tables_of(part: Sequence[Answer]) -> list[list[Answer]]:
    """The answers of each table."""
    tables: dict[str, list[Answer]] = defaultdict(list)
    for answer in part:
        tables[answer.table.name].append(answer)
    return list(tables.values())


def report(answers: Mapping[bool, Sequence[Answer]]) -> None:
    """The figures by group of columns, with the headers' phrases known and hidden."""
    for has_phrases, group in answers.items():
        parts: dict[str, list[Answer]] = defaultdict(list)
        for answer in group:
            for name in groups_of(answer):
                parts[name].append(answer)
        for name, part in parts.items():
            line = {"phrases": "known" if has_phrases else "hidden", "group": name, **figures(part)}
            print(json.dumps({**line, "ece_95": interval(tables_of(part))}, ensure_ascii=False))


def rising(points: Sequence[tuple[float, bool]], groups: int = 12) -> tuple[tuple[float, float], ...]:
    """A rising curve through (chance, right): groups of equal size, pooled where they fall."""
    ordered = sorted(points)
    pooled: list[tuple[float, float, int]] = []
    for part in np.array_split(np.array(ordered, dtype=float), min(groups, len(ordered))):
        pooled.append((float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)))
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (x1, y1, n1), (x0, y0, n0) = pooled.pop(), pooled.pop()
            n = n0 + n1
            pooled.append(((x0 * n0 + x1 * n1) / n, (y0 * n0 + y1 * n1) / n, n))
    # A small group's luck is not trusted to the end.
    return tuple((round(x, 4), round(min(0.995, (y * n + 1) / (n + 2)), 4)) for x, y, n in pooled)


def as_json(weights: Weights) -> str:
    """The weights as `knowledge/matching_weights.json` holds them."""
    logits = {"right": weights.proposer.right, "left_open": weights.proposer.left_open}
    table = {
        name: {
            "offset": round(logit.offset, 4),
            **{n: round(w, 4) for n, w in zip(proposal.NAMES, logit.weights, strict=True)},
        }
        for name, logit in logits.items()
    }
    return (
        json.dumps(
            {"features": weights.values, "priors": weights.priors, "curve": weights.curve, **table}, indent=1
        )
        + "\n"
    )


def main() -> None:
    """Cross-validate by house, report, and write the weights of all tables if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*")
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--wrong", type=int, default=0, help="so many of the surest mistakes are shown")
    options = parser.parse_args()
    _optimize()
    template = load_template()
    blank = Weights(dict.fromkeys(features.NAMES, 0.0), {}, (), NOTHING_PROPOSED)
    rules = Rules(template, shipped_vocabulary(), blank, shipped_votes())
    with tempfile.TemporaryDirectory() as folder:
        tables = load(material("tables", options.tables, pathlib.Path(folder), synthetic=options.made), rules)
    held_back: dict[bool, list[Answer]] = {True: [], False: []}
    for fold in range(options.folds):
        weights = fit([t for t in tables if t.fold(options.folds) != fold], rules, template.names)
        for table in tables:
            if table.fold(options.folds) == fold:
                for has_phrases, outcomes in held_back.items():
                    outcomes.extend(answers(table, has_phrases, weights, rules))
    report(held_back)
    for answer in sorted((a for a in held_back[True] if not a.right), key=lambda a: -a.confidence)[
        : options.wrong
    ]:
        wanted = "/".join(sorted(map(str, answer.truth)))
        print(
            f"  {answer.confidence:.2f} {answer.table.name:28} {answer.header!r:45} {answer.field}, wanted {wanted}"
        )
    if options.write:
        weights = fit(tables, rules, template.names)
        curve = rising([(a.raw, a.right) for outcomes in held_back.values() for a in outcomes if a.field])
        options.write.write_text(
            as_json(Weights(weights.values, weights.priors, curve, weights.proposer)), "utf-8"
        )


if __name__ == "__main__":
    main()
