"""Fit the weights for templates that no vocabulary knows, and say how well they hold on other pairs.

usage: uv run --group fit python -m bench.fit_likeness [PAIRS.jsonl ...] [--made] [--write knowledge/likeness_weights.json]

Without files it takes `../shared/data`, or with `--made`, or where that is not there, what `bench/training.py` makes.
Each line: `{"pair", "source_columns": [{"name", "samples"}], "target_columns": [{"name", "description", "samples"}],
"truth": {source: [targets]}}`. Each file in turn is held back while the weights are fitted on the others.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import ModuleType

import numpy as np

from bench.fit_group import library
from bench.fit_matching import rising
from bench.training import material, shortened
from worker.matching.rankers import general
from worker.matching.rankers.general import General, Weights
from worker.shapes.json import Json
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Field, Template

PROGRAM = "bench.fit_likeness"
RIDGE = 1.0
MOST_OF_A_PAIR = 120
"""Columns of one pair that are learnt from."""
Example = tuple[list[list[float]], list[str], set[str]]
"""Features and names of the fields that a column is compared with, and which of them are right."""
Pair = tuple[Template, list[SourceColumn], list[set[str]]]


def _optimize() -> ModuleType:
    """scipy's, which is asked for at the start and not after the tables were read."""
    return library("scipy.optimize", PROGRAM)


def questions(path: pathlib.Path) -> Iterator[Pair]:
    """(template, columns, truths) of each pair."""
    for line in pathlib.Path(path).read_text("utf-8").splitlines():
        pair = json.loads(line)
        fields = tuple(
            Field(
                c.get("key") or c["name"],
                description=" ".join(
                    x for x in ((c["name"] if c.get("key") else ""), c.get("description") or "") if x
                ),
                samples=tuple(map(str, c.get("samples", []))),
            )
            for c in pair["target_columns"]
        )
        columns = [
            SourceColumn(c["name"], tuple(map(str, c.get("samples", [])))[:8]) for c in pair["source_columns"]
        ]
        truth = [set(pair["truth"].get(c.get("key") or c["name"], ()) or ()) for c in pair["source_columns"]]
        yield Template("pair", 1, fields), columns, truth


def examples(path: pathlib.Path) -> list[Example]:
    """(rows, names, truth) of columns, for fitting."""
    pairs = []
    for template, columns, truth in questions(path):
        ranker = General(template)
        count = max(1, len(columns) - 1)
        picked = list(range(len(columns)))
        random.Random(7).shuffle(picked)
        for at in picked[:MOST_OF_A_PAIR]:
            rows = ranker.rows(columns[at], at / count)
            pairs.append(([r for _, r in rows], [ranker.facts[i].field.name for i, _ in rows], truth[at]))
    return pairs


def in_short(path: pathlib.Path) -> list[Example]:
    """Each field of the larger templates asked for in short, as examples."""
    chance = random.Random(11)
    pairs: list[Example] = []
    seen: set[tuple[str, ...]] = set()
    for template, _, _ in questions(path):
        if len(template.fields) < 12 or template.names in seen:
            continue
        seen.add(template.names)
        ranker = General(Template("short", 1, tuple(replace(f, samples=()) for f in template.fields)))
        for field in template.fields:
            if not field.name.isascii():
                continue
            rows = ranker.rows(SourceColumn(shortened(field.name, chance)), 0.0)
            pairs.append(([r for _, r in rows], [ranker.facts[i].field.name for i, _ in rows], {field.name}))
    return pairs


