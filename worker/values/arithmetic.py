"""Arithmetic between columns, line by line: equal numbers, constant multiples and products.

A number that is printed is rounded, and a line may be discounted or typed by hand: so an identity holds when most lines
agree. Blanks and zeros say nothing. Columns are plain sequences, None for a blank: no numpy, which `suggest` never loads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import isclose

LEAST_LINES = 2
"""Lines on which an identity must hold before it counts."""
AGREE = 0.9
"""Share of the lines that must agree."""
STEADY = 1e-4
"""Relative difference of two ratios that count as one."""
CENT = 0.01
WHOLE_UNIT, ROUNDED = 1.0, 0.005
"""What rounding to whole units takes from an amount, and the most that this may be of it."""
PROBE = 25
"""Lines whose ratios say what ratio is looked for."""
PER_THOUSAND, PER_HUNDRED = 1000.0, 100.0
SCALES = (1.0, PER_THOUSAND, PER_HUNDRED)
"""What a product is divided by: nothing, a price of a thousand, a percent written as a number."""
MIXED = (1.0, PER_THOUSAND)
"""What it may be divided by line by line: a plan prices spots and clicks by the piece, and impressions by the thousand."""
LEAST_DIGITS = 3
"""Digits before the zeros at its end from which a whole number is equal to another by no chance."""
Values = Sequence[float | None]
Pairs = Sequence[tuple[float, float]]


def is_telling(value: float) -> bool:
    """Whether a number, rounded to a whole one, is equal to another by no chance."""
    return len(f"{abs(value):.0f}".rstrip("0")) >= LEAST_DIGITS


def both(first: Values, second: Values) -> Pairs:
    """The lines on which both columns have a number besides 0."""
    return [(a, b) for a, b in zip(first, second, strict=True) if a and b]


def agree(pairs: Pairs, relative: float, absolute: float = 0.0, *, least: int = LEAST_LINES) -> bool:
    """Whether most *pairs* are two equal numbers, up to a *relative* or an *absolute* difference."""
    if len(pairs) < least:
        return False
    right = sum(isclose(a, b, rel_tol=relative, abs_tol=absolute) for a, b in pairs)
    return right >= AGREE * len(pairs)


def same(first: Values, second: Values) -> bool:
    """Whether two columns hold the same numbers."""
    return agree(both(first, second), 1e-6, CENT)


def constant_ratio(first: Values, second: Values) -> float | None:
    """How many times the first column the second is, where that is the same on most lines."""
    pairs = both(first, second)
    if len(pairs) < LEAST_LINES:
        return None
    ratio = median([b / a for a, b in pairs[:PROBE]])
    return ratio if agree([(a * ratio, b) for a, b in pairs], STEADY, CENT) else None


def is_product(
    first: Values,
    second: Values,
    result: Values,
    scales: Sequence[float],
    close: float,
    rounding: float = 0.0,
) -> bool:
    """Whether first x second = result x scale, on each line for one of *scales*; a factor of 1 proves nothing.

    Args:
        close: the relative difference that counts as none.
        rounding: how far the printed numbers of *first* may lie from the exact ones.
    """
    lines = right = 0
    most = (1 - AGREE) * len(result)
    for a, b, c in zip(first, second, result, strict=True):
        if not a or not b or not c or a == 1.0 or b == 1.0:
            continue
        lines += 1
        right += any(isclose(a * b, c * scale, rel_tol=close, abs_tol=rounding * abs(b)) for scale in scales)
        if lines - right > most:
            return False
    return lines >= LEAST_LINES and right >= AGREE * lines


def scales_of_product(first: Values, second: Values, result: Values, close: float) -> list[float]:
    """The `SCALES` for which `is_product` holds, looked for in one pass; 1 where it holds for the `MIXED` ones."""
    lines, right = 0, [0] * len(SCALES)
    most = (1 - AGREE) * len(result)
    for a, b, c in zip(first, second, result, strict=True):
        if not a or not b or not c or a == 1.0 or b == 1.0:
            continue
        lines += 1
        product = a * b
        for at, scale in enumerate(SCALES):
            right[at] += isclose(product, c * scale, rel_tol=close)
        if lines - max(right[0] + right[1], right[2]) > most:
            return []
    if lines < LEAST_LINES:
        return []
    scales = [s for s, hits in zip(SCALES, right, strict=True) if hits >= AGREE * lines]
    return scales or ([1.0] if right[0] + right[1] >= AGREE * lines else [])


def is_list_price(price: Values, discount: Values, cost: Values, extra: Values | None = None) -> bool:
    """Whether price x (1 - discount) = cost on every line, or with what *extra* adds; two discounts differ from 0.

    A discount is a share, or a percent written as a number, each as what is taken off (25 %) or with its sign (-25 %).
    A blank discount or extra is none.
    """
    shares = [d or 0.0 for d in discount]
    whole = 1.0 if max(map(abs, shares), default=0.0) <= 1 else PER_HUNDRED
    if max(shares, default=0.0) <= 0:
        whole = -whole
    lines = discounted = 0
    for p, d, c, e in zip(price, shares, cost, extra or [None] * len(price), strict=True):
        if not p or not c:
            continue
        slack = min(WHOLE_UNIT, ROUNDED * abs(c))
        if not isclose(p * (1 - d / whole) + (e or 0.0), c, rel_tol=STEADY, abs_tol=slack):
            return False
        lines += 1
        discounted += bool(d) and (extra is None or bool(e))
    return lines >= LEAST_LINES and discounted >= LEAST_LINES


def sums_of(parts: Iterable[Values]) -> list[float]:
    """What columns add up to line by line, a blank being nothing."""
    return [sum(filter(None, line)) for line in zip(*parts, strict=False)]


def are_sums(whole: Values, sums: Sequence[float]) -> bool:
    """Whether a column has these *sums*, one on each line and no blank."""
    return len(whole) == len(sums) and all(
        value is not None and isclose(value, added, rel_tol=1e-6, abs_tol=CENT)
        for value, added in zip(whole, sums, strict=True)
    )


LEAST_SUMS = 3
"""Lines on which a sum must hold: of two lines some columns add up by chance."""
MOST_PARTS, MOST_COLUMNS = 3, 12
"""Columns that make up the rest of an amount, and those among which they are looked for."""


def parts_of_rest(whole: Values, base: Values, others: Mapping[int, Values]) -> tuple[int, ...]:
    """The fewest of the *others* that, with *base*, add up to *whole* line by line; none where no few do.

    A blank is nothing here: net + production + installation = total, on lines without an installation as well.
    """
    lines = [at for at, value in enumerate(whole) if value and base[at] is not None]
    rest = [(whole[at] or 0.0) - (base[at] or 0.0) for at in lines]
    if len(lines) < LEAST_SUMS or min(rest) < -CENT or sum(value > CENT for value in rest) < LEAST_SUMS:
        return ()
    parts = {n: [v[at] or 0.0 for at in lines] for n, v in list(others.items())[:MOST_COLUMNS]}
    small = {n: v for n, v in parts.items() if any(v) and all(map(_is_part, v, rest))}
    for size in range(1, MOST_PARTS + 1):
        for some in combinations(small, size):
            sums = map(sum, zip(*(small[n] for n in some), strict=True))
            if all(isclose(a, b, rel_tol=1e-6, abs_tol=CENT) for a, b in zip(sums, rest, strict=True)):
                return some
    return ()


def _is_part(part: float, rest: float) -> bool:
    return 0.0 <= part <= rest + CENT


def median(numbers: Sequence[float]) -> float:
    """The middle one of at least one number, or the mean of the middle two; `statistics` and numpy's load a room more."""
    ordered = sorted(numbers)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run without a gap: 3, 4, 5, 9 -> (3, 5), (9, 9)."""
    start = end = None
    for number in numbers:
        if start is None or end is None:
            start = end = number
        elif number == end + 1:
            end = number
        else:
            yield start, end
            start = end = number
    if start is not None and end is not None:
        yield start, end
