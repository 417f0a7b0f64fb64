"""The people of the bench: a résumé that is known, and how its owner writes one."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import msgspec

from app.documents.resume import Resume

PEOPLE = Path(__file__).parent / "people"
TUNED = "tuned"
HALVES = (TUNED, "held_back")
T = TypeVar("T")


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person.

    `resume` is the truth: ISO dates of the precision that is written, no end date where the entry lasts.
    `headings` and `order` are the sections' wording and sequence by their JSON Resume names, `notation` how dates
    are written (`writing.NOTATIONS`), and `written` the wording of single ones by JSON pointer: `/work/0` for both
    dates of an entry, `/education/1/endDate` for one, `/basics/location` for a place. `habits` stands for another way
    of laying documents out: the same person with other habits has the same truth in other layouts.
    """

    id: str
    language: str
    resume: Resume
    headings: dict[str, str]
    order: list[str]
    notation: str
    written: dict[str, str] = {}
    traits: list[str] = []
    habits: str = ""

    def choice(self, subject: str, *options: T) -> T:
        """The option that this person takes in this matter, each time the same."""
        return self.seeded(subject).choice(options)

    def seeded(self, subject: str) -> Random:
        """Chance that depends on the person and the matter alone."""
        return Random(f"{self.id}{self.habits}:{subject}")


@cache
def load(half: str) -> tuple[Person, ...]:
    """The people of one half, by name of file. Raises ValueError where a file holds what no field takes."""
    return tuple(decode(path.read_bytes(), path.name) for path in sorted((PEOPLE / half).glob("*.json")))


def decode(data: bytes, name: str) -> Person:
    """One person from JSON; a misspelt member would silently weaken the truth, so it is refused."""
    try:
        person = msgspec.json.decode(data, type=Person)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{name}: {error}") from None
    written = msgspec.json.decode(data)["resume"]
    if unknown := sorted(_members(written, "") - _members(msgspec.to_builtins(person.resume), "")):
        raise ValueError(f"{name}: no field of a résumé takes {', '.join(unknown)}")
    return person


def _members(value: Any, pointer: str) -> set[str]:
    if isinstance(value, dict):
        return {found for key, inner in value.items() for found in _members(inner, f"{pointer}/{key}")}
    if isinstance(value, list):
        return {found for index, inner in enumerate(value) for found in _members(inner, f"{pointer}/{index}")}
    return {pointer}
