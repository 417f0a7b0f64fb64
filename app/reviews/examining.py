"""Looking at a résumé part by part: a model is asked about the entries, some at a time, then the rules see the whole.

The rules see what no single entry shows (what the posting wants and the lists of skills do not name, one term spelt in
two ways), so they have the last word with every model, on the lines that it has left alone. The built-in model is these
rules and nothing else.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.llm import BuiltinModel, Model
from app.postings.service import ExtractedKeywords
from app.reviews.findings import Finding
from app.tailoring.service import (
    MatchResult,
    Question,
    Suggestion,
    ask_for_suggestions,
    entries_to_ask_about,
    suggest_by_rules,
)

WHOLE = "/"
AT_ONCE = 3


class Examined(msgspec.Struct, frozen=True):
    """What was found in one part."""

    findings: tuple[Finding, ...] = ()


def entries_for(model: Model, resume: Resume) -> list[str]:
    """The entries for a model to look at, in their order."""
    return [] if model.name == BuiltinModel.name else entries_to_ask_about(resume)


async def examine_entry(
    entry: str, model: Model, resume: Resume, extracted: ExtractedKeywords | None, match: MatchResult | None
) -> Examined:
    """What a model says of one entry. Raises ModelError."""
    return Examined(tuple(map(_finding, await ask_for_suggestions(model, resume, entry, extracted, match))))


async def examine_whole(
    resume: Resume, extracted: ExtractedKeywords | None, match: MatchResult | None, taken: AbstractSet[str]
) -> Examined:
    """What the rules say of the whole, but nothing about the lines at the pointers `taken`."""
    found = map(_finding, await asyncio.to_thread(suggest_by_rules, resume, extracted, match))
    return Examined(tuple(one for one in found if not one.pointer or one.adds or one.pointer not in taken))


async def each_as_done(
    entries: Iterable[str], examine: Callable[[str], Coroutine[Any, Any, Examined]]
) -> AsyncGenerator[tuple[str, Examined]]:
    """Each entry with what it came to, as soon as that is known; `AT_ONCE` are examined at the same time.

    After an error no other entry is begun, but the answers under way are waited for: they are paid for, and a retry
    need not ask again. Then the error is raised.
    """
    waiting = deque(entries)
    under_way: dict[asyncio.Task[Examined], str] = {}
    failures: list[BaseException] = []
    try:
        while True:
            while waiting and not failures and len(under_way) < AT_ONCE:
                entry = waiting.popleft()
                under_way[asyncio.create_task(examine(entry), name=f"examine {entry}")] = entry
            if not under_way:
                break
            done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in under_way if task in done]:
                entry, failure = under_way.pop(task), task.exception()
                if failure is None:
                    yield entry, task.result()
                else:
                    failures.append(failure)
    finally:
        for task in under_way:
            task.cancel()
    if failures:
        raise failures[0]


def _finding(one: Suggestion | Question) -> Finding:
    return Finding(suggestion=one) if isinstance(one, Suggestion) else Finding(question=one)
