"""The worker against its own OpenAPI document: schemathesis asks each route what fits it and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.worker.served import Worker, serving
from worker.knowledge.platform_rules import platform_rules
from worker.llm.problems import CODES
from worker.serving.operations import OPERATIONS

ROOT = Path(__file__).parents[3]
EXAMPLES = 8
ASKED = [(o.method, o.path) for o in OPERATIONS if o.verb != "stop"]
"""Stopping is tested where a worker may end."""
BEYOND_A_SCHEMA = [positive_data_acceptance]
"""A question can be well-formed and still not to be answered: a field that the template does not have, an empty plan."""


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with serving(tmp_path_factory.mktemp("memory")) as running:
        yield running


@pytest.fixture(scope="module")
def document(worker: Worker) -> Any:
    return worker.get("/openapi.json")


@pytest.fixture(scope="module")
def api(worker: Worker, document: Any) -> Any:
    found = schemathesis.openapi.from_dict(document)
    found.config.update(base_url=worker.address["url"])
    return found


@pytest.fixture(scope="module")
def session(worker: Worker) -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False  # no proxy between this machine and itself
        yield opened


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), ASKED)
def test_the_worker_answers_as_it_says(
    worker: Worker, api: Any, session: requests.Session, method: str, path: str, mode: GenerationMode
) -> None:
    operation = api[path][method]
    headers = {"Authorization": f"Bearer {worker.address['token']}"}

    @hypothesis.given(data=st.data())
    @hypothesis.settings(
        max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    def ask(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        case.call_and_validate(headers=headers, session=session, excluded_checks=BEYOND_A_SCHEMA)

    ask()


def test_the_report_of_a_taught_memory_is_as_described(worker: Worker, api: Any) -> None:
    for decision in ("confirm", "confirm", "reject", "confirm", "confirm"):
        decided = {"header": "Foo", "field": "clicks", "decision": decision, "scope": {"client": "Acme"}}
        worker.post("/v1/decisions", {"decisions": [decided], "user": "ann"})
    answer = worker.client.get("/v1/report")
    assert answer.json()["scopes"]
    api["/v1/report"]["GET"].validate_response(answer)


def test_the_document_is_one(api: Any) -> None:
    api.validate()


def test_each_refusal_has_the_one_shape(document: Any) -> None:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len(operations) == len(OPERATIONS)
    for operation in operations:
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert {"401", "403", "408", "413", "421", "422", "500", "503"} <= set(refusals)
        for answer in refusals.values():
            assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}


def test_the_codes_of_findings_are_those_of_the_documentation(document: Any) -> None:
    findings = (ROOT / "docs" / "reference.md").read_text("utf-8").split("## Findings")[1].split("\n## ")[0]
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \| (?:note|warning|error) \|", findings, re.M))
    codes, rule = document["components"]["schemas"]["FindingCode"]["anyOf"]
    assert len(documented) > 50
    assert documented | set(CODES) == set(codes["enum"])
    assert all(re.search(rule["pattern"], one.code) for one in platform_rules("Google Ads"))


def test_each_answer_with_findings_uses_them(document: Any) -> None:
    schemas, code = document["components"]["schemas"], {"$ref": "#/components/schemas/FindingCode"}
    assert schemas["Finding"]["properties"]["code"] == code
    by_code = [
        s for s in schemas.values() if s.get("properties", {}).get("findings", {}).get("type") == "object"
    ]
    assert len(by_code) >= 2
    assert all(schema["properties"]["findings"]["propertyNames"] == code for schema in by_code)


def test_strangers_do_not_see_it(worker: Worker) -> None:
    answer = worker.client.get("/openapi.json", headers={"Authorization": "Bearer guess"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token")


@pytest.mark.parametrize("page", ["/docs", "/redoc", "/v1/openapi.json"])
def test_there_are_no_pages(worker: Worker, page: str) -> None:
    assert worker.client.get(page).status_code == 404
