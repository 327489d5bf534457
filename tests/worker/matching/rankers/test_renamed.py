"""A planner's own template: media fields under the names of the house."""

import pytest

from worker.knowledge.vocabulary import parse
from worker.matching.cascade import Cascade
from worker.matching.rankers.renamed import is_media, own_names, with_kin
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template

HOUSE = Template(
    "house",
    1,
    (
        Field("Campaign", "text"),
        Field("Day", "date"),
        Field("Media Spend", "money"),
        Field("Impr", "number"),
        Field("Link clicks", "number"),
        Field("Barcode", "text", description="The code that is scanned in the shop"),
    ),
)


def test_headers_of_any_language_find_fields_of_other_names():
    headers = ["Кампания", "Kosten", "Показы", "Klicks", "Datum", "Status"]
    found = Cascade(HOUSE).suggest([SourceColumn(h) for h in headers])
    assert [s.field for s in found] == ["Campaign", "Media Spend", "Impr", "Link clicks", "Day", None]


def test_a_field_that_the_vocabulary_does_not_know_is_found_by_likeness():
    (found,) = Cascade(HOUSE).suggest([SourceColumn("barcode", ("4006381333931", "4006381333948"))])
    assert found.field == "Barcode"


def test_alternatives_are_fields_of_the_template():
    (found,) = Cascade(HOUSE).suggest([SourceColumn("Costs")], alternatives=5)
    assert {a.field for a in found.alternatives} <= set(HOUSE.names)


def test_a_class_has_one_field_the_first_of_its_name():
    vocabulary = parse("spend = cost | spend\nnet_cost = cost\n~roas = roas", "en")
    template = Template("t", 1, (Field("Cost"), Field("Spend"), Field("ROAS"), Field("Total Cost")))
    assert own_names(template, vocabulary) == {"spend": "Cost"}
    twice = Template("t", 1, (Field("Spend"), Field("Cost")))
    assert own_names(twice, vocabulary) == {"spend": "Spend", "net_cost": "Cost"}


@pytest.mark.parametrize(
    ("names", "media"),
    [
        ([], False),
        (["advertiser", "notes", "date"], False),
        (["net_cost", "publisher", "start_date", "notes"], False),  # a book has a publisher and a price
        (["campaign_name", "channel", "placement", "ad_format"], False),  # no amount
        (["net_cost", "clicks"], True),
        (["net_cost", "channel", "campaign_name", "ad_format"], True),
    ],
)
def test_one_amount_is_media_beside_what_plans_book(names: list[str], media: bool) -> None:
    assert is_media(names) is media


def test_one_field_of_units_is_of_spots_as_well_and_two_are_two_things():
    assert with_kin({"planned_units": "qty"})["spots"] == "qty"
    assert with_kin({"planned_units": "qty", "spots": "sp"}) == {"planned_units": "qty", "spots": "sp"}
