"""A French winter plan, still an .xls: months over the turn of the year, duties and tax below."""

from __future__ import annotations

from making.calendar import month
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table
from making.truth import Value

HEADER = 10
MONTHS = (("nov. 2026", 2026, 11), ("déc. 2026", 2026, 12), ("janv. 2027", 2027, 1), ("févr. 2027", 2027, 2))
MONTH_COLUMNS = ["I", "J", "K", "L"]

COLUMNS = (
    Column("A", "Média", "channel"),
    Column("B", "Support", "publisher", width=20),
    Column("C", "Emplacement", "placement", width=22),
    Column("D", "Cible", "audience", width=18),
    Column("E", "Format", ("ad_size", "ad_format")),
    Column("F", "Mode d'achat", "buy_type"),
    Column("G", "Volume impressions", "planned_impressions", "int"),
    Column("H", "Taux de remise", None, "percent"),
    Column("M", "Total net HT", "net_cost", "money", 14),
    Column("N", "Observations", "notes", width=24),
)

# Medium, publisher, placement, audience, size, model, impressions, net amounts by month, notes.
TRUTH: tuple[tuple[tuple[Value | None, ...], tuple[float | None, ...], str | None], ...] = (
    (("OLV", "TF1+", "Pre-roll 20s", "FRDA-50", "1920x1080", "CPM", 2_400_000), (18_400.5, 21_000, None, 12_300.25), None),
    (("OLV", "france.tv", "Mid-roll", "25-49 ans", "1920x1080", "CPM", 1_150_000), (None, 14_800, 14_800, None), None),
    (("Display", "Le Monde", "Habillage", "CSP+", "1800x1000", "Flat", None), (None, 9_500, None, None), "Exclusivité secteur"),
    (("Display", "Marmiton", "Pavé", "FRDA-50", "300x250", "CPM", 3_600_000), (5_400, 5_400, 5_400, 5_400), None),
    (("DOOH", "JCDecaux", "Gares parisiennes", "15-59 ans", "1080x1920", "Flat", None), (None, None, 27_750.8, 27_750.8), None),
)  # fmt: skip
SAID = {"OLV": "Vidéo en ligne", "DOOH": "DOOH", "Flat": "Forfait"}


def plan() -> Plan:
    """From November to February; totals as plain numbers, as old files keep them."""
    sheet = Sheet("Plan média")
    sheet.put("A1", "PLAN MÉDIA – HIVER 2026/2027", "title")
    sheet.brief(
        "A3", {"Annonceur": "Biscuiterie Vauclair", "Marque": "Petits Sablés", "Campagne": "Goûter d'hiver"}
    )
    sheet.brief("F3", {"Pays": "France", "Devise": "EUR", "Période": "01/11/2026 - 28/02/2027"})
    context: dict[str, Value] = {
        "advertiser": "Biscuiterie Vauclair", "brand": "Petits Sablés", "campaign_name": "Goûter d'hiver",
        "market": "FR", "currency": "EUR",
    }  # fmt: skip
    periods = [PeriodColumn(c, *month(y, m)) for c, (_, y, m) in zip(MONTH_COLUMNS, MONTHS, strict=True)]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context)
    table.headers()
    sheet.row(f"I{HEADER}", [name for name, _, _ in MONTHS], "header")
    # An empty row stands between the header and the first line.
    row = HEADER + 2
    for line in TRUTH:
        texts, amounts, notes = line
        held = {c: float(a) for c, a in zip(MONTH_COLUMNS, amounts, strict=True) if a is not None}
        cells: dict[str, Value | None] = dict(zip("ABCDEFG", texts, strict=True))
        cells |= {"M": round(sum(held.values()), 2), "N": notes}
        written: dict[str, Value | None] = {c: SAID.get(str(cells[c]), cells[c]) for c in "AF"}
        table.line(row, cells, held, written=written | {"H": 0.35})
        row += 1
    _waterfall(sheet, table, row)
    return Plan("fr_plan_media", [sheet], ".xls")


def _waterfall(sheet: Sheet, table: Table, row: int) -> None:
    table.total(row, {"A": "Total net HT"}, sorted(table.lines), [*MONTH_COLUMNS, "M"])
    net = round(sum(amount or 0 for _, amounts, _ in TRUTH for amount in amounts), 2)
    fee = round(net * 0.08, 2)
    steps = (("Honoraires agence 8 %", fee), ("TVA 20 %", round((net + fee) * 0.2, 2)))
    total = round(net + fee + steps[1][1], 2)
    for below, (label, value) in enumerate((*steps, ("Total TTC", total)), row + 1):
        sheet.put(f"A{below}", label, "total")
        sheet.put(f"M{below}", value, "total money")
        table.totals[below] = "total"
    sheet.put(f"A{row + 5}", "Conditions : annulation possible jusqu'à 15 jours avant diffusion.", "note")
