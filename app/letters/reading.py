"""A letter as it is now: its parts with all their versions, and what each says about the person."""

import re

import msgspec

from app.documents.evidence import Claim
from app.documents.resume import Resume
from app.letters.composing import PARTS
from app.letters.models import StoredLetter, Version

_BLANK = re.compile(r"\[[^\[\]\n]{2,60}\]|\{[^{}\n]{2,60}\}|<[A-Za-z][^<>\n]{1,60}>|_{4,}|\bX{3,}\b")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a letter. `current` is None until something was written; `claims` are those of its text.

    `versions` are all of them, oldest first. `blanks` are places that look like ones to be filled in.
    """

    name: str
    current: Version | None = None
    versions: tuple[Version, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.current.text if self.current else ""

    @property
    def is_whole(self) -> bool:
        """Whether it was written to its end."""
        return self.current is not None and self.current.complete

    @property
    def doubts(self) -> tuple[Claim, ...]:
        """The claims that the résumé does not support."""
        return tuple(claim for claim in self.claims if not claim.supported)

    @property
    def blanks(self) -> tuple[str, ...]:
        """Places that look like ones to be filled in."""
        return tuple(dict.fromkeys(_BLANK.findall(self.text)))


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter with its parts, in order. `resume` is what its claims were held against, None when it is not there."""

    stored: StoredLetter
    parts: tuple[Part, ...]
    resume: Resume | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not whole yet."""
        return tuple(part.name for part in self.parts if not part.is_whole)

    @property
    def is_whole(self) -> bool:
        """Whether every part stands."""
        return not self.missing

    @property
    def open_questions(self) -> int:
        """How many marks nobody has answered."""
        return sum(len(part.doubts) + len(part.blanks) for part in self.parts)

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between them."""
        return "\n\n".join(part.text for part in self.parts if part.text)

    def part(self, name: str) -> Part:
        """One part by its name."""
        return next(part for part in self.parts if part.name == name)


def is_part(name: str) -> bool:
    """Whether a letter has a part of that name."""
    return name in PARTS
