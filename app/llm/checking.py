"""What a model asked for, made into calls that are safe to carry out, to keep and to send back."""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from app.llm.cleaning import Cleaner
from app.llm.gathering import Gathered
from app.llm.port import ToolCall

_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_ID = re.compile(r"[!-~]{1,4000}")
"""Google's ids carry a signature that has to come back, which LiteLLM puts in; it suits ids to other providers."""


def checked(calls: Iterable[Gathered], offered: Collection[str], used: Collection[str]) -> tuple[ToolCall, ...]:
    """The calls, each with an id that is neither in `used` nor given twice. What is wrong with one is its `problem`."""
    ids = set(used)
    found = []
    for call in calls:
        call_id = _fresh(call.id, ids)
        ids.add(call_id)
        found.append(_checked(call, call_id, offered))
    return tuple(found)


def _checked(call: Gathered, call_id: str, offered: Collection[str]) -> ToolCall:
    if call.name not in offered:
        name = _NOT_OF_A_NAME.sub("_", call.name)[:64] or "unnamed"
        there_are = ", ".join(offered) or "none"
        problem = f"There is no tool called {name}. The tools are: {there_are}."
    else:
        name, problem = call.name, ""
    arguments, wrong = _object(call.arguments)
    return ToolCall(call_id, name, arguments, problem or wrong)


def _fresh(call_id: str, used: Collection[str]) -> str:
    if _ID.fullmatch(call_id) and call_id not in used:
        return call_id
    number = len(used) + 1
    while f"call_{number}" in used:
        number += 1
    return f"call_{number}"


def _object(text: str) -> tuple[str, str]:
    """The JSON text of an object and no problem, or an empty object and the problem. No arguments are an empty one."""
    try:
        value = json.loads(text, strict=False) if text.strip() else {}
        if not isinstance(value, dict):
            return "{}", "The arguments have to be one JSON object. Call the tool again with an object."
        return json.dumps(_clean(value), ensure_ascii=False, allow_nan=False), ""
    except json.JSONDecodeError as error:
        wrong = f"{error.msg} at character {error.pos}"
    except (ValueError, RecursionError):
        wrong = "a number in it is none of JSON's, or it is nested too deeply"
    return "{}", f"The arguments are not valid JSON: {wrong}. Call the tool again with one whole JSON object."


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        cleaner = Cleaner()
        return cleaner.clean(value) + cleaner.close()
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item) for name, item in value.items()}
    return value
