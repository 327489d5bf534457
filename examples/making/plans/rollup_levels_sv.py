"""A Swedish plan out of a pivot table: each region and each channel has a row "(Alla)" that sums the rows below it."""

from __future__ import annotations

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

COLUMNS = (
    Column("A", "Region", "market"),
    Column("B", "Kanal", "channel"),
    Column("C", "Leverantör", "publisher", width=18),
    Column("D", "Exponeringar", ("planned_impressions", "impressions"), "int"),
    Column("E", "Nettokostnad SEK", "net_cost", "money", 16),
)

# Region -> channel -> supplier, impressions, net cost.
TRUTH: dict[str, dict[str, tuple[tuple[str, int, float], ...]]] = {
    "Norrland": {
        "Radio": (("Radio Älv", 120_000, 14_500), ("Fjällkanalen", 80_000, 9_250)),
        "OOH": (("Skyltbolaget", 410_000, 31_800), ("Busskuren", 265_000, 12_400)),
    },
    "Svealand": {
        "Radio": (("Radio Mälaren", 340_000, 37_900), ("Stadskanalen", 150_000, 16_100)),
        "OOH": (("Skyltbolaget", 990_000, 71_200), ("Tunnelmedia", 720_000, 58_350)),
    },
}


def plan() -> Plan:
    """Eight lines; the seven rows "(Alla)" repeat their money three times over."""
    sheet = Sheet("Medieplan")
    table = Table(sheet, COLUMNS, (1,), (), {"currency": "SEK"})
    table.headers()
    row = 2
    for region, channels in TRUTH.items():
        head = row
        row += 1
        for channel, lines in channels.items():
            top = row
            for name, shown, net in lines:
                row += 1
                cells: dict[str, Value | None] = dict(
                    zip("ABCDE", (region, channel, name, shown, net), strict=True)
                )
                table.line(row, cells)
            table.total(top, {"A": region, "B": channel, "C": "(Alla)"}, range(top + 1, row + 1), "DE")
            row += 1
        own = [r for r in table.lines if r > head]
        table.total(head, {"A": region, "B": "(Alla)", "C": "(Alla)"}, own, "DE")
    table.total(row, {"A": "(Alla)", "B": "(Alla)", "C": "(Alla)"}, sorted(table.lines), "DE")
    return Plan("rollup_levels_sv", [sheet], settled=True)
