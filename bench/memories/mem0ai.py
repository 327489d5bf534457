"""mem0: a vector store (Qdrant on disk) of sentences that a model extracts."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bench.memories.embedding import DIMENSIONS
from bench.memories.memory import Reply, first_field, room, rooms
from bench.memories.scripted_model import Answer, Prompt
from bench.memories.sentence import events, query, sentence
from bench.memories.stream import Event, Question

PINS = ("mem0ai==2.2.1", "openai==3.57.0", "qdrant-client==1.20.0")
MOST = 10
"""Memories that a search gives."""


class Mem0:
    """One user a client, and one for the agency."""

    def __init__(self, folder: Path, url: str) -> None:
        os.environ |= {"MEM0_TELEMETRY": "False", "MEM0_DIR": str(folder)}
        from mem0 import Memory

        model = {"model": "scripted", "openai_base_url": url, "api_key": "none"}
        store = {"path": str(folder / "qdrant"), "on_disk": True, "embedding_model_dims": DIMENSIONS}
        self._memory = Memory.from_config(
            {
                "llm": {"provider": "openai", "config": model},
                "embedder": {"provider": "openai", "config": model | {"embedding_dims": DIMENSIONS}},
                "vector_store": {"provider": "qdrant", "config": store},
                "history_db_path": str(folder / "history.db"),
            }
        )

    def learn(self, event: Event) -> None:
        """Told as a message; an undo as well, since mem0 has none."""
        self._memory.add([{"role": "user", "content": sentence(event)}], user_id=room(event.client))

    def ask(self, question: Question) -> Reply:
        """What it finds for the client and for the agency, by its own score."""
        hits = [
            hit
            for name in rooms(question)
            for hit in self._memory.search(query(question), filters={"user_id": name}, top_k=MOST)["results"]
        ]
        hits.sort(key=lambda hit: -hit["score"])
        texts = [str(hit["memory"]) for hit in hits]
        return Reply(first_field(texts), texts)

    def upkeep(self, at: str) -> None:
        """None."""

    def close(self) -> None:
        """Write what is open."""
        self._memory.vector_store.client.close()
        self._memory.close()


def script(prompt: Prompt) -> Answer:
    """The new message as it is: it is one fact already."""
    new = prompt.text.rpartition("## New Messages")[2]
    facts = [
        {"id": str(number), "text": sentence(event), "attributed_to": "user"}
        for number, event in enumerate(events(new))
    ]
    if not facts:
        raise ValueError(f"No decision in a prompt of mem0: {new[:200]}")
    return Answer(json.dumps({"memory": facts}))
