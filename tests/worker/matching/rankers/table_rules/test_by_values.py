"""Fields of a table that values, lines and qualifiers decide, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

PLAN = (
    SourceColumn("Start", ("2026-03-01", "2026-03-08")),
    SourceColumn("Ende", ("2026-03-31", "2026-03-20")),
    SourceColumn("Vermarkter", ("Ahorn", "Birke")),
)


def fields_of(cascade: Cascade, *columns: SourceColumn) -> list[str | None]:
    """The fields of *columns* in a plan."""
    return [s.field for s in cascade.suggest([*PLAN, *columns])][len(PLAN) :]


def column(
    header: str, *samples: str, group: str = "", numbers: tuple[float | None, ...] = ()
) -> SourceColumn:
    name = f"{group} / {header}" if group else header
    return SourceColumn(name, samples, group, numbers=numbers)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Kosten netto EUR", "net_cost"),
        ("Netto inkl. Rabatt EUR", "net_cost"),
        ("Kosten abzgl. Rabatt inkl. 19 % MwSt. EUR", "gross_cost"),
        ("Kosten inkl. 7 % MwSt.", "gross_cost"),
        ("Auftragsvolumen (exkl. MwSt.)", "net_cost"),
        ("Бюджет со скидкой, в т.ч. НДС 20 %", "gross_cost"),
        ("Бюджет факт, без НДС", "spend"),
        ("Coût total TTC", "gross_cost"),
        ("Coste total con IVA", "gross_cost"),
        ("Inversión sin IVA", "net_cost"),
    ],
)
def test_a_qualifier_outranks_the_word(cascade: Cascade, header: str, field: str) -> None:
    assert fields_of(cascade, column(header, "1190.50", "595.20")) == [field]


@pytest.mark.parametrize(
    "header", ["Mwst. 19 %", "MwSt.-Satz", "Rabatt %", "TKP netto EUR", "CPC exkl. MwSt."]
)
def test_a_tax_or_a_price_is_no_amount(cascade: Cascade, header: str) -> None:
    (field,) = fields_of(cascade, column(header, "19", "7"))
    assert field not in ("net_cost", "gross_cost", "planned_budget", "spend")


@pytest.mark.parametrize(
    ("numbers", "is_length"),
    [((30.0, 15.0, 10.0), True), ((-99.16, -99.26, -99.18), False), ((30.0, -15.0, 10.0), True)],
)
def test_a_length_is_not_below_nothing(
    cascade: Cascade, numbers: tuple[float, ...], *, is_length: bool
) -> None:
    (field,) = fields_of(cascade, column("longitud", *map(str, numbers), numbers=numbers))
    assert (field == "duration") is is_length


RATIONALE = (
    "High-intent engineers in problem-solving mode, so that the ads stand beside questions and answers.",
    "Large conference in Houston with more than forty thousand guests and direct overlap of the talent.",
)


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Zorgl", ("Alder", "Birch"), None),
        ("Zorgl", ("CPM", "Alder"), None),
        ("Zorgl", RATIONALE[:1], None),  # one sentence may be anything
        ("Zorgl", RATIONALE, "notes"),
        ("Zorgl", ("CPM", "CPC"), "buy_type"),
        ("Rotation type", ("CPM", "CPM"), "buy_type"),
        ("Zielgruppe", RATIONALE, "audience"),
    ],
)
def test_values_tell_what_no_word_says(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    assert fields_of(cascade, column(header, *samples)) == [field]


def test_what_another_column_says_in_words_values_do_not_tell(cascade: Cascade) -> None:
    columns = column("Zorgl", *RATIONALE), column("Bemerkungen", "Alder", "Birch")
    assert fields_of(cascade, *columns) == [None, "notes"]


def test_a_systems_own_sentences_are_no_notes_of_a_report(cascade: Cascade) -> None:
    report = [SourceColumn(h, ("1", "2")) for h in ("Impressions", "Clicks", "Conversions", "CTR")]
    days = SourceColumn("Date", ("2026-03-01", "2026-03-02"))
    assert cascade.suggest([days, *report, column("Zorgl", *RATIONALE)])[-1].field is None


@pytest.mark.parametrize(
    ("header", "samples"),
    [
        ("Impressionen", ("auf Anfrage", "siehe Notiz", "offen")),
        ("Plattform", ("Ordner 1 Liste.xlsx", "Ordner 2 Liste.xlsx", "Ordner 3 Liste.xlsx")),
        ("Startdatum", ("Abteilung A", "Abteilung B")),
        ("Startdatum", ("18:55", "19:40:00", "7:05 pm")),
    ],
)
def test_values_veto(cascade: Cascade, header: str, samples: tuple[str, ...]) -> None:
    """No number, no impressions; no date, no start; files are no platforms."""
    (field,) = fields_of(cascade, column(header, *samples))
    assert field not in ("impressions", "planned_impressions", "platform", "start_date")


@pytest.mark.parametrize("header", ["Display USD", "Meta (COP)", "Youtube (CHF)", "Display PLN"])
def test_a_currency_in_its_header_makes_a_column_no_count(cascade: Cascade, header: str) -> None:
    """'COP' is no beginning of the Italian 'copertura'."""
    (field,) = fields_of(cascade, column(header, "1697.97", "1940.54"))
    assert field is None or field in ("net_cost", "gross_cost", "planned_budget", "spend")


@pytest.mark.parametrize("samples", [("125 SEK", "84 SEK", "90 SEK"), ("125,0 xyz", "84,5 xyz", "90 xyz")])
def test_numbers_beside_one_word_are_numbers(cascade: Cascade, samples: tuple[str, ...]) -> None:
    """'SEK' are seconds or kronor, and a unit that nobody knows is told where the amounts are read."""
    assert fields_of(cascade, column("Nettokostnad", *samples)) == ["net_cost"]


SENTENCES = (
    "Reaches engineers who solve problems on the site and read one another's answers every day",
    "An always-on layer below the launch that keeps the brand in view until the second flight begins",
)


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Audience", SENTENCES, "audience"),
        ("Remarks", SENTENCES, "notes"),
        ("Advertiser", ("Northwind", "Contoso"), "advertiser"),
        ("Client thinking", SENTENCES, "notes"),
        ("Logic", SENTENCES, "notes"),
    ],
)
def test_sentences_are_no_name(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    assert fields_of(cascade, column(header, *samples)) == [field]


def test_unknown_names_below_the_fields_own_name_stay(cascade: Cascade) -> None:
    """A list of platforms never has them all."""
    assert fields_of(cascade, column("Platform", "Hybrit", "Soloway X", "Kaniko")) == ["platform"]


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Type", ("Banner", "Video", "Carousel"), "ad_format"),
        ("Platform", ("Hybrit", "Mobile", "Kaniko"), "platform"),
        ("Channel", ("CTV", "Mobile", "Display"), "channel"),
        ("Publisher", ("Global", "London", "Worldwide"), "publisher"),
        ("Audience", ("Germany", "France", "Spain"), "audience"),
        ("Placement", ("Monday", "Sunday"), "placement"),
        ("Day_Type", ("Weekday", "Weekend"), None),
        ("Format", ("Mo", "Di", "Sa", "So"), None),
        ("Type", ("Active", "Paused", "Ended"), None),
        ("Platform", ("Yes", "No"), None),
        ("Typ", ("CPM", "CPC", "CPV"), "buy_type"),
        ("Формат", ("Мужчины", "Женщины"), "audience"),
        ("Platform", ("Desktop", "Tablet", "Mobile"), "device"),
        ("Region", ("EUR", "CHF", "USD"), "currency"),
    ],
)
def test_names_of_another_list(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    """Where a list means one thing, its field is what the column holds; without one the column is left open."""
    assert fields_of(cascade, column(header, *samples)) == [field]


def test_names_of_a_list_that_a_column_beside_has_are_left_open(cascade: Cascade) -> None:
    devices = ("Desktop", "Tablet", "Mobile")
    assert fields_of(cascade, column("Device", *devices), column("Type", *devices)) == ["device", None]


def test_values_say_which_is_the_channel(cascade: Cascade) -> None:
    found = cascade.suggest(
        [
            column("Kanal", "TV", "Online"),
            column("Medium", "RTL", "Google Ads"),
            column("Netto EUR", "10", "20"),
        ]
    )
    assert [s.field for s in found] == ["channel", "publisher", "net_cost"]


def test_planned_delivered_and_their_difference(cascade: Cascade) -> None:
    """Planned and delivered keep apart, percents are no measure, and what has one field is the delivered one."""
    amounts = {"Plan": ("2000", "1000"), "Fact": ("1900", "1020"), "%": ("-5%", "2%")}
    found = fields_of(
        cascade,
        *(column(h, *v, group="Net cost, EUR") for h, v in amounts.items()),
        *(column(h, *v, group="Clicks") for h, v in amounts.items()),
    )
    assert found == ["net_cost", "spend", None, None, "clicks", None]


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Channel", ("Lípa Online", "Deník Sokol", "Hory a Kola"), "channel"),
        ("Médium", ("TV", "Rádio", "OOH"), "channel"),
        ("Médium", ("Lípa Online", "Deník Sokol", "Hory a Kola"), "publisher"),
    ],
)
def test_names_below_an_ambiguous_header_are_publishers(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str
) -> None:
    columns = [SourceColumn("Formát", ("Banner", "Video")), SourceColumn("Začátek", ("2026-03-01",))]
    assert cascade.suggest([column(header, *samples), *columns])[0].field == field


def test_a_faint_publisher_keeps_no_other_from_being_one(cascade: Cascade) -> None:
    """A column of times is hardly a publisher, though nothing else of the template is likelier."""
    names = SourceColumn("القناة", ("قناة المحروسة", "قناة دراما", "قناة مطبخ"))
    times = SourceColumn("التوقيت", ("20:00", "18:15", "21:30"))
    assert [s.field for s in cascade.suggest([names, times])] == ["publisher", None]


@pytest.mark.parametrize(("ratio", "sure"), [(3.5, False), (1.21, True)])
def test_a_tax_on_every_line_makes_net_and_gross_sure(cascade: Cascade, ratio: float, sure: bool) -> None:
    net, gross = (91200.0, 81600.0, 66960.0), tuple(n * ratio for n in (91200.0, 81600.0, 66960.0))
    headers = {"Cena po slevě bez DPH (CZK)": net, "Cena po slevě včetně DPH (CZK)": gross}
    suggestions = cascade.suggest(
        [*PLAN, *(column(h, *map(str, values), numbers=values) for h, values in headers.items())]
    )[len(PLAN) :]
    assert [one.field for one in suggestions] == ["net_cost", "gross_cost"]
    assert all(one.confidence >= 0.8 for one in suggestions) is sure


@pytest.mark.parametrize(
    ("results", "field"), [((), None), ((SourceColumn("Conversions", ("20", "14")),), "revenue")]
)
def test_income_of_a_plan_is_the_agencys(
    cascade: Cascade, results: tuple[SourceColumn, ...], field: str | None
) -> None:
    """A small part of the cost on every line; sales where the table counts conversions."""
    cost = column("Net cost", "80000", "75000", numbers=(80000.0, 75000.0))
    income = column("Revenue", "9600", "8800", numbers=(9600.0, 8800.0))
    assert fields_of(cascade, *results, cost, income)[-1] == field


def test_arithmetic_names_the_price(cascade: Cascade) -> None:
    """Impressions x price / 1000 = cost: the price is one of a thousand, and nothing is in doubt."""
    found = cascade.suggest(
        [
            *PLAN,
            column("Price per 1000 EUR", "10", "8", numbers=(10.0, 8.0)),
            column("Impressions", "100000", "60000", numbers=(100000.0, 60000.0)),
            column("Net cost EUR", "1000", "480", numbers=(1000.0, 480.0)),
        ]
    )
    price, shown, cost = found[len(PLAN) :]
    assert [price.field, shown.field, cost.field] == ["cpm", "planned_impressions", "net_cost"]
    assert price.confidence > 0.9


@pytest.mark.parametrize(("price", "field"), [("4.36", "video_views"), ("8.72", "impressions")])
def test_the_price_of_a_thousand_names_its_count_on_a_single_line(
    cascade: Cascade, price: str, field: str
) -> None:
    """The Italian word says views and impressions alike."""
    names = ("Editore", "Formato", "Data inizio", "Data fine")
    values = ("Siskin Sport", "Skin", "2026-04-01", "2026-04-30")
    columns = [SourceColumn(name, (value,)) for name, value in zip(names, values, strict=True)]
    numbers = {"Visualizzazioni": 895000.0, "CPM": float(price), "Clic": 105.0, "Costo netto EUR": 7805.0}
    columns += [SourceColumn(name, (str(n),), numbers=(n,)) for name, n in numbers.items()]
    assert cascade.suggest(columns)[4].field == field


@pytest.mark.parametrize(
    ("header", "numbers", "fields"),
    [
        ("Spots", (4.0, 12.0, 7.0), {"spots"}),
        ("Spots", (4.0, 12.5, 7.0), {"spots"}),
        ("Spot factor", (0.92, 0.92, 0.92), {None}),
        ("Spot", (0.92, 1.04, 1.1), {None, "ad_format", "ad_name"}),
        ("GRP", (0.92, 1.4, 1.1), {"grp"}),
    ],
)
def test_no_spot_is_half_a_spot(
    cascade: Cascade, header: str, numbers: tuple[float, ...], fields: set[str | None]
) -> None:
    assert fields_of(cascade, column(header, *map(str, numbers), numbers=numbers))[0] in fields


@pytest.mark.parametrize("group", ["TOTALE PERIODO", "Total flight", "Total year"])
@pytest.mark.parametrize(
    ("header", "field"), [("Netto", "net_cost"), ("Listino", "gross_cost"), ("GRP", "grp")]
)
def test_a_total_of_all_periods_says_nothing_of_its_columns(
    cascade: Cascade, group: str, header: str, field: str
) -> None:
    assert fields_of(cascade, column(header, "31000.5", "28000.5", group=group)) == [field]
