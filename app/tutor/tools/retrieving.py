"""Finding passages in a person's own documents (`consultant_retrieve_context_source`)."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from app.documents.folding import fold
from app.tutor.models import Conversation
from app.tutor.tools.arguments import Retrieve
from app.tutor.tools.index import Found, PassageIndex
from app.tutor.tools.passages import fragment
from app.tutor.tools.results import MATERIAL, Result, in_one_line, material
from app.tutor.tools.sources import Documents, Source

MOST_PASSAGES = 6
MOST_CHARACTERS = 3_000
MOST_OWNERS = 8
_ATTACHED_WEIGHT, _LEAST_PART = 1.6, 0.2
_KINDS = {"resume": "Résumé", "posting": "Job posting", "letter": "Cover letter", "attachment": "Attached file"}
_NOTHING = "Nothing in the person's documents has these words."
_NO_DOCUMENTS = "The person has no résumés, postings, letters or attached files yet."


class Retrieval:
    """One instance for each process. It keeps the indices of the owners who asked last, until a document changes."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._kept: OrderedDict[str, tuple[Any, PassageIndex]] = OrderedDict()

    async def find(self, owner: str, conversation: Conversation, wanted: Retrieve) -> Result:
        """The passages that fit best, those of what the conversation is about before others."""
        index = await self._index(owner, conversation.id)
        if not len(index):
            return Result(_NO_DOCUMENTS, {"passages": []})
        about = {conversation.resume_id, conversation.posting_id, conversation.letter_id}

        def weigh(source: Source) -> float:
            if wanted.kinds and source.kind not in wanted.kinds:
                return 0.0
            return _ATTACHED_WEIGHT if source.kind == "attachment" or source.id in about else 1.0

        found = await asyncio.to_thread(index.find, wanted.query, weigh)
        return _result(_best(found))

    async def _index(self, owner: str, conversation_id: str) -> PassageIndex:
        stamp = await self._documents.stamp(owner, conversation_id)
        kept = self._kept.get(owner)
        if kept is not None and kept[0] == stamp:
            self._kept.move_to_end(owner)
            return kept[1]
        index = await asyncio.to_thread(PassageIndex, await self._documents.read(owner, conversation_id))
        self._kept[owner] = stamp, index
        self._kept.move_to_end(owner)
        while len(self._kept) > MOST_OWNERS:
            self._kept.popitem(last=False)
        return index


def _best(found: Sequence[Found]) -> list[Found]:
    """The first of them, without those that fit far worse than others, and those that say the same.

    People have many copies of a résumé.
    """
    best: list[Found] = []
    said: set[str] = set()
    least = _LEAST_PART * max((one.score for one in found), default=0.0)
    for one in (one for one in found if one.has_all or one.score >= least):
        words = " ".join(fold(_words(one)).split())
        if words not in said:
            said.add(words)
            best.append(one)
        if len(best) == MOST_PASSAGES:
            break
    return best


def _result(found: Sequence[Found]) -> Result:
    if not found:
        return Result(_NOTHING, {"passages": []})
    passages: list[dict[str, Any]] = []
    texts, room = [MATERIAL], MOST_CHARACTERS - len(MATERIAL)
    for number, one in enumerate(found, 1):
        heading = in_one_line(one.passage.heading.replace("_", " "))
        head = f"{_KINDS[one.source.kind]}: {one.source.title}" + (f" ({heading})" if heading else "")
        text = material(f"passage {number}", head, _words(one))
        room -= len(text) + 1
        if room < 0 and passages:
            break
        texts.append(text)
        passages.append(_shown(one))
    return Result("\n".join(texts), {"passages": passages})


def _shown(one: Found) -> dict[str, Any]:
    source, passage = one.source, one.passage
    anchor = f"letter-{passage.heading}" if source.kind == "letter" else source.anchor
    return {
        "kind": source.kind,
        "id": source.id,
        "title": source.title,
        "url": source.page + fragment(passage.spot, anchor),
        "start": passage.start,
        "end": passage.end,
        "text": _words(one),
    }


def _words(one: Found) -> str:
    return one.source.text[one.passage.start : one.passage.end]
