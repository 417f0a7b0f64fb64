"""What is kept of a letter while it is written, each thing once however often its run is taken up."""

import time

import msgspec

from app.db import Database, turn_of
from app.ids import derived_id
from app.letters import repository
from app.letters.composing import PARTS, Paragraph
from app.letters.models import ORIGINS, Ground, LetterInput, LetterSummary, LetterText, Version

_ground = msgspec.json.Decoder(Ground)


class Shelf:
    """The rows of letters, as the writing sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def standing(self, wanted: LetterInput) -> list[Paragraph]:
        """The finished parts, but for the one that is to be written again, in the order of a letter."""
        current = current_versions(await self.versions(wanted.owner, wanted.letter_id))
        return [
            Paragraph(part, current[part].text)
            for part in PARTS
            if part in current and current[part].complete and part != wanted.part
        ]

    async def versions(self, owner: str, letter_id: str) -> list[Version]:
        """Every version of every part, oldest first within a part."""
        async with self._database.read() as connection:
            return await repository.find_versions(connection, owner, letter_id)

    async def texts(self, owner: str, limit: int) -> list[LetterText]:
        """What the owner's letters say now, newest first."""
        async with self._database.read() as connection:
            listed = await repository.list_letters(connection, owner, limit)
            versions = await repository.list_versions(connection, owner)
        of: dict[str, list[Version]] = {}
        for letter_id, version in versions:
            of.setdefault(letter_id, []).append(version)
        return [_text_of(letter, current_versions(of.get(letter.id, []))) for letter in listed]

    async def stamps(self, owner: str, limit: int) -> list[tuple[str, float, int]]:
        """What differs as soon as a letter says something else: id, time and number of versions of each."""
        async with self._database.read() as connection:
            return await repository.list_stamps(connection, owner, limit)

    async def ground(self, owner: str, letter_id: str) -> Ground | None:
        """What an earlier run found; None when there is nothing, or it was kept in an older form."""
        async with self._database.read() as connection:
            stored = await repository.find_ground(connection, owner, letter_id)
        try:
            return None if stored is None else _ground.decode(stored)
        except msgspec.MsgspecError:
            return None

    async def keep_ground(self, wanted: LetterInput, ground: Ground) -> None:
        """Keep what the letter stands on, for paragraphs that are written again later."""
        encoded = msgspec.json.encode(ground)
        async with self._database.write() as connection:
            await connection.execute(repository.set_ground(wanted.owner, wanted.letter_id, encoded))

    async def keep_paragraph(self, run_id: str, wanted: LetterInput, part: str, text: str) -> None:
        """Keep a finished paragraph as the newest version of its part."""
        async with self._database.write(turn_of(wanted.owner)) as connection:
            await connection.execute(version_of_run(run_id, wanted, part, text, complete=True))


def _text_of(letter: LetterSummary, current: dict[str, Version]) -> LetterText:
    parts = tuple((part, current[part].text) for part in PARTS if part in current)
    return LetterText(letter.id, letter.posting_title, letter.company, parts)


def version_of_run(run_id: str, wanted: LetterInput, part: str, text: str, *, complete: bool) -> repository.NewVersion:
    """The row for what a run wrote: one for each part, so that what is whole already is not kept in part again."""
    return repository.add_version(
        wanted.owner,
        wanted.letter_id,
        derived_id("ver", run_id, part),
        part,
        ORIGINS[wanted.action],
        text,
        time.time(),
        complete=complete,
    )


def current_versions(versions: list[Version]) -> dict[str, Version]:
    """The version that each part has now: the newest whole one; where none is whole, the newest."""
    current: dict[str, Version] = {}
    for version in versions:
        known = current.get(version.part)
        if known is None or version.complete or not known.complete:
            current[version.part] = version
    return current
