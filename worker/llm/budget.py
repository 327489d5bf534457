"""What a question may cost, refused before it is asked."""

from __future__ import annotations

from worker.errors import MemoryProblem
from worker.llm.ledger import Ledger
from worker.llm.problems import problem
from worker.settings import Settings
from worker.shapes.model_call import ModelCall


class Budget:
    """Limits per call and per day, for all processes of one memory together.

    A question counts at its full length from before it is asked until it is settled; one whose process dies stays so.
    """

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger

    def reserve(self, call: ModelCall) -> int:
        """Room in the ledger for *call* at its full length; its number there.

        Raises:
            ModelProblem: the question alone is too large, the day's budget does not hold it, or the ledger can't be
                written to, so that nobody could say what is spent.
        """
        tokens = call.tokens_in + call.tokens_out
        if tokens > self._settings.llm_tokens_per_call:
            raise problem("model-budget-call", detail=tokens, limit=self._settings.llm_tokens_per_call)
        midnight = call.at.replace(hour=0, minute=0, second=0, microsecond=0)

        def check(spent: int, paid: float) -> None:
            self._check_day(spent, tokens, paid, call.cost or 0.0)

        try:
            return self._ledger.reserve(call, midnight, check)
        except MemoryProblem as error:
            raise problem("model-budget-not-reserved", detail=error.message.rstrip(".")) from error

    def _check_day(self, spent: int, tokens: int, paid: float, cost: float) -> None:
        limit = self._settings.llm_tokens_per_day
        if spent + tokens > limit:
            raise problem(
                "model-budget-day", detail=f"{spent} of {limit} tokens", setting="llm_tokens_per_day"
            )
        dollars = self._settings.llm_cost_per_day
        if paid + cost > dollars:
            amounts = f"{paid:.2f} of {dollars:.2f} US dollars"
            raise problem("model-budget-day", detail=amounts, setting="llm_cost_per_day")
