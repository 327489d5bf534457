"""graphiti-core: a graph of entities and facts with times, on Kuzu, an embedded graph store.

It needs three things more than it says: httpx, a name of the database in the driver for Kuzu, and Kuzu's full-text indices.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from bench.memories.embedding import DIMENSIONS
from bench.memories.memory import Reply, first_field, room, rooms
from bench.memories.scripted_model import Answer, Prompt
from bench.memories.sentence import events, query, sentence
from bench.memories.stream import Event, Question

PINS = ("graphiti-core==0.31.2", "kuzu==0.11.3", "openai==3.57.0", "httpx==0.28.1")
# graphiti-core imports httpx and does not ask for it.
MOST = 10
"""Facts that a search gives."""
_MESSAGE = re.compile(r"<(CURRENT[ _]MESSAGE|TEXT|NEW FACT|FACTS?)>(.*?)</\1>", re.DOTALL)
_FACT = re.compile(r"'idx': (?P<idx>\d+), 'fact': '(?P<fact>[^']*)'")


class Graphiti:
    """One group a client, and one for the agency."""

    def __init__(self, folder: Path, url: str) -> None:
        os.environ |= {"GRAPHITI_TELEMETRY_ENABLED": "false", "EMBEDDING_DIM": str(DIMENSIONS)}
        # In the environment of the peer alone; the bench itself only takes the script from here.
        from graphiti_core import Graphiti as Graph
        from graphiti_core.driver.driver import GraphProvider
        from graphiti_core.driver.kuzu_driver import KuzuDriver
        from graphiti_core.embedder.openai import OpenAIEmbedder, OpenAIEmbedderConfig
        from graphiti_core.graph_queries import get_fulltext_indices
        from graphiti_core.llm_client.config import LLMConfig
        from graphiti_core.llm_client.openai_generic_client import OpenAIGenericClient

        driver = KuzuDriver(str(folder / "graph"))
        driver._database = ""  # the driver for Kuzu sets none, and graphiti reads it
        self._loop = asyncio.new_event_loop()
        for index in get_fulltext_indices(GraphProvider.KUZU):  # nor does it make its own indices
            self._loop.run_until_complete(driver.execute_query(index))
        model = OpenAIGenericClient(LLMConfig(api_key="none", model="scripted", base_url=url))
        embedding = OpenAIEmbedderConfig(api_key="none", base_url=url, embedding_dim=DIMENSIONS)
        self._graph = Graph(
            graph_driver=driver,
            llm_client=model,
            embedder=OpenAIEmbedder(embedding),
            cross_encoder=_no_ranker(),
        )

    def learn(self, event: Event) -> None:
        """Told as an episode of its time; an undo as well, since graphiti has none."""
        episode = self._graph.add_episode(
            name=event.at,
            episode_body=sentence(event),
            source_description="decision",
            reference_time=datetime.fromisoformat(event.at).replace(tzinfo=UTC),
            group_id=room(event.client),
        )
        self._loop.run_until_complete(episode)

    def ask(self, question: Question) -> Reply:
        """The facts that its hybrid search gives, what still holds first for the first answer."""
        search = self._graph.search(query(question), group_ids=list(rooms(question)), num_results=MOST)
        edges = self._loop.run_until_complete(search)
        holding = [str(edge.fact) for edge in edges if edge.invalid_at is None]
        return Reply(first_field(holding), [str(edge.fact) for edge in edges])

    def upkeep(self, at: str) -> None:
        """None."""

    def close(self) -> None:
        """Write what is open."""
        self._loop.run_until_complete(self._graph.close())
        self._graph.driver.db.close()


def _no_ranker() -> object:
    """The search by reciprocal ranks asks no ranker, but one must be there."""
    from graphiti_core.cross_encoder.client import CrossEncoderClient

    async def rank(self: object, words: str, passages: list[str]) -> list[tuple[str, float]]:
        return [(passage, 0.0) for passage in passages]

    return type("NoRanker", (CrossEncoderClient,), {"rank": rank})()


def script(prompt: Prompt) -> Answer:
    """What each of graphiti's questions has for its answer."""
    name = json.loads(prompt.schema).get("json_schema", {}).get("name", "") if prompt.schema else ""
    return Answer(json.dumps(_answer(name, prompt.text)))


def _answer(name: str, text: str) -> dict[str, object]:
    match name:
        case "ExtractedEntities":
            names = _entities(_new(text))
            return {"extracted_entities": [{"name": entity, "entity_type_id": 0} for entity in names]}
        case "NodeResolutions":
            return {"entity_resolutions": _resolutions(text)}
        case "ExtractedEdges":
            return {"edges": [_edge(_new(text))]}
        case "EdgeDuplicate":
            return {"duplicate_facts": [], "contradicted_facts": _contradicted(text)}
        case "EdgeTimestamps":
            return _times(_new(text))
        case "BatchEdgeTimestamps":
            return {"timestamps": [_times(event) for event in events(_plain(text))]}
        case "SummarizedEntities":
            return {"summaries": []}
        case "EntitySummary" | "Summary":
            return {"summary": ""}
    raise ValueError(f"graphiti asks for '{name}', which the script does not know.")


def _plain(text: str) -> str:
    """The text with the quotes of sentences inside JSON as they are."""
    return text.replace('\\"', '"')


def _new(text: str) -> Event:
    """The decision that a prompt is about."""
    for _, message in _MESSAGE.findall(_plain(text)):
        for event in events(message):
            return event
    raise ValueError(f"No decision in a prompt of graphiti: {text[:200]}")


def _entities(event: Event) -> tuple[str, str]:
    """The header, and the field or, of an undo, the person."""
    return event.header, event.field or event.person


def _edge(event: Event) -> dict[str, object]:
    source, target = _entities(event)
    names = {"source_entity_name": source, "target_entity_name": target, "fact": sentence(event)}
    return {**names, "relation_type": event.verb.upper(), **_times(event)}


def _times(event: Event) -> dict[str, object]:
    return {"valid_at": f"{event.at.replace(' ', 'T')}:00Z", "invalid_at": None}


def _contradicted(text: str) -> list[int]:
    """Earlier decisions of the same header for the same people."""
    new = _new(text)
    return [
        int(fact["idx"])
        for fact in _FACT.finditer(_plain(text))
        for old in events(fact["fact"])
        if (old.header, old.client, old.alone) == (new.header, new.client, new.alone)
        and (old.person == new.person or not new.alone)
        and old.at < new.at
    ]


def _resolutions(text: str) -> list[dict[str, object]]:
    """Entities of the same name are the same."""
    new = _objects(text, "ENTITIES")
    ids = {entity["name"]: entity["candidate_id"] for entity in _objects(text, "EXISTING ENTITIES")}
    return [
        {
            "id": entity["id"],
            "name": entity["name"],
            "duplicate_candidate_id": ids.get(entity["name"], -1),
        }
        for entity in new
    ]


def _objects(text: str, section: str) -> list[dict[str, object]]:
    """The JSON list that stands in a section of a prompt."""
    part = re.search(rf"<{section}>\s*(\[.*?\])\s*</{section}>", text, re.DOTALL)
    if part is None:
        raise ValueError(f"No section '{section}' in a prompt of graphiti.")
    objects: list[dict[str, object]] = json.loads(part[1])
    return objects
