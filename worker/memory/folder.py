"""One memory folder, opened: the store, its upkeep and backups, and the model's answers, each a part of its own.

The service and the names of the user's document both stand on these parts.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from worker import paths
from worker.errors import MemoryProblem
from worker.findings.memory import MEMORY_WEAK_KEY
from worker.memory.backup import backups, mirrors, recover
from worker.memory.database.sqlite.connection import Key
from worker.memory.database.times import Clock, system_clock
from worker.memory.keys import keys, passphrase
from worker.memory.recall import answers, prompt_context
from worker.memory.store import MemoryStore
from worker.memory.upkeep import maintenance, notices
from worker.outputs import temporary
from worker.settings import Settings
from worker.shapes.finding import Finding
from worker.shapes.memory import Forgotten

if TYPE_CHECKING:
    from worker.memory.backup.backups import Backups
    from worker.memory.recall.answers import Answers
    from worker.memory.recall.prompt_context import PromptContext
    from worker.memory.upkeep.maintenance import Maintenance
    from worker.memory.upkeep.proposals import Proposer

ANSWER_HOURS = 24.0
"""How long a model's answer is used before the question is asked again."""


class MemoryFolder:
    """The parts of one memory; reading creates nothing, the first write creates the folder."""

    def __init__(
        self,
        settings: Settings,
        *,
        passphrase: str | None = None,
        key: Key = None,
        clock: Clock | None = None,
        proposer: Proposer | None = None,
    ) -> None:
        """The memory in `settings.memory_dir`.

        With *passphrase* everything in it is encrypted; *key* is the raw key where it is at hand already. *proposer* is
        asked for better fields when mappings are retrained.

        Raises:
            MemoryProblem: the key is wrong or missing.
        """
        self.settings = settings
        self.path = settings.memory_dir
        self._clock = clock or system_clock
        self._key = key or keys.key_for(self.path, passphrase)
        self._passphrase = keys.Hidden(passphrase)
        self._proposer = proposer
        temporary.tidy(self.path)
        self.store = MemoryStore.open(settings, key=self._key, clock=clock)
        self.store.database.repair = self._repair
        self.store.database.on_make = lambda: paths.put_copies(self.path)
        paths.refresh_copies(self.path)
        self._answers: list[Answers] = []
        if self.store.team is not None:
            self.store.team.try_exchange()

    @cached_property
    def maintenance(self) -> Maintenance:
        """The upkeep: prune, archive, optimise, retrain, report."""
        return maintenance.Maintenance(self.store, self._clock, self._proposer)

    @cached_property
    def backups(self) -> Backups:
        """The backups, and the way back from them."""
        return backups.Backups(self.store, self._passphrase, self._clock)

    @cached_property
    def context(self) -> PromptContext:
        """The part of the memory that goes with a question to the model."""
        return prompt_context.PromptContext(self.store, self.path)

    def _repair(self) -> bool:
        """Whether a good backup stands in the place of a file found damaged as it was opened."""
        return recover.repairing(self.store.database, self._passphrase)

    def answers(self, topic: str, hours: float = ANSWER_HOURS) -> Answers:
        """Answers of one topic, usable for some hours, in the folder's `cache/`; encrypted when the memory is."""
        topical = answers.Answers(self.path, topic=topic, hours=hours, key=self._key)
        self._answers.append(topical)
        return topical

    def notices(self) -> list[Finding]:
        """What a person should know of the folder: not encrypted, synchronised, restored, a clock that went back."""
        phrase = self._passphrase.text or keys.in_environment()
        weakness = passphrase.weakness(phrase) if phrase and self.store.database.encrypted else None
        weak = [MEMORY_WEAK_KEY.at(weakness=weakness)] if weakness else []
        return [
            *notices.notices(self.store.database, self._clock()),
            *notices.of_team(self.store.team),
            *weak,
        ]

    def forget(self, client: str | None, header: str | None, user: str = "") -> Forgotten:
        """Forget a client, a header, or a header of one client, in everything of this folder that is written from now on.

        Mirrors that nobody edited are written anew, and kept answers of the model go. Older backups stay as they are;
        what is restored from them is forgotten again.

        Raises:
            UsageError: neither is given.
            MemoryProblem: nothing was forgotten.
        """
        removal = self.store.forget(client, header, user)
        answers.Answers(self.path, key=self._key).clear_all()
        still_in = [*backups.files(self.path), *mirrors.refreshed(self.store)]
        return Forgotten(removal, tuple(map(str, still_in)))

    def release(self) -> None:
        """Close the file, sealed, until the next use: a process that is killed meanwhile leaves it whole."""
        self.store.close()

    def second_connection(self, stop_when: Callable[[], bool]) -> MemoryFolder:
        """The same memory on a connection of its own, for upkeep beside somebody's work.

        Once *stop_when* is true, the statement that runs is rolled back with a `MemoryProblem`.
        """
        alone = replace(self.settings, database_url="")  # what it does is handed in by the first
        second = MemoryFolder(alone, key=self._key, clock=self._clock, proposer=self._proposer)
        second.store.database.stop_when(stop_when)
        return second

    def close(self) -> None:
        """Write the gathered usage, then close every file."""
        with suppress(MemoryProblem):  # a folder that can only be read
            self.store.usage.write()
        for topical in self._answers:
            topical.close()
        self.store.close()

    def __enter__(self) -> MemoryFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
