"""The reference shows what an OpenAPI document says, and shows nothing that it does not say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.developers.reference.arranging import arrange
from app.developers.reference.contexts import Reference
from app.developers.reference.searching import found_page
from app.developers.reference.shapes import kind_of, limits_of
from app.openapi import document
from app.settings import Settings
from app.web.rendering import Pages
from tests.whole_app import whole_app


def told(schema: dict[str, Any]) -> str:
    return "".join(part.text for part in kind_of(schema))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date-time"}, "point in time"),
        ({"type": "string", "format": "of-tomorrow"}, "text"),
        ({"type": ["integer", "null"]}, "whole number or null"),
        ({"anyOf": [{"$ref": "#/components/schemas/Chat"}, {"type": "null"}]}, "Chat or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Chat"}}, "list of Chat"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "list of (text or null)"),
        ({"type": "array"}, "list of anything"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "object of true or false"),
        ({"enum": ["a", 1, None]}, '"a" or 1 or null'),
        ({"const": "done"}, '"done"'),
        ({"oneOf": [{"type": "string"}, {"type": "string"}]}, "text"),
        ({"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}]}, "A and object"),
        ({"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "object"),
        ({}, "anything"),
    ],
)
def test_a_type_in_words(schema: dict[str, Any], words: str) -> None:
    assert told(schema) == words


def test_a_type_that_never_ends_is_cut_off() -> None:
    endless: dict[str, Any] = {"type": "array"}
    endless["items"] = endless
    assert told(endless).endswith("list of anything")


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"minimum": 1, "maximum": 100, "default": 20}, "1 to 100, 20 unless told"),
        ({"minLength": 50}, "at least 50 characters"),
        ({"maxItems": 3}, "at most 3 items"),
        ({"pattern": "^a$"}, "like `^a$`"),
        ({"minimum": 0}, "at least 0"),
        ({"default": None}, ""),
        ({"default": False}, "false unless told"),
    ],
)
def test_limits_in_words(schema: dict[str, Any], words: str) -> None:
    assert limits_of(schema) == words


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return document(whole_app(Settings(data_dir=tmp_path_factory.mktemp("reference"))))


@pytest.fixture(scope="module")
def reference(served: dict[str, Any]) -> Reference:
    return arrange(served, Pages().render)


def texts(part: Any, key: str) -> Iterator[str]:
    """Every text under that name, wherever it stands."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == key and isinstance(value, str):
                yield value
            yield from texts(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, key)


def bare(text: str) -> str:
    """Words without marks and tags, so that what is escaped compares with what is not."""
    return " ".join(re.findall(r"\w+", re.sub(r"&#?\w+;", " ", re.sub(r"<[^>]+>", " ", text))))


def test_every_operation_and_every_schema_is_there_once(served: dict[str, Any], reference: Reference) -> None:
    ids = [entry.id for group in reference.groups for entry in group.entries]
    wanted = [told["operationId"] for item in served["paths"].values() for told in item.values()]
    assert sorted(ids) == sorted(wanted)
    assert [entry.id for entry in reference.schemas] == [f"schema-{name}" for name in served["components"]["schemas"]]


def test_all_that_an_operation_says_is_shown(served: dict[str, Any], reference: Reference) -> None:
    shown = {entry.id: entry.html for group in reference.groups for entry in group.entries}
    for path, item in served["paths"].items():
        for method, told_of_it in item.items():
            html = shown[told_of_it["operationId"]]
            assert method.upper() in html
            assert path in html
            words = bare(html)
            for sentence in [
                *texts(told_of_it, "summary"),
                *texts(told_of_it, "description"),
                *texts(told_of_it, "when"),
            ]:
                assert bare(sentence) in words, (told_of_it["operationId"], sentence)
            for name in [*texts(told_of_it.get("parameters", []), "name"), *texts(told_of_it["responses"], "name")]:
                assert bare(name) in words, (told_of_it["operationId"], name)
            for status in told_of_it["responses"]:
                assert re.search(rf"<(?:h4|dt)>{status}</", html), (told_of_it["operationId"], status)


def test_a_stream_is_shown_whole_and_event_by_event(reference: Reference) -> None:
    shown = {entry.id: entry.html for group in reference.groups for entry in group.entries}
    stream = shown["career_tailor"]
    assert "data: {&#34;type&#34;:&#34;done&#34;}" in stream
    assert bare(stream).count("Named in its data") == 3
    assert "Of <code>" in shown["follow_run"]
    assert "Named in its data" not in shown["follow_run"]


def hostile(text: str) -> dict[str, Any]:
    """A document in which everything says this."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}, "example": text}}
    told_of_it = {
        "operationId": "one",
        "tags": [text],
        "summary": text,
        "description": text,
        "parameters": [{"name": text, "in": "query", "description": text, "schema": {"enum": [text]}, "example": text}],
        "requestBody": {"content": content},
        "responses": {
            "200": {
                "description": text,
                "content": {
                    "text/event-stream": {"schema": {}, "x-events": [{"name": text, "when": text, "example": text}]}
                },
            },
            "404": {"$ref": "#/components/responses/Gone"},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "paths": {"/x/{y}": {"post": told_of_it}},
        "components": {
            "schemas": {"A": {"type": "object", "description": text, "properties": {text: {"pattern": text}}}},
            "responses": {"Gone": {"description": text, "content": content}},
        },
    }


def test_what_a_document_says_is_text_and_never_markup() -> None:
    made = arrange(hostile('<script>alert("1")</script>`<img src=x>`'), Pages().render)
    (group,) = made.groups
    for entry in (*group.entries, *made.schemas):
        assert "<script" not in entry.html
        assert "<img" not in entry.html
        assert "&lt;script&gt;" in entry.html


def test_a_document_that_says_next_to_nothing_is_shown_all_the_same() -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {}}, "/b": {"parameters": [{"name": "q", "in": "query"}], "put": {"responses": {}}}},
    }
    made = arrange(document, Pages().render)
    (group,) = made.groups
    assert [entry.id for entry in group.entries] == ["get /a", "put /b"]
    assert "in the query" in group.entries[1].html
    assert (made.schemas, made.ways) == ((), ())


def test_a_search_finds_what_holds_every_word(reference: Reference) -> None:
    page = found_page(reference, "COVER  letter")
    found = [entry for group in page.reference.groups for entry in group.entries]
    assert "career_generate_letter" in {entry.id for entry in found}
    assert page.count == len(found)
    assert all("cover" in entry.words and "letter" in entry.words for entry in found)
    assert found_page(reference, "").reference == reference
    assert found_page(reference, "zzz zzz").count == 0


def test_the_document_of_a_server_with_everything_in_front_names_who_asks(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, auth="accounts", auth_username="u", auth_password="p")
    made = arrange(document(whole_app(settings)), Pages().render)
    assert [way.name for way in made.ways] == [
        "x-api-key",
        "X-Auth-Username",
        "X-Auth-Password",
        "Authorization: Bearer",
        "foreword_session",
    ]
