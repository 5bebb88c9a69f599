"""The desk's interface for programs: true to its document, and fair about what is wrong."""

from __future__ import annotations

import re

import jsonschema
import pytest
from conftest import DAY, MINE, OWN
from openapi_spec_validator import OpenAPIV31SpecValidator

VALUES = {
    "account_id": MINE[0], "id": "x", "action_id": "x", "contact_id": "x", "override_id": "x", "playbook": "x",
    "team": "x"}


@pytest.fixture(scope="module")
def document(service) -> dict:
    """The OpenAPI document."""
    return service.get("/api/v1/openapi.json").json()


def addresses(document) -> list[tuple[str, dict]]:
    """Every described path with values in it, and its methods."""
    return [
        (re.sub(r"\{(\w+)\}", lambda found: VALUES[found[1]], path), methods)
        for path, methods in document["paths"].items()]


def test_the_document_is_valid(document):
    OpenAPIV31SpecValidator(document).validate()
    named = [
        operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(named) == len(set(named))


def test_every_described_operation_is_served_and_no_other_method(service, tokens, document):
    for address, methods in addresses(document):
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            status = service.send(method, address, tokens["importer"]).status_code
            described = method.lower() in methods or method == "HEAD" and "get" in methods
            assert (status != 405) == described, (method, address, status)


def test_what_needs_a_token_says_so(service, document):
    for address, methods in addresses(document):
        for method, operation in methods.items():
            status = service.send(method.upper(), address).status_code
            assert (status == 401) == bool(operation.get("security")), (method, address, status)


def test_answers_are_as_described(service, tokens, document):
    for path in ("/portfolio", "/portfolio/figures", "/alerts", "/monday", "/accounts/{account_id}",
                 "/accounts/{account_id}/history"):
        operation = document["paths"]["/api/v1" + path]["get"]
        answer = service.get("/api/v1" + path.format(**VALUES), tokens["csm"])
        assert answer.status_code == 200
        (kind, content), = operation["responses"]["200"]["content"].items()
        assert answer.headers["Content-Type"].partition(";")[0] == kind
        jsonschema.validate(answer.json(), content["schema"])


def test_pages_cover_everything_once(service, tokens):
    for limit in (1, 7, 500):
        found, cursor = [], ""
        while cursor is not None:
            page = service.get(f"/api/v1/portfolio?limit={limit}{cursor}", tokens["csm"]).json()
            found += [item["account_id"] for item in page["items"]]
            cursor = page["next"] and f"&cursor={page['next']}"
        assert sorted(found) == MINE


def test_the_order_is_that_of_the_command(service, tokens):
    import json

    from conftest import desk
    made = desk("portfolio", "--db", service.db, "--csm", OWN, "--date", DAY, "--json")
    said = [item["account_id"] for item in json.loads(made.stdout)["accounts"]]
    served = service.get("/api/v1/portfolio?limit=500", tokens["csm"]).json()["items"]
    assert [item["account_id"] for item in served] == said


@pytest.mark.parametrize("path, status", [
    ("/api/v1/portfolio?limit=0", 400), ("/api/v1/portfolio?show=best", 400),
    ("/api/v1/portfolio?sort=luck", 400), ("/api/v1/portfolio?q=a&q=b", 400),
    ("/api/v1/portfolio?cursor=0-abc", 409), ("/api/v1/portfolio?csm=nobody", 404),
    ("/api/v1/accounts/nothing", 404), ("/api/v1/accounts/%FF%FE", 404),
    (f"/accounts/{MINE[0]}/history.png?size=huge", 400), (f"/accounts/{MINE[0]}/history.png?theme=pink", 400),
    ("/api/v2/portfolio", 404)])
def test_what_is_wrong_is_said(service, tokens, path, status):
    assert service.get(path, tokens["csm"]).status_code == status


def test_bodies_and_headers_have_limits(service, tokens):
    large = service.enter(MINE[0], "touches", tokens["csm"], kind="call", summary="x" * 70_000)
    assert large.status_code == 413
    long = service.enter(MINE[0], "touches", tokens["csm"], kind="call", summary="x" * 5_000)
    assert long.status_code == 400 and "4000" in long.json()["detail"]
    plain = service.send(
        "POST", f"/api/v1/accounts/{MINE[0]}/touches", tokens["csm"], data="kind=call",
        headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert plain.status_code == 415


def test_callers_are_limited(start):
    service = start("--rate-limit", "1")
    token = service.token("csm", "--csm", OWN)
    statuses = {service.get("/api/v1/alerts", token).status_code for _ in range(60)}
    assert statuses == {200, 429}


def test_the_log_names_no_account_and_no_secret(service, tokens):
    service.get(f"/accounts/{MINE[0]}", tokens["csm"])
    log = service.log.read_text()
    assert "/accounts/{account_id}" in log
    assert MINE[0] not in log and tokens["csm"] not in log
