"""Headers that say in what their numbers count."""

from __future__ import annotations

import pytest

from worker.values.scales import (
    is_scaled_unit,
    names_money,
    scale_of,
    scale_of_format,
    scale_of_note,
    scales_in_note,
    units_in_words,
    without_scale,
)


@pytest.mark.parametrize(
    "header",
    [
        "Impressions", "CPM", "Net cost, EUR", "Cost (€)", "Budget in EUR", "Spots (30s)", "Size 1000", "Plan 2000",
        "Views (B)", "Banner 300x1000", "Total (T)", "Clicks / k", "Market", "Budget M", "000", "", "Impressions (net)", "Tsd",
        "Price per 1000 EUR", "Preis pro 1000 €", "Budget (RMB)", "预算(RMB)", "CPM / 1000", "Цена за 1000 показов",
        "Cost / 1000 imps", "Стоимость / тыс. показов", "Preis / pro Tsd. AIs", "TV / Radio / Print", "CPM / €",
        "Cost / тыс.", "Net cost / 1000", "Cost / INR", "Cost / Net cost / INR", "Estimated KPIs / VTR / %", "Net cost / thousand views",
        "Totalt TRP", "Total TRP", "Antal TRPs",
        "Budget Mars", "Coût mai", "Cost Brand", "Net BTL", "Spend TTL", "Kosten Tisk", "Video mins", "Budget RPM", "Reach ALLE", "Costo mais", "Mall", "Total TBD",
        "Price per 1000, EUR", "Cena za 1000 odsłon (PLN)", "Budget M, EUR", "Net cost (GBP)", "Plan 2000, EUR", "Стоимость / тыс. показов, KZT", "Preis pro Tsd. (CHF)",
        "Format (mm)", "Size mm", "GRP k", "Placement k", "Cost / 1000 clicks", "Distance (miles per spot)",
    ],
)  # fmt: skip
def test_says_no_scale(header: str) -> None:
    assert scale_of(header) == 1.0


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Nettokosten in Tsd., CHF", 1e3), ("Net, без НДС тыс., KZT", 1e3), ("Netto in Tsd. (CHF)", 1e3), ("Budget net en K, EUR", 1e3), ("Стоимость, тыс., ₸", 1e3),
        ("Est. Imps (000)", 1e3), ("Impressions ('000)", 1e3), ("Impr. (000s)", 1e3), ("Imps 000", 1e3),
        ("Impressions x 1,000", 1e3), ("Impressions x1000", 1e3), ("Clicks ×1.000", 1e3), ("Cost (in thousands)", 1e3), ("Budget (k€)", 1e3), ("Budget €k", 1e3), ("Budget k EUR", 1e3),
        ("Netto T€", 1e3), ("Netto TEUR", 1e3), ("Kosten in T", 1e3), ("Brutto in Tsd. €", 1e3), ("Budget, тыс. руб.", 1e3), ("Показы, тыс.", 1e3),
        ("Impresiones (miles)", 1e3), ("Nb Imp. (en milliers)", 1e3), ("金額（千円）", 1e3), ("曝光 (万)", 1e4), ("Cost (lakhs)", 1e5),
        ("Kontakte Mio.", 1e6), ("Показы (тыс. шт.)", 1e3), ("Impressions (k pcs)", 1e3), ("Costo (miles de €)", 1e3), ("Net (€ 000)", 1e3), ("Impressions (M)", 1e6), ("Media cost mln zł", 1e6), ("Budget Mio €", 1e6),
        ("Räckvidd (tusental)", 1e3), ("Räckvidd (1000-tal)", 1e3), ("Dækning (tusinde)", 1e3), ("Budsjett (mill.)", 1e6),
        ("Peitto (tuhatta)", 1e3), ("Elérés (ezer fő)", 1e3), ("Költség (eFt)", 1e3), ("Zasięg (w tysiącach)", 1e3),
        ("Rozpočet (mil. Kč)", 1e6), ("Valor (mil R$)", 1e3), ("Buget (mil. lei)", 1e6), ("Doseg (u hiljadama)", 1e3), ("Обхват (хил.)", 1e3),
        ("Κόστος (χιλ. €)", 1e3), ("リーチ（千人）", 1e3), ("도달(천명)", 1e3), ("Охват, тыс. чел.", 1e3), ("Anggaran (juta Rp)", 1e6),
        ("الميزانية (ألف درهم)", 1e3), ("חשיפות (באלפים)", 1e3), ("هزینه (میلیون تومان)", 1e6), ("Budget en milliers d'euros", 1e3),
        ("Volumen / Volume / Tsd. AIs / '000 AIs", 1e3), ("Volume / '000 imps", 1e3), ("Объём / тыс. показов", 1e3), ("Budget / k€", 1e3),
        ("Cost / Net cost / INR Lakhs", 1e5), ("Netto / T€", 1e3), ("Стоимость / тыс. руб.", 1e3), ("Net cost / Mn EUR", 1e6),
        ("Cost KUSD", 1e3), ("Cost kTRY", 1e3), ("Budget TEuro", 1e3), ("Kostnad tkr", 1e3), ("Cost USDm", 1e6), ("Cost Rmn", 1e6), ("Cost INRcr", 1e7),
        ("Impressions k", 1e3), ("Imps (mm)", 1e6), ("Reach MM", 1e6),
        ("Estimated KPIs / Impressions / Mn", 1e6), ("Views / '000", 1e3), ("Kontakte / Tsd.", 1e3), ("Zasięg / tys.", 1e3), ("曝光 / 万", 1e4),
        ("Net (Rs. in lacs)", 1e5), ("Cost ($ in thousands)", 1e3), ("Cost (₹ L)", 1e5), ("费用（单位:千元）", 1e3), ("费用（人民币万元）", 1e4), ("Net (kTL)", 1e3),
        ("ราคาสุทธิ (พันบาท)", 1e3), ("Стоимость (т.р.)", 1e3), ("Custo (R$ mi)", 1e6), ('עלות (באלפי ש"ח)', 1e3), ("التكلفة (آلاف الدراهم)", 1e3),
        ("Kaina (tūkst. eurų)", 1e3), ("Hinta (tuhatta euroa)", 1e3), ("Net cost / £000", 1e3), ("Nettopris / 1.000 kr.", 1e3), ("Coût / milliers d'euros", 1e3),
        ("Impressions / 000", 1e3), ("Cena / tisíc Kč", 1e3), ("Maliyet / Cost bin", 1e3),
    ],
)  # fmt: skip
def test_says_a_scale(header: str, scale: float) -> None:
    assert scale_of(header) == scale


