"""What the columns of a table say about each other."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from worker.knowledge.telling_words import spoken
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import parse, shipped_vocabulary
from worker.matching.cascade import Cascade
from worker.matching.from_rules import ranker_for
from worker.matching.rankers import rules, table_rules
from worker.matching.rankers.facts import facts_of
from worker.matching.rankers.fields import Fields
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, TableRule, registry, settled
from worker.matching.samples import Kind
from worker.matching.words.headers import HeaderReader
from worker.shapes.mapping import Scope, SourceColumn

FIELDS = Fields(load_template().fields)
ROOM = Path(table_rules.__file__).parent
READER = HeaderReader(parse("+total = all | total\n", "en"))


def ranking(field: str, chance: float = 0.9) -> Ranking:
    return Ranking(((field, chance),), 1.0 - chance)


def best(headers: list[str], rankings: list[Ranking], kinds: list[Kind] | None = None) -> list[str | None]:
    """What each column is after the others were looked at; None where leaving it open is likelier."""
    taken = [READER.read(header) for header in headers]
    columns = [SourceColumn(header) for header in headers]
    found = settled(Table(taken, kinds or ["none"] * len(headers), rankings, FIELDS, columns))
    return [r.best[0] if r.best[1] > r.left_open else None for r in found]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Clicks (all)"], ["clicks"]),
        (["Clicks (all)", "Impressions"], ["clicks", "impressions"]),
        (["Cost", "Total cost"], ["spend", "spend"]),
        (["Product 2"], ["product"]),
        (["Product 1", "Brand 2"], ["product", "brand"]),
    ],
)
def test_nothing_to_settle(headers: list[str], fields: list[str]) -> None:
    assert best(headers, [ranking(field) for field in fields]) == fields


def test_a_rule_that_changes_nothing_hands_the_same_table_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Table] = []

    def left_alone(table: Table) -> list[Ranking]:
        seen.append(table)
        return list(table.rankings)

    def changed(table: Table) -> list[Ranking]:
        return [ranking("spend"), *left_alone(table)[1:]]

    rules = [TableRule("", "", order, apply) for order, apply in enumerate([left_alone, changed, left_alone])]
    monkeypatch.setattr(table_rules, "registry", lambda: rules)
    assert best(["Cost", "Clicks"], [ranking("clicks"), ranking("clicks")]) == ["spend", "clicks"]
    assert seen[0] is seen[1] and seen[1] is not seen[2]


def test_a_rule_leaves_alone_what_does_not_concern_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[Table] = []
    monkeypatch.setattr(rules, "settled", lambda table: tables.append(table) or settled(table))
    ranker, chance = ranker_for(load_template()), random.Random(5)
    phrases = sorted(shipped_vocabulary().senses)
    latin = [phrase for phrase in phrases if spoken([phrase])]
    values = ((), ("1,200.50", "800"), ("2026-01-02", "2026-02-01"), ("EUR", "USD"), ("Mon", "Tue"))
    for at in range(90):
        headers = [
            case(phrase) for phrase in chance.sample((phrases, latin)[at % 2], 6) for case in (str, str.title)
        ]
        some = chance.choice([values, values[:1]])
        ranker.rank([SourceColumn(header, chance.choice(some)) for header in headers], Scope())
    left_alone = {rule.name for rule in registry() if rule.concerns(facts_of((), ()))}
    for table in tables:
        for rule in registry():
            if not rule.concerns(facts_of(table.headers, table.columns)):
                left_alone.add(rule.name)
                assert rule.apply(table) == table.rankings, rule.name
            table = replace(table, rankings=rule.apply(table))
    assert left_alone == {rule.name for rule in registry()}


@pytest.mark.parametrize(
    ("headers", "fields", "wanted"),
    [
        (["Clicks (all)", "Link clicks"], ["clicks", "clicks"], [None, "clicks"]),
        (["Clicks", "Total clicks"], ["clicks", "clicks"], ["clicks", None]),
        (["Notes", "Notes 2", "Notes 3"], ["notes", "notes", "notes"], ["notes", None, None]),
    ],
)
def test_one_of_two_gives_way(headers: list[str], fields: list[str], wanted: list[str | None]) -> None:
    assert best(headers, [ranking(field) for field in fields]) == wanted


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (SourceColumn("Placement / Targeting", (), "Placement"), "audience"),
        (SourceColumn("Targeting", (), "Placement"), "audience"),
        (SourceColumn("Campaign / Name", (), "Campaign"), "campaign_name"),
        (SourceColumn("Plan / Impressions", (), "Plan"), "planned_impressions"),
        (SourceColumn("Figures below are no promise and may differ from what is planned / Reach", (),
                      "Figures below are no promise and may differ from what is planned"), "reach"),
        (SourceColumn("2026 / Q4", ("12000", "8000"), "2026"), None),
        (SourceColumn("Channel [Display | OLV | Native]", ("OLV",)), "channel"),
        (SourceColumn("Planned impresions (whole number)", ("1000", "2500")), "planned_impressions"),
        (SourceColumn("Format", ("300x250", "728x90")), "ad_size"),
        (SourceColumn("Amount spent (EUR)", ("7704.36", "6318.07")), "spend"),
    ],
)  # fmt: skip
def test_one_column(cascade: Cascade, column: SourceColumn, wanted: str | None) -> None:
    assert cascade.suggest([column])[0].field == wanted


@pytest.mark.parametrize(
    ("rankings", "wanted"),
    [
        pytest.param(
            [("channel", 0.9, 0.05), ("publisher", 0.9, 0)], ["channel", "publisher"], id="one of each"
        ),
        pytest.param(
            [("channel", 0.9, 0.0), ("channel", 0.8, 0.0)], ["channel", "channel"], id="no word for it"
        ),
        pytest.param(
            [("channel", 0.9, 0.05), ("channel", 0.6, 0.1), ("publisher", 0.8, 0)],
            ["channel", "channel", "publisher"],
            id="another is the publisher",
        ),
        pytest.param(
            [("channel", 0.6, 0.3), ("channel", 0.9, 0.05)],
            ["publisher", "channel"],
            id="the less sure gives way",
        ),
    ],
)
def test_of_two_columns_of_the_channel_one_may_name_the_vehicle(
    rankings: list[tuple[str, float, float]], wanted: list[str]
) -> None:
    made = [
        Ranking(
            ((field, chance), ("publisher", other)) if other else ((field, chance),), 1.0 - chance - other
        )
        for field, chance, other in rankings
    ]
    assert best([f"Column {at}" for at in "abc"[: len(made)]], made) == wanted


def test_what_the_sheet_adds_up_is_no_price() -> None:
    price = Ranking((("unit_rate", 0.6), ("gross_cost", 0.3)), 0.1)
    (found,) = settled(
        Table([READER.read("Amount")], ["decimal"], [price], FIELDS, [SourceColumn("Amount", summed=True)])
    )
    assert found.best[0] == "gross_cost"
    assert sum(chance for _, chance in found.fields) + found.left_open == pytest.approx(1.0)


def test_the_folder_is_the_registry() -> None:
    files = {file.stem.replace("_", "-") for file in ROOM.glob("*.py")} - {"--init--"}
    assert {rule.name for rule in registry()} == files
    assert [rule.order for rule in registry()] == sorted({rule.order for rule in registry()})
    assert all(rule.sentence.endswith(".") for rule in registry())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("CPM (000)", "cpm"),
        ("Kosten per duizend impressies", "cpm"),
        ("Impressies in duizenden", "planned_impressions"),
    ],
)
def test_counts_in_thousands_are_no_price(cascade: Cascade, header: str, field: str) -> None:
    columns = [SourceColumn("Leverancier", ("YouTube",)), SourceColumn(header, ("2850", "3100"))]
    columns += [
        SourceColumn("Totale kosten", ("7125", "7750")),
        SourceColumn("Campagneperiode", ("2026-03-01",)),
    ]
    assert (cascade.suggest(columns)[1].field or "").removeprefix("planned_") == field.removeprefix(
        "planned_"
    )
