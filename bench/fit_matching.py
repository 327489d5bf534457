"""Fit the weights of the rules on labelled header rows, and say how well they hold on rows left out.

usage: uv run --group fit python -m bench.fit_matching [TABLES.jsonl ...] [--made] [--folds N] [--wrong N]
           [--write knowledge/matching_weights.json]

Without files it takes `../shared/data`, or with `--made`, or where that is not there, what `bench/training.py` makes.
Each line: `{"id", "platform", "language", "columns": [{"name", "samples"}], "truth": {header: field | [fields] | null}}`.
Folds keep all tables of one platform and language together. Each column is learnt from twice: as it is, and as if
the vocabulary did not hold its header, so that the weights expect headers nobody has seen.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import tempfile
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from bench.training import material
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching import samples
from worker.matching.assignment import assign
from worker.matching.rankers import features
from worker.matching.rankers.calibration import Weights
from worker.matching.rankers.rules import Rules, header_of, ranked
from worker.matching.rankers.table_rules import Table, settled
from worker.matching.rankers.table_rules.repeated_header import repeated
from worker.shapes.mapping import Scope, SourceColumn

UNSEEN_WEIGHT = 1.0
"""How much a column counts whose own phrase was hidden."""
FEATURE_AT = {name: at for at, name in enumerate(features.NAMES)}
RIDGE, PRIOR_RIDGE = 0.3, 5.0


def load(path):
    """The tables of a JSON Lines file."""
    return [json.loads(line) for line in pathlib.Path(path).read_text("utf-8").splitlines() if line.strip()]


def truths(table, name):
    """The acceptable answers for a header; None is 'no target'."""
    found = table["truth"].get(name)
    return set(found) if isinstance(found, list) else {found}


def columns_of(table):
    """The table's columns as the rules take them."""
    return [SourceColumn(c["name"], tuple(map(str, c.get("samples", [])))) for c in table["columns"]]


def examples(rules: Rules, table, own_phrase=True):
    """(claims with features, truths) of each column of a table."""
    columns = columns_of(table)
    readings = rules.readings(columns)
    context = rules.context(columns, readings, Scope())
    found = []
    for column, reading in zip(columns, readings, strict=True):
        used = reading if own_phrase else rules.reader.read_afresh(header_of(column), own_phrase=False)
        rows = features.rows(used, samples.kind(column.samples), context, rules.fields)
        found.append((rows, truths(table, column.name)))
    return found


def lessons(rules: Rules, table):
    """What is learnt from a table: (claims, truths, weight) of its columns as they are and with their phrase hidden.

    A column that only repeats another with a number is left open by a rule of its own, and teaches nothing.
    """
    again = repeated([reading.header for reading in rules.readings(columns_of(table))])
    for own_phrase, weight in ((True, 1.0), (False, UNSEEN_WEIGHT)):
        for (rows, wanted), skipped in zip(examples(rules, table, own_phrase), again, strict=True):
            if not skipped:
                yield rows, wanted, weight


def target_rows(rows, wanted, fields):
    """Which claims are right: those of a wanted field, or all that leave the column open where that is right."""
    return [(name in wanted) if name in fields else (None in wanted) for name, _ in rows]


def fit(data, fields, names):
    """Weights and priors by maximum likelihood with a ridge."""
    at = {n: i for i, n in enumerate(names)}
    width = len(features.NAMES) + len(names)
    blocks, owner, right, weights = [], [], [], []
    kept = 0
    for rows, wanted, weight in data:
        good = target_rows(rows, wanted, fields)
        if not any(good):
            continue
        block = np.zeros((len(rows), width))
        for i, (name, row) in enumerate(rows):
            for key, value in row.items():
                block[i, FEATURE_AT[key]] = value
            if name in at:
                block[i, len(features.NAMES) + at[name]] = 1
        blocks.append(block)
        right.extend(good)
        owner.extend([kept] * len(rows))
        weights.append(weight)
        kept += 1
    x, owner, right, weights = np.vstack(blocks), np.array(owner), np.array(right), np.array(weights)
    ridge = np.r_[np.full(len(features.NAMES), RIDGE), np.full(len(names), PRIOR_RIDGE)]

    def loss(w):
        score = x @ w
        top = np.full(kept, -1e9)
        np.maximum.at(top, owner, score)
        raised = np.exp(score - top[owner])
        total = np.bincount(owner, raised, kept)
        good = np.bincount(owner, raised * right, kept)
        p_all, p_good = raised / total[owner], raised * right / np.maximum(good[owner], 1e-300)
        value = -(weights * np.log(np.maximum(good / total, 1e-300))).sum() + (ridge * w * w).sum() / 2
        return value, x.T @ (weights[owner] * (p_all - p_good)) + ridge * w

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    n = len(features.NAMES)
    return dict(zip(features.NAMES, map(float, found[:n]), strict=True)), {
        name: float(found[n + i]) for name, i in at.items()
    }


def answers(rules, weights, table, own_phrase=True):
    """(raw chance, field, right, mappable) of each column of a table, after assignment."""
    found = examples(rules, table, own_phrase)
    columns = columns_of(table)
    headers = [reading.header for reading in rules.readings(columns)]
    kinds = [samples.kind(column.samples) for column in columns]
    rankings = [ranked(weights.probabilities(rows), rules.fields) for rows, _ in found]
    rankings = settled(Table(headers, kinds, rankings, rules.fields, [c.summed for c in columns]))
    chosen = assign(rankings, rules.repeatable)
    return [
        (dict(r.fields).get(f, 0.0), f, f in wanted, None not in wanted, wanted)
        for r, f, (_, wanted) in zip(rankings, chosen, found, strict=True)
    ]


