"""The letters' use cases, and the only door for other slices and for the protocols."""

import time
from collections.abc import AsyncIterator

import msgspec

from app.db import Database, Place, as_statement
from app.errors import Conflict, InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.letters import repository
from app.letters.composing import PARTS, LetterWishes
from app.letters.composing import warm as warm_letters
from app.letters.exporting import FILE_TYPES, export, file_stem
from app.letters.models import Action, LetterInput, LetterSummary, LetterText, StoredLetter, Written
from app.letters.prompts import LANGUAGES
from app.letters.reader import LetterReader
from app.letters.reading import Letter, Part, is_part
from app.letters.revising import BUSY, CHANGED, NO_LETTER, Revisions
from app.letters.shelf import Shelf
from app.letters.wishes import parse_wishes
from app.letters.writer import DELIVERING, KIND, PARAGRAPH_KIND, LetterWriter
from app.llm import Models
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.streaming import Engine, Event, Run
from app.usage.service import Quotas, settling

ABANDON_AFTER_SECONDS = 30.0
LIST_LIMIT = 500
_MOST_AVOIDED = 4
_NO_RUN = "There is no such run. It may have been removed."

__all__ = [
    "FILE_TYPES",
    "LANGUAGES",
    "PARTS",
    "Letter",
    "LetterSummary",
    "LetterText",
    "LetterWishes",
    "Letters",
    "Part",
    "StoredLetter",
    "Written",
    "export",
    "file_stem",
    "parse_wishes",
    "warm_letters",
]


