"""Whatever goes wrong at the model's door, as one kind of error: what happened, what to do, a stable code."""

from __future__ import annotations

from worker.errors import ModelProblem

OURS = frozenset(
    {
        "model-truncated",
        "model-refused",
        "model-nonsense",
        "model-suspicious",
        "model-budget-call",
        "model-request",
    }
)
"""Problems of one question; the next one may well be answered. All others close the door for a while."""

_SENTENCES = {
    "model-key-missing": (
        "The model was not asked: there is no key.",
        "Set ANTHROPIC_API_KEY to a key from console.anthropic.com, or go on without the model (--no-llm).",
    ),
    "model-key-refused": (
        "The model refused the key in ANTHROPIC_API_KEY.",
        "Check that it is whole and still valid, or set another one.",
    ),
    "model-no-credit": (
        "The model's account has no credit left.",
        "Add credit in the account's billing page, or go on without the model (--no-llm).",
    ),
    "model-unknown": (
        "The model '{model}' is not known at {address}.",
        "Check the setting llm_model.",
    ),
    "model-request": (
        "The model did not take the question ({detail}).",
        "Check the setting llm_model and ANTHROPIC_BASE_URL; `--show-prompt` shows the question.",
    ),
    "model-busy": (
        "The model's rate limit is reached{detail}.",
        "Try again later, or ask for fewer sheets at a time.",
    ),
    "model-overloaded": (
        "The model is overloaded or out of order ({detail}).",
        "Try again in a few minutes.",
    ),
    "model-unreachable": (
        "The model can't be reached at {address} ({detail}).",
        "Check the network, the proxy and ANTHROPIC_BASE_URL.",
    ),
    "model-address": (
        "ANTHROPIC_BASE_URL is '{address}', which is no web address.",
        "Write it like https://api.anthropic.com, or remove it.",
    ),
    "model-timeout": (
        "The model did not answer within {seconds:g} seconds.",
        "Try again, or raise the setting llm_deadline_seconds.",
    ),
    "model-captive": (
        "Something other than the model answered at {address} ({detail}).",
        "If this network asks you to sign in, do so in a browser; else check ANTHROPIC_BASE_URL.",
    ),
    "model-truncated": (
        "The model's answer was cut off.",
        "Ask for fewer columns at a time, or go on without the model for this sheet.",
    ),
    "model-refused": (
        "The model declined to answer.",
        "Look at the headers with --show-prompt, or map these columns by hand.",
    ),
    "model-nonsense": (
        "The model's answer was not what was asked for: {detail}.",
        "Nothing of it was used. Try again, or set another llm_model.",
    ),
    "model-suspicious": (
        "The model gave {detail}; nothing of it was used.",
        "Look whether a header gives instructions, and map these columns by hand.",
    ),
    "model-budget-call": (
        "The question is too large: about {detail} tokens, {limit} are allowed.",
        "Map fewer sheets or columns at a time, or raise the setting llm_tokens_per_call.",
    ),
    "model-budget-day": (
        "Today's budget for the model is used up: {detail}.",
        "Go on without it until tomorrow, or raise the setting {setting}.",
    ),
    "model-budget-not-reserved": (
        "The model was not asked, since what it costs can't be noted: {detail}.",
        "Make the memory folder writable and free some space, or go on without the model (--no-llm).",
    ),
}  # fmt: skip
CODES = tuple(_SENTENCES)
"""Every code there is."""


def problem(code: str, **facts: object) -> ModelProblem:
    """The error of that code, its gaps filled."""
    sentence, step = _SENTENCES[code]
    return ModelProblem(sentence.format(**facts), step.format(**facts), code=code)
