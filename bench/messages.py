"""Collect what people read out of the code, and hold the message files against it.

usage: python -m bench.messages [--write] [LANGUAGE ...]

A message is a string of the code: a finding's sentence, an error, a heading of a sheet. An f-string is a message with
places, and where one of its parts is one text or another, each way is a message of its own: so a plural is two.
`--write` brings `knowledge/messages/LANGUAGE.po` up to date, with what is new left empty; a language that has no file gets one.
"""

from __future__ import annotations

import argparse
import ast
import calendar
import io
import itertools
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from xml.sax.saxutils import unescape

import click
from babel.messages import Catalog, pofile

from bench.code_strings import escaped, texts_in
from worker.cli import cli
from worker.commands.help_page import paragraphs
from worker.commands.lazy_group import LazyGroup
from worker.findings.kind import ELSEWHERE, MORE
from worker.findings.registry import registry
from worker.knowledge.concepts import open_concepts
from worker.knowledge.templates import load_template
from worker.matching.rankers.table_rules import versions_in_groups
from worker.matching.words.reasons import VALUE_WORDS
from worker.messages.catalogue import FOLDER, catalogue, languages
from worker.messages.message import message
from worker.messages.translation import NUMBER, SHARE
from worker.paths import shipped
from worker.reports import terminal
from worker.shapes.accounts import FATES
from worker.shapes.difference import ChangeKind
from worker.shapes.finding import Result, Severity
from worker.shapes.layout import RowKind
from worker.shapes.mapping import Origin, Verdict
from worker.shapes.memory import State as MemoryState
from worker.shapes.question import QuestionKind
from worker.shapes.summary import Step
from worker.shapes.template import title_of
from xl_addin.buttons import BUTTONS
from xl_addin.calc.build import descriptions
from xl_addin.calc.inside.words import SENTENCES
from xl_addin.doctor import registry as causes
from xl_addin.doctor.causes import defender, macros_off, workbook_blocked
from xl_addin.doctor.symptom import WORDS as WORDS_OF_STATUS
from xl_addin.workbook.builder import RIBBON, VBA
from xl_addin.workbook.pages import PAGES
from xl_addin.workbook.texts import messages_of

