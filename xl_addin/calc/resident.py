"""The helper process behind the buttons in LibreOffice: verbs come in, the work is done on the office, answers go out.

It lives as long as its input is open, which is as long as the office runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from worker.shapes.json import Json
from xl_addin import jobs
from xl_addin.clicks import Click, Clicks, IsStopped, Say

if TYPE_CHECKING:
    from xlwings import App


class OfficeWork:
    """The ribbon's verbs on the office that listens on a pipe; connected ahead of the first, and again when that broke."""

    def __init__(self, pipe: str) -> None:
        self.pipe = pipe
        self._connected = ExitStack()
        self._app: App | None = None

    def prepare(self) -> None:
        """Connect, and load what is loaded late: what the first click would wait for. What goes wrong it says."""
        with suppress(MediaMapperError):
            self._connect()
            from xl_addin import ribbon, settings_file  # noqa: F401 - the buttons with all that they need

            settings_file.read()

    def do(self, click: Click, is_stopped: IsStopped) -> Json:
        """Do the click's verb on the active workbook; tells also the scope that formulas answer for from now on.

        Raises:
            MediaMapperError: no office is there.
        """
        self._connect()
        from xl_addin import ribbon, udfs

        outcome = getattr(ribbon, click.verb)(is_stopped=is_stopped, other=click.other)
        return {**asdict(outcome), "scope": asdict(udfs.answers().scope)}

    def stop(self) -> object:
        """Ask the worker's job to end."""
        return jobs.stop_running()

    def rest(self) -> None:
        """Give the status bar back."""
        if self._app is not None:
            jobs.show(self._app, False)

    def _connect(self) -> None:
        if self._app is not None and self._app.impl.office.alive():
            return
        from xl_addin.engines.uno.app import office_app

        self._connected.close()
        self._app = self._connected.enter_context(office_app(self.pipe))


def serve(pipe: str, lines: Iterable[str], say: Say) -> None:
    """Do what comes in *lines*, a verb each and behind a tab the other version to compare with, on the office behind *pipe* until nothing more can come; then end the process.

    It ends at once: the office is gone, and what waits for its answer would wait for ever.
    """
    work = OfficeWork(pipe)
    work.prepare()
    clicks = Clicks(work, say)
    for line in lines:
        verb, _, other = line.rstrip("\r\n").partition("\t")
        if verb:
            clicks.hear(Click(verb, other=other))
    os._exit(0)
