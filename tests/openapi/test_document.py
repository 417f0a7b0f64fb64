"""The document by itself: valid, whole, and of the very addresses that the app has."""

from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.openapi.bounds import MEMBERS, RULES
from app.openapi.building import TAGS
from app.openapi.described import OPERATIONS
from tests.accounts.route import ANYBODY
from tests.accounts.routes import ROUTES
from tests.openapi.reading import Checker, document_of, operations, references, resolved

PROBES = ("/health/", "/api/")


def for_programs() -> set[str]:
    """What the table of all routes says that a key opens, and what anybody may ask that is no page."""
    return {
        name
        for name, route in ROUTES.items()
        if isinstance(route.who, tuple) or (route.who == ANYBODY and name.partition(" ")[2].startswith(PROBES))
    }


def test_it_is_valid(told: dict[str, Any]) -> None:
    assert [str(error)[:300] for error in OpenAPIV31SpecValidator(told).iter_errors()] == []


def test_the_validator_sees_what_is_wrong(told: dict[str, Any]) -> None:
    assert [*OpenAPIV31SpecValidator({**told, "paths": {"/x": {"get": {"responses": {"x": {}}}}}}).iter_errors()]


def test_it_tells_every_address_for_programs_and_no_other(told: dict[str, Any]) -> None:
    assert {name for name, _ in operations(told)} == for_programs()


def test_every_address_has_words_of_its_own_and_no_words_are_left_over(told: dict[str, Any]) -> None:
    assert {name for name, _ in operations(told)} == set(OPERATIONS)


def test_no_bound_is_left_over(told: dict[str, Any]) -> None:
    for name in {*MEMBERS, *RULES}:
        assert MEMBERS.get(name, {}).keys() <= told["components"]["schemas"][name]["properties"].keys()


def test_every_operation_is_told_whole(told: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(told)]
    assert len(ids) == len(set(ids))
    for name, operation in operations(told):
        assert operation["summary"], name
        assert len(operation["summary"]) < 60, name
        assert operation["tags"][0] in TAGS, name
        for parameter in operation.get("parameters", ()):
            assert resolved(told, parameter)["description"], name
        for status, response in operation["responses"].items():
            assert resolved(told, response)["description"], (name, status)


def test_tags_are_those_that_are_used(told: dict[str, Any]) -> None:
    assert {tag["name"] for tag in told["tags"]} == {operation["tags"][0] for _, operation in operations(told)}


def test_all_references_lead_somewhere_and_all_components_are_used(told: dict[str, Any]) -> None:
    found = set(references(told))
    for reference in found:
        assert resolved(told, {"$ref": reference})
    for kind in ("schemas", "responses", "parameters", "headers"):
        assert {f"#/components/{kind}/{name}" for name in told["components"][kind]} <= found


def test_what_a_key_needs_is_told(told: dict[str, Any]) -> None:
    for name, operation in operations(told):
        who = ROUTES[name].who
        if who == ANYBODY:
            assert operation["security"] == [], name
        else:
            assert isinstance(who, tuple), name
            assert all(f"`{scope}`" in operation["description"] for scope in who), name


def test_every_json_body_and_answer_has_an_example(told: dict[str, Any]) -> None:
    missing = [place for place, content in _contents(told) if not {"example", "examples"} & content.keys()]
    assert missing == []


def test_every_example_is_one(told: dict[str, Any]) -> None:
    checker = Checker(told, strict=True)
    for place, content in _contents(told):
        for example in [content["example"]] if "example" in content else _values(content["examples"]):
            assert checker.problems(content["schema"], example) == [], place


def test_every_event_has_an_example_that_is_one(told: dict[str, Any]) -> None:
    checker = Checker(told, strict=True)
    events = [(place, event) for place, content in _contents(told) for event in content.get("x-events", ())]
    assert len(events) > 20
    for place, event in events:
        assert checker.problems(event["schema"], event["example"]) == [], (place, event["name"])


def test_an_example_that_is_none_is_seen(told: dict[str, Any]) -> None:
    checker = Checker(told, strict=True)
    reference = {"$ref": "#/components/schemas/Problem"}
    good = told["components"]["responses"]["ProblemNotFound"]["content"]["application/problem+json"]["example"]
    assert checker.problems(reference, good) == []
    assert checker.problems(reference, {**good, "status": "404"})
    assert checker.problems(reference, {**good, "surprise": 1})
    assert checker.problems(reference, {"title": "Not Found"})


def test_parameters_have_examples_that_they_may_be(told: dict[str, Any]) -> None:
    checker = Checker(told, strict=True)
    for name, operation in operations(told):
        for parameter in (resolved(told, one) for one in operation.get("parameters", ())):
            if "example" in parameter:
                assert checker.problems(parameter["schema"], parameter["example"]) == [], (name, parameter["name"])
            if "default" in parameter["schema"]:
                assert checker.problems(parameter["schema"], parameter["schema"]["default"]) == [], name


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [{"key": []}, {"bearer": []}, {}]),
        ({"auth": "accounts"}, [{"key": []}, {"bearer": []}, {"session": []}]),
        ({"auth": "proxy", "trusted_proxies": ("127.0.0.1/32",)}, [{"key": []}, {"bearer": []}]),
    ],
)
def test_it_says_who_may_come_in(tmp_path: Path, settings: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    assert document_of(tmp_path, **settings)["security"] == expected


def test_a_gate_is_told_beside_every_way_in(tmp_path: Path) -> None:
    told = document_of(tmp_path, auth_username="somebody", auth_password="a long password")
    assert all({"gate_name", "gate_password"} <= way.keys() for way in told["security"])
    live = told["paths"]["/health/live"]["get"]
    assert live["security"] == []


def test_the_server_is_where_the_public_finds_it(tmp_path: Path, told: dict[str, Any]) -> None:
    assert told["servers"] == [{"url": "/"}]
    public = document_of(tmp_path, public_url="https://foreword.example.org/")
    assert public["servers"] == [{"url": "https://foreword.example.org"}]


def _contents(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every media type object that is JSON, a form or a stream, with its place."""
    found = []
    for name, operation in operations(told):
        bodies = {"request": operation.get("requestBody", {"content": {}}), **operation["responses"]}
        for part, body in bodies.items():
            for kind, content in resolved(told, body).get("content", {}).items():
                if content["schema"] and content["schema"].get("format") != "binary":
                    found.append((f"{name} {part} {kind}", content))
    return found


def _values(examples: dict[str, Any]) -> list[Any]:
    return [example["value"] for example in examples.values()]
