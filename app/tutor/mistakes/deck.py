"""The cards of a learner: made from corrections that were accepted, reviewed, forgotten."""

import asyncio
import time
import unicodedata
from collections.abc import Callable

import msgspec

from app.db import Database
from app.errors import Conflict, NotFound
from app.ids import derived_id
from app.tutor.corrections.models import Correction, Type
from app.tutor.corrections.sentences import sentences_of
from app.tutor.mistakes.progress import Progress, progress_of
from app.tutor.mistakes.scheduling import LEARNED_DAYS, REVIEW_PHASE, choices, new_schedule, reviewed
from app.tutor.models import Grade, Message, Mistake
from app.tutor.reading import ConversationReader
from app.tutor.repository import mistakes
from app.tutor.repository.mistakes import Standing

LIST_LIMIT = 500
DUE_LIMIT = 100
SEARCH_LIMIT = 5_000
PROGRESS_WEEKS = 12
NO_MISTAKE = "This mistake is not among your cards, or it was deleted."
_WEEK_SECONDS = 7 * 86_400


class Mistakes:
    """One instance for each process. `clock` gives unix seconds.

    Everything that names a card or a message raises NotFound when it is absent or somebody else's.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._reader = ConversationReader(database)

    async def accept(self, owner: str, message_id: str, index: int) -> Mistake:
        """Make a card of a message's correction `index` (from 0).

        The same mistake is one card. Made again in another message it is due at once and shows that message's sentence.
        """
        message = await self._reader.message(owner, message_id)
        if not 0 <= index < len(message.corrections):
            raise NotFound("This message has no such correction. Reload the page to see those that it has.")
        correction, now = message.corrections[index], self._clock()
        mistake_id = _card_id(owner, correction)
        sentence, offset = _sentence_around(message.text, correction)
        row = {
            "id": mistake_id, "owner": owner, "original": correction.original, "corrected": correction.corrected,
            "explanation": correction.explanation, "type": correction.type, "sentence": sentence, "offset": offset,
            "message_id": message.id, "times": 1, "reviews": 0, "created_at": now,
            **msgspec.structs.asdict(new_schedule(now)),
        }  # fmt: skip
        async with self._database.write() as connection:
            await connection.execute(mistakes.add_mistake(row, now))
        return await self.get(owner, mistake_id)

    async def accept_all(self, owner: str, message_id: str) -> Message:
        """Make a card of each of a message's corrections; the message."""
        message = await self._reader.message(owner, message_id)
        for index in range(len(message.corrections)):
            await self.accept(owner, message_id, index)
        return message

    async def cards_in(self, owner: str, message: Message) -> dict[int, Mistake]:
        """The cards of the message's corrections, by the correction's index."""
        ids = [_card_id(owner, correction) for correction in message.corrections]
        async with self._database.read() as connection:
            known = await mistakes.find_known(connection, owner, ids) if ids else {}
        return {index: known[name] for index, name in enumerate(ids) if name in known}

    async def of(self, owner: str, limit: int = LIST_LIMIT) -> list[Mistake]:
        """The owner's cards, newest first."""
        async with self._database.read() as connection:
            return await mistakes.list_mistakes(connection, owner, limit)

    async def by_due(
        self, owner: str, kind: Type | None = None, *, limit: int = LIST_LIMIT, offset: int = 0
    ) -> list[Mistake]:
        """The owner's cards of a type, or of all, from place `offset` on; the one due first leads."""
        async with self._database.read() as connection:
            return await mistakes.list_by_due(connection, owner, kind, limit, offset)

    async def search(self, owner: str, typed: str, kind: Type | None = None) -> list[Mistake]:
        """The owner's cards of a type, or of all, that have every word of `typed`; the one due first leads."""
        words = [_plain(word) for word in typed.split()]
        found = await self.by_due(owner, kind, limit=SEARCH_LIMIT)
        # Thousands of cards take a while to look through; other requests need not wait for that.
        return await asyncio.to_thread(lambda: [mistake for mistake in found if _has(mistake, words)])

    async def due(self, owner: str, limit: int = DUE_LIMIT, *, ahead: float = 0.0) -> list[Mistake]:
        """The owner's cards that are due, or will be in `ahead` seconds; the one that waits longest first."""
        async with self._database.read() as connection:
            return await mistakes.list_due(connection, owner, self._clock() + ahead, limit)

    async def standing(self, owner: str, *, ahead: float = 0.0) -> Standing:
        """How many cards the owner has, how many are due, or will be in `ahead` seconds, and when the next is."""
        async with self._database.read() as connection:
            return await mistakes.find_standing(connection, owner, self._clock() + ahead)

    def is_due(self, mistake: Mistake) -> bool:
        """Whether it waits for its review."""
        return mistake.due_at <= self._clock()

    async def get(self, owner: str, mistake_id: str) -> Mistake:
        """One card."""
        async with self._database.read() as connection:
            found = await mistakes.find_mistake(connection, owner, mistake_id)
        if found is None:
            raise NotFound(NO_MISTAKE)
        return found

    def choices(self, mistake: Mistake) -> dict[Grade, float]:
        """The seconds until the card would come back, for each grade given now."""
        return choices(mistake.schedule, self._clock())

    async def review(self, owner: str, mistake_id: str, grade: Grade, seen: int) -> Mistake:
        """Note how well it was remembered. `seen` is the card's `reviews` as the person saw it.

        A button pressed twice counts once.

        Raises:
            Conflict: it was reviewed meanwhile, in another tab.
        """
        mistake = await self.get(owner, mistake_id)
        after = reviewed(mistake.schedule, grade, self._clock())
        async with self._database.write() as connection:
            changed = await connection.execute(mistakes.set_schedule(owner, mistake_id, seen, after))
            if changed.rowcount == 1:
                await connection.execute(mistakes.add_review(mistake_id, seen + 1, grade, after))
            newest = await mistakes.find_mistake(connection, owner, mistake_id)
            last = await mistakes.find_grade(connection, owner, mistake_id, seen + 1)
        if newest is None:
            raise NotFound(NO_MISTAKE)
        if newest.reviews != seen + 1 or last != grade:
            raise Conflict("This card was reviewed in another tab meanwhile. Reload the page to see the next one.")
        return newest

    async def progress(self, owner: str, weeks: int = PROGRESS_WEEKS) -> Progress:
        """The last weeks, the present one among them, and what there is altogether."""
        now = self._clock()
        since = now - weeks * _WEEK_SECONDS
        async with self._database.read() as connection:
            added = await mistakes.count_added(connection, owner, since)
            reviews = await mistakes.count_reviews(connection, owner, since)
            totals = await mistakes.count_cards(connection, owner, REVIEW_PHASE, LEARNED_DAYS, now)
        return progress_of(added, reviews, totals, now, weeks)

    async def delete(self, owner: str, mistake_id: str) -> None:
        """Take a card away, with its reviews."""
        async with self._database.write() as connection:
            changed = await connection.execute(mistakes.delete_mistake(owner, mistake_id))
        if changed.rowcount != 1:
            raise NotFound(NO_MISTAKE)


def _has(mistake: Mistake, words: list[str]) -> bool:
    searched = _plain(f"{mistake.sentence}\n{mistake.corrected}\n{mistake.explanation}")
    return all(word in searched for word in words)


def _plain(text: str) -> str:
    """Small letters without their marks."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def _card_id(owner: str, correction: Correction) -> str:
    same = (_folded(text) for text in (correction.original, correction.corrected))
    return derived_id("mis", owner, *same)


def _folded(text: str) -> str:
    """Equal for what a learner would call the same words. Capitals count: they may be the mistake."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def _sentence_around(text: str, correction: Correction) -> tuple[str, int]:
    """The learner's sentence, or sentences, around a correction, and where the correction begins in it."""
    around = [
        sentence
        for sentence in sentences_of(text)
        if sentence.start <= correction.end and correction.offset <= sentence.start + len(sentence.text)
    ]
    start = min([correction.offset, *(sentence.start for sentence in around)])
    end = max([correction.end, *(sentence.start + len(sentence.text) for sentence in around)])
    return text[start:end], correction.offset - start
