"""One memory over the whole stream, in the environment that has it.

usage: python -m bench.memories.trial NAME CLIENTS MONTHS FOLDER URL

It prints one line of JSON: right, wrong and abstained by kind, CPU seconds, bytes in FOLDER. URL is the scripted model's.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Literal

from bench.memories import reader
from bench.memories.memory import Memory
from bench.memories.stream import MONTHS, Question, Upkeep, stream
from worker.tokens import estimate

Outcome = Literal["right", "wrong", "abstained"]
Outcomes = dict[str, dict[str, int]]
"""Kind -> outcome -> how many questions."""
CLASSES = {
    "dictionary": "bench.memories.dictionary:Dictionary",
    "ours": "bench.memories.ours:Ours",
    "mem0ai": "bench.memories.mem0ai:Mem0",
    "langmem": "bench.memories.langmem:LangMem",
    "graphiti-core": "bench.memories.graphiti:Graphiti",
}


@dataclass(slots=True)
class Trial:
    """What came of a memory over the stream."""

    first: Outcomes = field(default_factory=dict)
    """Outcomes by kind of its own first answers."""
    read: Outcomes = field(default_factory=dict)
    """The same with a perfect reader of what it hands over; empty where it hands nothing over."""
    events: int = 0
    questions: int = 0
    read_tokens: int = 0
    """Tokens that the reader reads over all questions."""
    cpu_learn: float = 0.0
    cpu_ask: float = 0.0
    cpu_upkeep: float = 0.0
    """CPU seconds of this process; imports and opening do not count."""
    size: int = 0
    """Bytes on disk once it is closed."""


def outcome(question: Question, answer: str | None) -> Outcome:
    """Whether *answer* is right; silence is right where nothing is known, else it is an abstention."""
    if answer == question.field:
        return "right"
    return "abstained" if answer is None else "wrong"


def run(memory: Memory, folder: Path, clients: int, months: int = MONTHS) -> Trial:
    """Lead *memory*, that lives in *folder*, through the stream."""
    trial = Trial()
    for item in stream(clients, months):
        start = time.process_time()
        if isinstance(item, Question):
            reply = memory.ask(item)
            trial.cpu_ask += time.process_time() - start
            trial.questions += 1
            _count(trial.first, item, reply.field)
            if reply.texts:
                trial.read_tokens += estimate("\n".join(reply.texts))
            _count(trial.read, item, reader.answer(item, reply.texts) if reply.texts else reply.field)
        elif isinstance(item, Upkeep):
            memory.upkeep(item.at)
            trial.cpu_upkeep += time.process_time() - start
        else:
            memory.learn(item)
            trial.cpu_learn += time.process_time() - start
            trial.events += 1
    memory.close()
    if not trial.read_tokens:
        trial.read = {}
    trial.size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return trial


def _count(outcomes: Outcomes, question: Question, answer: str | None) -> None:
    by_outcome = outcomes.setdefault(question.kind, {})
    result = outcome(question, answer)
    by_outcome[result] = by_outcome.get(result, 0) + 1


def main() -> None:
    """Run and print."""
    name, clients, months, folder, url = sys.argv[1:]
    module, _, kind = CLASSES[name].partition(":")
    memory = getattr(import_module(module), kind)(Path(folder), url)
    print(json.dumps(asdict(run(memory, Path(folder), int(clients), int(months)))))


if __name__ == "__main__":
    main()
