"""What libpq is given: the address as it is, our time limits, TLS where the server is elsewhere."""

from __future__ import annotations

import pytest

from worker.errors import MemoryProblem
from worker.memory.database.postgres import connection


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://cleo@/plans?host=/run/postgresql", None),
        ("postgresql://cleo@localhost/plans", None),
        ("host=127.0.0.1 dbname=plans", None),
        ("postgresql://cleo@db.agency.example/plans?sslmode=verify-full", "verify-full"),
        ("postgresql://cleo@db.agency.example/plans", "require"),
    ],
)
def test_a_server_elsewhere_is_spoken_to_in_secret(url: str, mode: str | None) -> None:
    assert connection.parameters(url).get("sslmode") == mode


def test_the_addresss_own_limits_and_options_stay() -> None:
    parameters = connection.parameters("postgresql://h/d?connect_timeout=9&options=-c%20work_mem%3D8MB")
    assert parameters["connect_timeout"] == "9"
    assert str(parameters["options"]).startswith("-c work_mem=8MB -c search_path=mediamapper")


@pytest.mark.parametrize("url", ["mysql://h/d", "plans"])
def test_another_address_is_refused_with_the_form_of_one(url: str) -> None:
    with pytest.raises(MemoryProblem, match="postgresql://LOGIN@HOST/DATABASE"):
        connection.parameters(url)
