"""What a person does to a paragraph by hand: edit, restore, take a claim out, or own up to it in the résumé."""

import time
from collections.abc import Callable, Sequence

from app.db import Database, turn_of
from app.errors import Conflict, InvalidInput, NotFound
from app.ids import new_id
from app.letters import repository
from app.letters.cleaning import MOST_CHARACTERS, tidy_typed
from app.letters.models import Origin, StoredLetter, Version
from app.letters.reading import is_part
from app.letters.shelf import current_versions
from app.letters.trimming import without
from app.resumes.service import Resumes

BUSY = "This letter is being written at the moment. Wait until that is done, or stop it."
CHANGED = "This paragraph was changed in another tab. Reload the page to see it, then try again."
NO_LETTER = "This letter does not exist, or it was deleted."
_MOST_IN_A_LINE = 1_000


class Revisions:
    """Changes by hand. `number` is the version that the person saw; another one in between is a Conflict."""

    def __init__(self, database: Database, resumes: Resumes) -> None:
        self._database = database
        self._resumes = resumes

    async def edit(self, owner: str, letter_id: str, part: str, number: int, text: str) -> None:
        """Put the person's own words in place of a paragraph.

        Raises:
            InvalidInput: the text is empty or too long (field `text`).
            Conflict: somebody has changed it since, or it is being written.
        """
        typed = tidy_typed(text)
        if not typed:
            raise InvalidInput("A paragraph needs some text. Write it, or restore an earlier version.", field="text")
        if len(typed) > MOST_CHARACTERS:
            raise InvalidInput(f"A paragraph is limited to {MOST_CHARACTERS:,} characters.", field="text")
        await self._revise(owner, letter_id, part, number, "edited", lambda _: typed)

    async def remove(self, owner: str, letter_id: str, part: str, number: int, start: int, end: int) -> None:
        """Take out the sentence or clause that makes the claim at `start` to `end` (code points)."""
        await self._revise(owner, letter_id, part, number, "edited", lambda text: without(text, start, end))

    async def restore(self, owner: str, letter_id: str, part: str, number: int) -> None:
        """Make an earlier version the newest again."""
        async with self._database.read() as connection:
            versions = await repository.find_versions(connection, owner, letter_id)
        mine = [version for version in versions if version.part == part]
        wanted = next((version for version in mine if version.number == number), None)
        if wanted is None:
            raise NotFound("There is no such version of this paragraph.")
        current = current_versions(mine)[part]
        if wanted.number != current.number or not current.complete:
            await self._revise(owner, letter_id, part, current.number, "restored", lambda _: wanted.text)

    async def add_to_resume(self, stored: StoredLetter, entry: str, line: str) -> Sequence[str]:
        """Write into the résumé what the letter says and the person says is true; notes for the person.

        Raises:
            InvalidInput: the line or the entry cannot be used (field `line` or `entry`).
            NotFound: the résumé was deleted.
        """
        typed = " ".join(tidy_typed(line).split())
        if not typed:
            raise InvalidInput("Write the line that your résumé should have.", field="line")
        if len(typed) > _MOST_IN_A_LINE:
            raise InvalidInput(f"A line is limited to {_MOST_IN_A_LINE:,} characters.", field="line")
        return (await self._resumes.add_line(stored.owner, stored.resume_id, entry, typed)).notes

    async def _revise(
        self, owner: str, letter_id: str, part: str, number: int, origin: Origin, change: Callable[[str], str]
    ) -> None:
        async with self._database.write(turn_of(owner)) as connection:
            stored = await repository.find_letter(connection, owner, letter_id)
            if stored is None or not is_part(part):
                raise NotFound(NO_LETTER)
            if stored.state == "running":
                raise Conflict(BUSY)
            versions = await repository.find_versions(connection, owner, letter_id)
            current = current_versions(versions).get(part) or Version(part, 0, "edited", "", False, 0.0)
            if current.number != number:
                raise Conflict(CHANGED)
            text, now = change(current.text), time.time()
            if text == current.text and current.complete:
                return
            version = repository.add_version(owner, letter_id, new_id("ver"), part, origin, text, now, complete=True)
            await connection.execute(version)
            await connection.execute(repository.set_settled(owner, letter_id, now))
