"""What numeric columns of plans hold, by the keys of `words.txt`: their values, and the fields they may be mapped to."""

from __future__ import annotations

from dataclasses import dataclass

from worker.shapes.grid import Cell

NOTHING = frozenset[str]()
_BOOKED = frozenset({"planned_units", "spots"})
_SHOWN = frozenset({"planned_impressions", "impressions"})


@dataclass(frozen=True)
class Kind:
    """One kind of column."""

    values: tuple[Cell, ...]
    fields: frozenset[str] = NOTHING
    """Measures and dates that are right; for a volume one of them has to be proposed."""
    is_volume: bool = False


def _none(*values: Cell, or_else: str = "") -> Kind:
    return Kind(values, frozenset(or_else.split()))


def _volume(fields: frozenset[str], *values: Cell) -> Kind:
    return Kind(values, fields, True)


KINDS = {
    "height": _none(10, 24, 12, 38, 24, 16),
    "area": _none(18, 36, 12, 54, 24, 48),
    "columns": _none(150, 480, 200, 720, 320, 96),
    "circulation": _none(85_000, 142_000, 23_500, 61_000, 310_000, 47_200),
    "readers": _none(210, 455, 63, 180, 920, 130, or_else="reach"),
    "universe": _none(2_450, 3_120, 1_870, 2_450, 960, 4_010, or_else="reach"),
    "followers": _none(86_500, 142_000, 530_000, 78_000, 12_400, 265_000),
    "population": _none(1_780_000, 640_000, 212_000, 95_000, 310_500, 148_000),
    "screens": _none(12, 8, 45, 20, 6, 110, or_else="planned_units"),
    "loop": _none(6, 10, 12, 6, 8, 15),
    "plays": _none(120, 96, 180, 144, 120, 240, or_else="frequency"),
    "hours": _none(16, 18, 24, 16, 12, 20),
    "days": _none(28, 14, 30, 14, 21, 7),
    "weeks": _none(4, 2, 4, 3, 2, 1),
    "rating": _none(4.2, 1.8, 0.6, 2.3, 7.1, 3.4, or_else="grp"),
    "index": _none(112, 98, 134, 87, 105, 121),
    "seats": _none(220, 340, 180, 96, 410, 275),
    "people": _none(4, 2, 6, 2, 3, 8),
    "engagement": _none(0.032, 0.018, 0.045, 0.027, 0.061, 0.012),
    "priority": _none(1, 2, 1, 3, 2, 1),
    "line": _none(11, 12, 13, 21, 22, 31),
    "creatives": _none(3, 1, 2, 4, 1, 2),
    "discount": _none(0.15, 0.2, 0.1, 0.35, 0.25, 0.4),
    "traffic": _none(42_000, 18_500, 23_000, 61_000, 9_800, 35_500),
    "visitors": _none(1_250_000, 430_000, 2_100_000, 96_000, 780_000, 310_000, or_else="reach"),
    "age": _none(18, 25, 18, 35, 25, 18),
    "share": _none(0.25, 0.1, 0.2, 0.15, 0.05, 0.25),
    "distance": _none(350, 1_200, 80, 540, 2_300, 150),
    "pages": _none(84, 112, 48, 64, 96, 132),
    "period": _none(1, 2, 3, 1, 2, 4, or_else="date"),
    "insertions": _volume(_BOOKED, 3, 2, 6, 4, 1, 2),
    "panels": _volume(_BOOKED, 85, 40, 60, 30, 12, 110),
    "posts": _volume(_BOOKED, 3, 2, 6, 4, 1, 2),
    "spots": _volume(_BOOKED, 46, 40, 100, 64, 120, 28),
    "impressions": _volume(_SHOWN, 1_250_000, 843_000, 2_405_000, 977_000, 310_000, 4_120_000),
    "reach": _volume(frozenset({"reach"}), 350_000, 212_000, 605_000, 277_000, 110_000, 920_000),
    "grp": _volume(frozenset({"grp"}), 126.5, 84.2, 210.0, 96.4, 33.1, 158.7),
    "clicks": _volume(frozenset({"clicks", "planned_units"}), 12_500, 8_430, 24_050, 9_770, 3_100, 41_200),
    "views": _volume(
        frozenset({"video_views", "video_completions", "planned_units"}),
        *(250_000, 184_300, 405_000, 177_000, 61_000, 812_000),
    ),
    "leads": _volume(frozenset({"conversions", "planned_units"}), 350, 212, 605, 277, 110, 920),
    "quantity": _volume(_BOOKED, 3, 2, 6, 4, 1, 2),
}