def pav(points: Sequence[tuple[float, float]], groups=12):
    """A rising curve through (chance, right) points: groups of equal size, then pooled where they fall."""
    points = sorted(points)
    size = max(1, len(points) // groups)
    blocks = [[sum(p[0] for p in part) / len(part), sum(p[1] for p in part) / len(part), len(part)]
              for part in (points[i : i + size] for i in range(0, len(points), size))]  # fmt: skip
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            b, a = pooled.pop(), pooled.pop()
            n = a[2] + b[2]
            pooled.append([(a[0] * a[2] + b[0] * b[2]) / n, (a[1] * a[2] + b[1] * b[2]) / n, n])
    curve, least = [], 0.0
    for x, y, n in pooled:
        least = max(
            least, min(0.995, (y * n + 1) / (n + 2))
        )  # a small group's luck is not trusted to the end
        curve.append((round(x, 4), round(least, 4)))
    return curve


def report(found, honest):
    """The figures of `columns_eval.py` over answers."""
    n, mappable = len(found), [f for f in found if f[3]]
    proposed = sorted(((honest(f[0]), f[2]) for f in found if f[1]), reverse=True)
    good, covered, ece = 0, 0, 0.0
    for i, (_, right) in enumerate(proposed, 1):
        good += right
        covered = i if good / i >= 0.95 else covered
    for b in range(10):
        inside = [p for p in proposed if b / 10 <= p[0] < (b + 1) / 10]
        if inside:
            ece += abs(sum(p[0] for p in inside) - sum(p[1] for p in inside)) / len(proposed)
    return {
        "columns": n, "accuracy": round(sum(f[2] for f in found) / n, 4),
        "accuracy_mappable": round(sum(f[2] for f in mappable) / len(mappable), 4),
        "precision": round(good / len(proposed), 4),
        "left_open_rightly": round(sum(f[2] for f in found if not f[3]) / max(1, n - len(mappable)), 4),
        "coverage_at_p95": round(covered / n, 4), "ece": round(ece, 4),
    }  # fmt: skip


def by_kind(held, tables, honest):
    """Print what was held back: by language, and by kind of table where that is said; each fold's groups apart."""
    print("held back: every answer below is of a table whose platform and language the weights had not seen")
    print(f"{'':16} tables columns accuracy precision")
    for key in ("language", "kind"):
        for value in sorted({str(t.get(key)) for t in tables.values()}):
            answers = [a for a in held if str(tables[a[5]].get(key)) == value]
            ids = {a[5] for a in answers}
            if any(a[1] for a in answers) and any(a[3] for a in answers):
                found = report([a[:5] for a in answers], honest)
                print(
                    f"{key + ' ' + value:16} {len(ids):6} {found['columns']:7} {found['accuracy']:8} {found['precision']:9}"
                )


def main():
    """Cross-validate, print, and write the weights of all tables if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", nargs="*")
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--write")
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = material("tables", options.tables, pathlib.Path(folder), made=options.made)
        tables = [table for file in files for table in load(file)]
    template = load_template()
    rules = Rules(template, shipped_vocabulary(), Weights(dict.fromkeys(features.NAMES, 0.0), {}, ()))
    groups = sorted({(t.get("platform"), t.get("language")) for t in tables}, key=str)
    fold_of = {g: i % options.folds for i, g in enumerate(groups)}
    data = {id(t): list(lessons(rules, t)) for t in tables}
    held, unseen = [], []
    for fold in range(options.folds):
        inside = [t for t in tables if fold_of[t.get("platform"), t.get("language")] != fold]
        values, priors = fit([e for t in inside for e in data[id(t)]], rules.fields, template.names)
        weights = Weights(values, priors, ())
        for t in tables:
            if fold_of[t.get("platform"), t.get("language")] == fold:
                held.extend(
                    (*a, t["id"], c["name"])
                    for a, c in zip(answers(rules, weights, t), t["columns"], strict=True)
                )
                unseen.extend(
                    (*a, t["id"], c["name"])
                    for a, c in zip(answers(rules, weights, t, False), t["columns"], strict=True)
                )
    curve = pav([(a[0], a[2]) for a in (*held, *unseen[::3]) if a[1]])
    print(json.dumps({"held back": report(held, Weights({}, {}, tuple(curve)).honest)}))
    print(json.dumps({"held back, own phrases hidden": report(unseen, Weights({}, {}, tuple(curve)).honest)}))
    by_kind(held, {t["id"]: t for t in tables}, Weights({}, {}, tuple(curve)).honest)
    if options.unseen:
        held = unseen
    missed = sorted((a for a in held if not a[2]), key=lambda a: -a[0])
    for chance, said, _, _, wanted, table, header in missed[: options.wrong]:
        print(
            f"  {chance:.2f} {table:18} {header!r:50} said {said}, wanted {'/'.join(sorted(map(str, wanted)))}"
        )
    values, priors = fit([e for t in tables for e in data[id(t)]], rules.fields, template.names)
    weights = Weights(values, priors, tuple(curve))
    print(
        json.dumps(
            {"same tables": report([a for t in tables for a in answers(rules, weights, t)], weights.honest)}
        )
    )
    print({n: round(float(v), 2) for n, v in values.items()})
    if options.write:
        found = {
            "features": {n: round(float(v), 4) for n, v in values.items()},
            "priors": {n: round(v, 4) for n, v in priors.items()}, "curve": curve,
        }  # fmt: skip
        pathlib.Path(options.write).write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