class Letters:
    """One instance for each process. `revisions` is what a person does by hand.

    A letter counts against the day's quota once, when its first part is begun: going on with what stands and rewriting
    a part do not.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        resumes: Resumes,
        postings: Postings,
        models: Models,
        quotas: Quotas | None = None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._resumes = resumes
        self._postings = postings
        self._models = models
        self._quotas = quotas or Quotas(database)
        self._shelf = shelf = Shelf(database)
        self._reader = LetterReader(shelf, resumes)
        self.revisions = Revisions(database, resumes)
        for kind in LetterWriter(resumes.read_now, models, shelf).kinds():
            engine.register(settling(kind, DELIVERING))

    async def model_note(self, owner: str) -> str:
        """Who would write this person's next letter, in a sentence."""
        return (await self._models.chosen(owner)).describe()

    async def usage_note(self, owner: str) -> str:
        """How few letters are left of today, in a sentence; "" while there are enough."""
        return await self._quotas.note(owner, "letters")

    async def of(self, owner: str, limit: int = LIST_LIMIT, after: Place | None = None) -> list[LetterSummary]:
        """The owner's letters, newest first; with `after` those behind it."""
        async with self._database.read() as connection:
            return await repository.list_letters(connection, owner, limit, after)

    async def texts(self, owner: str, limit: int = LIST_LIMIT) -> list[LetterText]:
        """What the owner's letters say now, newest first."""
        return await self._shelf.texts(owner, limit)

    async def stamps(self, owner: str, limit: int = LIST_LIMIT) -> list[tuple[str, float, int]]:
        """What differs as soon as one of the owner's letters says something else."""
        return await self._shelf.stamps(owner, limit)

    async def get(self, owner: str, letter_id: str) -> StoredLetter:
        """One letter without its paragraphs; NotFound when it is absent or somebody else's."""
        async with self._database.read() as connection:
            stored = await repository.find_letter(connection, owner, letter_id)
        if stored is None:
            raise NotFound(NO_LETTER)
        return stored

    async def of_run(self, owner: str, run_id: str) -> StoredLetter:
        """The letter that a run wrote or writes; NotFound when there is none, or it is somebody else's."""
        run = await self._engine.get(run_id, owner)
        if run.kind != KIND:
            raise NotFound(_NO_RUN)
        return msgspec.structs.replace(await self.get(owner, _letter_of(run)), run_id=run_id)

    async def with_run(self, stored: StoredLetter, run_id: str) -> StoredLetter:
        """The letter with one of its runs, perhaps not the last; NotFound when the run is not one of its own."""
        if run_id == stored.run_id:
            return stored
        run = await self._engine.get(run_id, stored.owner)
        if run.kind not in {KIND, PARAGRAPH_KIND} or _letter_of(run) != stored.id:
            raise NotFound(_NO_RUN)
        return msgspec.structs.replace(stored, run_id=run_id)

    async def read(self, owner: str, letter_id: str) -> Letter:
        """A letter with its paragraphs, each checked against the résumé as it is now."""
        return await self._reader.read(await self.get(owner, letter_id))

    async def start(
        self,
        owner: str,
        resume_id: str,
        posting_id: str,
        wishes: LetterWishes,
        *,
        key: str | None = None,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredLetter:
        """Begin a letter; the same idempotency `key` gives the one that was begun with it.

        Raises:
            NotFound: the résumé or the posting.
            InvalidInput: the model that answers cannot write in that language.
            Conflict: the key was used for something else.
            LimitReached: today's letters are used up.
        """
        await self._refuse_language(owner, wishes)
        resume = await self._resumes.get(owner, resume_id)
        posting = await self._postings.get(owner, posting_id)
        letter_id = new_id("let") if key is None else derived_id("let", owner, key)
        run_id, now = new_id("run"), time.time()
        row = {
            "id": letter_id, "owner": owner, "resume_id": resume.id, "posting_id": posting.id,
            "resume_title": resume.title, "posting_title": posting.title, "company": posting.company,
            "posting_text": posting.text, **msgspec.structs.asdict(wishes), "run_id": run_id, "action": "write",
            "part": "", "state": "running", "created_at": now, "updated_at": now,
        }  # fmt: skip
        wanted = LetterInput(
            letter_id=letter_id,
            owner=owner,
            resume_id=resume.id,
            posting=posting.text,
            title=posting.title,
            company=posting.company,
            wishes=wishes,
        )
        begun = as_statement(repository.insert_letter(row))
        async with self._quotas.taking(owner, "letters", run_id) as taken:
            run = await self._engine.start(
                KIND, owner, wanted, key=key, abandon_after=abandon_after, run_id=run_id, statements=[begun, *taken]
            )
        return msgspec.structs.replace(await self.get(owner, letter_id), run_id=run.id)

    async def write_rest(
        self, owner: str, letter_id: str, *, abandon_after: float | None = ABANDON_AFTER_SECONDS
    ) -> StoredLetter:
        """Go on with a letter that was stopped or failed: what stands is left alone; with nothing it counts anew."""
        letter = await self.read(owner, letter_id)
        if letter.is_whole:
            raise Conflict("This letter is whole already. Each paragraph can be rewritten by itself.")
        is_anew = all(letter.part(part).current is None for part in PARTS)
        return await self._begin(letter.stored, "write", "", is_anew=is_anew, abandon_after=abandon_after)

    async def rewrite(
        self,
        owner: str,
        letter_id: str,
        part: str,
        action: Action,
        problems: tuple[str, ...] = (),
        *,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredLetter:
        """Write one part again (`rewrite`, `shorten` or `rephrase`) while the rest stays."""
        letter = await self.read(owner, letter_id)
        if not is_part(part) or letter.part(part).current is None:
            raise NotFound("This letter has no such paragraph.")
        texts = [letter.part(part).text, *(version.text for version in reversed(letter.part(part).versions))]
        avoid = tuple(dict.fromkeys(texts))[:_MOST_AVOIDED]
        return await self._begin(letter.stored, action, part, avoid, problems, abandon_after=abandon_after)

    async def rephrase(self, owner: str, letter_id: str, part: str, number: int, start: int, end: int) -> StoredLetter:
        """Write a part again, told what its unsupported claim at `start` to `end` gets wrong."""
        letter = await self.read(owner, letter_id)
        found = letter.part(part) if is_part(part) else None
        if found is None or found.current is None or found.current.number != number:
            raise Conflict(CHANGED)
        problems = tuple(
            f'"{claim.text}": {claim.problem}' for claim in found.doubts if (claim.start, claim.end) == (start, end)
        )
        return await self.rewrite(owner, letter_id, part, "rephrase", problems)

    async def retry(
        self, owner: str, letter_id: str, *, abandon_after: float | None = ABANDON_AFTER_SECONDS
    ) -> StoredLetter:
        """Do once more what was stopped or failed last."""
        stored = await self.get(owner, letter_id)
        if stored.part and stored.action != "write":
            action = msgspec.convert(stored.action, Action)
            return await self.rewrite(owner, letter_id, stored.part, action, abandon_after=abandon_after)
        return await self.write_rest(owner, letter_id, abandon_after=abandon_after)

    async def stop(self, owner: str, letter_id: str) -> None:
        """Stop what is being written; what is there stays."""
        stored = await self.get(owner, letter_id)
        await self._engine.cancel(stored.run_id, owner)

    async def delete(self, owner: str, letter_id: str) -> None:
        """Stop the run and remove the letter with all its versions."""
        await self.stop(owner, letter_id)
        async with self._database.write() as connection:
            await connection.execute(repository.delete_letter(owner, letter_id))

    async def still_there(self, stored: StoredLetter) -> tuple[bool, bool]:
        """Whether the résumé and the posting that it was written from can still be opened."""
        resumes = {resume.id for resume in await self._resumes.of(stored.owner)}
        postings = {posting.id for posting in await self._postings.of(stored.owner)}
        return stored.resume_id in resumes, stored.posting_id in postings

    def touch(self, stored: StoredLetter) -> None:
        """Somebody looks at the page, perhaps without scripts: that counts as watching for a while."""
        self._engine.touch(stored.run_id)

    async def events(self, stored: StoredLetter) -> list[Event]:
        """Everything that the last run has said so far."""
        return await self._engine.events(stored.run_id)

    def follow(self, stored: StoredLetter, after: int = 0, *, repeat_end: bool) -> AsyncIterator[tuple[Event, ...]]:
        """The last run's events from `after` on, in batches, history joined to live."""
        return self._engine.follow(stored.run_id, after, repeat_end=repeat_end)

    async def _begin(
        self,
        stored: StoredLetter,
        action: Action,
        part: str,
        avoid: tuple[str, ...] = (),
        problems: tuple[str, ...] = (),
        *,
        is_anew: bool = False,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredLetter:
        if stored.state == "running":
            raise Conflict(BUSY)
        await self._refuse_language(stored.owner, stored.wishes)
        wanted = LetterInput(
            letter_id=stored.id,
            owner=stored.owner,
            resume_id=stored.resume_id,
            posting=stored.posting_text,
            title=stored.posting_title,
            company=stored.company,
            wishes=stored.wishes,
            action=action,
            part=part,
            avoid=avoid,
            problems=problems,
        )
        run_id = new_id("run")
        claim = as_statement(repository.claim_run(stored.owner, stored.id, run_id, action, part))
        kind = PARAGRAPH_KIND if part else KIND
        async with self._quotas.taking(stored.owner, "letters" if is_anew else None, run_id) as taken:
            await self._engine.start(
                kind, stored.owner, wanted, abandon_after=abandon_after, run_id=run_id, statements=[claim, *taken]
            )
        return await self.get(stored.owner, stored.id)

    async def _refuse_language(self, owner: str, wishes: LetterWishes) -> None:
        if wishes.language != "en" and (await self._models.chosen(owner)).name == "builtin":
            language = LANGUAGES.get(wishes.language, "that language")
            raise InvalidInput(
                f"The built-in tools write English only. For {language}, set FOREWORD_MODEL to a language model, "
                "or choose one in the settings.",
                field="language",
            )


def _letter_of(run: Run) -> str:
    return msgspec.json.decode(run.input, type=LetterInput).letter_id
