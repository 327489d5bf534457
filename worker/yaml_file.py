"""One reader of YAML: settings, templates, platform rules, prompts and prices, the shipped ones and a person's own."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import yaml

from worker.errors import FileProblem, UsageError


def read_yaml(file: Path, next_step: str = "Correct it, or delete it for the shipped one.") -> object:
    """The content of *file*; None for an empty one.

    Raises:
        UsageError: no UTF-8 text, or no YAML, with the line and *next_step*.
        FileProblem: the file is missing, or the system doesn't give it.
    """
    # The C twin of SafeLoader takes a quarter of the time, where it was built; asked for here, for yaml loads late.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(file.read_text("utf-8"), Loader=loader)
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise FileProblem(f"{file} can't be read: {error.strerror or error}.", "Check its path.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise UsageError(f"{file} is not valid YAML{where}.", next_step) from error


def nearest(name: object, choices: Sequence[str], lead: str = "Known are") -> str:
    """What was meant by a *name* that is none of the *choices*, or what there is."""
    near = difflib.get_close_matches(str(name), choices, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"{lead} {', '.join(choices)}."
