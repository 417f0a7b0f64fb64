"""Looking through what a person said and learned before (`consultant_lookup`)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.documents.folding import fold
from app.errors import NotFound
from app.tutor.attachments import Attachments
from app.tutor.mistakes import Mistakes
from app.tutor.searching import Hit, parse_query
from app.tutor.service import Conversations
from app.tutor.tools.arguments import Lookup, Place
from app.tutor.tools.results import MATERIAL, Result, in_one_line, material

MOST_OF_A_KIND = 5
_MOST_WORDS = 6
_UNTITLED = "A conversation without a title"
_NAMES = {"conversation": "earlier conversation", "mistake": "mistake", "attachment": "attached file"}
_NOTHING = "Nothing was found for these words."
_INSTEAD = "Nothing has these words. This is what there is:"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was found. `at` in unix seconds."""

    kind: str
    id: str
    title: str
    url: str
    text: str
    at: float


class Lookups:
    """One instance for each process."""

    def __init__(self, conversations: Conversations, mistakes: Mistakes, attachments: Attachments) -> None:
        self._conversations = conversations
        self._mistakes = mistakes
        self._attachments = attachments

    async def find(self, owner: str, conversation_id: str, wanted: Lookup) -> Result:
        """What has the words; for one place alone the newest there when nothing has them."""
        places: dict[Place, Callable[..., Any]] = {
            "conversations": self._in_conversations,
            "mistakes": self._in_mistakes,
            "attachments": self._in_attachments,
        }
        chosen = [wanted.place] if wanted.place in places else list(places)
        found: list[Found] = []
        for place in chosen:
            found += await places[place](owner, conversation_id, wanted.query, fall_back=False)
        is_instead = not found and len(chosen) == 1
        if is_instead:
            found = await places[chosen[0]](owner, conversation_id, wanted.query, fall_back=True)
        return _result(found, is_instead=is_instead)

    async def _in_conversations(self, owner: str, conversation_id: str, query: str, *, fall_back: bool) -> list[Found]:
        if fall_back:
            recent = await self._conversations.of(owner, MOST_OF_A_KIND + 1)
            return [
                _conversation(one.id, None, one.title, "", one.updated_at)
                for one in recent
                if one.id != conversation_id
            ][:MOST_OF_A_KIND]
        hits = await self._hits(owner, conversation_id, query)
        if not hits:
            # No message has all the words: those that have the longest of them.
            for word in _words(query):
                hits += await self._hits(owner, conversation_id, word)
        best: dict[str, Hit] = {}
        for hit in hits:
            known = best.get(hit.conversation_id)
            if known is None or (known.message_id is None and hit.message_id is not None):
                best[hit.conversation_id] = hit
        return [
            _conversation(hit.conversation_id, hit.message_id, hit.title, hit.snippet.text, hit.at)
            for hit in list(best.values())[:MOST_OF_A_KIND]
        ]

    async def _hits(self, owner: str, conversation_id: str, typed: str) -> list[Hit]:
        found = await self._conversations.search(owner, typed)
        return [hit for hit in found if hit.conversation_id != conversation_id]

    async def _in_mistakes(self, owner: str, _conversation_id: str, query: str, *, fall_back: bool) -> list[Found]:
        found = []
        for card in await self._mistakes.of(owner):
            said = f"{card.original} {card.corrected} {card.sentence} {card.explanation} {card.type}"
            if fall_back or _has_any(said, query):
                title = f"“{in_one_line(card.original, 80)}” → “{in_one_line(card.corrected, 80)}”"
                text = in_one_line(f"{card.explanation} In: {card.sentence}", 400)
                url = f"/tutor/mistakes#{card.id}"
                found.append(Found(kind="mistake", id=card.id, title=title, url=url, text=text, at=card.created_at))
        return found[:MOST_OF_A_KIND]

    async def _in_attachments(self, owner: str, conversation_id: str, query: str, *, fall_back: bool) -> list[Found]:
        try:
            files = await self._attachments.of(owner, conversation_id)
        except NotFound:
            return []
        return [
            Found(
                kind="attachment",
                id=file.id,
                title=in_one_line(file.name),
                url=f"/tutor/{conversation_id}/files/{file.id}",
                text=f"{file.characters:,} characters",
                at=file.created_at,
            )
            for file in files
            if fall_back or _has_any(file.name, query)
        ]


def _conversation(conversation_id: str, message_id: str | None, title: str, text: str, at: float) -> Found:
    url = f"/tutor/{conversation_id}" + (f"/at/{message_id}" if message_id else "")
    named = in_one_line(title) or _UNTITLED
    return Found(kind="conversation", id=conversation_id, title=named, url=url, text=in_one_line(text, 300), at=at)


def _words(query: str) -> list[str]:
    parsed = parse_query(query)
    words = {*(" ".join(phrase) for phrase in parsed.phrases), *parsed.literals}
    return sorted((word for word in words if len(word) > 2 or not word.isascii()), key=len, reverse=True)[:_MOST_WORDS]


def _has_any(text: str, query: str) -> bool:
    """Whether a word of the text begins like one of those that are looked for, or has it where words are not parted."""
    parsed = parse_query(query)
    said = [fold(word) for phrase in parse_query(text).phrases for word in phrase]
    wanted = tuple(fold(word) for phrase in parsed.phrases for word in phrase if len(word) > 2)
    return any(word.startswith(wanted) for word in said) or any(one in text for one in parsed.literals)


def _result(found: Sequence[Found], *, is_instead: bool) -> Result:
    data = {"found": [msgspec.to_builtins(one) for one in found]}
    if not found:
        return Result(_NOTHING, data)
    texts = [
        material(_NAMES[one.kind], datetime.fromtimestamp(one.at, UTC).date().isoformat(), one.title, one.text)
        for one in found
    ]
    return Result("\n".join([*([_INSTEAD] if is_instead else []), MATERIAL, *texts]), data)
