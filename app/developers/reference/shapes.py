"""JSON Schema in words: what a value is, which members it has, within which limits."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.developers.reference.contexts import Member, TypePart, TypeText

REFERENCE = "#/components/schemas/"
_DEEPEST = 8
_ANYTHING = (TypePart("anything"),)
_OR, _AND = TypePart(" or "), TypePart(" and ")
_FORMATS = {
    "date-time": "point in time",
    "uri": "address",
    "uri-reference": "address",
    "uuid": "UUID",
    "binary": "file",
    "date": "date",
}


def name_in(reference: str) -> str:
    """`Chat` of `#/components/schemas/Chat`."""
    return reference.rpartition("/")[2]


def kind_of(schema: Mapping[str, Any], depth: int = 0) -> TypeText:
    """What a value of this schema is, in words; named schemas are links."""
    if "$ref" in schema:
        name = name_in(schema["$ref"])
        return (TypePart(name, name),)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return (TypePart(" or ".join(json.dumps(value, ensure_ascii=False) for value in values)),)
    # Beside a type, choices only narrow it.
    choices = None if "type" in schema else schema.get("anyOf") or schema.get("oneOf")
    if depth >= _DEEPEST or not (choices or "type" in schema or "allOf" in schema):
        return _ANYTHING
    if choices:
        return _joined([kind_of(choice, depth + 1) for choice in choices], _OR)
    if "allOf" in schema:
        return _joined([kind_of(part, depth + 1) for part in schema["allOf"]], _AND)
    return _plain(schema, depth)


def _plain(schema: Mapping[str, Any], depth: int) -> TypeText:
    types = [schema["type"]] if isinstance(schema["type"], str) else list(schema["type"])
    return _joined([_of_type(kind, schema, depth) for kind in types], _OR)


def _of_type(kind: str, schema: Mapping[str, Any], depth: int) -> TypeText:
    if kind == "array":
        return (TypePart("list of "), *_bracketed(kind_of(schema.get("items") or {}, depth + 1)))
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return (TypePart("object of "), *_bracketed(kind_of(schema["additionalProperties"], depth + 1)))
    if kind == "string":
        return (TypePart(_FORMATS.get(schema.get("format", ""), "text")),)
    return (TypePart({"integer": "whole number", "boolean": "true or false"}.get(kind, kind)),)


def _bracketed(parts: TypeText) -> TypeText:
    """Several choices stay together."""
    return (TypePart("("), *parts, TypePart(")")) if {_OR, _AND} & {*parts} else parts


def _joined(kinds: Iterable[TypeText], word: TypePart) -> TypeText:
    parts: list[TypePart] = []
    for kind in dict.fromkeys(kinds):
        parts += [word, *kind] if parts else kind
    return tuple(parts)


def members_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> tuple[Member, ...]:
    """The members of an object, also of one that is named; none of anything else."""
    if "$ref" in schema:
        schema = schemas.get(name_in(schema["$ref"]), {})
    required = frozenset(schema.get("required", ()))
    return tuple(
        Member(
            name=name,
            kind=kind_of(member),
            required=name in required,
            description=member.get("description", ""),
            limits=limits_of(member),
        )
        for name, member in schema.get("properties", {}).items()
    )


def limits_of(schema: Mapping[str, Any]) -> str:
    """What narrows a value beyond its type, such as "1 to 100, 20 unless told"; a pattern stands in backticks."""
    said = [
        _range(schema, "minimum", "maximum", ""),
        _range(schema, "minLength", "maxLength", " characters"),
        _range(schema, "minItems", "maxItems", " items"),
        f"like `{schema['pattern']}`" if "pattern" in schema else "",
        _unless_told(schema),
    ]
    return ", ".join(part for part in said if part)


def _range(schema: Mapping[str, Any], least: str, most: str, unit: str) -> str:
    low, high = schema.get(least), schema.get(most)
    if low is not None and high is not None:
        return f"{low:,} to {high:,}{unit}"
    if low is not None:
        return f"at least {low:,}{unit}"
    return f"at most {high:,}{unit}" if high is not None else ""


def _unless_told(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    return "" if default in (None, "", [], {}) else f"{json.dumps(default, ensure_ascii=False)} unless told"