@pytest.mark.parametrize(
    ("note", "scale"),
    [
        ("Verdier | Pont-Neuf Média | budgets nets en K€ HT", 1000.0), ("Recap (K€ nets HT)", 1000.0), ("Net, £000s excl. VAT", 1000.0),
        ("Bedragen in € x 1.000 excl. btw", 1000.0), ("Reserve € 5,000 net", 1.0), ("Budget net HT", 1.0),
        ("All costs in €", 1.0), ("Budget 2026 EUR", 1.0), ("Budget 1.000 EUR", 1.0), ("Reserve, 1000 EUR", 1.0),
        ("1000 reasons - USD", 1.0), ("Million Dollar Quiz", 1.0), ("Thousand Oaks, USD", 1.0), ("Brand - M", 1.0), ("Budget 2000 k€", 1.0), ("Budget 500 k€", 1.0),
        ("Alle beløb i 1.000 kr.", 1e3), ("Bedragen x € 1.000", 1e3), ("Đơn vị tính: 1.000 đồng", 1e3), ("Rabatt på 1000 kr", 1.0), ("Budget: 1.000 EUR", 1.0),
        ("Savanna Sky Media (K) Ltd", 1.0), ("Omo Media (M) Sdn Bhd", 1.0), ("Cometa Medios S. de R.L. de C.V.", 1.0), ("Budget (K)", 1e3),
        ("Media plan 2026 - USD thousands", 1e3), ("Mediaplan 2026 in Tsd. €", 1e3), ("Plan de medios 2026 (miles de euros)", 1e3), ("Plan média | K€", 1e3),
        ("FY26/27 budget, £k", 1e3), ("Piano media - migliaia di euro", 1e3), ("Q2 plan in US$m", 1e6),
        ("CHF 50’000.00 (nicht verplant)", 1.0), ("1 EUR = 1000 HUF", 1.0), ("Media M", 1.0),
        ("x € 1.000, excl. btw", 1e3), ("$ in thousands", 1e3), ("in Tsd. EUR, exkl. MwSt.", 1e3), ("Суммы в тыс. руб.", 1e3),
        ("тыс. руб., без НДС", 1e3), ("单位：万元", 1e4), ("単位：千円（税別）", 1e3), ("(単位:千円、税別)", 1e3), ("Valores em R$ mil", 1e3),
        ("Cost per thousand euros", 1.0), ("The Million Dollar Quiz", 1.0), ("Все цены в тыс. руб. без НДС", 1e3), ("Az összegek ezer Ft-ban", 1e3),
        ("Tutarlar bin TL'dir", 1e3), ("Alle bedragen in duizenden euro's", 1e3), ("※金額は千円単位", 1e3), ("จำนวนเงินเป็นพันบาท", 1e3), ("（單位：新臺幣仟元）", 1e3),
    ],
)  # fmt: skip
def test_a_note_says_in_what_amounts_count(note: str, scale: float) -> None:
    assert scale_of_note(note) == scale


