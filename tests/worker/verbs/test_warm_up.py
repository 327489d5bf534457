"""A plan of two lines goes all the way, and leaves nothing behind but what is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import MediaMapperError
from worker.verbs.warm_up import warm_up


def test_no_memory_is_made(own_memory: Path) -> None:
    warm_up(None)
    assert not own_memory.exists() or not any(own_memory.iterdir())


def test_a_template_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MediaMapperError, match="nowhere"):
        warm_up(tmp_path / "nowhere.yaml")
