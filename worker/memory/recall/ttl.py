"""`@cache_with_ttl(hours=24)`: what was expensive is worked out once, also by the next process."""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from cachetools import TLRUCache

from worker import paths
from worker.errors import MediaMapperError
from worker.memory.keys import keys
from worker.memory.recall import answers as answers_on_disk

if TYPE_CHECKING:
    from worker.memory.recall.answers import Answers

P = ParamSpec("P")
R = TypeVar("R")
MOST = 1024


def cache_with_ttl(
    hours: float = 24.0,
    *,
    memory_dir: Path | None = None,
    last_good: bool = False,
    answers: Answers | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns, by its arguments, for some hours: in this process and in the folder's `cache/`.

    What JSON gives back otherwise than it was (tuples, dates) stays in the process. Arguments are kept as a digest.
    With *last_good* an answer that is too old serves where the function fails. Errors are never kept. *answers*
    is where they are kept by whoever has the memory open, with its key. The decorated function has `cache_clear()`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cache = _Cache(f"{function.__module__}.{function.__qualname__}", hours, memory_dir, answers)

        @functools.wraps(function)
        def cached(*args: P.args, **kwargs: P.kwargs) -> R:
            key = _key(args, kwargs)
            hit = cache.get(key)
            if hit is None:
                try:
                    hit = (function(*args, **kwargs),)
                except MediaMapperError:
                    if not last_good or (hit := cache.last(key)) is None:
                        raise
                    return cast(R, hit[0])
                cache.put(key, hit[0])
            return cast(R, hit[0])

        cached.cache_clear = cache.clear  # type: ignore[attr-defined]
        return cached

    return decorate


class _Cache:
    """Two places: the process, then the folder. Answers come in a tuple, since None is an answer."""

    def __init__(
        self, topic: str, hours: float, memory_dir: Path | None, answers: Answers | None = None
    ) -> None:
        self._answers = answers
        self._topic = topic
        self._hours = hours
        self._memory_dir = memory_dir
        self._near: TLRUCache[str, tuple[object, float]] = TLRUCache(
            MOST, lambda _key, entry, _now: entry[1], time.time
        )
        self._far: dict[Path, Answers] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> tuple[object] | None:
        folder = self._folder()
        with self._lock:
            hit = self._near.get(f"{folder} {key}")
        if hit is None and (entry := self._disk(folder).get(key)) is not None:
            hit = entry["answer"], entry["until"]
            with self._lock:
                self._near[f"{folder} {key}"] = hit
        return None if hit is None else hit[:1]

    def last(self, key: str) -> tuple[object] | None:
        entry = self._disk(self._folder()).last(key)
        return None if entry is None else (entry["answer"],)

    def put(self, key: str, answer: object) -> None:
        folder, until = self._folder(), time.time() + self._hours * 3600
        with self._lock:
            self._near[f"{folder} {key}"] = answer, until
        if _survives_json(answer):
            self._disk(folder).put(key, {"answer": answer, "until": until}, self._hours)

    def clear(self) -> None:
        with self._lock:
            self._near.clear()
        self._disk(self._folder()).clear()

    def _folder(self) -> Path:
        return self._memory_dir or paths.memory_dir()

    def _disk(self, folder: Path) -> Answers:
        if self._answers is not None:
            return self._answers
        with self._lock:
            if folder not in self._far:
                key = keys.key_for(folder)
                self._far[folder] = answers_on_disk.Answers(
                    folder, topic=self._topic, hours=self._hours, key=key
                )
            return self._far[folder]


def _key(args: tuple[object, ...], kwargs: dict[str, object]) -> str:
    return json.dumps([args, sorted(kwargs.items())], default=repr, ensure_ascii=False)


def _survives_json(answer: object) -> bool:
    """Whether the next process gets back what this one has."""
    if isinstance(answer, dict):
        return all(isinstance(name, str) and _survives_json(value) for name, value in answer.items())
    if isinstance(answer, list):
        return all(map(_survives_json, answer))
    return answer is None or isinstance(answer, str | int | float | bool)
