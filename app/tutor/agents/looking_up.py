"""Wishes to look something up, without a language model: which tool they want, and its result as an answer."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from app.documents.terms.tokens import stem, tokenize
from app.llm import ToolCall
from app.tutor.agents.situation import Done
from app.tutor.agents.tools import FETCH, LOOK_UP, RETRIEVE
from app.tutor.coaching.quoting import escaped, quoted
from app.tutor.coaching.understanding import understand

_URL = re.compile(r"https?://[^\s<>\"'”’]{1,2000}", re.IGNORECASE)
_MOST_WORDS_BESIDE = 15
_MISTAKES = re.compile(
    r"\b(?:my|what|which|show|the)\b.{0,40}\bmistakes?\b(?:.{0,10}\b(?:with|in|about|of)\b(?P<term>.{1,80}))?",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:did|have) (?:we|i|you)\b.{0,20}\b(?:say|said|talk(?:ed)?|speak|spoken|discuss(?:ed)?|tell|told)\b"
    r"(?:.{0,20}\b(?:about|of|on)\b(?P<term>.{1,80}))?",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:search|look|find|where)\b.{0,30}\b(?:documents?|resumes?|résumés?|cvs?|letters?|files?)\b.{0,20}?"
    r"\b(?:for|about|mention(?:s|ed)?)\b(?P<term>.{1,80})",
    re.IGNORECASE,
)
_OWN = ("resume", "letter", "attachment")
_KINDS = {"resume": "the résumé ", "posting": "the posting ", "letter": "the letter ", "attachment": "the file "}
_LONGEST_LOOK_UP, _SHOWN, _LONGEST_PASSAGE, _LONGEST_PAGE = 200, 4, 220, 700


def wanted_call(message: str, offers: Callable[[str], bool]) -> ToolCall | None:
    """The call that a message asks for; None when it asks for none, or the tool is not there."""
    url = _URL.search(message)
    if url is not None and offers(FETCH) and len(_URL.sub(" ", message).split()) <= _MOST_WORDS_BESIDE:
        return _call(FETCH, url=url[0].rstrip(".,;:!?)]}"))
    if len(message) > _LONGEST_LOOK_UP or not _asks(message):
        return None
    if offers(LOOK_UP):
        mistakes = _MISTAKES.search(message)
        if mistakes is not None:
            return _call(LOOK_UP, query=_tidy(mistakes["term"] or "") or "mistakes", **{"in": "mistakes"})
        earlier = _EARLIER.search(message)
        if earlier is not None and (term := _tidy(earlier["term"] or "")):
            return _call(LOOK_UP, query=term, **{"in": "conversations"})
    return _retrieval(message) if offers(RETRIEVE) else None


def _retrieval(message: str) -> ToolCall | None:
    found = _DOCUMENTS.search(message)
    if found is not None and (term := _tidy(found["term"])):
        return _call(RETRIEVE, query=term)
    understood = understand(message)
    if understood.wish == "done_with" and understood.term:
        return _call(RETRIEVE, query=understood.term, kinds=_OWN)
    return None


def told(done: Done) -> str:
    """What a call brought, as an answer to the person."""
    data = done.data if isinstance(done.data, Mapping) else {}
    if not done.success:
        return str(data.get("problem") or "That could not be looked up just now.")
    query = json.loads(done.call.arguments).get("query", "")
    if done.call.name == RETRIEVE:
        return _passages(data.get("passages") or [], query)
    if done.call.name == LOOK_UP:
        return _found(data.get("found") or [], query)
    if done.call.name == FETCH:
        return _page(data)
    return ""


def _passages(passages: list[Mapping[str, Any]], query: str) -> str:
    about = quoted(query, 60)
    wanted = _stems(query)
    telling = [one for one in passages if wanted <= _stems(str(one["text"]))]
    lines = [
        f"- {quoted(str(one['text']), _LONGEST_PASSAGE)}, in {_KINDS.get(str(one.get('kind')), '')}{_source(one)}"
        for one in (telling or passages)[:_SHOWN]
    ]
    if not lines:
        return f"I find nothing about {about} in your documents. If you have done it, it is worth a line."
    if not telling:
        return f"I find no line about {about} in your documents. The nearest are:\n\n" + "\n".join(lines)
    return f"About {about} your documents say:\n\n" + "\n".join(lines)


def _stems(text: str) -> set[str]:
    return {stem(token.folded) for token in tokenize(text)}


def _found(found: list[Mapping[str, Any]], query: str) -> str:
    if not found:
        return f"I find nothing about {quoted(query, 60)} in what you have said and learned so far."
    lines = [f"- {_source(one)}{_excerpt(one)}" for one in found[:_SHOWN]]
    if found[0].get("kind") == "mistake":
        return "Mistakes of yours that you wanted to learn from:\n\n" + "\n".join(lines)
    if not any(one.get("text") for one in found):
        return f"I find nothing about {quoted(query, 60)}. Before this one we talked in:\n\n" + "\n".join(lines)
    return f"About {quoted(query, 60)} I find:\n\n" + "\n".join(lines)


def _excerpt(one: Mapping[str, Any]) -> str:
    text = str(one.get("text") or "")
    return f": {quoted(text, _LONGEST_PASSAGE)}" if text else ""


def _page(data: Mapping[str, Any]) -> str:
    text = str(data.get("text") or "")
    title = str(data.get("title") or data.get("url") or "")
    if not text.strip():
        return f"I opened {quoted(title, 120)}, and there is no text on it that I can read."
    return (
        f"I have read {quoted(title, 120)}. It begins: {quoted(text, _LONGEST_PAGE)}\n\nIf this is the job that you "
        "apply for, save it as a posting and attach it here: then my questions come from it."
    )


def _source(one: Mapping[str, Any]) -> str:
    """What it is from, by name: the step beside the reply links to the place, for those who are at the page."""
    return escaped(" ".join(str(one.get("title") or one.get("kind") or "").split()))


def _asks(message: str) -> bool:
    words = message.split()
    return "?" in message or (
        bool(words) and words[0].lower() in {"what", "which", "where", "show", "find", "search", "look"}
    )


def _tidy(term: str) -> str:
    return " ".join(term.split()).strip("?.!,:;\"'“”‘’ ")


def _call(name: str, **arguments: str | tuple[str, ...]) -> ToolCall:
    return ToolCall("", name, json.dumps(arguments, ensure_ascii=False))
