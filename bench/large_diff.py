"""What comparing two large versions costs beside reading both.

usage: python -m bench.large_diff [LINES]

Two raw-data files in CSV of so many lines, 100,000 unless told: of every hundred one is gone, one new, one costs more,
one has another name and one other days, and the order is another. The comparison is to take at most five times as long
as reading both files.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.raw_data import LINEAGE

HEADS = ("channel", "publisher", "placement", "ad_format", "start_date", "end_date", "net_cost", "currency", "planned_impressions", *LINEAGE)  # fmt: skip
PUBLISHERS = ("Teads", "Meta", "NU.nl", "Joyn", "RTL+", "Global Player", "Sky Media", "Ströer")
FORMATS = ("Billboard", "Pre-roll", 'Spot 20"', "Half page", "Bumper")
Row = list[str | float]


def old_rows(count: int, dice: random.Random) -> list[Row]:
    """Bookings that differ in name, days and money, as the lines of a large plan do."""
    rows: list[Row] = []
    for at in range(count):
        first = date(2026, 1, 1) + timedelta(dice.randrange(330))
        last = first + timedelta(dice.choice((6, 13, 27)))
        texts = (
            dice.choice(("Online", "TV", "Audio")),
            dice.choice(PUBLISHERS),
            f"Placement {at // 3}",
            dice.choice(FORMATS),
        )
        cost = round(dice.uniform(50, 9000), 2)
        rows.append([*texts, str(first), str(last), cost, "EUR", float(dice.randrange(1000, 900_000))])
    return rows


def new_rows(rows: list[Row], dice: random.Random) -> list[Row]:
    """The next version of *rows*."""
    changed: list[Row] = []
    for at, row in enumerate(rows):
        new = list(row)
        if at % 100 == 0:
            continue
        if at % 100 == 1:
            new[6] = round(float(new[6]) * 1.1, 2)
        elif at % 100 == 2:
            new[2] = f"{new[2]} v2"
        elif at % 100 == 3:
            new[4:6] = [str(date.fromisoformat(str(day)) + timedelta(7)) for day in new[4:6]]
        elif at % 100 == 4:
            changed.append([*new[:2], f"Takeover {at}", *new[3:6], 77.0 + at, *new[7:]])
        changed.append(new)
    dice.shuffle(changed)
    return changed


def write(path: Path, rows: list[Row]) -> Path:
    """Raw data in CSV, with where each line stands."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows([*row, "Plan", at, "H"] for at, row in enumerate(rows, 2))
    return path


def main() -> None:
    """What the usage says."""
    count, dice = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = old_rows(count, dice)
        paths = [write(folder / "old.csv", rows), write(folder / "new.csv", new_rows(rows, dice))]
        mapper = MediaMapper(Settings(folder / "memory"))
        began, spent = time.perf_counter(), time.process_time()
        versions = [mapper.version(path) for path in paths]
        read, read_spent = time.perf_counter() - began, time.process_time() - spent
        began, spent = time.perf_counter(), time.process_time()
        difference = mapper.diff(*versions)
        compared, compared_spent = time.perf_counter() - began, time.process_time() - spent
    print(f"{difference.old_lines:,} and {difference.new_lines:,} lines: {difference.counts}")
    print(f"reading both {read:.2f} s, comparing {compared:.2f} s: {compared / read:.2f} x")
    print(f"processor time of this process: {read_spent:.2f} and {compared_spent:.2f} s")


if __name__ == "__main__":
    main()
