"""The OpenAPI document is sound, and what it says is what the server does."""

import subprocess
import sys

import jsonschema_rs
import pytest
from installation import Installation, environment

# What contract.md promises from the first day.
OPERATIONS = {
    "searchPeople", "getPerson", "createPerson", "listCatalogueItems", "createOrder", "getOrder", "listOrders",
    "dispatchOrder", "signForOrder", "closeOrder", "getStatistics", "listEvents",
}
VERBS = {"get", "post", "put", "patch", "delete", "head", "options", "trace"}


@pytest.fixture(scope="module")
def document(scripts) -> dict:
    answer = scripts["nobody"].get("/openapi.json")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("application/json")
    return answer.json


def operations(document: dict) -> dict[str, tuple[str, str, dict]]:
    return {
        operation["operationId"]: (verb, path, operation)
        for path, verbs in document["paths"].items() for verb, operation in verbs.items() if verb in VERBS}


def test_the_document_names_every_operation_once(document):
    assert document["openapi"].startswith("3.1.")
    named = [operation["operationId"] for verbs in document["paths"].values()
             for verb, operation in verbs.items() if verb in VERBS]
    assert len(named) == len(set(named))
    assert OPERATIONS <= set(named), OPERATIONS - set(named)
    found = operations(document)
    assert found["createOrder"][:2] == ("post", "/api/orders")
    assert found["closeOrder"][:2] == ("post", "/api/orders/{id}/closure")
    assert all(operation.get("summary") for _, _, operation in found.values())


def test_every_schema_of_the_document_is_sound(document):
    """JSON Schema 2020-12, which OpenAPI 3.1 is built on; no field that nobody named."""
    seen = 0

    def walk(node, where):
        nonlocal seen
        if isinstance(node, dict):
            if "schema" in node and isinstance(node["schema"], dict):
                schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | node["schema"]
                jsonschema_rs.meta.validate(schema)
                seen += 1
            if node.get("type") == "object":
                assert node.get("additionalProperties") is False, f"{where} lets unknown fields in"
                assert set(node.get("required", [])) <= set(node.get("properties", {})), where
            for key, value in node.items():
                walk(value, f"{where}/{key}")
        elif isinstance(node, list):
            for index, value in enumerate(node):
                walk(value, f"{where}/{index}")

    walk(document["paths"], "paths")
    walk(document["components"], "components")
    assert seen > 20


def test_the_document_says_how_changes_are_guarded(document):
    for name in ["dispatchOrder", "signForOrder", "closeOrder"]:
        parameters = {(one["in"], one["name"]) for one in operations(document)[name][2]["parameters"]}
        assert ("header", "Idempotency-Key") in parameters, name
        assert ("header", "If-Match") in parameters, name
    for name in OPERATIONS:
        _, _, operation = operations(document)[name]
        assert operation.get("security", document.get("security")), f"{name} needs a token"
        assert "application/problem+json" in operation["responses"]["422"]["content"], name


@pytest.mark.parametrize(("user", "seconds"), [("panjing", 75), ("linsheng", 30)])
def test_schemathesis_finds_no_difference(demo: Installation, scripts, user, seconds, tmp_path):
    """Positive and negative values, one operation after the other, and chains of operations that belong together."""
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{demo.address}/openapi.json",
         "--header", f"Authorization: Bearer {scripts[user].token}", "--checks", "all",
         "--exclude-checks", "positive_data_acceptance", "--mode", "all", "--max-examples", "25", "--workers", "1",
         "--phases", "examples,coverage,fuzzing,stateful", "--seed", "20261124", "--no-color",
         "--generation-database", "none", "--max-time", str(seconds)],
        capture_output=True, text=True, timeout=400, env=environment(), cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-12000:] + done.stderr[-2000:]
    assert demo.is_running
    log = demo.log.read_text()
    assert " error " not in log, log[-3000:]
