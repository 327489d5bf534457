"""Words from which a plan's country can be told."""

from __future__ import annotations

import pytest

from worker.knowledge.cldr import country
from worker.knowledge.values import load_lists
from worker.values.countries import clues_in, places_in


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Media plan 2026",
        "AB test",
        "SAME AS",
        "Priser inkl. rabatt",
        "VAT excluded",  # no country's alone
        "VAT 17.3%",
        "Ratio 1+52 555 of 10",
        "+52",
        "read more at brand.tv",
        "www.sponsor.io",
        "name@example.com",
        "the customer",
        "customs duty 10%",
        "x" * 400 + " GmbH",
    ],
)
def test_says_no_country(text: str) -> None:
    assert list(clues_in(text)) == []


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Agencia Cometa, S.A. de C.V.", {"MX"}),
        ("Cometa SA de CV - Plan 2026", {"MX"}),
        ("Wattle Pty Ltd", {"AU", "ZA"}),
        ("Fynbos (Pty) Ltd", {"ZA", "NA", "BW"}),
        ("Norrsken Media AB", {"SE", "FI", "AX"}),
        ("海角媒體股份有限公司", {"CN", "TW"}),
        ("株式会社ホタル", {"JP"}),
        ("IVA 16 %", {"MX"}),
        ("16% IVA", {"MX"}),
        ("GST (10%)", {"AU"}),
        ("25 % moms", {"SE", "DK"}),
        ("MwSt. 8,1 %", {"CH", "LI"}),
        ("zzgl. 19 % MwSt.", {"DE"}),
        ("消費税10%", {"JP"}),
        ("Tel. +52 55 5555 0123", {"MX"}),
        ("+1 (212) 555-0123", {"US", "CA"}),
        ("+852 2555 0123", {"HK"}),
        ("plan@cometa.com.mx", {"MX"}),
        ("https://www.fenwick.co.uk/plans", {"GB"}),
        ("www.klit.dk", {"DK"}),
    ],
)
def test_a_clue(text: str, countries: set[str]) -> None:
    assert [set(clue.countries) for clue in clues_in(text)] == [countries]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("", None),
        ("Sydney Morning Herald", None),
        ("Sydney, Radio", None),
        ("Sydney", {"AU"}),
        ("Sydney, Melbourne", {"AU"}),
        ("León", {"MX", "ES"}),
        ("CDMX / Monterrey", {"MX"}),
        ("Schweiz", {"CH"}),
        ("台北", {"TW"}),
    ],
)
def test_places(text: str, countries: set[str] | None) -> None:
    clue = places_in(text)
    assert (set(clue.countries) if clue else None) == countries


@pytest.mark.parametrize("name", ["company_form", "sales_tax", "calling_code"])
def test_every_word_speaks_of_countries(name: str) -> None:
    assert not [
        code for codes in load_lists(name).values() for code in codes if country(code.lower()) != code
    ]


def test_every_city_is_in_a_country() -> None:
    assert not [code for code in load_lists("city") if country(code.lower()) != code]
