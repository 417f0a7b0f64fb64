"""JSON Schema of the structs that requests are read into and answers are written from.

msgspec makes them, which also does the reading and the writing. An answer is always written whole, so every member of
its object is required there; a request may leave out what has a default.
"""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any

import msgspec

from app.openapi.bounds import lay_over

REFERENCE = "#/components/schemas/"
_PAGE = re.compile(r"Page_(\w+?)_")


class Schemas:
    """The schemas of all types of one document, each struct by its name."""

    def __init__(self, read: Iterable[Any], written: Iterable[Any]) -> None:
        """`read` are the types of requests, `written` those of answers and events."""
        asked = list(dict.fromkeys(read))
        types = list(dict.fromkeys([*asked, *written]))
        of_types, components = msgspec.json.schema_components(types, ref_template=REFERENCE + "{name}")
        named = {name: _name_of(name) for name in components}
        self._of: dict[Any, dict[str, Any]] = {
            kind: _renamed(schema, named) for kind, schema in zip(types, of_types, strict=True)
        }
        self.components: dict[str, dict[str, Any]] = {
            named[name]: _renamed(schema, named) for name, schema in components.items()
        }
        requested = set(self._reachable([self._of[kind] for kind in asked]))
        for name, schema in self.components.items():
            _tidy(schema, is_written=name not in requested)
            lay_over(name, schema)

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type that was named at the beginning."""
        return self._of[kind]

    def _reachable(self, schemas: list[Any]) -> Iterator[str]:
        seen: set[str] = set()
        waiting = schemas
        while waiting:
            for name in _references(waiting.pop()):
                if name not in seen:
                    seen.add(name)
                    waiting.append(self.components[name])
        yield from seen


def _name_of(name: str) -> str:
    return _PAGE.sub(r"\1Page", name)


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix(REFERENCE)
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


def _renamed(schema: Any, names: dict[str, str]) -> Any:
    if isinstance(schema, list):
        return [_renamed(one, names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _renamed(value, names) for key, value in schema.items()}
    if isinstance(made.get("$ref"), str):
        made["$ref"] = REFERENCE + names[made["$ref"].removeprefix(REFERENCE)]
    return made


def _tidy(schema: dict[str, Any], *, is_written: bool) -> None:
    if "description" in schema:
        schema["description"] = cleandoc(schema["description"])
    members: dict[str, Any] = schema.get("properties", {})
    if is_written:
        # What may be left out of an answer is UNSET by default, which is no JSON and is not told here.
        always = {name for name, member in members.items() if "default" in member} | {*schema.get("required", ())}
        schema["required"] = [name for name in members if name in always]
        for member in members.values():
            member.pop("default", None)
    if not schema.get("required"):
        schema.pop("required", None)
