"""What asking a model costs a plan: everything each time, the same with the provider's cache, and as it is done here.

usage: python -m bench.tokens HEADERS.jsonl [--rows N] [--model NAME] [--count]

A line of HEADERS.jsonl is one plan's header row: {"id", "platform", "columns": [{"name", "samples"}], "truth": {header:
field | [fields] | null}}. Each row is a client who sends ten plans of it; a person decides after each as the truth says,
one by one what was in doubt, in bulk what was sure. The model stands behind the real door, on a transport that counts
what would be sent and answers by the truth. With --count the provider's own counter counts (needs ANTHROPIC_API_KEY),
else the estimate of `docs/tokens.md` does.

  full context   domain knowledge whole, every field with its description, the platform's rules, all that memory
                 holds, every column: one question a plan
  cached         the same, knowledge and fields first and read from the provider's cache, which has a minimum length
  ours           what memory and rules left open, with the context that serves it
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean

from worker import paths
from worker.document.manager import LLMMemoryManager
from worker.knowledge.platform_rules import platform_rules
from worker.knowledge.templates import load_template
from worker.llm.columns import column_question
from worker.llm.door import Door
from worker.llm.messages import body_of, estimate_of
from worker.llm.prices import Price, Usage, load_prices
from worker.llm.prompts import Prompts, load_prompts
from worker.llm.transport import Reply, Verb
from worker.matching.cascade import Cascade
from worker.matching.model.columns import DoorAsker
from worker.matching.work import Question
from worker.settings import Settings
from worker.shapes.json import Json
from worker.shapes.mapping import Decision, Scope, SourceColumn, Suggestion
from worker.verbs.mapped_plan import in_doubt

PLANS = 10
CACHE_MINIMA = (1_024, 4_096)
TEMPLATE = load_template()
_LINE = re.compile(r'^(c\d+) ("(?:[^"\\]|\\.)*")', re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One client's header row."""

    name: str
    platform: str
    columns: tuple[SourceColumn, ...]
    truth: Mapping[str, tuple[str, ...]]
    """Right fields by header; () is no target."""


@dataclass
class Counting:
    """A transport that goes nowhere: it counts, and answers as the truth says."""

    truth: Mapping[str, tuple[str, ...]]
    tokens: int = 0
    calls: int = 0

    def send(self, verb: Verb, body: Mapping[str, object], key: str, address: str, seconds: float) -> Reply:
        """Answer one question."""
        request: Json = dict(body)
        offered = request["output_config"]["format"]["schema"]["properties"]["columns"]["items"]["properties"]
        fields = offered["field"]["enum"]
        lines = _LINE.findall(request["messages"][0]["content"])
        rows = [
            {
                "id": number,
                "field": next((f for f in self.truth.get(json.loads(header), ()) if f in fields), "none"),
                "confidence": 0.9,
                "reason": "It is.",
            }
            for number, header in lines
            if number in offered["id"]["enum"]
        ]
        self.calls += 1
        self.tokens += tokens_of(request)
        text = {"type": "text", "text": json.dumps({"columns": rows})}
        message = {"type": "message", "stop_reason": "end_turn", "content": [text], "usage": {}}
        return Reply(200, {}, json.dumps(message).encode())


@dataclass
class Costs:
    """Calls and input tokens a plan, of one way."""

    calls: list[int] = field(default_factory=list)
    tokens: list[float] = field(default_factory=list)
    dollars: list[float] = field(default_factory=list)
    """Of the input alone: the answers are as long in each way that asks."""

    def add(self, calls: int, tokens: float, dollars: float) -> None:
        """One plan."""
        self.calls.append(calls)
        self.tokens.append(tokens)
        self.dollars.append(dollars)


