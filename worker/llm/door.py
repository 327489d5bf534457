"""The one door to the model: `ask(prompt, schema)`, with deadline, budget and ledger.

Whatever goes wrong is one `ModelProblem` with its next step; after a problem that the next question would meet as
well, the door stays shut for a while, so that a batch without a network waits once.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from worker.errors import MediaMapperError, ModelProblem
from worker.llm import batches, messages
from worker.llm.budget import Budget
from worker.llm.ledger import Ledger, SessionLedger
from worker.llm.messages import Answer, Paid
from worker.llm.prices import Price, Prices, Usage, load_prices
from worker.llm.problems import OURS, problem
from worker.llm.prompts import Prompt
from worker.llm.schema import Schema, wrong_with
from worker.llm.transport import Reply, SdkTransport, Transport, Unreachable, Verb, address_of
from worker.settings import Settings
from worker.shapes.json import Json
from worker.shapes.model_call import RESERVED, ModelCall, Spending

TRIES = 3
SHUT_SECONDS = 60.0
LONGEST_SHUT = 600.0
ANSWER_TOKENS = 1_000


class AnswerCache(Protocol):
    """Keeps answers for a while; `put` may forget, `get` is checked again."""

    def get(self, key: str) -> dict[str, object] | None:
        """The answer kept under *key*."""
        ...

    def put(self, key: str, answer: dict[str, object]) -> None:
        """Keep an answer."""
        ...


@dataclass(slots=True)
class Shut:
    """Why nothing is asked, and until when."""

    problem: ModelProblem
    until: float
    key: str


class Door:
    """Asks one model; one object may serve several threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        ledger: Ledger | None = None,
        cache: AnswerCache | None = None,
        transport: Transport | None = None,
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._ledger: Ledger = ledger or SessionLedger()
        self._cache = cache
        self._transport = transport or SdkTransport()
        self._environment = os.environ if environment is None else environment
        self._clock, self._sleep, self._now = clock, sleep, now
        self._shut: Shut | None = None
        self._prices: Prices | None = None
        self.spending = Spending()
        """What was asked through this door, and what it came to."""

    @property
    def model(self) -> str:
        """The model that is asked."""
        return self._settings.llm_model

    # ------------------------------------------------------------ asking

    def ask(self, prompt: Prompt, schema: Schema, *, answer_tokens: int = ANSWER_TOKENS) -> dict[str, object]:
        """The model's answer, of the shape of *schema*; *answer_tokens* bounds its length.

        Raises:
            ModelProblem: there is none that can be used.
        """
        body = self._body(prompt, schema, answer_tokens)
        if (cached := self._cached(body, schema)) is not None:
            call = self._call(prompt.task, Usage(0, 0), 0.0, "remembered")
            self._count(call)
            with suppress(MediaMapperError):  # it cost nothing
                self._ledger.record(call)
            return cached
        key, address = self._way()
        value = self._paid_answer(prompt.task, body, schema, key, address)
        if self._cache is not None:
            with suppress(MediaMapperError):  # a cache is no reason to lose what was paid for
                self._cache.put(_digest(body), value)
        return value

    def as_text(self, prompt: Prompt, schema: Schema, *, answer_tokens: int = ANSWER_TOKENS) -> str:
        """Exactly what `ask` would send, and where to; the key is not shown."""
        body = self._body(prompt, schema, answer_tokens)
        path, whole = ("/batches", batches.request_of(body)) if self._is_patient else ("", body)
        where = f"{address_of(self._environment)}/v1/messages{path}"
        head = f"POST {where}   (about {messages.estimate_of(body)} tokens)"
        return f"{head}\n{json.dumps(whole, ensure_ascii=False, indent=2)}"

    def counted(self, prompt: Prompt, schema: Schema) -> int:
        """Input tokens by the model's own counter.

        Raises:
            ModelProblem: it could not be asked.
        """
        body = self._body(prompt, schema, ANSWER_TOKENS)
        key, address = self._way()
        counted = {name: body[name] for name in messages.COUNTED}
        reply = self._sent("count_tokens", counted, key, address)
        return messages.counted_in(reply, address)

    def estimated(self, prompt: Prompt, schema: Schema) -> int:
        """Input tokens as they are estimated here."""
        return messages.estimate_of(self._body(prompt, schema, ANSWER_TOKENS))

    # ------------------------------------------------------------ inside

    def _body(self, prompt: Prompt, schema: Schema, answer_tokens: int) -> Json:
        return messages.body_of(prompt, schema, self.model, answer_tokens, self._price)

    @property
    def _price(self) -> Price | None:
        return self._price_list.of(self.model)

    @property
    def _price_list(self) -> Prices:
        if self._prices is None:
            self._prices = load_prices(self._settings.memory_dir)
        return self._prices

    def _count(self, call: ModelCall) -> None:
        dearest = self._price_list.dearest
        self.spending = self.spending.plus(call, dearest[0] if dearest and self._price is None else "")

    def _way(self) -> tuple[str, str]:
        key = self._environment.get("ANTHROPIC_API_KEY", "").strip()
        if not key:
            raise problem("model-key-missing")
        if not key.isascii() or not key.isprintable() or " " in key:
            raise problem("model-key-refused")
        shut = self._shut
        if shut is not None and shut.key == key and self._clock() < shut.until:
            raise shut.problem
        return key, address_of(self._environment)

    def _cached(self, body: Json, schema: Schema) -> dict[str, object] | None:
        cached = self._cache.get(_digest(body)) if self._cache is not None else None
        return cached if cached is not None and wrong_with(cached, schema) is None else None

    def _paid_answer(
        self, task: str, body: Json, schema: Schema, key: str, address: str
    ) -> dict[str, object]:
        self._load()
        usage, outcome = Usage(messages.estimate_of(body), body["max_tokens"]), RESERVED
        number = Budget(self._settings, self._ledger).reserve(self._call(task, usage, 0.0, outcome))
        start = self._clock()
        try:
            reply = (self._late_reply if self._is_patient else self._reply)(body, key, address)
            answer: Answer = messages.answer_in(reply, schema, address)
            usage, outcome = answer.usage, "answered"
            return answer.value
        except Paid as paid:
            usage, outcome = paid.usage, paid.problem.code
            raise paid.problem from None
        except ModelProblem as failure:
            outcome = failure.code
            # After a timeout nobody said what it cost, but it was read.
            was_read = outcome in ("model-timeout", "model-truncated")
            usage = Usage(messages.estimate_of(body) if was_read else 0, 0)
            raise
        finally:
            call = self._call(task, usage, self._clock() - start, outcome)
            self._count(call)
            with suppress(MediaMapperError):  # the answer is paid for, and its reservation stands
                self._ledger.settle(number, call)

    @property
    def _is_patient(self) -> bool:
        return self._settings.llm_patience_seconds > 0

    def _reply(self, body: Json, key: str, address: str) -> Reply:
        return self._sent("create", body, key, address)

    def _late_reply(self, body: Json, key: str, address: str) -> Reply:
        """The reply to a batch of one, once it is there; a batch that takes too long is called back."""
        patience = self._settings.llm_patience_seconds
        until = self._clock() + patience
        batch = {"id": batches.name_in(self._sent("batch", batches.request_of(body), key, address), address)}
        while not batches.is_answered(self._sent("batch_state", batch, key, address), address):
            if self._clock() + batches.POLL_SECONDS > until:
                self._sent("batch_cancel", batch, key, address)
                raise problem("model-timeout", seconds=patience)
            self._sleep(batches.POLL_SECONDS)
        return batches.answer_in(self._sent("batch_results", batch, key, address), address)

    def _sent(self, verb: Verb, body: Json, key: str, address: str) -> Reply:
        """The reply with status 200, repeating what may be repeated while the deadline lasts."""
        self._load()
        until = self._clock() + self._settings.llm_deadline_seconds
        for tried in range(TRIES):
            outcome, wait = self._problem(verb, body, key, address, until)
            if isinstance(outcome, Reply):
                return outcome
            if wait is None or tried == TRIES - 1 or self._clock() + wait >= until:
                self._shut_after(outcome, wait, key)
                raise outcome
            self._sleep(wait)
        raise AssertionError("unreachable")

    def _load(self) -> None:
        """Import the SDK before any clock starts: its seconds are not the model's."""
        if isinstance(self._transport, SdkTransport):
            self._transport.load()

    def _problem(
        self, verb: Verb, body: Json, key: str, address: str, until: float
    ) -> tuple[Reply | ModelProblem, float | None]:
        """The reply, or what is wrong and after how long it may be tried again."""
        left = until - self._clock()
        try:
            reply = self._transport.send(verb, body, key, address, left)
        except TimeoutError:
            return problem("model-timeout", seconds=self._settings.llm_deadline_seconds), None
        except Unreachable as error:
            return problem("model-unreachable", address=address, detail=error), 0.5
        failure = messages.problem_in(reply, address, self.model)
        if failure is None:
            return reply, None
        if not messages.to_be_repeated(reply):
            return failure, None
        wait = messages.wait_in(reply)
        return failure, random.uniform(0.5, 1.0) if wait is None else wait

    def _shut_after(self, failure: ModelProblem, wait: float | None, key: str) -> None:
        if failure.code not in OURS:
            seconds = min(max(wait or 0.0, SHUT_SECONDS), LONGEST_SHUT)
            self._shut = Shut(failure, self._clock() + seconds, key)

    def _call(self, task: str, usage: Usage, seconds: float, outcome: str) -> ModelCall:
        dearest = self._price_list.dearest
        price = self._price or (dearest[1] if dearest else None)
        share = self._price_list.batch if self._is_patient else 1.0
        cost = share * price.of(usage) if price else (0.0 if outcome == "remembered" else None)
        return ModelCall(
            at=self._now(),
            task=task,
            model=self.model,
            tokens_in=usage.input,
            tokens_out=usage.out,
            tokens_cached=usage.cache_read,
            cost=cost,
            seconds=round(max(seconds, 0.0), 3),
            outcome=outcome,
        )


def _digest(body: Json) -> str:
    return hashlib.blake2b(json.dumps(body, sort_keys=True).encode(), digest_size=16).hexdigest()
