"""The service of one command: opened from its options, closed with what there is to say of it."""

from __future__ import annotations

import click

from worker import settings
from worker.messages.language import tr, use
from worker.service import MediaMapper
from worker.settings import Settings


def open_mapper(memory: str | None, template: str | None, no_llm: bool) -> MediaMapper:
    """The verbs over the memory folder and the template that the options name."""
    return MediaMapper(load_settings(memory, template, no_llm))


def load_settings(memory: str | None, template: str | None, no_llm: bool) -> Settings:
    """The settings under the options of a command, which speaks their language from now on."""
    own_settings = settings.load(memory, template=template, llm=False if no_llm else None)
    if own_settings.language:
        use(own_settings.language)
    return own_settings


def close(mapper: MediaMapper) -> None:
    """Close the memory, which notes what it was asked, after the last lines on stderr.

    These are the memory's notices (a restored memory, a folder that is copied elsewhere, a wrong clock), and where the
    model was asked, what that came to.
    """
    for notice in mapper.memory_folder.notices():
        if notice.severity != "note":
            click.echo(f"{tr(notice.sentence)} {tr(notice.next_step)}".strip(), err=True)
    spending = mapper.model.spending
    if spending.calls or spending.remembered:
        click.echo(tr(spending.sentence), err=True)
    mapper.close()
