"""The language that the user's own settings name."""

from __future__ import annotations

import os
from contextlib import suppress

from worker import paths, settings
from worker.errors import MediaMapperError
from worker.messages.language import VARIABLE, use


def follow() -> None:
    """Speak it from now on: in help, in errors and in commands that open no memory as well."""
    if not os.environ.get(VARIABLE) and (paths.memory_dir() / settings.FILE).is_file():
        with suppress(MediaMapperError):  # the command itself says what is wrong with the settings
            use(settings.load().language)
