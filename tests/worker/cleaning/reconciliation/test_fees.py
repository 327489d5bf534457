"""Fees between the lines and their total."""

from __future__ import annotations

import numpy as np
import pytest

from worker.cleaning.reconciliation.coverage import Covered
from worker.cleaning.reconciliation.fees import Fees, is_proved, is_with, less_fees

LINES = np.array([600.0, 400.0])
ALL = Covered(np.array([True, True]), whole=True, agrees=False)


@pytest.mark.parametrize(
    ("fees", "total", "with_fees", "proved"),
    [
        ([], 1000.0, False, True),
        ([50.0], 1000.0, False, True),
        ([50.0], 1050.0, True, True),
        ([100.0, 110.0], 1210.0, True, True),
        ([137.77], 1137.77, True, False),
    ],
    ids=["no fee", "a total without it", "a share of the lines", "a share of lines and fee", "any number"],
)
def test_a_total_with_fees(fees: list[float], total: float, with_fees: bool, proved: bool) -> None:
    rows = [Fees({"net_cost": fee}, ()) for fee in fees]
    assert less_fees(rows, {"net_cost": total}) == {"net_cost": total - sum(fees)}
    assert is_with(rows, {"net_cost": total}, ALL, {"net_cost": LINES}, 0.01) is with_fees
    assert is_proved(rows, "net_cost", ALL, {"net_cost": LINES}, 0.01) is proved
