"""The cascade of the shipped template, without memory and model."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade


@pytest.fixture(scope="package")
def cascade() -> Cascade:
    return Cascade(load_template())
