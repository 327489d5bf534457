"""A channel has one colour in all that an export shows of it."""

from __future__ import annotations

import pytest

from worker.shapes.summary import CHANNEL_COLOURS, coloured

FIRST, SECOND, THIRD = CHANNEL_COLOURS[:3]


@pytest.mark.parametrize(
    ("channels", "colours"),
    [
        ([], {}),
        (["TV", "OLV", "TV"], {"TV": FIRST, "OLV": SECOND}),
        # A chart ranks by amount, and what it adds to the lines comes after them.
        (["TV", "OLV", "OLV", "others", "TV"], {"TV": FIRST, "OLV": SECOND, "others": THIRD}),
    ],
)
def test_colours_go_by_the_first_time_that_a_channel_is_named(
    channels: list[str], colours: dict[str, str]
) -> None:
    assert coloured(channels) == colours


def test_a_ninth_channel_has_the_first_ones_colour() -> None:
    assert list(coloured(map(str, range(9))).values()) == [*CHANNEL_COLOURS, FIRST]
