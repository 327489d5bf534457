"""A table of texts that claims more than it holds would have room made for all of them."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.shared_strings import HARMLESS, check

START = '<?xml version="1.0"?><sst xmlns="x" {}>'


@pytest.mark.parametrize(
    "said",
    [
        "",
        'count="9999999999"',
        'count="9" uniqueCount="3"',
        f'uniqueCount="{HARMLESS}"',
        'uniqueCount="-1"',
        'uniqueCount=""',
    ],
)
def test_what_can_be_passes(said: str) -> None:
    check(START.format(said).encode(), 400)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "said", ['uniqueCount="1000000000"', "count='5' uniqueCount = '99999999999999999999'"]
)
def test_what_can_not_be_is_damage(said: str, encoding: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check(START.format(said).encode(encoding), 400)
    assert caught.value.code == "damaged"


def test_many_texts_may_be_claimed_where_there_is_room() -> None:
    check(START.format('uniqueCount="3000000"').encode(), 50_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check('<!DOCTYPE sst [<!ENTITY a "b">]><sst/>'.encode(encoding), 400)
    assert caught.value.code == "xml-entities"
