"""`mediamapper decide`: what a person decided of headers and values goes into memory."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from worker.commands import options, piped, review_workbook
from worker.commands.console import DONE
from worker.commands.mapper import open_mapper
from worker.commands.piped import InputFile
from worker.commands.standings import show
from worker.errors import UsageError
from worker.service import MediaMapper
from worker.shapes.mapping import Decision, Scope
from worker.verbs.mapped_plan import decisions_of
from worker.wire import json, requests


@click.command()
@click.argument("review", type=InputFile(), required=False)
@options.memory
@options.template
@options.as_json
@click.option("--user", metavar="NAME", help="Who decides; else the login name.")
@options.scope
def decide(
    review: Path | None,
    memory: str | None,
    template: str | None,
    as_json: bool,
    user: str | None,
    client: str | None,
    market: str | None,
    platform: str | None,
) -> int:
    """Keep the decisions of a REVIEW workbook, or of JSON on stdin; on disk when this ends with 0.

    `-` is standard input as well, and may be either.

    Input: {"decisions": [{"header": "SPEND_USD", "field": "spend", "decision": "confirm"}],
    "values": [{"field": "platform", "value": "FB", "canonical": "Facebook"}]}
    """
    mapper = open_mapper(memory, template, True)
    piped_json = piped.stdin_text(review, click.get_current_context())
    if review and piped_json is None:
        scope = Scope(client=client, market=market, platform=platform)
        standings = mapper.decide(_decisions_of(review, scope, mapper), user)
    elif client or market or platform:
        raise UsageError(
            "--client, --market and --platform are for a REVIEW workbook.",
            'In JSON each decision names its own: "scope": {"client": ...}.',
        )
    else:
        request = json.decode(piped_json or sys.stdin.buffer.read(), requests.DecisionsIn, "the input")
        decisions, values = request.shapes()
        standings = mapper.decide(decisions, user or request.user, values=values, weight=request.weight)
    show(standings, as_json)
    return DONE


def _decisions_of(review: Path, scope: Scope, mapper: MediaMapper) -> Sequence[Decision]:
    decisions = decisions_of(review_workbook.read(review, mapper.template, mapper.settings), scope)
    if not decisions:
        raise UsageError(
            f"{review.name} holds no decisions.", "Fill in its Decision column, save, and try again."
        )
    return decisions
