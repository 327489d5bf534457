"""What is true of a memory of one's own is true of a team's on PostgreSQL."""

from __future__ import annotations

import pytest

from tests.worker.memory.conftest import alone_and_in_a_team

database_url = pytest.fixture(params=["alone", "team"])(alone_and_in_a_team)
