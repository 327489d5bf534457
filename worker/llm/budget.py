"""What a question may cost, refused before it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from worker.llm.ledger import Ledger
from worker.llm.prices import Price, Usage
from worker.llm.problems import problem
from worker.settings import Settings


class Budget:
    """Limits per call and per day; questions under way count as if they had been answered at full length."""

    def __init__(self, settings: Settings, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._ledger = ledger
        self._now = now
        self._lock = threading.Lock()
        self._tokens = 0
        self._cost = 0.0

    @contextmanager
    def reserved(self, tokens_in: int, tokens_out: int, price: Price | None) -> Iterator[None]:
        """Hold room for one question while the block runs.

        Raises:
            ModelProblem: the question alone is too large, or the day's budget does not hold it.
        """
        tokens = tokens_in + tokens_out
        if tokens > self._settings.llm_tokens_per_call:
            raise problem("model-budget-call", detail=tokens, limit=self._settings.llm_tokens_per_call)
        cost = price.of(Usage(tokens_in, tokens_out)) if price else 0.0
        with self._lock:
            self._check_day(tokens, cost)
            self._tokens += tokens
            self._cost += cost
        try:
            yield
        finally:
            with self._lock:
                self._tokens -= tokens
                self._cost -= cost

    def _check_day(self, tokens: int, cost: float) -> None:
        midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        used, paid = self._ledger.spent_since(midnight)
        limit = self._settings.llm_tokens_per_day
        if used + self._tokens + tokens > limit:
            raise problem(
                "model-budget-day", detail=f"{used} of {limit} tokens", setting="llm_tokens_per_day"
            )
        dollars = self._settings.llm_cost_per_day
        if paid + self._cost + cost > dollars:
            amounts = f"{paid:.2f} of {dollars:.2f} US dollars"
            raise problem("model-budget-day", detail=amounts, setting="llm_cost_per_day")