ROOT = Path(__file__).resolve().parent.parent
DOCTOR, SYMPTOMS = "xl_addin/doctor", frozenset({"ok", "warn", "fail"})
"""The room of known causes of failure, and the calls whose arguments say how one stands and what to do."""
ROOMS = (
    "worker/batch/review.py",
    "worker/cleaning/canonical.py",
    "worker/cleaning/checks/ratio_differs.py",
    "worker/cleaning/reading/unread.py",
    "worker/commands/console_tables.py",
    "worker/commands/difference_table.py",
    "worker/llm/problems.py",
    "worker/matching/from_rules.py",
    "worker/matching/rankers/rules.py",
    "worker/matching/rankers/general.py",
    "worker/matching/words/reasons.py",
    "worker/memory/layouts/layouts.py",
    "worker/memory/layouts/table_shape.py",
    "worker/reports/page.py",
    "worker/reports/sheet.py",
    "worker/shapes/accounts.py",
    "worker/shapes/difference_sheets.py",
    "worker/shapes/model_call.py",
    "worker/shapes/question.py",
    "worker/plans/files/contents.py",
    "worker/verbs/check_raw.py",
    "worker/verbs/export.py",
    "worker/verbs/mapped_plan.py",
    "worker/verbs/summary/breakdowns.py",
    "worker/verbs/summary/summary.py",
    "worker/writers/difference_book.py",
    "worker/writers/sheets/checks.py",
    "worker/writers/sheets/fates.py",
    "worker/writers/sheets/flighting.py",
    "worker/writers/sheets/reconciliation.py",
    "worker/writers/sheets/summary.py",
    "xl_addin/beside.py",
    "xl_addin/comparisons.py",
    "xl_addin/clicks.py",
    "xl_addin/jobs.py",
    "xl_addin/pages/checks.py",
    "xl_addin/pages/difference.py",
    "xl_addin/pages/doctor_page.py",
    "xl_addin/pages/memory_report.py",
    "xl_addin/pages/page.py",
    "xl_addin/pages/fates.py",
    "xl_addin/pages/review.py",
    "xl_addin/pages/review_lines.py",
    "xl_addin/pages/review_questions.py",
    "xl_addin/pages/review_rows.py",
    "xl_addin/pages/summary.py",
    "xl_addin/reviews.py",
    "xl_addin/ribbon.py",
)
"""Files all of whose words are read by people."""
ENGLISH = (
    "worker/__init__.py",
    "worker/api.py",
    "worker/batch/cluster.py",
    "worker/commands/team.py",
    "worker/document",
    "worker/knowledge",
    "worker/llm/prices.py",
    "worker/llm/prompts.py",
    "worker/memory/backup",
    "worker/memory/database/postgres",
    "worker/memory/keys",
    "worker/memory/learning/rules.py",
    "worker/memory/team",
    "worker/serving",
    "worker/wire",
    "worker/yaml_file.py",
    "xl_addin/bundle",
    "xl_addin/calc/build.py",
    "xl_addin/install",
    "xl_addin/workbook",
)
"""Rooms whose errors are read by who writes programs or vocabularies or looks after machines, and stay English."""
TABLE_RULES = "worker/matching/rankers/table_rules"
"""Whose texts are said of a header."""
TEMPLATES = ("worker/llm/problems.py", "xl_addin/pages/page.py")
"""Whose strings have places of `str.format` themselves."""
WORDS = (Origin, Verdict, RowKind, Severity, Result, Step, QuestionKind)
"""Words of the shapes that people read."""
BY_HAND = {
    "worker/matching/words/reasons.py": (
        *VALUE_WORDS.values(),
        "'{shown}' means {meaning}.",
        "'{shown}' is the name of the field {meaning}.",
        "'{shown}' is {source}'s name for {meaning}.",
    ),
    "worker/memory/recall/recall.py": (
        "{counts} for {whom}, last on {day} {month} {year}.",
        "No target. {counts} for {whom}, last on {day} {month} {year}.",
        "Confirmed {times}",
        "Confirmed {times} and rejected {times_2}",
        "Stated",
        "Stated and rejected {times}",
        "once",
        "twice",
        "{count} times",
    ),
    "worker/cleaning/reconciliation/totals.py": (
        "A total",
        "mending",
        "sum of the lines",
        "sum of {count} parts",
        "less fees and tax",
        "{label}, less fees and tax",
        "the lines of {place}",
    ),
    "worker/reports": (
        "pruned",
        "everybody",
        "{count:,} ({share:.0%})",
        "{cents:,.2f} US cents",
        *get_args(MemoryState),
    ),
    "worker/shapes/difference.py": (*get_args(ChangeKind), "less", "more", "before", "after"),
    "help": (
        "Usage:",
        "Options:",
        "Commands:",
        "Show this message and exit.",
        "Show the version and exit.",
        "required",
        "default: {value}",
        "Missing argument '{name}'.",
        "Missing option '{name}'.",
        "Missing command.",
        "No such command '{name}'.",
        "No such option '{name}'.",
        "Did you mean '{name}'?",
        "(Did you mean one of: {listed}?)",
        "Option '{name}' requires an argument.",
        "Got unexpected extra argument ({listed})",
        "Got unexpected extra arguments ({listed})",
        "Invalid value for '{name}': {sentence}",
        "'{value}' is not a valid {kind}.",
        "integer",
        "integer range",
        "float",
        "float range",
        "'{value}' is not one of {listed}.",
    ),
    "worker/shapes/question.py": ("nothing", "summary", "lines"),
    "worker/verbs/summary/breakdowns.py": ("(none)", "others"),
    "numbers": (NUMBER, SHARE, "{amount:,.2f} {currency}", "{amount:,.2f} of {field}"),
}
"""Sentences that are put together a part at a time."""
NOT_WORDS = frozenset(
    {"Calibri", "General", "d mmm", "General{NUMBER}", "mmm yy", "mmm yyyy", "ProtectStructure", "Book"}
)
"""Strings of those files that look like words and are none."""
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"

