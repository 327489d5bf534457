import pytest

from worker.messages.translation import NUMBER, SHARE, Translation

TEXTS = {
    NUMBER: "1.234,5",
    SHARE: "5 %",
    "Cost": "Kosten",
    "Net cost": "Nettokosten",
    "Row {row} is late.": "Zeile {row} ist spät.",
    "'{header}' means {meaning}.": "'{header}' bedeutet {meaning}.",
    "'{header}' means {meaning}, and its values look like {values}.": "'{header}' bedeutet {meaning}; Werte: {values}.",
    "{count:,} rows, {share:.0%} of {sum:,.2f}.": "{share} von {sum}: {count} Zeilen.",
    "{rows} are hidden.": "{rows} sind ausgeblendet.",
    "Rows {first} to {last}": "Zeilen {first} bis {last}",
    "{x}.": "({x})",
    "'{header}' is the name of the field {meaning}.": "'{header}' ist das Feld {meaning}.",
    "'{header}' is the name of the field {meaning}": "'{header}' ist das Feld {meaning}",
    "{means}, and its values look like {values}.": "{means}; Werte: {values}.",
    "'{header}' says {phrase}.": "'{header}' sagt {phrase}.",
    "'{phrase}', which means {meaning}": "'{phrase}', was {meaning} heißt",
    "{problem} Steps: {steps}.": "{problem} Schritte: {steps}.",
}
TRANSLATION = Translation(TEXTS)


@pytest.mark.parametrize(
    "sentence",
    ["", "Nobody wrote this.", "cost of sales", "Row five", "12", "no rows, 5% of nothing.", "17, 24, 25"],
)
def test_what_no_message_is_known_for_stays_as_it_is(sentence: str) -> None:
    assert TRANSLATION.of(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "translated"),
    [
        ("Cost", "Kosten"),
        ("net cost", "Nettokosten"),
        ("Row 5 is late.", "Zeile 5 ist spät."),
        # A plan's own words stand in quotes and stay; ours do not.
        ("'Cost' means net cost.", "'Cost' bedeutet Nettokosten."),
        # The longer message is meant.
        ("'A' means cost, and its values look like dates.", "'A' bedeutet Kosten; Werte: dates."),
        # Of two messages, the one whose facts are known: 'cost, and its values look like net cost' is none.
        (
            "'A' is the name of the field cost, and its values look like net cost.",
            "'A' ist das Feld Kosten; Werte: Nettokosten.",
        ),
        ("'A / b' says 'b', which means cost.", "'A / b' sagt 'b', was Kosten heißt."),
        ("'P.U. HT' is the name of the field cost.", "'P.U. HT' ist das Feld Kosten."),
        (
            "'P.U. HT' is the name of the field cost, and its values look like net cost.",
            "'P.U. HT' ist das Feld Kosten; Werte: Nettokosten.",
        ),
        ("1,234 rows, 85% of 1,000.50.", "85 % von 1.000,50: 1.234 Zeilen."),
        # A fact may be a message itself.
        ("Rows 2 to 4 are hidden.", "Zeilen 2 bis 4 sind ausgeblendet."),
        ("Row 5 is late. Row 6 is late. Steps: 3.", "Zeile 5 ist spät. Zeile 6 ist spät. Schritte: 3."),
        # Several sentences, and one among them that is nobody's.
        (
            "Row 5 is late. AI: so it seems. Row 6 is late.",
            "Zeile 5 ist spät. AI: so it seems. Zeile 6 ist spät.",
        ),
        ("Row 5 is late. Row 6 is late.", "Zeile 5 ist spät. Zeile 6 ist spät."),
    ],
)
def test_a_sentence_is_said_by_the_message_that_it_was_made_from(sentence: str, translated: str) -> None:
    assert TRANSLATION.of(sentence) == translated


def test_the_pieces_say_which_of_them_nobody_has_translated() -> None:
    assert TRANSLATION.parts("Row 5 is late. So it seems.") == [
        ("Row 5 is late.", "Zeile 5 ist spät."),
        ("So it seems.", None),
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [("1,234.50", "1.234,50"), ("-5%", "-5 %"), ("12", "12"), ("-", "-"), ("no field", "no field"), ("", "")],
)
def test_a_number_is_written_as_its_reader_does(text: str, written: str) -> None:
    assert TRANSLATION.number(text) == written