def test_each_clause_of_a_note_says_its_own() -> None:
    assert scales_in_note("Показы (тыс.), бюджет (тыс. руб.)") == (("Показы тыс.", 1e3), ("тыс. руб.", 1e3))
    assert scales_in_note("Budget in Mio €, impressions in thousands") == (
        ("Budget in Mio €", 1e6),
        ("impressions in thousands", 1e3),
    )


@pytest.mark.parametrize(
    ("note", "factors"),
    [
        ("Budget (k€)", {}),
        ("Cost (net)", {}),
        ("Budget: 500 тыс. руб.", {}),
        ("Cifras netas en M$ (miles de pesos), sin IVA", {"m$": 1e3}),
        ("MM$ = millones de pesos", {"mm$": 1e6}),
    ],
)
def test_a_unit_is_what_a_note_says_in_words(note: str, factors: dict[str, float]) -> None:
    assert units_in_words(note) == factors


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Cost / 1000 imps", "Cost / 1000 imps"), ("Net cost (EUR)", "Net cost (EUR)"), ("(000)", "(000)"), ("Budget in Tsd. €", "Budget in Tsd. €"),
        ("Cena netto / tisíc Kč", "Cena netto"), ("Impressions (000)", "Impressions"), ("净价 / 万元", "净价"),
        ("Planned / Clicks (000)", "Planned / Clicks"), ("Plan / Digital / Impr. (k)", "Plan / Digital / Impr."), ("Plan / Kosten TEUR", "Plan / Kosten TEUR"),
        ("Volume / '000 imps", "Volume"), ("Views / (000)", "Views"), ("Views / in thousands", "Views"),
        ("Прогноз, тыс. / Показы", "Прогноз, тыс. / Показы"), ("Visningar i tusental", "Visningar"), ("Netto, TEUR", "Netto, TEUR"),
    ],
)  # fmt: skip
def test_a_header_without_its_scale(header: str, name: str) -> None:
    assert without_scale(header) == name


@pytest.mark.parametrize(
    ("number_format", "scale"),
    [
        ("#,##0.00", 1.0), ('0.0,"k"', 1.0), ('#,##0,," Mio."', 1.0), ("0.00 [$€-407]", 1.0), ("0.0%", 1.0), ("dd.mm.yyyy", 1.0), ('yyyy"年"m"月"', 1.0),
        ('0.0"x"', 1.0), ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 1.0), ('#,##0.0" T€"', 1e3), ('#,##0"K"', 1e3), ('[$£-809]0.0"m"', 1e6),
        ('#,##0 "тыс. руб.";[Red]-#,##0', 1e3), ('0\\ "Mio."\\ €', 1e6), ('0"万"', 1e4),
    ],
)  # fmt: skip
def test_a_number_format_writes_in_what_its_numbers_count(number_format: str, scale: float) -> None:
    assert scale_of_format(number_format) == scale


def test_units_of_money_are_told_from_those_of_things() -> None:
    assert [text for text in ("INR lakhs", "T€", "£000", "tkr") if not names_money(text)] == []
    assert not names_money("тыс. показов")
    assert [
        text for text in ("£000", "tisíc Kč", "тыс. показов", "milliers d'euros") if not is_scaled_unit(text)
    ] == []
    assert [text for text in ("EUR", "Total", "000", "Million Dollar Quiz") if is_scaled_unit(text)] == []