def fit(groups: Sequence[Sequence[Example]]) -> Weights:
    """Weights and the score of nothing, each file counting alike."""
    blocks: list[np.ndarray] = []
    owners: list[int] = []
    goods: list[bool] = []
    shares: list[float] = []
    count = 0
    width = len(general.NAMES) + 1
    for group in groups:
        for rows, names, truth in group:
            good = [n in truth for n in names] + [not truth]
            if not any(good):
                continue
            block = np.zeros((len(rows) + 1, width))
            block[:-1, :-1] = rows
            block[-1, -1] = 1
            blocks.append(block)
            goods.extend(good)
            owners.extend([count] * len(block))
            shares.append(150 / len(group))
            count += 1
    x, owner, right, weights = np.vstack(blocks), np.array(owners), np.array(goods), np.array(shares)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        top = np.full(count, -1e9)
        np.maximum.at(top, owner, score)
        raised = np.exp(score - top[owner])
        total, good = np.bincount(owner, raised, count), np.bincount(owner, raised * right, count)
        value = -(weights * np.log(np.maximum(good / total, 1e-300))).sum() + RIDGE * (w * w).sum() / 2
        return value, x.T @ (
            weights[owner] * (raised / total[owner] - raised * right / np.maximum(good[owner], 1e-300))
        ) + RIDGE * w

    bounds = [(0, None)] * (width - 1) + [(None, None)]
    w = _optimize().minimize(loss, np.ones(width), jac=True, method="L-BFGS-B", bounds=bounds).x
    return Weights(tuple(w[:-1]), float(w[-1]), ())


def measured(path: pathlib.Path, weights: Weights) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """Top-1, MRR, milliseconds a column, and (chance, right) of what is proposed."""
    n = top = 0
    mrr = 0.0
    points = []
    seconds = 0.0
    count = 0
    for template, columns, truth in questions(path):
        ranker = General(template, weights)
        start = time.perf_counter()
        rankings = ranker.rank(columns, Scope())
        seconds += time.perf_counter() - start
        count += len(columns)
        for r, right in zip(rankings, truth, strict=True):
            if r.best[1] > r.left_open:
                points.append((r.best[1], r.best[0] in right))
            if right:
                at = next((i for i, (f, _) in enumerate(r.fields[:20], 1) if f in right), None)
                n += 1
                top += at == 1
                mrr += 1 / at if at else 0
    return {
        "columns": n,
        "top1": round(top / n, 4),
        "mrr": round(mrr / n, 4),
        "ms": round(1000 * seconds / count, 3),
    }, points


def main() -> None:
    """Find the files, then fit and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", nargs="*")
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--write")
    options = parser.parse_args()
    _optimize()
    with tempfile.TemporaryDirectory() as folder:
        files = material("pairs", options.pairs, pathlib.Path(folder), synthetic=options.made)
        fit_and_report(files, options.write)


def fit_and_report(files: Sequence[pathlib.Path], target: str | None) -> None:
    """Hold each of *files* back in turn, print, and write the weights of all to *target* if there is one."""
    data = {path: examples(path) for path in files}
    short = [example for path in files for example in in_short(path)]
    points = []
    for path in files:
        weights = fit([group for other, group in data.items() if other != path] + [short])
        figures, proposed = measured(path, weights)
        points.extend(proposed)
        print("held back", pathlib.Path(path).stem, json.dumps(figures))
    weights = fit([*data.values(), short])
    right = [
        max(
            zip(
                (sum(w * v for w, v in zip(weights.values, r, strict=True)) for r in rows), names, strict=True
            )
        )[1]
        in truth
        for rows, names, truth in short
    ]
    print("same, in short", json.dumps({"columns": len(short), "top1": round(sum(right) / len(right), 4)}))
    curve = rising(points)
    for path in files:
        print("same file", pathlib.Path(path).stem, json.dumps(measured(path, weights)[0]))
    print(
        {n: round(v, 2) for n, v in zip(general.NAMES, weights.values, strict=True)},
        round(weights.nothing, 2),
    )
    if target:
        fitted: Json = {
            "features": {n: round(v, 4) for n, v in zip(general.NAMES, weights.values, strict=True)},
            "nothing": round(weights.nothing, 4),
            "curve": curve,
        }
        pathlib.Path(target).write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
