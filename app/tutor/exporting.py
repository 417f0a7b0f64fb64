"""A conversation to take away: Markdown of the open branch to read, JSON of all branches to keep."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from app.streaming.encoding import encode
from app.tutor.branching import Node, Tree
from app.tutor.models import AGENTS, Conversation, Message

Export = Literal["md", "json"]
FILE_TYPES: dict[Export, str] = {"md": "text/markdown; charset=utf-8", "json": "application/json"}
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_BROKEN_OFF = {
    "partial": "*This reply was stopped before it was finished.*",
    "failed": "*This reply could not be finished.*",
    "running": "*This reply was still being written.*",
}


def export(conversation: Conversation, messages: Sequence[Message], kind: Export) -> bytes:
    """The file's bytes. `messages` are those of all branches."""
    return _json(conversation, messages) if kind == "json" else _markdown(conversation, messages).encode()


def file_stem(conversation: Conversation) -> str:
    """The file's name without its ending: the title, or the number where no letter of it is left."""
    words = "_".join(re.findall(r"\w+", conversation.title))[:80]
    return words or f"conversation_{conversation.number}"


def _markdown(conversation: Conversation, messages: Sequence[Message]) -> str:
    by_id = {message.id: message for message in messages}
    tree = Tree(Node(message.id, message.parent_id, message.role, message.number) for message in messages)
    agent = AGENTS[conversation.agent]
    parts = [f"# {_inline(conversation.title) or 'Conversation'}", f"{agent}, {_when(conversation.created_at)}"]
    for message_id in tree.path(conversation.head_id):
        parts.extend(_message_lines(by_id[message_id], agent))
    return "\n\n".join(parts) + "\n"


def _message_lines(message: Message, agent: str) -> list[str]:
    who = "You" if message.role == "user" else agent
    lines = [f"## {who}", *([_closed(message.text)] if message.text else [])]
    if message.state in _BROKEN_OFF:
        lines.append(_BROKEN_OFF[message.state])
    if message.corrections:
        lines.append("\n".join(_correction_lines(message)))
    return lines


def _correction_lines(message: Message) -> list[str]:
    return [
        f"- {_quoted(correction.original)} → {_quoted(correction.corrected)} {_inline(correction.explanation)}".rstrip()
        for correction in message.corrections
    ]


def _closed(text: str) -> str:
    """The text, with the code block that a stopped reply left open closed, lest it swallow what follows."""
    fence = ""
    for line in text.splitlines():
        match = _FENCE.match(line)
        if match is None:
            continue
        if not fence:
            fence = match[1]
        elif match[1].startswith(fence) and not match[2].strip():
            fence = ""
    return f"{text}\n{fence}" if fence else text


def _quoted(words: str) -> str:
    return f"“{_inline(words)}”"


def _inline(words: str) -> str:
    r"""On one line and without marks of Markdown: `*` becomes `\*`."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(words.split()))


def _json(conversation: Conversation, messages: Sequence[Message]) -> bytes:
    document = {
        "format": "foreword-conversation",
        "version": 1,
        "number": conversation.number,
        "title": conversation.title,
        "agent": conversation.agent,
        "target_language": conversation.target,
        "native_language": conversation.native,
        "level": conversation.level,
        "created_at": _iso(conversation.created_at),
        "updated_at": _iso(conversation.updated_at),
        "open_branch_ends_with": conversation.head_id,
        "messages": [_message(message) for message in messages],
    }
    return msgspec.json.format(encode(document), indent=2) + b"\n"


def _message(message: Message) -> dict[str, Any]:
    kept = {
        "id": message.id,
        "parent": message.parent_id,
        "role": message.role,
        "text": message.text,
        "state": message.state,
        "created_at": _iso(message.created_at),
    }
    if message.role == "user":
        return kept | {"corrections": message.corrections}
    usage = {"input_tokens": message.tokens_in, "output_tokens": message.tokens_out}
    return kept | {"model": message.model, "usage": usage, "steps": message.steps}


def _when(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
