"""langmem: memories in a LangGraph store, which a model writes anew where something changes.

The store is LangGraph's own in memory: the one on SQLite needs a Python whose `sqlite3` may load extensions. So nothing is on
disk.
"""

from __future__ import annotations

import re
from pathlib import Path

from bench.memories.embedding import DIMENSIONS, embed
from bench.memories.memory import Reply, first_field, room, rooms
from bench.memories.scripted_model import Answer, Prompt
from bench.memories.sentence import events, query, sentence
from bench.memories.stream import Event, Question

PINS = ("langmem==0.0.30", "langchain-openai==1.7.4", "langgraph==1.2.24", "trustcall==0.0.39")
MOST = 10
"""Memories that a search gives."""
_INSTANCE = re.compile(
    r'<instance id=(?P<id>\S+) schema_type="Memory">\n(?P<text>.*?)\n</instance>', re.DOTALL
)


class LangMem:
    """One namespace a client, and one for the agency."""

    def __init__(self, folder: Path, url: str) -> None:
        """*folder* stays empty."""
        # In the environment of the peer alone; the bench itself only takes the script from here.
        from langchain_openai import ChatOpenAI
        from langgraph.store.memory import InMemoryStore
        from langmem import create_memory_store_manager

        self._store = InMemoryStore(index={"dims": DIMENSIONS, "embed": _embed_all})
        model = ChatOpenAI(model="scripted", base_url=url, api_key=lambda: "none")
        self._manager = create_memory_store_manager(
            model, namespace=("memories", "{room}"), store=self._store, query_limit=MOST
        )

    def learn(self, event: Event) -> None:
        """Told as a message; an undo as well, since langmem has none."""
        message = {"role": "user", "content": sentence(event)}
        self._manager.invoke({"messages": [message]}, {"configurable": {"room": room(event.client)}})

    def ask(self, question: Question) -> Reply:
        """What it finds for the client and for the agency, by its own score."""
        hits = [
            hit
            for name in rooms(question)
            for hit in self._store.search(("memories", name), query=query(question), limit=MOST)
        ]
        hits.sort(key=lambda hit: -(hit.score or 0.0))
        texts = [str(hit.value["content"]["content"]) for hit in hits]
        return Reply(first_field(texts), texts)

    def upkeep(self, at: str) -> None:
        """None."""

    def close(self) -> None:
        """Nothing is open."""


def _embed_all(texts: list[str]) -> list[list[float]]:
    return [embed(text) for text in texts]


def script(prompt: Prompt) -> Answer:
    """The new sentence joins the memory of its header, where one is shown; else it is a new memory."""
    instructions, _, session = prompt.text.partition("<session_")
    new = next(events(session), None)
    if new is None:
        raise ValueError(f"No decision in a prompt of langmem: {session[:200]}")
    for instance in _INSTANCE.finditer(instructions):
        old = list(events(instance["text"]))
        if old and old[0].header == new.header:
            text = "\n".join(map(sentence, [*old, new]))
            patch = {"op": "replace", "path": "/content", "value": text}
            arguments = {
                "json_doc_id": instance["id"],
                "planned_edits": "Add a decision.",
                "patches": [patch],
            }
            return Answer(calls=(("PatchDoc", arguments),))
    return Answer(calls=(("Memory", {"content": sentence(new)}),))
