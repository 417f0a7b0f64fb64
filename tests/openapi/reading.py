"""The document, read as its readers do: references followed, values checked against schemas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from app.openapi import document
from app.settings import Settings
from tests.whole_app import whole_app

METHODS = ("get", "head", "post", "put", "patch", "delete")


def document_of(folder: Path, **settings: Any) -> dict[str, Any]:
    """The document of an app with these settings."""
    return document(whole_app(Settings(data_dir=folder / "data", **settings)))


def operations(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each operation as `METHOD /path`, with what is said of it."""
    for path, item in told["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def resolved(told: dict[str, Any], thing: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to, or the thing itself."""
    if "$ref" not in thing:
        return thing
    found: Any = told
    for step in thing["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def references(thing: Any) -> Iterator[str]:
    """Every reference in it."""
    if isinstance(thing, dict):
        if isinstance(thing.get("$ref"), str):
            yield thing["$ref"]
        for value in thing.values():
            yield from references(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from references(value)


class Checker:
    """Checks values against the schemas of one document.

    `strict`: what is not documented is wrong too, though an answer may get new members one day.
    """

    def __init__(self, told: dict[str, Any], *, strict: bool) -> None:
        schemas = {name: _closed(schema) for name, schema in told["components"]["schemas"].items()}
        self._components = {"schemas": schemas if strict else told["components"]["schemas"]}

    def problems(self, schema: dict[str, Any], value: Any) -> list[str]:
        """What is wrong with a value, each as `where: what`."""
        return [f"{error.json_path}: {error.message[:300]}" for error in self._validator(schema).iter_errors(value)]

    def _validator(self, schema: dict[str, Any]) -> Validator:
        whole = {**schema, "components": self._components}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    if "properties" in schema and "additionalProperties" not in schema:
        return {**schema, "additionalProperties": False}
    return schema
