"""Standard input and output where a plan, a mapping or a csv is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

EXAMPLES = ROOT / "examples"
XLSX = EXAMPLES / "weekly_tv_digital_en" / "plan.xlsx"
CSV = b"Channel,Placement,Start,End,Net cost\nTV,A,2026-01-05,2026-01-11,100\n"
DECISION = b'{"decisions": [{"header": "SPEND_USD", "field": "net_cost", "decision": "confirm"}]}'


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("map", "-", "-"), CSV, "can be read once"),
        (("export", "-", "-o", "-", "--mapping", "-"), CSV, "can be read once"),
        (("export", "-", "-o", "-", "--json"), CSV, "can't both go to standard output"),
        (("map", "-"), b"", "The file is empty"),
        (("map", "-", "-o", "-"), CSV, "A review is an .xlsx workbook"),
        (("check", "-", "--mapping", "none.json"), CSV, "none.json"),
    ],
)
def test_what_a_pipe_can_not_do_is_one_sentence(
    mediamapper: Run, arguments: tuple[str, ...], stdin: bytes, sentence: str
) -> None:
    ran = mediamapper(*arguments, stdin=stdin)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert sentence in ran.err


@pytest.mark.parametrize("plan", [XLSX.read_bytes(), CSV], ids=["xlsx", "csv"])
def test_a_piped_plan_gives_the_rows_of_the_file(mediamapper: Run, plan: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"stdin{'.xlsx' if plan is not CSV else ''}"
    file.write_bytes(plan)
    from_file = mediamapper("export", file, "-o", tmp_path / "raw.csv", "--no-llm")
    piped = mediamapper("export", "-", "-o", "-", "--no-llm", stdin=plan)
    assert piped.code == from_file.code
    assert piped.out.encode() == (tmp_path / "raw.csv").read_bytes()
    assert "standard output" in piped.err


def test_a_piped_mapping_is_taken_and_the_pipeline_closes(mediamapper: Run, tmp_path: Path) -> None:
    mapping = mediamapper("map", XLSX, "--json", "--no-llm")
    raw = mediamapper("export", XLSX, "-o", "-", "--no-llm", "--mapping", "-", stdin=mapping.out.encode())
    agrees = mediamapper("check", XLSX, "--raw", "-", "--json", "--no-llm", stdin=raw.out.encode())
    assert (raw.code, agrees.code, agrees.json["agrees"]) == (0, 0, True)


def test_decisions_and_reviews_come_by_pipe(mediamapper: Run, tmp_path: Path) -> None:
    assert mediamapper("decide", "-", "--json", stdin=DECISION).code == 0
    mediamapper("map", XLSX, "-o", tmp_path / "review.xlsx", "--no-llm")
    ran = mediamapper("decide", "-", stdin=(tmp_path / "review.xlsx").read_bytes())
    assert (ran.code, "holds no decisions" in ran.err) == (2, True)


def test_nothing_stays_in_the_temporary_folder(
    mediamapper: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert mediamapper("export", "-", "-o", "-", "--no-llm", stdin=CSV).out
    left = [path for path in tmp_path.iterdir() if path.name.startswith("mediamapper-")]
    assert left == []
