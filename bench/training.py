"""Material to fit weights on: `../shared/data` where that is there, else made by this script from our own word lists.

usage: python -m bench.training FOLDER     writes tables.jsonl, pairs-*.jsonl and sheets.jsonl into FOLDER

Made material is small and clean: it shows that a fit runs and what it reports, and is no measure of real plans.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from worker import text
from worker.knowledge import words
from worker.knowledge.concepts import open_concepts
from worker.knowledge.templates import load_template
from worker.shapes.json import Json
from worker.shapes.template import Field

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
Kind = Literal["tables", "pairs", "sheets"]
_SHARED_FILES: dict[Kind, str] = {
    "tables": "columns_*dev.jsonl",
    "pairs": "matching/*.jsonl",
    "sheets": "structure/*.jsonl",
}
TABLES, PAIRS, SHEETS = 120, 30, 80
_SAMPLES = {
    "money": ("1,200.50", "980.00", "15,300.00", "450.25"),
    "fee": ("120.00", "45.50"),
    "revenue": ("5,400.00", "12,050.10"),
    "rate": ("4.50", "12.00", "0.85"),
    "ratio": ("0.45%", "1.20%", "2.3"),
    "count": ("12000", "450", "98210", "3"),
    "reach": ("54000", "38 %"),
    "points": ("120.5", "88"),
    "duration": ("30", "15", "20"),
    "date": ("2026-03-01", "2026-03-15", "2026-04-01"),
    "id": ("120210984512", "88213377", "120210984999"),
    "text": ("Alpha", "Spring launch", "Beta North", "Prime time"),
}


def material(kind: Kind, files: Sequence[str], folder: Path, *, synthetic: bool = False) -> list[Path]:
    """The files to fit on: those *files*, else the shared ones, else ones made in *folder*; says which on stderr."""
    if files:
        return [Path(name) for name in files]
    shared = sorted(SHARED.glob(_SHARED_FILES[kind]))
    if shared and not synthetic:
        print(f"fitted on {SHARED}: {', '.join(file.name for file in shared)}", file=sys.stderr)
        return shared
    print("fitted on material made by bench/training.py; give files of your own to measure", file=sys.stderr)
    return write(folder, kind)


def shortened(name: str, chance: random.Random) -> str:
    """A field's name as people cut it short: beginnings, consonants, first letters."""
    words = text.words(name)
    if len(words) > 2 and chance.random() < 0.15:
        return "".join(word[0] for word in words)
    return "_".join(_short(word, chance) for word in words)


def _short(word: str, chance: random.Random) -> str:
    way = chance.random()
    if len(word) < 4 or way < 0.3:
        return word
    if way < 0.6:
        return word[: chance.choice((3, 4))]
    return (word[0] + "".join(c for c in word[1:] if c not in "aeiou"))[:5]


def write(folder: Path, kind: Kind) -> list[Path]:
    """Make the material of one kind in *folder*: the same on every machine."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "tables":
        return [_lines(folder / "tables.jsonl", tables())]
    if kind == "pairs":
        return [_lines(folder / f"pairs-{part}.jsonl", pairs(part)) for part in ("plain", "short")]
    file = folder / "sheets.jsonl"
    command = [sys.executable, "-m", "bench.plans", "--rows", str(SHEETS)]
    file.write_bytes(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    return [file]


def _lines(file: Path, rows: Iterator[Json]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def tables() -> Iterator[Json]:
    """Header rows in each language: fields and open concepts by one of their phrases, some with a remark in brackets."""
    chance = random.Random(20)
    fields = {field.name: field for field in load_template().fields}
    by_language = {
        code: phrases for code in words.languages() if len(phrases := _phrases(code, fields)) >= 12
    }
    for number in range(TABLES):
        language = chance.choice(sorted(by_language))
        phrases = by_language[language]
        names = chance.sample(sorted(phrases), min(len(phrases), chance.randint(8, 18)))
        columns, truth = [], {}
        for name in names:
            header = _with_mistakes(chance.choice(phrases[name]), chance)
            if header not in truth:
                columns.append({"name": header, "samples": _samples(fields.get(name), name, chance)})
                truth[header] = name if name in fields else None
        yield {
            "id": f"made-{number}", "platform": None, "language": language, "kind": chance.choice(("plan", "report")),
            "columns": columns, "truth": truth,
        }  # fmt: skip


def _phrases(code: str, fields: dict[str, Field]) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for section in words.sections("headers"):
        if section.language == code:
            for entry in section.entries():
                if entry.name in fields or entry.name in open_concepts():
                    phrases.setdefault(entry.name, []).extend(entry.phrases)
    return phrases


def _with_mistakes(phrase: str, chance: random.Random) -> str:
    """A phrase as people write it: as it is, in capitals, joined, or with something in brackets."""
    way = chance.random()
    if way < 0.15:
        return phrase.upper()
    if way < 0.3:
        return phrase.replace(" ", "_")
    return f"{phrase} ({chance.choice(('EUR', 'total', '2026', '*'))})" if way < 0.45 else phrase


def _samples(field: Field | None, name: str, chance: random.Random) -> list[str]:
    if field is None:
        values = open_concepts()[name].values
        return chance.sample(_SAMPLES["count" if values == "number" else "text"], 2)
    listed = _SAMPLES[field.family]
    return chance.sample(listed, min(len(listed), 3))


def pairs(part: str) -> Iterator[Json]:
    """Tables of things in general under two sets of names: words for each other, or words cut short."""
    chance = random.Random(part)
    groups = [
        entry.phrases
        for section in words.sections("alike")
        for entry in section.entries()
        if len(entry.phrases) > 1
    ]
    for number in range(PAIRS):
        targets, sources, truth = [], [], {}
        for group in chance.sample(groups, 14):
            first, other = chance.sample(group, 2)
            owner = chance.choice(("customer", "order", "site", "study"))
            target = f"{owner}_{first}"
            source = f"{owner} {other}" if part == "plain" else f"{owner[:4]}_{first[:4]}"
            targets.append({"name": target, "description": "", "samples": []})
            if chance.random() < 0.8:
                sources.append({"name": source, "samples": []})
                truth[source] = [target]
        sources.append({"name": f"zz{number}", "samples": []})
        yield {
            "pair": f"made/{part}-{number}",
            "source_columns": sources,
            "target_columns": targets,
            "truth": truth,
        }


def main() -> None:
    """Write all three kinds into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    kinds: tuple[Kind, ...] = ("tables", "pairs", "sheets")
    for kind in kinds:
        for file in write(folder, kind):
            print(file)


if __name__ == "__main__":
    main()
