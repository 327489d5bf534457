"""What came of each memory, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.memories.trial import Outcomes, Trial


@dataclass(frozen=True, slots=True)
class Result:
    """A memory's trial, with what its model was asked while it learnt and searched; or why there is none."""

    clients: int
    trial: Trial | None = None
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    failure: str = ""


Lane = tuple[str, Outcomes]


def lanes(results: Mapping[str, Result]) -> Iterator[Lane]:
    """The columns: each memory by its first answer and, where it hands something over, with a perfect reader."""
    for name, result in results.items():
        if result.trial is not None:
            yield name, result.trial.first
            if result.trial.read:
                yield f"{name} + reader", result.trial.read


def outcomes_table(results: Mapping[str, Result]) -> str:
    """One row a kind: shares right / wrong / abstained."""
    columns = list(lanes(results))
    kinds = dict.fromkeys(kind for _, outcomes in columns for kind in outcomes)
    rows = [[kind, *(_shares(outcomes.get(kind, {})) for _, outcomes in columns)] for kind in sorted(kinds)]
    total = ["all", *(_shares(_sum(outcomes)) for _, outcomes in columns)]
    return _table(["", *(name for name, _ in columns)], [*rows, total])


def costs_table(results: Mapping[str, Result]) -> str:
    """One row a memory: what a decision and a question cost."""
    head = [
        *("", "clients", "model calls a decision", "tokens in, out a decision", "tokens read a question"),
        *("CPU ms a decision", "CPU ms a question", "bytes a decision"),
    ]
    return _table(head, [_costs(name, result) for name, result in results.items()])


def _costs(name: str, result: Result) -> list[str]:
    trial = result.trial
    if trial is None:
        return [name, str(result.clients), f"not measured: {result.failure}", "", "", "", "", ""]
    events, questions = trial.events, trial.questions
    return [
        name,
        str(result.clients),
        f"{result.calls / events:.1f}",
        f"{result.tokens_in / events:,.0f}, {result.tokens_out / events:,.0f}",
        f"{trial.read_tokens / questions:,.0f}",
        f"{(trial.cpu_learn + trial.cpu_upkeep) / events * 1000:.2f}",
        f"{trial.cpu_ask / questions * 1000:.2f}",
        f"{trial.size / events:,.0f}" if trial.size else "none on disk",
    ]


def _sum(outcomes: Outcomes) -> dict[str, int]:
    total: dict[str, int] = {}
    for by_outcome in outcomes.values():
        for outcome, count in by_outcome.items():
            total[outcome] = total.get(outcome, 0) + count
    return total


def _shares(by_outcome: Mapping[str, int]) -> str:
    count = sum(by_outcome.values())
    if not count:
        return ""
    shares = (by_outcome.get(outcome, 0) / count for outcome in ("right", "wrong", "abstained"))
    return " / ".join(f"{share:.2f}".removeprefix("0") for share in shares)


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])
