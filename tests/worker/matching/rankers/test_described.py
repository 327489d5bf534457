"""Templates of shortened names: what their descriptions make of them, and what headers then find."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.matching.from_rules import ranker_for
from worker.matching.rankers.described import without_disputed
from worker.matching.rankers.rules import Rules
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

SCHOOL = template(
    "sch_nm: Name des Schülers",
    "kl: Klasse",
    "geb_dat: Tag der Geburt",
    "not_dur: Durchschnitt der Noten",
    "anz_fehl: Anzahl der Fehltage",
)
MUSIC = template(
    "trk: Title of the track",
    "art: Name of the artist",
    "pub: Publisher of the work",
    "rel_dt: Date of release",
    "fmt: Format of the medium",
    "prc: Price in EUR",
)
GERMAN = template(
    "kd_nm: Name des Kunden",
    "kmp_bez: Bezeichnung der Kampagne",
    "med_gtg: Mediengattung, z. B. TV oder Online",
    "anb: Anbieter oder Vermarkter, bei dem gebucht wird",
    "wm_frm: Format des Werbemittels",
    "beg_dat: Erster Tag der Laufzeit",
    "end_dat: Letzter Tag der Laufzeit",
    "anz_gpl: Anzahl der geplanten Schaltungen",
    "kst_net: Nettokosten in Euro",
)
RUSSIAN = template(
    "kmp: Название кампании",
    "kan: Тип медиа",
    "pl: Площадка",
    "dt_n: Дата начала размещения",
    "dt_k: Дата окончания размещения",
    "kol: Количество выходов",
    "st_net: Стоимость без НДС",
    "ca: Целевая аудитория",
)
ITALIAN = template(
    "cmp: Nome della campagna",
    "mez: Mezzo (TV, radio, stampa)",
    "dt_in: Primo giorno di uscita",
    "dt_fi: Ultimo giorno di uscita",
    "n_usc: Numero di uscite",
    "imp_net: Costo netto in euro",
    "nt: Note",
)
POLISH = template(
    "kmp: Nazwa kampanii",
    "med: Rodzaj mediów",
    "dt_od: Pierwszy dzień emisji",
    "dt_do: Ostatni dzień emisji",
    "l_em: Liczba emisji",
    "kszt_nt: Koszt netto w złotych",
    "gr_doc: Grupa docelowa",
)


@pytest.mark.parametrize(
    ("own", "headers"),
    [
        (SCHOOL, {"Klasse": "kl", "Kampagne": None, "Kanal": None, "Spots": None, "Nettokosten": None}),
        (
            MUSIC,
            {"Artist": "art", "Publisher": "pub", "Price": "prc", "Campaign": None, "Impressions": None},
        ),
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
            GERMAN,
            {
                "Client": "kd_nm",
                "Campaign": "kmp_bez",
                "Media": "med_gtg",
                "Publisher": "anb",
                "Ad format": "wm_frm",
                "Start": "beg_dat",
                "End": "end_dat",
                "Insertions": "anz_gpl",
                "Net cost": "kst_net",
                "Remarks": None,
            },
        ),
        (
            RUSSIAN,  # 'kol' alone is a post of an influencer, 'ca' is turnover in French
            {
                "Kampagne": "kmp",
                "Mediengattung": "kan",
                "Werbeträger": "pl",
                "Beginn": "dt_n",
                "Ende": "dt_k",
                "Schaltungen": "kol",
                "Nettokosten": "st_net",
                "Zielgruppe": "ca",
            },
        ),
        (
            ITALIAN,  # 'nt' alone is net
            {
                "Campagne": "cmp",
                "Type de média": "mez",
                "Début": "dt_in",
                "Fin": "dt_fi",
                "Insertions": "n_usc",
                "Montant net": "imp_net",
                "Remarques": "nt",
            },
        ),
        (
            POLISH,
            {
                "Kampagne": "kmp",
                "Mediengattung": "med",
                "Beginn": "dt_od",
                "Ende": "dt_do",
                "Schaltungen": "l_em",
                "Nettokosten": "kszt_nt",
                "Zielgruppe": "gr_doc",
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


@pytest.mark.parametrize(
    ("line", "class_of", "names"),
    [
        ("kol", {"publisher": "kol"}, {"publisher": "kol"}),  # no description
        ("kol: Influencer", {"publisher": "kol"}, {"publisher": "kol"}),
        ("cpm: Cost per thousand impressions", {"cpm": "cpm"}, {"cpm": "cpm"}),
        (
            "spots: Note",
            {"spots": "spots"},
            {"spots": "spots"},
        ),  # a whole word says more than its description
        ("kol: Количество выходов", {"publisher": "kol"}, {}),
        ("nt: Note", {"net_cost": "nt"}, {}),
    ],
)
def test_a_short_name_gives_way_to_a_description_that_is_sure(
    line: str, class_of: dict[str, str], names: dict[str, str]
) -> None:
    rules = ranker_for(load_template())
    assert isinstance(rules, Rules)
    assert without_disputed(template(line), class_of, rules) == names
