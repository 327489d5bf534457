"""The vocabulary's files: what they say, and what they must not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker import paths, text
from worker.errors import UsageError
from worker.knowledge.concepts import open_concepts
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import Sense, language_of, load_vocabulary, parse, shipped_vocabulary

GERMAN = """
# what costs
net_cost = Netto-Mediakosten | MediaCost_netto
net_cost = Kosten
spend = Kosten
~roas = ROAS
+net = netto | n/n
"""


def test_a_phrase_is_found_in_the_form_in_which_headers_are_compared():
    senses = parse(GERMAN, "de").senses
    assert senses["netto mediakosten"] == (Sense("net_cost", "de"),)
    assert senses["media cost netto"] == (Sense("net_cost", "de"),)


def test_a_phrase_of_two_classes_keeps_both_the_likelier_first():
    assert [sense.name for sense in parse(GERMAN, "de").senses["kosten"]] == ["net_cost", "spend"]


def test_modifiers_stand_apart():
    found = parse(GERMAN, "de")
    assert found.modifiers == {"netto": ("net",), "n n": ("net",)}
    assert "netto" not in found.senses


def test_comments_and_blank_lines_say_nothing():
    assert not parse("# a = b\n\n   \n", "en").senses


def test_a_platform_has_a_name_other_names_and_headers_that_give_it_away():
    found = parse("platform = TikTok Ads | TT\nspend = Cost\n?signature = Paid likes", "x", platform=True)
    (platform,) = found.platforms
    assert platform.name == "TikTok Ads"
    assert platform.aliases == {"tik tok ads", "tt"}
    assert platform.signature == {"paid likes"}
    assert found.senses["cost"] == (Sense("spend", "TikTok Ads", True),)


def test_a_platform_may_name_itself_on_several_lines():
    (platform,) = parse("platform = Meta | FB\nplatform = Facebook Ads", "x", platform=True).platforms
    assert (platform.name, platform.aliases) == ("Meta", {"meta", "fb", "facebook ads"})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("net_cost Kosten", "no line of a word list"),
        ("= Kosten", "no line of a word list"),
        ("net cost = Kosten", "which is two words"),
        ("net_cost = | - |", "no phrase"),
    ],
)
def test_a_line_that_is_none_is_refused_with_its_place(tmp_path: Path, line: str, says: str):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.txt").write_text(f"[headers]\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match=rf"de\.txt, line 2 .*{says}"):
        load_vocabulary(tmp_path)


@given(
    st.text(alphabet=st.characters(blacklist_characters="|\n\r#=\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30)
)
def test_phrases_are_normalised_as_headers_are(phrase: str):
    wanted = " ".join(text.words(phrase))
    if wanted and "|" not in text.prepared(phrase) and "\n" not in text.prepared(phrase):
        assert list(parse(f"x = {phrase}", "en").senses) == [wanted]


def test_every_shipped_class_is_a_field_or_an_open_concept():
    assert shipped_vocabulary().classes <= {*load_template().names, *open_concepts()}


def test_every_open_concept_has_a_phrase():
    assert set(open_concepts()) <= shipped_vocabulary().classes


def test_the_shipped_files_load():
    assert load_vocabulary(paths.shipped("knowledge")).senses


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ([], None),
        (["CPM", "GRP"], None),
        (["Emisora", "Costo neto", "CPM"], "es"),
        (["Sändningsdatum", "CPM"], "sv"),
        (["Издание", "Стоимость размещения", "CTR"], "ru"),
    ],
)
def test_the_language_of_headers(headers: list[str], language: str | None) -> None:
    assert language_of(headers) == language
