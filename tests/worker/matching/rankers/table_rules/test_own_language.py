"""Words that languages share, in tables of each of them."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

CZECH = ("Médium", "Formát", "Začátek", "Cena netto")
SERBIAN = ("Medij", "Početak", "Broj emitovanja", "Neto cena")
HUNGARIAN = ("Kiadó", "Méret", "Elhelyezés", "Listaár")
KOREAN = ("매체", "광고상품", "광고비", "클릭수")
FRENCH = ("Type de média", "Chaîne", "Emplacement", "Budget net HT")
GERMAN = ("Mediagattung", "Titel", "Erscheinungstermin", "Nettopreis")
SWEDISH = ("Mediekanal", "Startdatum", "Slutdatum", "Nettokostnad")


def field_of(cascade: Cascade, *headers: str) -> str | None:
    return cascade.suggest([SourceColumn(header) for header in headers])[-1].field


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        pytest.param(("Db",), "conversions", id="alone, as before"),
        pytest.param(("Kiadó", "Db"), "conversions", id="one word more is no language"),
        pytest.param((*KOREAN, "DB"), "conversions", id="Korean leads"),
        pytest.param(
            ("Vendor", "Start date", "End date", "Net cost", "Kraj"), "market", id="neither's table"
        ),
    ],
)
def test_what_the_table_s_language_does_not_deny_stays(
    cascade: Cascade, headers: tuple[str, ...], field: str
) -> None:
    assert field_of(cascade, *headers) == field


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ((*HUNGARIAN, "Db"), "planned_units"),
        ((*SERBIAN, "Kraj"), "end_date"),
        ((*CZECH, "Kraj"), "market"),
        ((*CZECH, "Stop"), "duration"),
        ((*SWEDISH, "Bruttopris"), "unit_rate"),
        ((*SWEDISH, "Rubrik"), None),
        ((*GERMAN, "DU"), None),
        ((*FRENCH, "Du"), "start_date"),
    ],
)
def test_the_table_s_own_language_decides(
    cascade: Cascade, headers: tuple[str, ...], field: str | None
) -> None:
    assert field_of(cascade, *headers) == field
