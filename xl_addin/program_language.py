"""The language of the spreadsheet program that was clicked in."""

from __future__ import annotations

import locale
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from worker.messages import language

if TYPE_CHECKING:
    from xlwings import App

MENUS = 2
"""Office's msoLanguageIDUI."""


def follow(app: App | None) -> None:
    """Speak as *app* does from now on; `MEDIAMAPPER_LANGUAGE` is stronger, and the system's language answers for no program."""
    language.use(os.environ.get(language.VARIABLE) or (of(app) if app is not None else ""))


def of(app: App) -> str:
    """The code of the program's language, such as 'de_DE'; '' where it does not say."""
    with suppress(Exception):  # each host has an error of its own for what it does not know
        if app.engine.name == "excel":
            return locale.windows_locale.get(int(app.api.LanguageSettings.LanguageID(MENUS)), "")
        return str(app.impl.language)
    return ""
