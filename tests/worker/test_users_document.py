"""Every code block of the user's own document, as written there; what it does is asserted, not only that it runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml

from worker import LLMMemoryManager, apply_mapping_rules, cache_with_ttl, map_with_fallback
from worker.tokens import estimate

KEY = "correct horse battery"


@pytest.fixture
def memory(own_memory: Path) -> LLMMemoryManager:
    return LLMMemoryManager()


class ScriptedModel:
    """Says what it is told to, and counts how often it was asked."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.answer = answer or {"field": "spend", "confidence": 0.97, "origin": "llm"}
        self.asked: list[Any] = []

    def map_column(self, source_col: str, target_cols: object = None) -> dict[str, Any]:
        self.asked.append(source_col)
        return dict(self.answer)

    def generate_validation_rules(self, platform: str) -> dict[str, Any]:
        self.asked.append(platform)
        return {"platform": platform, "rules": ["clicks <= impressions"]}


def run(block: str, **names: Any) -> dict[str, Any]:
    """The names that a block leaves behind."""
    space = dict(names)
    exec(compile(block, "users-document.md", "exec"), space)  # noqa: S102 - the document's own words
    return space


FULL_CONTEXT = '''
prompt = f"""
You are an expert in media planning...
[500 lines of context]
[Previous mappings]
[Validation rules]
[Domain knowledge]

Now map these columns: {columns}
"""
'''

LOCAL_MEMORY = '''
# Smart and efficient
memory = LLMMemoryManager()
context = memory.get_relevant_context(task_type='column_mapping')
prompt = f"""
{context}  # Only relevant memories

Map these columns: {columns}
"""
'''


def test_option_2_tells_the_model_what_is_relevant(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "SPEND_USD", {"field": "spend", "confidence": 0.9})
    prompt = run(LOCAL_MEMORY, LLMMemoryManager=LLMMemoryManager, columns=["Cost"])["prompt"]
    assert memory.get_domain_essentials() in prompt
    assert '"spend usd" -> spend' in prompt
    assert "Map these columns: ['Cost']" in prompt


def test_option_1_costs_more(memory: LLMMemoryManager) -> None:
    full = run(FULL_CONTEXT, columns=["Cost"])["prompt"].replace(
        "[500 lines of context]", "A line of context.\n" * 500
    )
    assert estimate(memory.get_relevant_context("column_mapping", ["Cost"])) < estimate(full) / 5


SMART_CONTEXT = """
def get_relevant_context(task_type, current_data):
    context = []

    # Always include core domain knowledge
    context.append(get_domain_essentials())  # ~200 tokens

    # Add task-specific memories
    if task_type == 'column_mapping':
        # Get top 10 most used mappings
        context.append(get_top_mappings(10))  # ~100 tokens

        # Get mappings similar to current columns
        similar = find_similar_columns(current_data.columns)
        context.append(similar)  # ~50 tokens

    # Total: ~350 tokens vs 2000+ for full context
    return '\\n'.join(context)
"""


def test_the_parts_of_the_context_join_as_text(memory: LLMMemoryManager) -> None:
    for at in range(30):
        memory.remember(
            "mappings", f"Media Cost {'abcdefghij'[at % 10] * 3}", {"field": "net_cost", "confidence": 0.9}
        )
    frame = pd.DataFrame({"Media Costs Aaa": [987654.25]})
    theirs = run(
        SMART_CONTEXT,
        get_domain_essentials=memory.get_domain_essentials,
        get_top_mappings=memory.get_top_mappings,
        find_similar_columns=memory.find_similar_columns,
    )["get_relevant_context"]
    told = theirs("column_mapping", frame)
    assert told.startswith(memory.get_domain_essentials())
    assert told.count("-> net_cost") > 10
    assert '"Media Costs Aaa" ~ "Media Cost aaa" -> net_cost' in told
    ours = memory.get_relevant_context("column_mapping", frame)
    assert estimate(ours) <= 350
    assert "987654" not in told + ours


LIFECYCLE = """
# Good: Track success and update confidence
mapping = llm.map_column("SPEND_USD")
if user_confirms_mapping:
    memory.update_success_rate("SPEND_USD", success=True)
    memory.increment_confidence("SPEND_USD", 0.05)
else:
    memory.update_success_rate("SPEND_USD", success=False)
    memory.decrease_confidence("SPEND_USD", 0.1)
"""


@pytest.mark.parametrize(("confirms", "step"), [(True, 0.05), (False, -0.1)])
def test_success_moves_confidence_by_exactly_its_step(
    memory: LLMMemoryManager, confirms: bool, step: float
) -> None:
    memory.remember("mappings", "SPEND_USD", {"field": "spend", "confidence": 0.7})
    run(LIFECYCLE, memory=memory, llm=ScriptedModel(), user_confirms_mapping=confirms)
    found = memory.recall("mappings", "SPEND_USD")
    assert found is not None
    assert found["confidence"] == pytest.approx(0.7 + step, abs=1e-12, rel=0)
    (source,) = memory.generate_performance_report().sources
    assert (source.confirmed, source.rejected) == ((1, 0) if confirms else (0, 1))


