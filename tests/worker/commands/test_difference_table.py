"""The difference of two versions fits a terminal of 80 columns, with every number whole."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, Run

ONE, OTHER = (ROOT / "examples" / name / "plan.xlsx" for name in ("weekly_tv_digital_en", "nl_mediaplan"))


def test_nothing_changed(mediamapper: Run) -> None:
    """A sum has no parts then."""
    ran = mediamapper("diff", ONE, ONE)
    assert ran.out.startswith("8 lines before, 8 after: nothing changed.")
    assert "gone" not in ran.out and "added" not in ran.out


def test_every_number_is_whole(mediamapper: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest sums of the examples, and what each is made of."""
    monkeypatch.setenv("COLUMNS", "80")
    ran = mediamapper("diff", ONE, OTHER)
    for number in ("26,000,000.00", "-17,410,000.00", "8,590,000.00", "-721,729.66"):
        assert number in ran.out.split()
    assert max(map(len, ran.out.splitlines())) <= 80
