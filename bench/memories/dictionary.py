"""The floor: a dictionary in a JSON file, header by client, the last word holds."""

from __future__ import annotations

import json
from pathlib import Path

from bench.memories.memory import Reply
from bench.memories.stream import Event, Question


class Dictionary:
    """Header, client and person in lower case -> field; a refusal and an undo take the entry out."""

    def __init__(self, folder: Path, url: str) -> None:
        """*url*, of a model, is not used."""
        self._file = folder / "memory.json"
        self._fields: dict[str, str] = {}

    def learn(self, event: Event) -> None:
        """The last word holds."""
        key = _key(event.header, event.client, event.person if event.alone else "")
        if event.verb in ("reject", "undo"):
            self._fields.pop(key, None)
        else:
            self._fields[key] = event.field

    def ask(self, question: Question) -> Reply:
        """The person's own word, then the client's, then everybody's."""
        scopes = ((question.client, question.person), (question.client, ""), ("", ""))
        fields = (self._fields.get(_key(question.header, *scope)) for scope in scopes)
        return Reply(next((field for field in fields if field), None))

    def upkeep(self, at: str) -> None:
        """None."""

    def close(self) -> None:
        """Write the file."""
        self._file.write_text(json.dumps(self._fields), encoding="utf-8")


def _key(header: str, client: str, person: str) -> str:
    return f"{header.strip().casefold()}|{client}|{person}"
