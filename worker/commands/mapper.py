"""The service of one command: opened from its options, closed with what there is to say of it."""

from __future__ import annotations

import click

from worker import settings
from worker.service import MediaMapper


def open_mapper(memory: str | None, template: str | None, no_llm: bool) -> MediaMapper:
    """The verbs over the memory folder and the template that the options name."""
    return MediaMapper(settings.load(memory, template=template, llm=False if no_llm else None))


def close(mapper: MediaMapper) -> None:
    """Close the memory, which notes what it was asked, after the last lines on stderr.

    These are the memory's notices (a restored memory, a folder that is copied elsewhere, a wrong clock), and where the
    model was asked, what that came to.
    """
    for notice in mapper.memory_folder.notices():
        if notice.severity != "note":
            click.echo(f"{notice.sentence} {notice.next_step}".strip(), err=True)
    spending = mapper.model.spending
    if spending.calls or spending.remembered:
        click.echo(spending.sentence, err=True)
    mapper.close()