def test_a_models_word_that_a_person_confirms_holds(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "SPEND_USD", ScriptedModel().map_column("SPEND_USD"))
    assert memory.recall("mappings", "SPEND_USD")["origin"] == "llm"
    run(LIFECYCLE, memory=memory, llm=ScriptedModel(), user_confirms_mapping=True)
    assert memory.recall("mappings", "SPEND_USD")["origin"] == "memory"


CACHING = """
# Cache expensive operations
@cache_with_ttl(hours=24)
def get_platform_validation_rules(platform):
    return llm.generate_validation_rules(platform)

# Use cache for repeated operations
rules = get_platform_validation_rules("DV360")  # First call: LLM
rules = get_platform_validation_rules("DV360")  # Second call: Cache
"""


def test_the_second_call_comes_from_the_cache(own_memory: Path) -> None:
    llm = ScriptedModel()
    left = run(CACHING, llm=llm, cache_with_ttl=cache_with_ttl, __name__="theirs")
    assert llm.asked == ["DV360"]
    assert left["rules"] == {"platform": "DV360", "rules": ["clicks <= impressions"]}
    left["get_platform_validation_rules"]("TTD")
    assert llm.asked == ["DV360", "TTD"]


def test_the_cache_serves_the_next_process_too(own_memory: Path) -> None:
    for _ in range(2):
        llm = ScriptedModel()
        run(CACHING, llm=llm, cache_with_ttl=cache_with_ttl, __name__="theirs")
    assert llm.asked == []
    assert list((own_memory / "cache").iterdir())


PROMPTS = """
# base_prompts.yaml
column_mapping:
  system: "You are a media planning data expert."
  context_slots:
    - domain_knowledge
    - recent_mappings
    - similar_patterns
  user_template: |
    {context}

    Map these source columns to target columns:
    Source: {source_columns}
    Target: {target_columns}

    Return JSON with confidence scores.
"""


def test_the_documents_prompt_is_taken_as_written(own_memory: Path) -> None:
    from worker.llm.prompts import load_prompts

    own_memory.mkdir()
    (own_memory / "base_prompts.yaml").write_text(PROMPTS, "utf-8")
    prompt = load_prompts(own_memory)["column_mapping"].filled(
        context="What is known.", source_columns="c1", target_columns="spend"
    )
    assert prompt.system.startswith(yaml.safe_load(PROMPTS)["column_mapping"]["system"])
    assert "What is known." in prompt.user and "Source: c1" in prompt.user


FALLBACK = """
def map_with_fallback(source_col, target_cols):
    # Try memory first (fast)
    memory_result = memory.recall('mappings', source_col)
    if memory_result and memory_result['confidence'] > 0.8:
        return memory_result

    # Try rule-based (medium)
    rule_result = apply_mapping_rules(source_col, target_cols)
    if rule_result:
        return rule_result

    # Use LLM (expensive but accurate)
    llm_result = llm.map_column(source_col, target_cols)
    memory.remember('mappings', source_col, llm_result)
    return llm_result
"""
TARGETS = ["spend", "clicks", "net_cost"]


def theirs(memory: LLMMemoryManager, llm: ScriptedModel) -> Callable[..., dict[str, Any]]:
    return run(FALLBACK, memory=memory, apply_mapping_rules=apply_mapping_rules, llm=llm)["map_with_fallback"]


def ours(memory: LLMMemoryManager, llm: ScriptedModel) -> Callable[..., dict[str, Any]]:
    return lambda header, targets: map_with_fallback(header, targets, memory=memory, model=llm)


@pytest.mark.parametrize("fallback", [theirs, ours])
def test_memory_answers_before_rules_and_rules_before_the_model(
    memory: LLMMemoryManager, fallback: Callable[..., Any]
) -> None:
    llm = ScriptedModel()
    ask = fallback(memory, llm)
    memory.remember("mappings", "Clicks", {"field": "net_cost", "confidence": 0.95})
    assert (ask("Clicks", TARGETS)["field"], ask("Clicks", TARGETS)["origin"]) == ("net_cost", "memory")
    memory.decrease_confidence("Clicks", 0.2)
    assert (ask("Clicks", TARGETS)["field"], ask("Clicks", TARGETS)["origin"]) == ("clicks", "rules")
    assert llm.asked == []
    assert ask("Qwv zzk", TARGETS)["field"] == "spend"
    assert llm.asked == ["Qwv zzk"]
    assert memory.recall("mappings", "Qwv zzk")["confirmed"] is False


