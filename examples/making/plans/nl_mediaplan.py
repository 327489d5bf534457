"""A Dutch plan of two months, a sheet each; on each sheet two tables below one another, their columns in other orders.

The insertions of the second table have no days: they are those of the month that the title names.
"""

from __future__ import annotations

from datetime import date

from making.calendar import month
from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

ONLINE = (
    Column("A", "Website", "publisher", width=18),
    Column("B", "Advertentievorm", "ad_format", width=18),
    Column("C", "Doelgroep", "audience"),
    Column("D", "Startdatum", "start_date", "date"),
    Column("E", "Einddatum", "end_date", "date"),
    Column("F", "Impressies", ("planned_impressions", "impressions"), "int"),
    Column("G", "CPM", ("cpm", "unit_rate"), "money"),
    Column("H", "Netto kosten", "net_cost", "money", 14),
)
PRINT = (
    Column("A", "Titel", "publisher", width=18),
    Column("B", "Netto kosten", "net_cost", "money", 14),
    Column("C", "Bruto kosten", "gross_cost", "money", 14),
    Column("D", "Formaat", ("ad_size", "ad_format")),
    Column("E", "Aantal plaatsingen", ("spots", "planned_units"), "int"),
    Column("F", "Opmerkingen", "notes", width=20),
)

# Month -> lines of online: publisher, form, audience, impressions, CPM; lines of print: title, net, gross, size, insertions, notes.
TRUTH: dict[str, tuple[tuple[tuple[str, str, str, int, float], ...], tuple[tuple[Value | None, ...], ...]]] = {
    "Januari": (
        (("NU.nl", "Billboard", "20-49", 1_500_000, 9.5), ("Marktplaats", "Half page", "25-54", 2_000_000, 6.25), ("YouTube", "Bumper", "18-34", 3_200_000, 5.5)),
        (("de Volkskrant", 18_900, 27_000, "1/1 pagina", 2, None), ("Libelle", 7_450.5, 11_200, "1/2 pagina", 1, "Rechts")),
    ),
    "Februari": (
        (("NU.nl", "Billboard", "20-49", 1_250_000, 9.5), ("Tweakers", "Pre-roll", "M 20-49", 640_000, 18.75)),
        (("de Volkskrant", 9_450, 13_500, "1/1 pagina", 1, None), ("Margriet", 6_980, 10_400, "1/2 pagina", 1, "Cover II")),
    ),
}  # fmt: skip


def plan() -> Plan:
    """Both sheets belong together: their lines add up."""
    return Plan("nl_mediaplan", [_month(name, n) for n, name in enumerate(TRUTH, 1)])


def _month(name: str, n: int) -> Sheet:
    sheet = Sheet(name)
    sheet.put("A1", f"Mediaplan {name} 2026", "title")
    sheet.brief("A3", {"Klant": "Fietsfabriek Overdijk", "Campagne": "Nieuwjaarsritten"})
    sheet.brief("D3", {"Land": "Nederland", "Valuta": "EUR"})
    context: dict[str, Value] = {
        "advertiser": "Fietsfabriek Overdijk", "campaign_name": "Nieuwjaarsritten", "market": "NL", "currency": "EUR"
    }  # fmt: skip
    online, print_ = TRUTH[name]
    first, last = month(2026, n)
    row = _online(sheet, 7, dict(context), online, (first, last))
    sheet.put(f"A{row + 2}", "Print", "band")
    _print(sheet, row + 3, {**context, "start_date": first, "end_date": last}, print_)
    return sheet


def _online(
    sheet: Sheet,
    header: int,
    context: dict[str, Value],
    lines: tuple[tuple[str, str, str, int, float], ...],
    days: tuple[date, date],
) -> int:
    sheet.put(f"A{header - 1}", "Online", "band")
    table = Table(sheet, ONLINE, (header,), (), context)
    table.headers()
    row = header + 1
    for publisher, form, audience, shown, cpm in lines:
        cells = (publisher, form, audience, *days, shown, cpm, round(shown * cpm / 1000, 2))
        table.line(row, dict(zip("ABCDEFGH", cells, strict=True)))
        row += 1
    table.total(row, {"A": "Totaal online"}, sorted(table.lines), ["F", "H"])
    return row


def _print(
    sheet: Sheet, header: int, context: dict[str, Value], lines: tuple[tuple[Value | None, ...], ...]
) -> None:
    table = Table(sheet, PRINT, (header,), (), context)
    table.headers()
    for row, cells in enumerate(lines, header + 1):
        table.line(row, dict(zip("ABCDEF", cells, strict=True)))
    table.total(header + len(lines) + 1, {"A": "Totaal print"}, sorted(table.lines), ["B", "C", "E"])
