"""What the real providers refuse about tools in a request: definitions, calls and results that do not fit together.

Sources: https://platform.openai.com/docs/guides/function-calling and
https://platform.claude.com/docs/en/agents-and-tools/tool-use/implement-tool-use.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.provider.wires import Failure

_OPENAI_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_ANTHROPIC_NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}")
_ANTHROPIC_ID = re.compile(r"[a-zA-Z0-9_-]+")


def wrong_at_openai(body: dict[str, Any]) -> Failure | None:
    """400 for the first thing that OpenAI would find."""
    functions = [tool.get("function") or {} for tool in body.get("tools") or []]
    found = [
        *_wrong_definitions(functions, "parameters", _OPENAI_NAME),
        *_wrong_openai_turns(body.get("messages") or []),
    ]
    if "tool_choice" in body and not functions:
        found.append("tool_choice is only allowed when tools are specified")
    return Failure(400, f"Invalid request: {found[0]}") if found else None


def wrong_at_anthropic(body: dict[str, Any]) -> Failure | None:
    """400 for the first thing that Anthropic would find."""
    tools, messages = body.get("tools") or [], body.get("messages") or []
    found = [*_wrong_definitions(tools, "input_schema", _ANTHROPIC_NAME), *_wrong_anthropic_turns(messages)]
    if not tools and any(_blocks(message, "tool_use") for message in messages):
        found.append("Requests which include `tool_use` or `tool_result` blocks must define tools")
    return Failure(400, found[0]) if found else None


def _wrong_definitions(tools: list[dict[str, Any]], field: str, name: re.Pattern[str]) -> Iterator[str]:
    # It works its grammars out when it is imported: seconds, which most tests need not take.
    import jsonschema

    names = [tool.get("name") or "" for tool in tools]
    if len(set(names)) < len(names):
        yield "tool names must be unique"
    for place, tool in enumerate(tools):
        if not name.fullmatch(names[place]):
            yield f"tools.{place}.name: does not match {name.pattern}"
        schema = tool.get(field)
        if not isinstance(schema, dict) or schema.get("type") != "object":
            yield f"tools.{place}.{field}.type: has to be object"
            continue
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError:
            yield f"tools.{place}.{field}: is no JSON schema"


def _wrong_openai_turns(messages: list[dict[str, Any]]) -> Iterator[str]:
    waiting: list[str] = []
    for place, message in enumerate(messages):
        if message.get("role") == "tool":
            if message.get("tool_call_id") not in waiting:
                yield f"messages.{place}: 'tool' must be a response to a preceding message with 'tool_calls'"
            elif not isinstance(message.get("content"), str | list):
                yield f"messages.{place}.content: has to be a string"
            else:
                waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            yield f"messages.{place}: 'tool_calls' must be followed by messages responding to each: {waiting}"
        calls = message.get("tool_calls") or []
        waiting = [call.get("id") for call in calls]
        yield from (f"messages.{place}.tool_calls: {wrong}" for call in calls for wrong in _wrong_openai_call(call))
        if message.get("role") == "assistant" and not calls and not message.get("content"):
            yield f"messages.{place}.content: expected a string, got null"
    if waiting:
        yield f"'tool_calls' must be followed by messages responding to each: {waiting}"


def _wrong_openai_call(call: dict[str, Any]) -> Iterator[str]:
    function = call.get("function") or {}
    if not isinstance(call.get("id"), str) or not 0 < len(call["id"]) <= 40 or call.get("type") != "function":
        yield "an id of at most 40 characters and the type function are required"
    if not _OPENAI_NAME.fullmatch(function.get("name") or "") or not isinstance(function.get("arguments"), str):
        yield "a name and arguments as a string are required"


def _wrong_anthropic_turns(messages: list[dict[str, Any]]) -> Iterator[str]:
    used: list[str] = []
    asked: list[str] = []
    for place, message in enumerate(messages):
        results = [str(block.get("tool_use_id")) for block in _blocks(message, "tool_result")]
        if unknown := set(results) - set(asked):
            yield f"messages.{place}: unexpected `tool_use_id` found in `tool_result` blocks: {unknown}"
        if missing := set(asked) - set(results):
            yield f"messages.{place}: `tool_use` ids were found without `tool_result` blocks after: {missing}"
        content = message.get("content")
        kinds = [block.get("type") for block in content] if isinstance(content, list) else []
        if results and kinds[: len(results)] != ["tool_result"] * len(results):
            yield f"messages.{place}: tool_result blocks must come first"
        calls = _blocks(message, "tool_use")
        asked = [str(block.get("id")) for block in calls]
        used += asked
        yield from (f"messages.{place}: {wrong}" for call in calls for wrong in _wrong_anthropic_call(call))
        texts = [content] if isinstance(content, str) else [block["text"] for block in _blocks(message, "text")]
        if not all(text.strip() for text in texts):
            yield f"messages.{place}: text content blocks must contain non-whitespace text"
    if asked:
        yield f"`tool_use` ids were found without `tool_result` blocks after: {asked}"
    if len(set(used)) < len(used):
        yield "`tool_use` ids must be unique"


def _wrong_anthropic_call(call: dict[str, Any]) -> Iterator[str]:
    if not _ANTHROPIC_ID.fullmatch(call.get("id") or ""):
        yield "tool_use.id: does not match ^[a-zA-Z0-9_-]+$"
    if not _ANTHROPIC_NAME.fullmatch(call.get("name") or "") or not isinstance(call.get("input"), dict):
        yield "tool_use: a name and an input that is an object are required"


def _blocks(message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    content = message.get("content")
    return [block for block in content if block.get("type") == kind] if isinstance(content, list) else []