Table = dict[tuple[str, int], Costs]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(usage=(__doc__ or "").split("usage: ")[1].splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--model", default="claude-haiku-5-5")
    parser.add_argument("--count", action="store_true")
    options = parser.parse_args()
    if options.count:
        _use_the_counter(options.model)
    price = load_prices(Path()).of(options.model)
    if price is None:
        sys.exit(f"Nobody knows the price of {options.model}; see knowledge/model_prices.yaml.")
    rows = [_row(json.loads(line)) for line in options.path.read_text("utf-8").splitlines()[: options.rows]]
    table: Table = {}
    for row in rows:
        for plan, way, calls, tokens, dollars in measured(row, price, options.model):
            table.setdefault((way, plan), Costs()).add(calls, tokens, dollars)
    print(
        f"{len(rows)} header rows of {options.path.name}, {options.model}, tokens {'counted' if options.count else 'estimated'}"
    )
    report(table)


def measured(row: Row, price: Price, model: str) -> Iterator[tuple[int, str, int, float, float]]:
    """Plan number, way, calls, input tokens and dollars, for the first and the tenth plan of one client."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(memory_dir=Path(folder) / "memory", llm=True, llm_model=model)
        prompts = load_prompts(settings.memory_dir)
        with LLMMemoryManager(settings_=settings) as memory:
            counting = Counting(row.truth)
            door = Door(settings, transport=counting, environment={"ANTHROPIC_API_KEY": "counted"})
            asker = DoorAsker(
                door, prompts, context=memory.memory_folder.context.relevant, memory=memory.store
            )
            cascade = Cascade(TEMPLATE, memory=memory.store, model=asker)
            scope = Scope(client=row.name, template=TEMPLATE.name)
            for plan in range(1, PLANS + 1):
                counting.calls = counting.tokens = 0
                full = _full(row, prompts, memory, model) if plan in (1, PLANS) else None
                (suggestions,), notes = cascade.suggest_many([Question(row.columns, scope)])
                if notes and not counting.calls:
                    sys.exit(f"{row.name}: {notes[0].sentence}")
                if full is not None:
                    yield plan, "ours", counting.calls, counting.tokens, price.of(Usage(counting.tokens, 0))
                    yield from _others(plan, full, price)
                _decide(memory, row, suggestions, scope)


def _full(row: Row, prompts: Prompts, memory: LLMMemoryManager, model: str) -> tuple[int, int]:
    """Input tokens of the full context: what stays the same from plan to plan, and the rest."""
    knowledge = (paths.shipped("knowledge", "domain_knowledge.md")).read_text("utf-8")
    rules = "\n".join(rule.sentence for rule in platform_rules(row.platform))
    learnt = memory.get_top_mappings(1_000)
    whole = column_question(prompts, row.columns, TEMPLATE, f"{knowledge}\n{rules}\n{learnt}", shapes=True)
    empty = column_question(prompts, row.columns[:1], TEMPLATE, f"{knowledge}\n{rules}", shapes=False)
    total = tokens_of(body_of(whole.prompt, whole.schema, model, 0, None))
    same = tokens_of(body_of(empty.prompt, empty.schema, model, 0, None))
    return min(same, total), max(0, total - same)


def _others(plan: int, full: tuple[int, int], price: Price) -> Iterator[tuple[int, str, int, float, float]]:
    same, rest = full
    yield plan, "full context", 1, same + rest, price.of(Usage(same + rest, 0))
    for least in CACHE_MINIMA:
        usage = Usage(rest, 0, cache_read=same) if same >= least else Usage(same + rest, 0)
        yield plan, f"cached, from {least:,} on, warm", 1, same + rest, price.of(usage)
        cold = replace(usage, cache_read=0, cache_write=usage.cache_read)
        yield plan, f"cached, from {least:,} on, cold", 1, same + rest, price.of(cold)


def _decide(memory: LLMMemoryManager, row: Row, suggestions: Sequence[Suggestion], scope: Scope) -> None:
    """What a person says of a plan: each doubt by itself, the rest in bulk; columns without a known truth stay."""
    for weight, doubtful in ((1.0, True), (0.5, False)):
        decisions = [
            _decision(one, row.truth[one.header], scope)
            for one in suggestions
            if one.header in row.truth and (in_doubt(one, 0.8) or one.field is None) == doubtful
        ]
        if decisions:
            memory.store.decide(decisions, "bench", weight=weight)


def _decision(suggestion: Suggestion, right: tuple[str, ...], scope: Scope) -> Decision:
    if suggestion.field is not None and suggestion.field in right:
        return Decision(suggestion.header, suggestion.field, "confirm", None, scope)
    return Decision(suggestion.header, suggestion.field, "correct", right[0] if right else None, scope)


def report(table: Table) -> None:
    """The table, and what is saved."""
    print(f"{'':38}{'calls/plan':>12}{'input tokens/plan':>20}{'$ input/1,000 plans':>22}")
    for plan in (1, PLANS):
        full = table["full context", plan]
        for (way, at), costs in table.items():
            if at != plan:
                continue
            label = f"plan {plan}: {way}"
            print(
                f"{label:38}{mean(costs.calls):12.2f}{mean(costs.tokens):20.0f}{mean(costs.dollars) * 1000:22.3f}"
            )
        ours = table["ours", plan]
        calls = 1 - sum(ours.calls) / sum(full.calls)
        tokens = 1 - sum(ours.tokens) / sum(full.tokens)
        print(f"  ours against full context: {calls:.1%} fewer calls, {tokens:.1%} fewer input tokens")


def tokens_of(body: Json) -> int:
    """Input tokens of a request, as the chosen counter has it."""
    return _counted(body) if _counted is not None else estimate_of(body)


_counted: Callable[[Json], int] | None = None


def _use_the_counter(model: str) -> None:
    global _counted
    import anthropic

    client = anthropic.Anthropic()

    def counted(body: Json) -> int:
        body_parts = {name: body[name] for name in ("model", "system", "messages", "output_config")}
        return client.messages.count_tokens(**body_parts).input_tokens

    _counted = counted


def _row(data: Json) -> Row:
    columns = tuple(
        SourceColumn(str(c["name"]), tuple(map(str, c.get("samples", ())))) for c in data["columns"]
    )
    truth = {
        header: () if right is None else (right,) if isinstance(right, str) else tuple(r for r in right if r)
        for header, right in data.get("truth", {}).items()
    }
    return Row(str(data.get("id", "")), str(data.get("platform") or ""), columns, truth)


if __name__ == "__main__":
    main()
