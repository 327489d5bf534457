"""The command line: the same verbs as in Excel, for people without it, for batches and for programs.

The answer goes to stdout alone; progress and notes go to stderr.
Exit codes: 0 done, 1 done but a person must look, 2 could not; then one line on stderr says what, where and what next.
"""

from __future__ import annotations

import click

from worker.commands.console import run
from worker.commands.lazy_group import LazyGroup

COMMANDS = {
    "suggest": (
        "worker.commands.suggest:suggest",
        "Propose a field for each column of a table given as JSON.",
    ),
    "map": ("worker.commands.map:map", "Understand PLAN and propose a field for each column."),
    "layout": ("worker.commands.layout:layout", "Explain what each row of PLAN is."),
    "decide": (
        "worker.commands.decide:decide",
        "Keep the decisions of a REVIEW workbook, or of JSON on stdin.",
    ),
    "undo": ("worker.commands.undo:undo", "Take back the last decisions."),
    "export": ("worker.commands.export:export", "Write PLAN as raw data: one row a line and period."),
    "check": ("worker.commands.check:check", "Check PLAN and write nothing."),
    "diff": (
        "worker.commands.diff:diff",
        "Say what changed between two versions of a plan.",
    ),
    "flowchart": (
        "worker.commands.flowchart:flowchart",
        "Write raw data as a clean plan sheet.",
    ),
    "batch": (
        "worker.commands.batch:batch",
        "Export many plans into one dataset, with one review for all.",
    ),
    "checks": ("worker.commands.checks:checks", "List what a check or an export can find, by code."),
    "values": (
        "worker.commands.values:values",
        "Say what values of FIELD are called: 'FB' is Facebook.",
    ),
    "memory": ("worker.commands.memory:memory", "Look after what was learnt: report, upkeep, backup."),
    "team": ("worker.commands.team:team", "Share one memory with a team on PostgreSQL."),
    "rules": ("worker.commands.rules:rules", "Look at what platforms demand; confirm what a model said."),
    "serve": ("worker.commands.serve:serve", "Run the local worker until it is stopped."),
    "workbook": (
        "xl_addin.cli_workbook:workbook",
        "Build MediaMapper.xlsm and .xlam from their text sources.",
    ),
    "calc": ("xl_addin.cli_calc:calc", "Build the LibreOffice extension; do the work of its buttons."),
    "bundle": ("xl_addin.cli_bundle:bundle", "Make an installer for people without Python."),
    "install": (
        "xl_addin.cli_install:install",
        "Put MediaMapper into Excel and LibreOffice, or take it out.",
    ),
    "doctor": ("xl_addin.cli_install:doctor", "Look for known causes of failure, and say how to mend them."),
}
"""Every command: where it lives, and what `--help` says of it. It is imported when it is called."""


class _Commands(LazyGroup):
    elsewhere = COMMANDS


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="mediamapper", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a human-made media plan into checked raw data.

    \b
    mediamapper map PLAN.xlsx -o review.xlsx        propose a field for each column; review what is in doubt
    mediamapper export PLAN.xlsx -o raw.xlsx --mapping review.xlsx
                                                    write flat rows, findings and a reconciliation

    Exit codes: 0 done, 1 done but a person must look, 2 could not (one line on stderr says why).
    """


def main() -> None:
    """The console script."""
    run(cli)
