"""Answers with a form: its JSON schema for the provider, the answer out of what the model wrote, the second chance."""

import re
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

SHOWN_CHARACTERS = 12_000
_FENCED = re.compile(r"```[\w-]*\s*\n(.*?)\n?\s*```", re.DOTALL)
_LEFT_OUT = frozenset({"default", "title", "discriminator", "examples"})


def strict_schema(answer_type: Any) -> dict[str, Any] | None:
    """The schema as OpenAI's structured outputs want it: an object, closed, with every property required.

    None for a type that cannot be told so, such as a list or a mapping with free keys; the prompt has the schema too.
    Source of the rules: https://platform.openai.com/docs/guides/structured-outputs (supported schemas).
    """
    schema = msgspec.json.schema(answer_type)
    definitions = schema.pop("$defs", {})
    reference = schema.pop("$ref", None)
    if reference is not None:
        name = reference.rpartition("/")[2]
        schema = {**definitions[name], **schema}
        if reference.encode() not in msgspec.json.encode(definitions):
            del definitions[name]
    if schema.get("type") != "object":
        return None
    whole = {**schema, "$defs": definitions} if definitions else schema
    return None if _has_free_keys(whole) else _closed(whole)


def _has_free_keys(node: Any) -> bool:
    if isinstance(node, list):
        return any(_has_free_keys(item) for item in node)
    if not isinstance(node, dict):
        return False
    is_open = "properties" not in node or isinstance(node.get("additionalProperties"), dict)
    if node.get("type") == "object" and is_open:
        return True
    return any(_has_free_keys(value) for value in node.values())


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: value for name, value in node.items() if name not in _LEFT_OUT}
    closed = {name: value if name == "enum" else _closed(value) for name, value in kept.items()}
    if isinstance(node.get("properties"), dict):
        closed["properties"] = {name: _closed(value) for name, value in node["properties"].items()}
        closed["required"] = list(node["properties"])
        closed["additionalProperties"] = False
    return closed


def parsed(text: str, answer_type: type[T]) -> T:
    """The answer in the text: alone, in a code fence, or with words around it.

    Raises:
        msgspec.MsgspecError: there is none, or it does not fit; the message says where.
    """
    stripped = text.strip()
    try:
        return msgspec.json.decode(stripped, type=answer_type)
    except msgspec.MsgspecError as error:
        for candidate in _candidates(stripped):
            try:
                return msgspec.json.decode(candidate, type=answer_type)
            except msgspec.ValidationError as closer:
                raise closer from None
            except msgspec.DecodeError:
                continue
        raise error from None


def _candidates(text: str) -> list[str]:
    found = [match.group(1) for match in _FENCED.finditer(text)]
    for opening, closing in ("{}", "[]"):
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end:
            found.append(text[start : end + 1])
    return found


def asked_again(messages: tuple[dict[str, str], ...], answer: str, error: Exception) -> tuple[dict[str, str], ...]:
    """The prompt, the answer that did not fit, and what was wrong with it."""
    wrong = str(error)[:500]
    return (
        *messages,
        {"role": "assistant", "content": answer[:SHOWN_CHARACTERS] or "(nothing)"},
        {
            "role": "user",
            "content": f"That does not fit the schema: {wrong}. Answer again with the one JSON value alone, whole and "
            "corrected, without words around it.",
        },
    )
