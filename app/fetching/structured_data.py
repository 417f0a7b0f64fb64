"""The JobPosting that a page describes for machines (schema.org, as JSON-LD), in whichever of its usual spellings."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.fetching.errors import FetchFailed
from app.fetching.markup import Element

MAX_SCRIPT = 1_000_000
MAX_NODES = 20_000
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")


def job_postings(tree: Element) -> list[dict[str, Any]]:
    """Every JobPosting with a title or a description, in the order of the page, each once."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind == "application/ld+json" and script.text and len(script.text) <= MAX_SCRIPT:
            found.extend(node for node in _nodes(_loaded(script.text)) if _is_posting(node) and node not in found)
    return found


def the_one(postings: Sequence[dict[str, Any]], headings: Sequence[str]) -> dict[str, Any]:
    """The posting that the page is about. Raises FetchFailed for a list of several."""
    if len(postings) == 1:
        return postings[0]
    shown = [_folded(heading) for heading in headings]
    named = [posting for posting in postings if _folded(text_in(posting.get("title"))) in shown]
    if len(named) == 1:
        return named[0]
    raise FetchFailed("This page lists several jobs. Open the one that you are after and use its own address.")


def text_in(value: Any) -> str:
    """A text, or the `name` of a thing, or several of them."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, dict):
        return text_in(value.get("name") or value.get("@value") or value.get("value"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(text for item in value[:20] if (text := text_in(item))))
    return ""


def _loaded(text: str) -> Any:
    while (bare := _WRAPPED.sub("", text)) != text:
        text = bare
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed([value for value in node.values() if isinstance(value, dict | list)]))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _is_posting(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    is_job = any(isinstance(name, str) and re.split(r"[/:#]", name)[-1] == "JobPosting" for name in names)
    return is_job and bool(text_in(node.get("title")) or text_in(node.get("description")))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
