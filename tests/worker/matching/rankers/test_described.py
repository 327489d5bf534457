"""Templates of shortened names: what their descriptions make of them, and what headers then find."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template


def template(*fields: str) -> Template:
    """A template of lines 'name: description'."""
    pairs = (line.partition(": ") for line in fields)
    return Template("own", 1, tuple(Field(name, description=described) for name, _, described in pairs))


WAREHOUSE = template(
    "cmpgn_nm: Name of the campaign",
    "pub_nm: Publisher or site where the ad runs",
    "chnl_cd: Media channel, e.g. TV or Online",
    "flt_st_dt: First day of the flight",
    "flt_end_dt: Last day of the flight",
    "plnd_imp_qty: Number of impressions planned",
    "net_amt: Net media cost in EUR",
    "tgt_aud: Target audience",
    "plc_nm: Name of the placement",
)
BUYING = template(
    "CLI_NM: Client (advertiser) the plan is for",
    "SUPP_NM: Supplier or media owner",
    "UNIT_DIM: Size of the ad in pixels",
    "CST_MTHD: Buying method such as CPM, CPC or flat",
    "RT_AMT: Price per unit",
    "PLN_UNTS: Booked number of units",
    "GRS_CST_AMT: Gross cost at rate card",
    "AGY_COMM_AMT: Agency commission",
    "STRT_DT: Date on which the placement starts",
    "STP_DT: Date on which the placement ends",
)
HOSPITAL = template(
    "pt_nm: Name of the patient",
    "adm_dt: Date on which the patient was admitted",
    "tot_chg_amt: Total charges billed to the insurer",
    "los: Length of stay in days",
    "prov_id: Identifier of the provider",
)


@pytest.mark.parametrize(
    ("own", "headers"),
    [
        (
            HOSPITAL,
            {
                "Patient name": "pt_nm",
                "Admission date": "adm_dt",
                "Total charges": "tot_chg_amt",
                "Length of stay": "los",
                "Campaign": None,
            },
        ),
        (
            WAREHOUSE,
            {
                "Kampagne": "cmpgn_nm",
                "Vermarkter": "pub_nm",
                "Mediengattung": "chnl_cd",
                "Beginn": "flt_st_dt",
                "Ende": "flt_end_dt",
                "AIs geplant": "plnd_imp_qty",
                "Mediakosten netto": "net_amt",
                "Zielgruppe": "tgt_aud",
                "Platzierung": "plc_nm",
                "Bemerkung": None,
            },
        ),
        (
            WAREHOUSE,
            {
                "Кампания": "cmpgn_nm",
                "Площадка": "pub_nm",
                "Медиа": "chnl_cd",
                "Начало": "flt_st_dt",
                "Окончание": "flt_end_dt",
                "Показы план": "plnd_imp_qty",
                "Стоимость без НДС": "net_amt",
                "ЦА": "tgt_aud",
            },
        ),
        (
            BUYING,
            {
                "Klient": "CLI_NM",
                "Wydawca": "SUPP_NM",
                "Wymiary": "UNIT_DIM",
                "Model zakupu": "CST_MTHD",
                "Cena jednostkowa": "RT_AMT",
                "Ilość": "PLN_UNTS",
                "Koszt brutto": "GRS_CST_AMT",
                "Prowizja agencji": "AGY_COMM_AMT",
                "Data od": "STRT_DT",
                "Data do": "STP_DT",
            },
        ),
    ],
)
def test_headers_of_any_language_find_shortened_fields(own: Template, headers: dict[str, str | None]) -> None:
    suggestions = Cascade(own).suggest([SourceColumn(header) for header in headers])
    assert {s.header: s.field for s in suggestions} == headers
