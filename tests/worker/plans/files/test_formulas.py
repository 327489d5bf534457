import pytest

from worker.plans.files.formulas import shift


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("1+1", 5, 5, "1+1"),
        ("A1", 0, 0, "A1"),
        ("$A$1", 3, 3, "$A$1"),
        ('"A1"&B2', 1, 1, '"A1"&C3'),
        ("'Q1 2026'!B2", 1, 1, "'Q1 2026'!C3"),
        ("LOG10(A1)", 1, 0, "LOG10(A2)"),
        ("VATS2026*A1", 1, 0, "VATS2026*A2"),
        ("my_A1+A1", 1, 0, "my_A1+A2"),
        ("SUM(B2:$B$9)*C$1", 1, 2, "SUM(D3:$B$9)*E$1"),
        ("Z9", 1, 1, "AA10"),
        ("A1", -5, -5, "A1"),
    ],
)
def test_moved(formula, rows, columns, expected):
    assert shift(formula, rows, columns) == expected