"""
_NUMBER = re.compile(r"\{\w+:,")
_LETTER = re.compile(r"[^\W\d_]")
_PLACE = re.compile(r"\{[^{}]*\}")


def messages(root: Path = ROOT) -> dict[str, list[str]]:
    """Message -> the files that have it, in the order of the alphabet."""
    by_text: dict[str, set[str]] = {}
    sources = (_of_findings(), _of_shapes(), _of_commands(cli), _of_programs(), _of_doctor(), _of_code(root))
    for text, place in itertools.chain(*sources):
        if text not in NOT_WORDS and (
            text in (NUMBER, SHARE) or _LETTER.search(_PLACE.sub("", text)) or _NUMBER.search(text)
        ):
            by_text.setdefault(text, set()).add(place)
    return {text: sorted(places) for text, places in by_text.items()}


def of_header(because: str) -> str:
    """The sentence of which a rule of the table has the part behind the header."""
    return f"'{{shown}}' {because}."


def _of_findings() -> Iterator[tuple[str, str]]:
    yield from ((words, "worker/findings/kind.py") for words in (MORE, ELSEWHERE))
    for code, kinds in registry().items():
        for kind in kinds:
            yield kind.sentence, f"findings/{code}"
            yield kind.next_step, f"findings/{code}"


def _of_shapes() -> Iterator[tuple[str, str]]:
    yield from ((text, place) for place, texts in BY_HAND.items() for text in texts)
    yield from (
        (of_header(text), TABLE_RULES) for text in (versions_in_groups.DIFFERS, versions_in_groups.PREVIOUS)
    )
    for words in WORDS:
        yield from ((word, "worker/shapes") for word in get_args(words))
    yield from ((title_of(fate), "worker/shapes/accounts.py") for fate in FATES)
    yield from ((title_of(name.lstrip("~")), "knowledge/open_concepts.txt") for name in open_concepts())
    yield from ((calendar.month_abbr[month], "calendar") for month in range(1, 13))
    for field in load_template(shipped("templates", "raw_data.yaml")).fields:
        yield title_of(field.name), "templates/raw_data.yaml"


def _of_programs() -> Iterator[tuple[str, str]]:
    """What Excel and LibreOffice show of us before anything is written: ribbon, menus, sheets, and what VBA says."""
    yield from ((button.title, "xl_addin/buttons.py") for button in BUTTONS)
    yield from ((unescape(text), "xl_addin/calc/extension") for text in descriptions())
    yield from ((text, "xl_addin/calc/inside/words.py") for text in SENTENCES)
    pages = {
        name: part for name, part in tomllib.loads(PAGES.read_text("utf-8")).items() if name != "example"
    }
    modules = [path.read_text("utf-8") for path in sorted(VBA.glob("*.bas"))]
    for text in messages_of(RIBBON.read_text("utf-8"), modules, pages):
        yield text, "xl_addin/workbook"


def _of_commands(command: click.Command, name: str = "mediamapper") -> Iterator[tuple[str, str]]:
    """The help of a command, of its options, and of the commands below it."""
    place = f"help/{name}"
    yield from ((escaped(text), place) for text in paragraphs(command.help or ""))
    for option in command.params:
        yield escaped(getattr(option, "help", None) or ""), place
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for below in command.list_commands(context):
                if isinstance(command, LazyGroup):
                    yield command.elsewhere[below][1], place
                yield from _of_commands(command.get_command(context, below) or command, f"{name} {below}")


def _of_doctor() -> Iterator[tuple[str, str]]:
    yield from ((cause.title, f"{DOCTOR}/{cause.code}") for cause in causes())
    for module in (defender.RULES, macros_off.OFF, workbook_blocked.STEPS):
        yield from ((text, DOCTOR) for text in module.values())
    yield from ((word, DOCTOR) for word in WORDS_OF_STATUS.values())


def _of_code(root: Path) -> Iterator[tuple[str, str]]:
    for room in ("worker", "xl_addin"):
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name.startswith(ENGLISH):
                continue
            marks = SYMPTOMS if name.startswith(DOCTOR) else frozenset[str]()
            module = ast.parse(path.read_text(encoding="utf-8"))
            for text in texts_in(module, whole=name in ROOMS, marks=marks):
                text = of_header(text) if name.startswith(TABLE_RULES) else text
                text = text.replace("{{", "{").replace("}}", "}") if name in TEMPLATES else text
                yield text.removeprefix(terminal.NUMBER), name


# ---------------------------------------------------------------- the files


def update(language: str) -> Path:
    """Bring the file of *language* up to date: what is new has no translation yet, what nobody says any more goes."""
    path = shipped(*FOLDER) / f"{language}.po"
    translations = catalogue(language) if path.exists() else {}
    template = Catalog()
    for text, places in sorted(messages().items(), key=lambda item: (item[1], item[0])):
        template.add(text, translations.get(text, ""), locations=[(place, 0) for place in places])
    body = io.BytesIO()
    pofile.write_po(body, template, width=0, omit_header=True, include_lineno=False)
    path.write_bytes(HEAD.format(language=language).encode() + body.getvalue())
    return path


def untranslated(language: str) -> list[str]:
    """The messages that *language* has no words for, or whose places its words lack."""
    texts = catalogue(language)
    return [text for text in messages() if text not in texts or _places(texts[text]) != _places(text)]


def _places(text: str) -> set[str]:
    return {place.name for place in message(text).places}


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="bring the files up to date")
    parser.add_argument("languages", nargs="*", default=languages(), metavar="LANGUAGE")
    options = parser.parse_args()
    missing = 0
    for language in options.languages:
        if options.write:
            print(f"{update(language)} written.")
            catalogue.cache_clear()
        texts = untranslated(language)
        missing += len(texts)
        for text in texts:
            print(f"{language}: {text!r}")
        print(f"{language}: {len(texts):,} of {len(messages()):,} messages have no translation.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
