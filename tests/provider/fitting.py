"""The default answers: a few sentences for a text, and for a structured task a JSON value that fits its schema."""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from tests.provider.asked import Asked

SENTENCES = "I read your posting with interest. My work fits what it asks for. I would like to talk about it soon."
_DEEP = 6


def default_answer(asked: Asked) -> str:
    """What a willing model would say; strings in JSON are lines of the data in the prompt."""
    if asked.schema is None:
        return SENTENCES
    lines = [line.strip() for line in "\n".join(asked.data.values()).splitlines() if len(line.split()) > 2]
    return json.dumps(_Fitting(asked.schema, itertools.cycle(lines or [SENTENCES])).value(asked.schema, 0))


class _Fitting:
    """Builds values for one schema; `lines` are its strings."""

    def __init__(self, root: dict[str, Any], lines: Iterator[str]) -> None:
        self._root = root
        self._lines = lines

    def value(self, schema: dict[str, Any], depth: int) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self.value(self._preferred(schema[several], depth), depth)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = kind[0] if isinstance(kind, list) else kind
        make = {"object": self._object, "array": self._array, "string": self._string}.get(kind)
        return make(schema, depth) if make else self._plain(kind, schema)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            place: Any = self._root
            for part in schema["$ref"].removeprefix("#/").split("/"):
                place = place[part]
            schema = place
        return schema

    def _preferred(self, several: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        empty = [one for one in several if one.get("type") == "null"]
        full = [one for one in several if one.get("type") != "null"]
        return (empty or full)[0] if depth > _DEEP else (full or empty)[0]

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        properties: dict[str, Any] = schema.get("properties", {})
        needed = schema.get("required", []) if depth > _DEEP else properties
        made = {name: self.value(properties[name], depth + 1) for name in needed}
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict) and not properties and depth <= _DEEP:
            made["first"] = self.value(extra, depth + 1)
        return made

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.value(item, depth + 1) for item in schema["prefixItems"]]
        count = max(schema.get("minItems", 0), 1 if depth <= _DEEP and schema.get("maxItems", 1) else 0)
        return [self.value(schema.get("items") or {}, depth + 1) for _ in range(count)]

    def _string(self, schema: dict[str, Any], _depth: int) -> str:
        known = {"date": "2026-05-04", "date-time": "2026-05-04T10:00:00Z", "time": "10:00:00Z", "byte": "YQ=="}
        if schema.get("format") in known:
            return known[schema["format"]]
        line = next(self._lines)
        pattern = schema.get("pattern")
        if pattern and not re.search(pattern, line):
            line = next(text for text in ("/work/0", "2026-05-04", "2026-05", "a", "1") if re.search(pattern, text))
        return line.ljust(schema.get("minLength", 0), ".")[: schema.get("maxLength", len(line) + 1)]

    def _plain(self, kind: str, schema: dict[str, Any]) -> Any:
        if kind == "boolean":
            return True
        if kind == "null":
            return None
        low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        return low if kind == "integer" else float(low)
