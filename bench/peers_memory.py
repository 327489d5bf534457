"""Ours against other memories: right, wrong and abstained by kind of question, tokens, CPU seconds, bytes on disk.

usage: python -m bench.peers_memory [--clients 100] [--months 24] [--only NAME ...] [--write]

A plain dictionary is the floor. Each peer is installed into an environment of its own in `.cache/peers`, with the versions
that stand here, and is led through the same stream (`bench/memories/stream.py`): decisions, questions in between, and the
end of each month. Its model is a script on loopback that makes no mistake, its embedding hashed n-grams of letters; so what
it gets wrong is its own. `+ reader` is what a perfect reader makes of what a memory hands over for a question.

Results stay in `.cache/peers`, so that `--only` renews some of them; `--write` puts the tables into `docs/measured.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.memories import graphiti, langmem, mem0ai
from bench.memories.environment import CACHE, ROOT, NotInstalled, python_of
from bench.memories.scripted_model import Answer, Prompt, Script, ScriptedModel
from bench.memories.stream import MONTHS
from bench.memories.table import Result, costs_table, outcomes_table
from bench.memories.trial import CLASSES, Trial

RESULTS = CACHE / "results.json"
MEASURED = ROOT / "docs" / "measured.md"
TITLE = "## Against other memories"


def no_script(prompt: Prompt) -> Answer:
    """Of a memory that asks no model."""
    raise ValueError("This memory was not expected to ask a model.")


SCRIPTS: dict[str, Script] = {
    "dictionary": no_script,
    "ours": no_script,
    "mem0ai": mem0ai.script,
    "langmem": langmem.script,
    "graphiti-core": graphiti.script,
}


def measure(name: str, clients: int, months: int) -> Result:
    """Lead one memory through the stream, in a process of its own."""
    try:
        python = python_of(name)
    except NotInstalled as error:
        return Result(clients, failure=f"could not be installed: {error}")
    with ScriptedModel(SCRIPTS[name]) as model, tempfile.TemporaryDirectory() as folder:
        command = [str(python), "-m", "bench.memories.trial", name, str(clients), str(months), folder]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "none"}
        process = subprocess.run(
            [*command, model.url], capture_output=True, text=True, cwd=folder, env=environment
        )
    lines = process.stderr.strip().splitlines()
    if process.returncode or model.failure:
        return Result(clients, failure=model.failure or (lines[-1] if lines else "it ended without a word"))
    trial = Trial(**json.loads(process.stdout.strip().splitlines()[-1]))
    return Result(clients, trial, model.calls, model.tokens_in, model.tokens_out)


def read_results() -> dict[str, Result]:
    """What was measured before, by name, in the order of the table."""
    if not RESULTS.exists():
        return {}
    stored = json.loads(RESULTS.read_text("utf-8"))
    return {
        name: Result(**stored[name] | {"trial": stored[name]["trial"] and Trial(**stored[name]["trial"])})
        for name in CLASSES
        if name in stored
    }


def write_results(results: dict[str, Result]) -> None:
    """Keep them for the next table."""
    CACHE.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({name: asdict(result) for name, result in results.items()}), "utf-8")


def write_measured(tables: str, file: Path = MEASURED) -> None:
    """Put *tables* under their title, in place of what stands there up to the next line."""
    text = file.read_text("utf-8")
    head, title, rest = text.partition(f"{TITLE}\n")
    if not title:
        raise ValueError(f"{file} has no line '{TITLE}'.")
    before, _, after = rest.partition("<!-- tables -->\n")
    old = re.match(r"(?:\|.*\n|\n)*", after)
    after = after[old.end() :] if old else after
    file.write_text(f"{head}{title}{before}<!-- tables -->\n\n{tables}\n\n{after}".rstrip() + "\n", "utf-8")


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--only", nargs="*", choices=list(CLASSES), default=list(CLASSES))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    results = read_results()
    for name in options.only:
        results[name] = measure(name, options.clients, options.months)
        write_results(results)
    ordered = {name: results[name] for name in CLASSES if name in results}
    tables = f"{outcomes_table(ordered)}\n\n{costs_table(ordered)}"
    print(tables)
    if options.write:
        write_measured(tables)


if __name__ == "__main__":
    main()
