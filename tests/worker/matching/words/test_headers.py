"""How a header is taken apart."""

import pytest

from worker.knowledge.vocabulary import parse, shipped_vocabulary
from worker.matching.words.headers import HeaderReader

READER = HeaderReader(
    parse(
        "+planned = planned\n+net = net\n+excl_vat = excl vat | without vat\n+incl_fee = incl agency fee\n+cost = cost\n+filler = required | the\n"
        "+currency_word = usd | 元\n+rate = rate\ncpm = cpm\n+count = 数 | number of\n+total = 总",
        "en",
    )
)


def test_nothing_is_taken_from_a_header_without_modifiers():
    header = READER.read("Campaign name")
    assert header.whole == header.plain == header.bare == header.core == ("campaign", "name")
    assert not header.modifiers


@pytest.mark.parametrize("header", ["", "-", "€ %", "   "])
def test_a_header_without_words_has_no_pieces_that_mislead(header: str):
    assert not READER.read(header).core


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Clicks (required)", ("clicks",)),
        ("Spend USD", ("spend",)),
        ("Spend 7 day", ("spend",)),
        ("Clicks 2", ("clicks",)),
        ("Clicks 2026", ("clicks",)),
        ("2026", ("2026",)),
        ("Size (H x W)", ("size",)),
        ("Size (Box)", ("size", "box")),
        ("点击数元", ("点击", "击数")),
    ],
)
def test_what_only_colours_is_left_out(header: str, plain: tuple[str, ...]):
    assert READER.read(header).plain == plain


@pytest.mark.parametrize(
    ("header", "bare", "core", "modifiers"),
    [
        ("Planned net clicks", ("clicks",), ("clicks",), {"planned", "net"}),
        ("Cost excl. VAT", ("cost",), (), {"cost", "excl_vat"}),
        ("Cost excl. VAT and agency fee", ("cost",), (), {"cost", "excl_vat", "excl_fee"}),
        ("Cost excl. VAT & agency fee", ("cost",), (), {"cost", "excl_vat", "excl_fee"}),
        ("Cost excl. VAT incl. agency fee", ("cost",), (), {"cost", "excl_vat", "incl_fee"}),
        ("Cost excl. VAT and clicks", ("cost", "and", "clicks"), ("and", "clicks"), {"cost", "excl_vat"}),
        ("Number of clicks", ("number", "of", "clicks"), ("clicks",), {"count"}),
        ("总点击数", ("点击", "击数"), ("点击",), {"total", "count"}),
    ],
)
def test_modifiers_are_named(header: str, bare: tuple[str, ...], core: tuple[str, ...], modifiers: set[str]):
    found = READER.read(header)
    assert (found.bare, found.core, found.modifiers) == (bare, core, modifiers)


def test_parts_are_what_brackets_and_strokes_divide():
    found = READER.read("CPC (cost per link click) (USD)")
    assert found.outside == ("cpc",)
    assert ("cost", "per", "link", "click") in found.parts


def test_a_part_that_only_modifies_is_none():
    assert READER.read("CPM (without VAT)").parts == (("cpm",),)


@pytest.mark.parametrize(
    ("header", "numbered"), [("Rate 2", True), ("Rate", False), ("2", False), ("Rate 1", False)]
)
def test_a_repeated_column_is_told_by_its_number(header: str, numbered: bool):
    assert READER.read(header).numbered is numbered


def test_a_word_to_ignore_is_ignored_at_the_start_only():
    assert READER.read("mpClicks", "mp").whole == ("clicks",)
    assert READER.read("Clicks mp", "mp").whole == ("clicks", "mp")
    assert READER.read("mp", "mp").whole == ("mp",)


@pytest.mark.parametrize(
    ("header", "counted"),
    [("Line #", False), ("#", False), ("#1", False), ("# of clicks", True), ("#Clicks", True)],
)
def test_a_number_sign_before_a_word_says_how_many(header: str, counted: bool):
    assert ("count" in READER.read(header).modifiers) == counted


@pytest.mark.parametrize(
    ("header", "whole"),
    [("C.P.M.", ("cpm",)), ("C.P.M. net", ("cpm", "net")), ("T.B.D.", ("t", "b", "d")), ("Impr.", ("impr",))],
)
def test_a_known_word_may_have_a_stop_behind_each_letter(header: str, whole: tuple[str, ...]):
    assert READER.read(header).whole == whole


def test_a_stroke_after_a_cost_word_says_per():
    assert "per" in READER.read("Cost / install").modifiers
    assert "per" in READER.read("Rate/ad").modifiers
    assert "per" not in READER.read("Country / region").modifiers


COUNTS = HeaderReader(
    parse(
        "planned_impressions = impressions | показы\nclicks = clicks | Klicks | клики\n+filler = required | 选填 | if | known",
        "en",
    )
)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Cost (net, EUR)", ("cost", "net")),
        ("Reach (impressions)", ("reach", "impressions")),
        ("Units (impressions, clicks)", ("units",)),
        ("Menge (Impressions/Klicks)", ("menge",)),
        ("Единицы (показы, клики)", ("единицы",)),
        ("Price (CPM, net)", ("price", "cpm", "net")),
        ("Price (CPM)", ("price", "cpm")),
        ("Unit price (CPM, CPC, CPV, Static)", ("unit", "price")),
        ("Format (required for TV)", ("format", "for", "tv")),
        ("Format (required*)", ("format",)),
        ("计划 (选填)", ("计划",)),
        ("Start (if known)", ("start",)),
    ],
)
def test_a_bracket_that_says_how_it_is_written_is_no_name(header: str, plain: tuple[str, ...]):
    assert COUNTS.read(header).plain == plain


SHIPPED = HeaderReader(shipped_vocabulary())


@pytest.mark.parametrize("header", ["Cost, + VAT", "Importo, + IVA", "Kosten (+ MwSt.)", "Вартість + ПДВ"])
def test_a_plus_before_a_tax_leaves_it_out(header: str):
    assert "excl_vat" in SHIPPED.read(header).modifiers


@pytest.mark.parametrize(
    ("header", "core"), [("Reach 1+", ("reach",)), ("CPM + fee", ("cpm", "fee")), ("Gross + net", ())]
)
def test_another_plus_is_no_word(header: str, core: tuple[str, ...]):
    assert SHIPPED.read(header).core == core


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Thousands", ("thousands",)),
        ("Cost in thousands", ("cost",)),
        ("Cena netto / tisíc Kč", ("cena", "netto")),
        ("Budget, millions", ("budget",)),
        ("Cost per thousand", ("cost", "per", "thousand")),
    ],
)
def test_what_numbers_count_in_is_no_part_of_a_name(header: str, plain: tuple[str, ...]):
    assert SHIPPED.read(header).plain == plain


@pytest.mark.parametrize(
    ("header", "core"),
    [
        ("TVs sold", ("tv", "sold")),
        ("KPI Status", ("kpi", "status")),
        ("Planned TVRs", ("tvr",)),
        ("AIs in total", ("ai", "in", "total")),
    ],
)
def test_the_plural_of_initials_is_no_word_of_its_own(header: str, core: tuple[str, ...]):
    assert READER.read(header).core == core


def test_words_that_only_say_which_are_named():
    assert set(READER.outer_words()) >= {("planned",), ("net",), ("without", "vat"), ("the",)}
    assert ("cost",) not in set(READER.outer_words())


def test_words_that_accents_alone_tell_apart_say_both():
    reader = HeaderReader(parse("+count = número de\n+id = numéro de", "en"))
    assert reader.read("Número de compras").modifiers == {"count", "id"}
