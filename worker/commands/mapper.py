"""The service of one command: opened from its options, and what its memory has to say at the end."""

from __future__ import annotations

import click

from worker import settings
from worker.service import MediaMapper


def open_mapper(memory: str | None, template: str | None, no_llm: bool) -> MediaMapper:
    """The verbs over the memory folder and the template that the options name."""
    return MediaMapper(settings.load(memory, template=template, llm=False if no_llm else None))


def print_notices(mapper: MediaMapper) -> None:
    """The memory's notices go to stderr: a restored memory, a folder that is copied elsewhere, a wrong clock."""
    for notice in mapper.memory_folder.notices():
        if notice.severity != "note":
            click.echo(f"{notice.sentence} {notice.next_step}".strip(), err=True)
