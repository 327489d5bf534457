"""Fits `knowledge/row_weights.json`, by which the layout tells rows apart.

usage: uv run --group fit python -m bench.fit_rows [SHEETS.jsonl ...] [--made] [-o knowledge/row_weights.json] [--cross]

Without files it takes `../shared/data`, or with `--made`, or where that is not there, what `bench/training.py` makes.

Each line of a file is a sheet: `{"cells": [[...]], "line_labels": ["metadata", "header", ...]}`, with optional `merges`
([first row, first column, last row, last column]), `formulas` ({"row,column": text}) and `weight`. Labels are those of `mediamapper layout`; `group`,
`aggregate`, `notes` and `empty` are understood, too.
The shipped weights come from two sets of labelled statistics tables (SAUS and Troy, of Strudel's data) and 600 made
plans of an earlier generator; `python -m bench.plans --rows 600` makes such sheets. No real plan was fitted, so that real
plans can measure.
`--cross`, the rule where nothing is written, prints macro F1 on each half of each file by weights fitted on all the rest, and on each file by the others.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from bench.fit_group import library
from bench.training import material
from worker.plans.rows.features import features
from worker.plans.rows.profile import profile
from worker.plans.rows.viterbi import KINDS, Weights, decide, score
from worker.shapes.grid import Grid, Merge
from worker.shapes.json import Json

PROGRAM = "bench.fit_rows"
ALIASES = {
    "group": "section",
    "aggregate": "total",
    "subtotal": "total",
    "notes": "note",
    "repeat_header": "header",
}
STRENGTH = 4.0
"""How inverse the penalty on large weights is (scikit-learn's C)."""
ABSENT = -9.0
"""The constant of a kind that the material does not have: it is never decided."""
ORDER = 0.5
"""What the order of rows counts beside their own facts."""

Sheet = tuple[list[list[str]], list[str], list[bool], float]
"""Facts, kinds and gaps of each line, and the sheet's weight."""


def read(path: Path) -> list[Sheet]:
    """The sheets of a file, as facts."""
    return [_sheet(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _sheet(data: Json) -> Sheet:
    cells = [[None if value == "" else value for value in row] for row in data["cells"]]
    merges = tuple(Merge(*merge) for merge in data.get("merges", ()))
    formulas = {_place(key): text for key, text in data.get("formulas", {}).items()}
    seen = profile(Grid("", cells, merges, formulas=formulas))
    facts, kinds, gaps = [], [], []
    for at, line in enumerate(seen.lines):
        label = data["line_labels"][line.row - 1] if line.row <= len(data["line_labels"]) else "empty"
        facts.append(features(seen, at))
        kinds.append(ALIASES.get(label, label))
        gaps.append(line.gap > 0)
    return facts, kinds, gaps, float(data.get("weight", 1.0))


def _place(text: str) -> tuple[int, int]:
    row, column = text.split(",")
    return int(row), int(column)


def _linear_model() -> ModuleType:
    """scikit-learn's, which is asked for at the start and not after the sheets were read."""
    return library("sklearn.linear_model", PROGRAM)


def by_kind(classes: Sequence[str], weights: Sequence[float], absent: float) -> tuple[float, ...]:
    """The weights of *classes* in the order of `KINDS`; a kind that no sheet has gets *absent*."""
    of_class = dict(zip(classes, weights, strict=True))
    return tuple(round(float(of_class.get(kind, absent)), 3) for kind in KINDS)


def fit(sheets: Sequence[Sheet]) -> Weights:
    """Weights of facts by multinomial logistic regression, of order by counting."""
    rows, kinds, weights = [], [], []
    for facts, labels, _, weight in sheets:
        for row, kind in zip(facts, labels, strict=True):
            if kind in KINDS:
                rows.append(dict.fromkeys(row, 1.0))
                kinds.append(kind)
                weights.append(weight)
    counts = Counter(kinds)
    balance = {kind: (len(kinds) / len(counts) / n) ** 0.3 for kind, n in counts.items()}
    turned = library("sklearn.feature_extraction", PROGRAM).DictVectorizer()
    table = turned.fit_transform(rows)
    model = _linear_model().LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(table, kinds, sample_weight=[w * balance[k] for w, k in zip(weights, kinds, strict=True)])
    classes = list(model.classes_)
    facts_by_name = {
        name: by_kind(classes, model.coef_[:, at], 0.0)
        for at, name in enumerate(turned.get_feature_names_out())
    }
    constant = by_kind(classes, model.intercept_, ABSENT)
    bias = facts_by_name.get("bias", (0.0,) * len(KINDS))
    facts_by_name["bias"] = tuple(round(a + b, 3) for a, b in zip(bias, constant, strict=True))
    large = {name: values for name, values in facts_by_name.items() if max(map(abs, values)) >= 0.02}
    return Weights(large, _order(sheets))


def _order(sheets: Sequence[Sheet]) -> dict[str, tuple[float, ...]]:
    every: Counter[str] = Counter()
    after: dict[str, Counter[str]] = {}
    for _, kinds, gaps, _ in sheets:
        before = "start"
        for kind, gap in zip(kinds, gaps, strict=True):
            if kind not in KINDS:
                continue
            every[kind] += 1
            name = before + ("+gap" if gap and before != "start" else "")
            after.setdefault(name, Counter())[kind] += 1
            before = kind
    share = {kind: every[kind] / sum(every.values()) for kind in KINDS}
    names = ["start", *KINDS, *(f"{kind}+gap" for kind in KINDS)]
    order = {}
    for name in names:
        seen = after.get(name, Counter())
        size = sum(seen.values()) + 6
        order[name] = tuple(
            round(ORDER * math.log((seen[kind] + 6 * share[kind]) / size / share[kind]), 3)
            if share[kind]
            else 0.0
            for kind in KINDS
        )
    return order


def measure(sheets: Sequence[Sheet], by: Weights) -> dict[str, float]:
    """F1 of each kind, their mean, and the share of rows that are right."""
    hit: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for facts, kinds, gaps, _ in sheets:
        decisions = decide([score(row, by) for row in facts], gaps, by)
        for kind, truth in zip(decisions, kinds, strict=True):
            if truth in KINDS:
                labels[kind] += 1
                true[truth] += 1
                hit[kind] += kind == truth
    f1 = {kind: round(2 * hit[kind] / max(1, labels[kind] + true[kind]), 3) for kind in KINDS}
    present = [f1[kind] for kind in KINDS if true[kind]]
    return {
        **{str(kind): share for kind, share in f1.items()},
        "macro": round(sum(present) / len(present), 4),
        "rows": round(sum(hit.values()) / sum(true.values()), 4),
    }


def cross(files: dict[str, list[Sheet]]) -> None:
    """Prints what holds on sheets that were not fitted."""
    for name, sheets in files.items():
        others = [s for other, some in files.items() if other != name for s in some]
        folds = []
        for half in (0, 1):
            by = fit(others + [s for i, s in enumerate(sheets) if i % 2 != half])
            folds.append(measure([s for i, s in enumerate(sheets) if i % 2 == half], by))
        mean = {key: round(sum(f[key] for f in folds) / 2, 4) for key in folds[0]}
        print(f"{name}: halves {mean}")
        if others:
            print(f"{name}: by the other files {measure(sheets, fit(others))}")


def main() -> None:
    """Fits, and measures where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sheets", nargs="*")
    parser.add_argument("--made", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--cross", action="store_true")
    options = parser.parse_args()
    _linear_model()
    with tempfile.TemporaryDirectory() as folder:
        paths = material("sheets", options.sheets, Path(folder), synthetic=options.made)
        files = {path.stem: read(path) for path in paths}
    if options.cross or not options.output:
        cross(files)
    if options.output:
        by = fit([sheet for sheets in files.values() for sheet in sheets])
        lines = [
            f"    {json.dumps(name)}: {json.dumps(list(numbers))}"
            for name, numbers in sorted(by.facts.items())
        ]
        order = [
            f"    {json.dumps(name)}: {json.dumps(list(numbers))}" for name, numbers in by.follows.items()
        ]
        text = '{\n  "kinds": %s,\n  "facts": {\n%s\n  },\n  "follows": {\n%s\n  }\n}\n'
        options.output.write_text(text % (json.dumps(KINDS), ",\n".join(lines), ",\n".join(order)), "utf-8")


if __name__ == "__main__":
    main()
