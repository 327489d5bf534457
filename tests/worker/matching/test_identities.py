"""Which columns are worked out from others."""

import pytest

from worker.matching.identities import Product, Share, products, shares

COST, RATE, UNITS = [1000.0, 480.0, 90.0], [10.0, 8.0, 9.0], [100.0, 60.0, 10.0]


@pytest.mark.parametrize(
    "columns",
    [
        {0: COST, 1: RATE},
        {0: COST, 1: RATE, 2: [7.0, 8.0, 9.0]},
        {0: [1000.0, None, None], 1: RATE, 2: UNITS},  # one line proves nothing
        {0: [5.0, 5.0, 5.0], 1: [1.0, 1.0, 1.0], 2: [5.0, 5.0, 5.0]},
    ],
)
def test_no_product(columns: dict[int, list[float | None]]) -> None:
    """Two columns, numbers that don't agree, one line, or one and the same number prove nothing."""
    assert products(columns) == []


@pytest.mark.parametrize(
    ("units", "scale"),
    [(UNITS, 1.0), ([n * 1000 for n in UNITS], 1000.0), ([n * 100 for n in UNITS], 100.0)],
)
def test_units_times_rate(units: list[float], scale: float) -> None:
    """A price of one, of a thousand, or a percent."""
    assert Product(1, 2, 0, scale) in products({0: COST, 1: RATE, 2: units})


def test_prices_of_pieces_and_of_thousands_in_one_column() -> None:
    """A plan buys spots by the piece and impressions by the thousand."""
    assert Product(1, 2, 0, 1.0) in products({0: COST, 1: RATE, 2: [UNITS[0] * 1000, *UNITS[1:]]})


def test_a_blank_line_is_no_line() -> None:
    """Lines without one of the numbers say nothing."""
    found = products({0: [*COST, None], 1: [*RATE, 4.0], 2: [*UNITS, None]})
    assert found == [Product(1, 2, 0, 1.0)]


def test_a_constant_share() -> None:
    """The larger of two columns with one ratio, whichever comes first."""
    net = [100.0, 250.0, 40.0]
    gross = [n * 1.2 for n in net]
    assert list(shares({0: gross, 1: net})) == [Share(1, 0, pytest.approx(1.2))]
    assert list(shares({0: [119.0, 300.0, 41.0], 1: net})) == []
