"""The static tier: what a newcomer to media planning must know, in two pages; the essentials are marked in it."""

from __future__ import annotations

import re
from pathlib import Path

from worker import paths
from worker.errors import MemoryProblem
from worker.tokens import estimate

FILE = "domain_knowledge.md"
MOST_TOKENS = 220
"""Of a file without marks, the paragraphs that fit are taken."""
_MARKED = re.compile(r"<!--\s*essentials\s*-->(.*?)<!--\s*/essentials\s*-->", re.DOTALL)


def read(folder: Path) -> str:
    """The essentials from the user's own `domain_knowledge.md`, else from the shipped one.

    Raises:
        MemoryProblem: the file is no readable text.
    """
    path = paths.find(FILE, folder, "knowledge")
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MemoryProblem(
            f"{path} can't be read as text.", "Save it as UTF-8, or delete it to use the shipped one."
        ) from error
    return of(text)


def of(text: str) -> str:
    """What stands between the marks; without marks, the first paragraphs."""
    if marked := _MARKED.findall(text):
        return "\n".join(part.strip() for part in marked)
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        if estimate("\n".join((*lines, paragraph))) > MOST_TOKENS:
            break
        lines.append(paragraph.strip())
    return "\n".join(lines)
