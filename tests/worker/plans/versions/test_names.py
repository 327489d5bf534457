"""What the names of sheets and titles say of versions and of times."""

from __future__ import annotations

import pytest

from worker.plans.versions.names import names_time, says_void, version_name


@pytest.mark.parametrize("name", ["Plan", "Video", "Radio", "Vienna", "Revenue", "Digital"])
def test_a_name_without_a_version(name: str) -> None:
    assert not version_name(name).is_version
    assert not version_name(name).is_option


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Plan v2", 2),
        ("MP_v03", 3),
        ("Plan R1", 1),
        ("Option B", 2),
        ("Вариант Б", 2),
        ("案二", 2),
        ("第一版", 1),
        ("第9版", 9),
        ("二", None),
    ],
)
def test_versions_are_counted(name: str, number: int | None) -> None:
    assert version_name(name).number == number


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Plan", False), ("TV 2", False), ("Jan", True), ("Q1 2026", True), ("План март", True)],
)
def test_sheets_named_after_times(name: str, expected: bool) -> None:
    assert names_time(name) is expected


@pytest.mark.parametrize(
    ("name", "base", "roles"),
    [
        ("Media plan", (), frozenset()),
        ("Plan (2)", (), {"copy"}),
        ("Plan 500k", (), {"tier"}),
        ("Plan v2 final", (), {"version", "final"}),
        ("Digital draft", ("digital",), {"draft"}),
        ("Вариант Б", (), {"option"}),
        ("Rev 1 2026", ("2026",), {"version"}),
        ("Rev 2 3-16-26", (), {"version"}),
        ("TV v3 16.03.2026", ("tv",), {"version"}),
        ("v2_20260316", (), {"version"}),
        ("TV 3-16-26", ("tv", "3", "16", "26"), frozenset()),
    ],
)
def test_roles_and_the_rest_of_the_name(name: str, base: tuple[str, ...], roles: set[str]) -> None:
    version = version_name(name)
    assert (set(version.base) - {"plan", "media"}, version.roles) == (set(base), roles)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("This plan supersedes v5", False),
        ("Valid until 31 May", False),
        ("Plan *** SUPERSEDED 02/04 - DO NOT USE ***", True),
        ("Plan médias - ne pas utiliser", True),
        ("Медиаплан (устарел)", True),
        ("排期表(已作废)", True),
    ],
)
def test_titles_of_what_counts_no_longer(title: str, expected: bool) -> None:
    assert says_void(title) is expected
