"""The lines that a platform's rules hold for."""

from __future__ import annotations

import numpy as np

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.platform_lines import figures, rule_findings, ruled
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.platform_rules import platform_rules
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
PLAN = mapped([("Platform", "platform"), ("Clicks", "clicks")], [["Meta", 5], [None, 6], ["Our own shop", 7]])
LINES = read_lines(PLAN, TEMPLATE)
KINDS = {rule.kind for rule in platform_rules("Meta")}


def test_without_a_platform_no_rule_holds() -> None:
    plan = mapped([("Clicks", "clicks")], [[5]])
    assert list(ruled(read_lines(plan, TEMPLATE), plan, KINDS)) == []


def test_rules_hold_for_the_lines_of_a_platform_that_somebody_knows() -> None:
    holds = [where.tolist() for _, where in ruled(LINES, PLAN, KINDS)]
    assert holds and all(lines == [True, False, False] for lines in holds)
    assert list(ruled(LINES, PLAN, ())) == []


def test_figures_of_a_measure() -> None:
    clicks = figures(LINES, "clicks")
    assert clicks is not None and clicks.tolist() == [5, 6, 7]
    assert figures(LINES, "impressions") is None


def test_a_rule_that_only_notes_is_told_once() -> None:
    rule = next(rule for rule, _ in ruled(LINES, PLAN, KINDS))
    where = np.array([True, True, True])
    findings = list(rule_findings(LINES, rule, where, lambda line: f"Line {line}", "Look."))
    assert len(findings) == (1 if rule.severity == "note" else 3)
    assert findings[0].sentence.startswith("Line 0") and findings[0].code == rule.code
    assert list(rule_findings(LINES, rule, ~where, str, "Look.")) == []
