"""Prompt templates are checked when they are loaded; the user's own win, task by task."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from worker.errors import UsageError
from worker.llm.prompts import CONTEXT_SLOTS, GUARD, TASKS, load_prompts

DOCUMENT = """\
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


def written(folder: Path, text: str) -> Path:
    (folder / "base_prompts.yaml").write_text(text, "utf-8")
    return folder


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load_prompts(written(folder, text))
    assert "base_prompts.yaml" in caught.value.message
    return str(caught.value)


def test_every_task_ships(tmp_path: Path) -> None:
    assert set(load_prompts(tmp_path).templates) == set(TASKS)


def test_the_form_of_the_document_works_as_written(tmp_path: Path) -> None:
    prompts = load_prompts(written(tmp_path, DOCUMENT))
    assert prompts["column_mapping"].context_slots == (
        "domain_knowledge",
        "recent_mappings",
        "similar_patterns",
    )
    prompt = prompts["column_mapping"].filled(context="CTX", source_columns="SRC", target_columns="TGT")
    assert prompt.user.startswith("CTX\n\nMap these") and "Source: SRC" in prompt.user
    assert prompts["layout"] == load_prompts(tmp_path / "elsewhere")["layout"]


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_file_changes_nothing(text: str, tmp_path: Path) -> None:
    assert load_prompts(written(tmp_path, text)) == load_prompts(tmp_path / "elsewhere")


def test_the_guard_is_said_whatever_the_user_writes(tmp_path: Path) -> None:
    assert (
        GUARD
        in load_prompts(written(tmp_path, DOCUMENT))["column_mapping"]
        .filled(source_columns="", target_columns="")
        .system
    )


def test_what_stands_in_a_slot_is_no_template(tmp_path: Path) -> None:
    filled = load_prompts(tmp_path)["column_mapping"].filled(
        source_columns="{target_columns} {context}", target_columns="secret", context=""
    )
    assert "{target_columns} {context}" in filled.user


def test_other_braces_stay(tmp_path: Path) -> None:
    text = DOCUMENT.replace("Return JSON", 'Return {"a": 1} or {} as JSON')
    filled = load_prompts(written(tmp_path, text))["column_mapping"].filled(
        source_columns="", target_columns=""
    )
    assert '{"a": 1} or {}' in filled.user


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("column_mapping:", "colum_mapping:", "Unknown task 'colum_mapping'"),
        ("  system:", "  sytem:", "Unknown key 'sytem'"),
        ("- recent_mappings", "- recent_mapping", "Unknown context slot 'recent_mapping'"),
        ("{source_columns}", "{sourcecolumns}", "Unknown slots"),
        ("Source: {source_columns}", "Source:", "Missing slots"),
        ("{context}", "", "{context}"),
        ('system: "You are a media planning data expert."', 'system: ""', "no 'system'"),
        (
            "context_slots:\n    - domain_knowledge\n",
            "context_slots: domain_knowledge\n  x:\n",
            "Unknown key 'x'",
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_and_task(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in DOCUMENT
    found = complaint(tmp_path, DOCUMENT.replace(old, new))
    assert said in found and "mapping" in found


def test_a_near_miss_is_guessed(tmp_path: Path) -> None:
    assert "Did you mean 'source_columns'?" in complaint(
        tmp_path, DOCUMENT.replace("{source_columns}", "{source_column}")
    )


@pytest.mark.parametrize("text", ["- a list\n", "just words\n", "column_mapping: text\n", "a: [\n"])
def test_what_is_no_prompt_is_said(text: str, tmp_path: Path) -> None:
    complaint(tmp_path, text)


def test_the_shipped_file_uses_known_slots_only() -> None:
    shipped = yaml.safe_load(
        (Path(__file__).parents[3] / "templates" / "base_prompts.yaml").read_text("utf-8")
    )
    assert {slot for task in shipped.values() for slot in task["context_slots"]} <= set(CONTEXT_SLOTS)