@pytest.mark.parametrize("fallback", [theirs, ours])
def test_one_wrong_answer_of_a_model_never_becomes_a_fact(
    memory: LLMMemoryManager, fallback: Callable[..., Any]
) -> None:
    """mem0 and GPTCache keep what a model said and answer with it from then on."""
    llm = ScriptedModel({"field": "clicks", "confidence": 1.0, "origin": "llm"})
    for _ in range(25):
        fallback(memory, llm)("Qwv zzk", TARGETS)
    said = memory.recall("mappings", "Qwv zzk")
    assert (said["origin"], said["confirmed"]) == ("llm", False) and said["confidence"] < 0.8
    assert memory.store.recall("Qwv zzk") is None
    assert memory.find_similar_columns(["Qwv zzks"]).entries == ()
    assert memory.get_top_mappings(10).entries == ()
    assert "qwv" not in memory.get_relevant_context("column_mapping", ["Qwv zzk"])


def test_the_default_fallback_uses_the_default_folder(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Qwv", {"field": "spend", "confidence": 0.9})
    assert map_with_fallback("Qwv", TARGETS)["field"] == "spend"
    assert map_with_fallback("Qwv", ["clicks"])["field"] is None


DAILY = """
# Run daily maintenance
memory.prune_low_confidence_entries(threshold=0.3)
memory.archive_old_entries(days=30)
memory.optimize_database()
"""


def test_the_daily_tasks_prune_archive_and_optimise(own_memory: Path) -> None:
    times = iter(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=20 * at) for at in range(100))
    memory = LLMMemoryManager(clock=lambda: next(times))
    memory.remember("mappings", "Media Cost", {"field": "net_cost", "confidence": 0.9})
    memory.remember("mappings", "Weak", {"field": "notes", "confidence": 0.1})
    run(DAILY, memory=memory)
    assert memory.store.recall("Weak").rejected == {"notes"}
    assert memory.find_similar_columns(["Media Costs"]).entries == ()
    assert memory.recall("mappings", "Media Cost")["field"] == "net_cost"
    report = memory.generate_performance_report()
    assert (report.pruned, report.hot) == (1, 1)  # the report's own question brought it back


WEEKLY = """
# Analyze and improve
report = memory.generate_performance_report()
memory.retrain_low_performers(report.failing_mappings)
memory.export_backup("weekly_backup.json")
"""


def test_the_weekly_tasks_report_retrain_and_back_up(
    memory: LLMMemoryManager, own_memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for at in range(60):
        memory.remember("mappings", f"Header {'abcdefghij'[at % 10] * (at // 10 + 1)}", "notes")
        if at % 4 == 0:
            memory.update_success_rate(f"Header {'abcdefghij'[at % 10] * (at // 10 + 1)}", success=False)
        memory.update_success_rate(f"Header {'abcdefghij'[at % 10] * (at // 10 + 1)}", success=True)
    report = run(WEEKLY, memory=memory)["report"]
    assert {(f.rejects, f.confirms) for f in report.failing_mappings} == {(1, 1)}
    assert [fitted.source for fitted in memory.retrain_low_performers(()).priors] == ["stated"]
    kept = json.loads((tmp_path / "weekly_backup.json").read_text("utf-8"))
    assert len(kept["tables"]["lesson"]["rows"]) == 60
    assert {"mappings.json", "validations.json"} <= {path.name for path in own_memory.iterdir()}


ACCESS = """
memory = LLMMemoryManager(
    memory_dir=Path("llm_memory"),
    encryption_key=os.getenv("MEMORY_ENCRYPTION_KEY")
)
"""


@pytest.mark.parametrize("key", [None, KEY])
def test_access_control_encrypts_with_the_key_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEMORY_ENCRYPTION_KEY", raising=False)
    if key:
        monkeypatch.setenv("MEMORY_ENCRYPTION_KEY", key)
    memory = run(ACCESS, LLMMemoryManager=LLMMemoryManager, Path=Path, os=os)["memory"]
    memory.remember("mappings", "SPEND_USD", {"field": "spend", "confidence": 0.7})
    memory.close()
    held = (tmp_path / "llm_memory" / "llm_memory.db").read_bytes()
    assert (b"SPEND_USD" in held) == (key is None)


AUDIT = """
memory.log_access(user_id, action, timestamp)
"""


def test_the_audit_trail_keeps_who_did_what_when(memory: LLMMemoryManager) -> None:
    at = datetime(2026, 5, 28, 9, tzinfo=UTC)
    run(AUDIT, memory=memory, user_id="anna", action="exported", timestamp=at)
    assert memory.audit_trail() == [("2026-05-28T09:00:00.000+00:00", "anna", "exported", "")]


def test_the_folder_keeps_its_planned_shape(memory: LLMMemoryManager, own_memory: Path) -> None:
    memory.remember("mappings", "SPEND_USD", {"field": "spend"})
    memory.export_json()
    cache_with_ttl(hours=1)(lambda: {"answer": 1})()
    names = {path.name for path in own_memory.iterdir()}
    assert {"llm_memory.db", "mappings.json", "validations.json", "cache"} <= names
    assert not list(own_memory.rglob("*.pkl"))
    assert SimpleNamespace(**json.loads((own_memory / "mappings.json").read_text("utf-8"))).mappings
