from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem, UsageError
from worker.knowledge.values import KINDS, canonical, load_lists, load_values


@pytest.mark.parametrize(
    ("kind", "value"),
    [("platform", "Some Site"), ("market", "Berlin"), ("market", "xx"), ("market", "the"), ("currency", "real cost"),
     ("channel", ""), ("device", "300x250"), ("buy_type", "auctioneer")],
)  # fmt: skip
def test_what_no_list_knows_is_left_alone(kind: str, value: str) -> None:
    assert canonical(kind, value) is None


@pytest.mark.parametrize(
    ("kind", "value", "name"),
    [
        ("platform", "FB", "Meta"),
        ("platform", "facebook ads", "Meta"),
        ("platform", "DV 360", "DV360"),
        ("platform", "Яндекс.Директ", "Yandex Direct"),
        ("platform", "네이버", "Naver"),
        ("channel", "Außenwerbung", "OOH"),
        ("channel", "Réseaux sociaux", "Social"),
        ("channel", "户外", "OOH"),
        ("market", "uk", "GB"),
        ("market", "GBR", "GB"),
        ("market", "Allemagne", "DE"),
        ("market", "Deutschland", "DE"),
        ("market", "España", "ES"),
        ("market", "日本", "JP"),
        ("market", "السعودية", "SA"),
        ("market", "Türkiye", "TR"),
        ("market", "Latam", "LATAM"),
        ("buy_type", "TKP", "CPM"),
        ("buy_type", "Flat fee", "Flat"),
        ("device", "Smart TV", "CTV"),
        ("currency", "€", "EUR"),
        ("currency", "рубли", "RUB"),
        ("currency", "R$", "BRL"),
        ("currency", "eur", "EUR"),
    ],
)
def test_the_one_name_of_a_value(kind: str, value: str, name: str) -> None:
    assert canonical(kind, value) == name


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_reads_and_every_name_is_its_own(kind: str) -> None:
    """Loading fails when one alias stands for two names."""
    values = load_values(kind)
    assert all(values.find(name) == name for name in values.names)


def test_a_list_nobody_knows_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"platform, channel"):
        canonical("colour", "red")


def test_the_user_s_list_wins(tmp_path: Path) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "platform.txt").write_text("# ours\nHouse DSP = hdsp | house\n", "utf-8")
    assert load_values("platform", tmp_path).find("HDSP") == "House DSP"
    assert load_values("platform", tmp_path).find("FB") is None


@pytest.mark.parametrize(("text", "said"), [("A = x\nB = x\n", "two names"), ("just words\n", "line 1")])
def test_a_broken_list_says_where(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "device.txt").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        load_values("device", tmp_path)


def test_a_list_that_is_no_text_is_a_file_problem(tmp_path: Path) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "channel.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileProblem):
        load_values("channel", tmp_path)


def test_every_shared_sign_has_currencies() -> None:
    assert all(load_lists("shared_sign").values())
