"""What a template says of a field, as a header would say it."""

from __future__ import annotations

import pytest

from worker.matching.words.field_text import clause_of, in_full, subject_first, written_out
from worker.shapes.template import Field


@pytest.mark.parametrize(
    ("name", "description", "text"),
    [
        ("budget", "", "budget"),
        ("start date", "First day", "start date"),
        ("xyz_qq", "First day of the flight", "xyz qq"),
        ("flt_st_dt", "First day of the flight", "flight start date"),
        ("dt_key", "Reporting day", "date key"),
        ("adm_dt", "Date on which the patient was admitted", "admitted date"),
        ("loc", "Office location", "location"),
        ("spnd_lcl", "Media spend in local currency", "spend local"),
    ],
)
def test_shortened_words_are_written_out(name: str, description: str, text: str) -> None:
    assert written_out(Field(name, description=description)) == text


@pytest.mark.parametrize(
    ("description", "clause"),
    [
        ("", ""),
        ("Target audience", "Target audience"),
        ("Media channel, e.g. TV or Online", "Media channel"),
        ("Publisher or site where the ad runs", "Publisher"),
        ("Client (advertiser) of the plan", "Client"),
    ],
)
def test_a_description_is_read_as_far_as_its_first_clause(description: str, clause: str) -> None:
    assert clause_of(Field("x", description=description)) == clause


@pytest.mark.parametrize(
    ("clause", "header"),
    [
        ("Agency commission", "Agency commission"),
        ("Name of the campaign", "campaign Name"),
        ("The first day of a flight", "flight first day"),
    ],
)
def test_the_thing_stands_before_what_is_said_of_it(clause: str, header: str) -> None:
    assert subject_first(clause) == header


@pytest.mark.parametrize(
    ("header", "written"),
    [("campaign_name", "campaign name"), ("crtv_nm", "creative name"), ("li_id", "line item id"), ("zz_9", "zz 9")],
)  # fmt: skip
def test_the_shortened_words_of_a_header_are_written_out(header: str, written: str) -> None:
    assert in_full(header, lambda word: word == "id") == written
