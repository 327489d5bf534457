"""What the shipped rules make of headers, alone and in their row."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.shapes.mapping import Scope, SourceColumn, Suggestion


@cache
def cascade() -> Cascade:
    return Cascade(load_template())


def suggest(*headers: str, samples: tuple[str, ...] = (), platform: str | None = None) -> list[Suggestion]:
    return cascade().suggest([SourceColumn(h, samples) for h in headers], Scope(platform=platform))


def check_maps(header: str, field: str, *others: str, samples: tuple[str, ...] = ()) -> None:
    """*header* maps to *field*, in a row with *others*."""
    columns = [SourceColumn(header, samples), *(SourceColumn(other) for other in others)]
    found = cascade().suggest(columns)[0]
    assert found.field == field, found


def check_leaves_open(header: str, *others: str, samples: tuple[str, ...] = ()) -> None:
    """*header* stays open, in a row with *others*."""
    columns = [SourceColumn(header, samples), *(SourceColumn(other) for other in others)]
    found = cascade().suggest(columns)[0]
    assert found.field is None, found
    assert found.origin == "none"
    assert found.confidence == 0


@pytest.mark.parametrize(
    "header",
    [
        "",
        "-",
        "Zzyzx",
        "4",
        "Status",
        "Campaign status",
        "ROAS",
        "Conversion rate",
        "Video quartile 25%",
        "Landing page URL",
        "Quality score",
        "Attribution window",
        "Share of budget, %",
        "VTR",
        "_synced_at",
        "ДРР",
        "转化率",
        "Qualitätsfaktor",
    ],
)
def test_what_has_no_target_is_left_open(header: str):
    check_leaves_open(header)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Campaign name", "campaign_name"),
        ("campaignName", "campaign_name"),
        ("CAMPAIGN_ID", "campaign_id"),
        ("Start Date", "start_date"),
        ("Flight end", "end_date"),
        ("Impr.", "impressions"),
        ("Clicks (all)", "clicks"),
        ("CTR (%)", "ctr"),
        ("Avg. CPC", "cpc"),
        ("Planned impressions", "planned_impressions"),
        ("Impressions (planned)", "planned_impressions"),
        ("Comments / remarks", "notes"),
        ("Net cost (EUR)", "net_cost"),
        ("Gross cost in USD", "gross_cost"),
        ("Ad size (WxH)", "ad_size"),
    ],
)
def test_english_headers(header: str, field: str):
    check_maps(header, field)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Количество показов", "impressions"),
        ("Кол-во кликов", "clicks"),
        ("СРС, руб. с НДС", "cpc"),
        ("Название кампании", "campaign_name"),
        ("Mediakosten netto", "net_cost"),
        ("Startdatum", "start_date"),
        ("Anzahl Klicks", "clicks"),
        ("点击率", "ctr"),
        ("曝光量", "impressions"),
        ("表示回数", "impressions"),
    ],
)
def test_headers_of_other_languages(header: str, field: str):
    check_maps(header, field)


@pytest.mark.parametrize(
    ("header", "not_field"),
    [
        ("Planned spend", "spend"),
        ("Gross cost", "net_cost"),
        ("End date", "start_date"),
        ("Cost per click", "cpm"),
        ("Campaign ID", "campaign_name"),
        ("Clicks", "impressions"),
        ("Share of clicks", "clicks"),
    ],
)
def test_words_that_guard_a_meaning_hold(header: str, not_field: str):
    assert suggest(header)[0].field != not_field


def test_a_prefix_that_all_headers_share_and_nobody_knows_is_no_obstacle():
    headers = ["xqClicks", "xqCampaign Name", "xqStart Date", "xqEnd Date", "xqImpressions"]
    assert [s.field for s in suggest(*headers)] == [
        "clicks",
        "campaign_name",
        "start_date",
        "end_date",
        "impressions",
    ]


def test_cost_is_what_was_spent_in_a_report_and_planned_in_a_plan():
    report = suggest("Cost", "Day", "Impressions", "Clicks", "Campaign ID", "Ad group ID")[0]
    plan = suggest("Budget", "Planned impressions", "Buying model", "Flight start", "GRP", "Rate")[0]
    assert report.field == "spend"
    assert plan.field == "planned_budget"


def test_values_speak_where_the_header_does_not_decide():
    check_maps("Size", "ad_size", samples=("300x250", "728x90"))
    check_maps("Currency", "currency", samples=("EUR", "USD"))


def test_no_identifier_is_given_out_twice():
    found = [s.field for s in suggest("Campaign ID", "Campaign id", "Campaign-ID")]
    assert found.count("campaign_id") == 1


def test_one_to_one_can_be_asked_for_and_be_waived():
    columns = [SourceColumn("Campaign ID"), SourceColumn("campaign_id")]
    strict = cascade().suggest(columns, one_to_one=True)
    free = cascade().suggest(columns, one_to_one=False)
    assert [s.field for s in strict].count("campaign_id") == 1
    assert [s.field for s in free] == ["campaign_id", "campaign_id"]


def test_alternatives_are_ranked_even_where_a_column_is_left_open():
    for header in ("Zzyzx", "Media cost"):
        (found,) = cascade().suggest([SourceColumn(header)], alternatives=5)
        chances = [a.confidence for a in found.alternatives]
        assert 0 < len(chances) <= 5
        assert chances == sorted(chances, reverse=True)
        assert found.field not in {a.field for a in found.alternatives}


def test_every_reason_is_one_sentence_that_names_the_header():
    for found in suggest("Mediakosten netto", "Impr.", "Status", "Zzyzx", "Planned cost"):
        assert found.header in found.reason
        assert found.reason.endswith(".")


@given(st.lists(st.tuples(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=3)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_an_answer_of_the_template(columns: list[tuple[str, list[str]]]):
    found = cascade().suggest([SourceColumn(name, tuple(samples)) for name, samples in columns])
    assert [s.header for s in found] == [name for name, _ in columns]
    for suggestion in found:
        assert suggestion.field is None or suggestion.field in cascade().template.names
        assert 0 <= suggestion.confidence <= 1


def test_several_tables_are_answered_as_each_alone():
    tables = [("Cost", "Clicks", "Day"), ("Budget", "Flight start")]
    from worker.matching.work import Question

    questions = [Question(tuple(map(SourceColumn, table))) for table in tables]
    assert cascade().suggest_many(questions).tables == [cascade().suggest(q.columns) for q in questions]


@pytest.mark.parametrize(("header", "meant"), [("Total $", "revenue"), ("$", "revenue"), ("USD", "currency")])
def test_a_currency_alone_is_like_nothing(header: str, meant: str) -> None:
    assert suggest(header, samples=("30000", "12500"))[0].field != meant


@pytest.mark.parametrize("header", ["2026", "March 2026", "Q4 2026", "KW 12 2026", "Kosten Q1 2026"])
def test_a_time_is_no_measure(header: str) -> None:
    check_leaves_open(header, "Vendor", samples=("120", "80"))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Net cost 2026", "net_cost"),
        ("GRP 2026", "grp"),
        ("Country 2026", "market"),
        ("Klicks 2026", "clicks"),
    ],
)
def test_a_year_beside_a_known_name_changes_nothing(header: str, field: str) -> None:
    check_maps(header, field, "Vendor")


@pytest.mark.parametrize(
    ("group", "header", "field"),
    [
        ("Planned", "Impressions", "planned_impressions"),
        ("Actual", "Spend", "spend"),
        ("Cost per", "Click", "cpc"),
        ("Budget", "Net, EUR", "net_cost"),
        ("Budget", "Total", "planned_budget"),
        ("Budget", "Online", "planned_budget"),
        ("Budget", "2026", "planned_budget"),
        ("Cost", "Rate", "unit_rate"),
        ("CTR", "%", "ctr"),
    ],
)
def test_a_group_completes_what_its_headers_leave_open(group: str, header: str, field: str) -> None:
    assert below(group, header) == field


@pytest.mark.parametrize(
    ("group", "header", "field"),
    [
        ("Прогноз", "Клики", "clicks"),
        ("Бюджет", "Бюджет (net)", "net_cost"),
        ("Budget", "Planned number of units", "planned_units"),
        ("Budget", "Number of clicks", "clicks"),
        ("Cost", "# of spots", "spots"),
        ("Cost", "Number of units", "planned_units"),
        ("Budget", "Planned impressions", "planned_impressions"),
        ("Budget", "Nombre d'unités prévues", "planned_units"),
        ("Budget net", "Anzahl geplante Einheiten", "planned_units"),
        ("Бюджет до НДС", "Плановое количество единиц", "planned_units"),
        ("预算", "曝光量", "impressions"),
        ("Impressions", "Net cost", "net_cost"),
        ("Budget", "Aantal", "planned_units"),  # units or spots
        ("Presupuesto", "Cantidad", "planned_units"),
        ("Budget CHF", "Anteil", None),  # a share of it is no budget
    ],
)
def test_the_own_header_outranks_its_group(group: str, header: str, field: str | None) -> None:
    assert below(group, header) == field


def test_an_option_says_nothing_of_what_stands_below_it() -> None:
    for group, header in (("Option A", "Cost"), ("方案一", "费用")):
        money = SourceColumn(f"{group} / {header}", ("21400", "9800"), group)
        suggestion = cascade().suggest([SourceColumn("Channel", ("TV", "Radio")), money])[-1]
        assert suggestion.field in ("net_cost", "planned_budget")


def below(group: str, header: str) -> str | None:
    column = SourceColumn(f"{group} / {header}", ("21400", "9800"), group)
    return cascade().suggest([column])[0].field


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        (("Quantity excl. VAT", "Cost, EUR"), "planned_units"),
        (("Volume", "Format"), "planned_units"),
        (("Order volume excl. VAT", "Format"), "net_cost"),
        (("Volume d'achat HT", "Format"), "net_cost"),
        (("Объём заказа с НДС", "Формат"), "gross_cost"),
        (("Bestellvolumen zzgl. MwSt.", "Format"), "net_cost"),
    ],
)
def test_a_volume_with_a_word_of_tax_is_money_where_nothing_else_is(
    headers: tuple[str, ...], field: str
) -> None:
    columns = [SourceColumn(header, ("5000", "3000.5")) for header in headers]
    assert cascade().suggest(columns)[0].field == field


@pytest.mark.parametrize(
    ("header", "field", "samples"),
    [
        ("Net", "net_cost", ("1200.50",)),
        ("Actual", "spend", ("1200.50",)),
        ("CPM net net", "cpm", ("6.50",)),
        ("Actual TVRs", "grp", ("120", "98")),
        ("Fortnightly impacts", "impressions", ("350000",)),
        ("Haftalık GRP", "grp", ("35",)),
        ("GRP FRDA -50", "grp", ("3.4",)),
        ("走期(迄)", "end_date", ("2026/03/31",)),
        ("Odhad prokliků", "clicks", ("2000",)),
        ("crtv_nm", "ad_name", ("Hero 20s",)),
        ("tot_convs", "conversions", ("13",)),
    ],
)
def test_what_only_says_which_claims_nothing_beside_a_name(
    header: str, field: str, samples: tuple[str, ...]
) -> None:
    check_maps(header, field, samples=samples)


def test_money_that_its_platform_names_with_tax_was_spent() -> None:
    """The same words in a plan are a gross cost."""
    check_maps(
        "총비용(VAT포함,원)",
        "spend",
        "평균클릭비용(VAT포함,원)",
        "전환매출액(원)",
        "광고수익률(%)",
        samples=("3300",),
    )
    check_maps("총금액(VAT포함,원)", "gross_cost", "매체사", "지면", "시작일", "종료일", samples=("3300",))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (
            {"Plan clicks": ("10", "20"), "Fact clicks": ("9", "21")},
            "'Plan clicks' is planned, and 'Fact clicks' has what was delivered: a line has one of the two.",
        ),
        (
            {"Clicks (all)": ("30",), "Link clicks": ("20",)},
            "'Clicks (all)' counts all clicks, and 'Link clicks' those on the ad.",
        ),
        (
            {"Notes 2": ("b",), "Notes": ("a",), "Notes 3": ("c",)},
            "'Notes 3' has the name of an earlier column with a number behind it.",
        ),
        ({"VTR, %": ("70%",)}, "'VTR, %' looks like VTR, which the raw data has no column for."),
    ],
)  # fmt: skip
def test_an_open_column_says_what_stands_against_it(columns: dict[str, tuple[str, ...]], reason: str) -> None:
    suggestions = cascade().suggest([SourceColumn(h, samples) for h, samples in columns.items()])
    assert reason in {one.reason for one in suggestions if one.field is None}


def titled(title: str, *more: str) -> list[str | None]:
    """The fields of 'Netto 1', 'Brutto' and others below one *title*."""
    dimensions = [("Sender", ("RTL", "VOX")), ("Spots", ("9", "38")), ("GRP", ("10.2", "38.9"))]
    amounts = [(name, ("62350", "21750")) for name in ("Netto 1", *more)]
    columns = [SourceColumn(f"{title} / {name}", values, title) for name, values in (*dimensions, *amounts)]
    return [suggestion.field for suggestion in Cascade(load_template()).suggest(columns)][3:]


def test_the_title_above_all_columns_names_none_of_them() -> None:
    title = "A) TV – Flight 02.03.2026 bis 29.03.2026"
    assert titled(title, "Brutto Mediavolumen") == ["net_cost", "gross_cost"]


def test_a_title_that_says_which_money_is_read_with_each_column() -> None:
    assert titled("Alle Preise brutto", "Kosten")[1] == "gross_cost"
