"""/api/openapi.json is valid, complete and true: what the service answers fits what it says of itself."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance, unsupported_method

from bot.web.problems import MEDIA_TYPE

# No schema says which facts, items and days exist; anonymous visitors are welcome; Starlette answers TRACE with 404.
UNDECIDABLE = [positive_data_acceptance, ignored_auth, unsupported_method]
ROUTES = {
    ("post", "/api/chat"),
    ("post", "/api/evaluate"),
    ("get", "/api/lists"),
    ("get", "/api/lists/{list_id}"),
    ("get", "/api/items/{list_id}/{no}"),
    ("get", "/api/facts"),
    ("get", "/api/tickets"),
    ("post", "/api/tickets"),
    ("get", "/api/tickets/{ticket_id}"),
    ("post", "/api/tickets/{ticket_id}/steps"),
    ("post", "/api/tickets/{ticket_id}/follow-up"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}
REFUSED = ["400", "401", "403", "404", "405", "413", "422", "429"]  # schemathesis does not count 413 by itself
CONFIG = SchemathesisConfig.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}})


@pytest.fixture
def published(client) -> dict[str, Any]:
    return client.get("/api/openapi.json").json()


@pytest.fixture
def described(client) -> Any:
    return schemathesis.openapi.from_asgi("/api/openapi.json", client.app, config=CONFIG)


def test_every_route_is_described(published):
    found = {(method, path) for path, methods in published["paths"].items() for method in methods}
    assert found >= ROUTES


def test_the_description_is_valid_openapi(client):
    schemathesis.openapi.from_asgi("/api/openapi.json", client.app).validate()


def test_errors_are_described_as_problem_documents(published):
    for path in published["paths"].values():
        for operation in path.values():
            errors = {code: answer for code, answer in operation["responses"].items() if code >= "400"}
            assert all(list(answer["content"]) == [MEDIA_TYPE] for answer in errors.values())
    assert set(published["paths"]["/api/chat"]["post"]["responses"]) >= {
        "200",
        "400",
        "401",
        "404",
        "413",
        "422",
        "429",
        "503",
    }
    assert "HTTPValidationError" not in str(published)


def test_null_is_allowed_where_the_contract_says_so(published):
    asked = published["components"]["schemas"]["ChatRequest"]["properties"]["conversation"]
    assert {"type": "null"} in asked["anyOf"]


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_fit_the_description(case):
    """Generated requests, good and bad: no 5xx, and every answer as described."""
    case.call_and_validate(excluded_checks=UNDECIDABLE)
