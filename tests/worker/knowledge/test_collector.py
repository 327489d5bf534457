"""The garbage collector, paused and as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from worker.knowledge.collector import paused


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was = gc.isenabled()
    yield
    gc.unfreeze()
    if was:
        gc.enable()


@pytest.mark.parametrize("enabled", [False, True])
def test_it_is_paused_and_then_as_it_was(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled() is enabled


def test_it_comes_back_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="no"), paused():
        raise ValueError("no")
    assert gc.isenabled()


@pytest.mark.parametrize("keep", [False, True])
def test_only_what_is_to_stay_is_kept_out_of_its_way(keep: bool) -> None:
    gc.unfreeze()
    with paused(keep=keep):
        objects = [[number] for number in range(1_000)]
    assert (gc.get_freeze_count() >= len(objects)) is keep
