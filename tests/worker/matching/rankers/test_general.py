"""Templates of which only names, descriptions and samples are known."""

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template


def check_ranks_first(fields: tuple[Field, ...], column: SourceColumn, wanted: str) -> None:
    (found,) = Cascade(Template("own", 1, fields)).suggest([column], one_to_one=False)
    assert (found.field or found.alternatives[0].field) == wanted, found


def named(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


def test_a_header_that_is_like_nothing_is_left_open():
    (found,) = Cascade(Template("own", 1, named("alpha", "beta"))).suggest([SourceColumn("qqq")])
    assert found.field is None
    assert "qqq" in found.reason


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("acct_nbr", "account number"),
        ("cust_nm", "customer name"),
        ("CustomerAddr", "customer address"),
        ("ship dt", "shipping date"),
        ("dob", "date of birth"),
        ("inv_tot_amt", "invoice total amount"),
        ("sex", "gender"),
    ],
)
def test_abbreviations_and_words_of_one_sense(header: str, wanted: str):
    fields = named(
        "account number", "account name", "customer name", "customer address", "shipping date", "date of birth",
        "invoice date", "invoice total amount", "gender",
    )  # fmt: skip
    check_ranks_first(fields, SourceColumn(header), wanted)


@pytest.mark.parametrize(
    ("header", "value", "wanted"),
    [
        ("Name", "ORDER_NO", "name"),
        ("Column name", "ORDER_NO", "name"),
        ("Table name", "orders", "table"),
        ("Field label", "Order number", "label"),
        # a yes or a no speaks for the field that tells whether something is so
        ("Opening", "yes", "opening"),
        ("Open", "yes", "opened"),
    ],
)
def test_what_is_named_says_more_than_that_it_is_named(header: str, value: str, wanted: str):
    fields = (
        Field("name"), Field("table"), Field("label"), Field("opening", description="When it opens"),
        Field("opened", description="Whether it is open"),
    )  # fmt: skip
    check_ranks_first(fields, SourceColumn(header, (value,)), wanted)


def test_a_description_speaks_where_the_name_does_not():
    fields = (
        Field("fld_01", description="Postal code of the shop"),
        Field("fld_02", description="Opening hours"),
    )
    check_ranks_first(fields, SourceColumn("Postal code"), "fld_01")


def test_shared_values_speak_where_no_name_does():
    fields = (Field("alpha", samples=("red", "green")), Field("beta", samples=("12.5", "13.1")))
    check_ranks_first(fields, SourceColumn("Farbe", ("green", "red")), "alpha")
    check_ranks_first(fields, SourceColumn("Wert", ("11.9", "14.2")), "beta")


def test_without_a_header_the_kind_of_values_decides():
    fields = (Field("title"), Field("description"), Field("created date"))
    check_ranks_first(fields, SourceColumn("", ("2024-01-02", "2024-05-06")), "created date")
    long = "A long text about what the thing is, where it comes from and who made it."
    check_ranks_first(fields, SourceColumn("", (long, long.upper())), "description")
