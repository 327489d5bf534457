"""The task `validation_rules`: what a platform's documentation demands, as the model remembers it.

What comes back are plain mappings of the form that `worker.knowledge.platform_rules.from_model` takes; they warn only,
until a person pins them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.llm.prompts import Prompt, Prompts
from worker.llm.quotes import quoted, shortened
from worker.llm.schema import NUMBER, TEXT, Schema, list_of, object_of, one_of
from worker.shapes.json import Json

TASK = "validation_rules"
ANSWER_TOKENS = 1_500
MOST_RULES = 12
NONE = "-"


def rules_question(
    prompts: Prompts, platform: str, fields: Sequence[str], kinds: Mapping[str, str]
) -> tuple[Prompt, Schema]:
    """The question for one platform; *kinds* says of each kind of rule what it means."""
    prompt = prompts[TASK].filled(
        platform=quoted(platform, 40),
        target_columns=", ".join(fields),
        rule_kinds="".join(f"\n- {kind}: {meaning}" for kind, meaning in kinds.items()),
    )
    rule = object_of(
        kind=one_of(tuple(kinds)),
        field=one_of(tuple(fields)),
        other=one_of((*fields, NONE)),
        limit=NUMBER,
        sentence=TEXT,
        source=TEXT,
    )
    return prompt, object_of(rules=list_of(rule))


def rules_answer(reply: Json) -> list[dict[str, object]]:
    """At most 12 rules: kind, field, other or None, limit, sentence, source."""
    return [
        {
            "kind": rule["kind"],
            "field": rule["field"],
            "other": None if rule["other"] == NONE else rule["other"],
            "limit": float(rule["limit"]),
            "sentence": shortened(rule["sentence"], 160),
            "source": shortened(rule["source"], 200),
        }
        for rule in reply["rules"][:MOST_RULES]
    ]
