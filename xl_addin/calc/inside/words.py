"""What the extension says itself, in the language of the office's menus.

The sentences stand here in English; the build puts them beside this file in each language that there is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = "words.json"
"""Language -> English sentence -> its own."""
VARIABLE = "MEDIAMAPPER_LANGUAGE"

GONE = "No worker is running. Press a MediaMapper button, or run `mediamapper serve`."
BUSY = "The worker is busy with a plan; the cell fills itself when it is done."
REFUSED = "The worker refused. Run `mediamapper doctor`."
SOON = "Being asked; the cell fills itself in a moment."
TOO_MANY = "More than half a million different headers and values are on the sheets. Ask for fewer."
OTHER_FORM = "The worker's answer was not understood. Run `mediamapper doctor`."
NO_SAMPLES = "Give a column of samples for each of the headers, or none."
NOT_INSTALLED = (
    "MediaMapper's own program was not found. Run `mediamapper install`, then start the office again."
)
ENDED = (
    "MediaMapper's helper process has ended. Press the button again; if it stays, run `mediamapper doctor`."
)
A_FILE, EARLIER = "A file...", "The earlier version to compare with"
PLANS, ALL_FILES = "Plans and raw data", "All files"
SENTENCES = (
    GONE,
    BUSY,
    REFUSED,
    SOON,
    TOO_MANY,
    OTHER_FORM,
    NO_SAMPLES,
    NOT_INSTALLED,
    ENDED,
    A_FILE,
    EARLIER,
    PLANS,
    ALL_FILES,
)


class _Reader:
    language = ""
    words: dict[str, str] = {}


def use(of_office: str) -> None:
    """Speak as the office's menus do, *of_office* such as 'de-AT'; `MEDIAMAPPER_LANGUAGE` is stronger."""
    language = os.environ.get(VARIABLE) or of_office
    try:
        sentences = json.loads((Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        sentences = {}
    code = language.replace("-", "_").split("_")[0].lower()
    _Reader.language, _Reader.words = language, sentences.get(code, {})


def current() -> str:
    """The language in use, as the office calls it; '' before it was asked."""
    return _Reader.language


def tr(sentence: str) -> str:
    """One of `SENTENCES` in that language, else in English."""
    return _Reader.words.get(sentence, sentence)
