"""What a check of a text finds: claims, each with the lines of the résumé that it stands on or falls short of."""

from typing import Literal

import msgspec

ClaimKind = Literal["number", "employer", "title", "date", "skill", "degree", "scope"]


class Evidence(msgspec.Struct, frozen=True):
    """A line of the résumé and its JSON pointer (RFC 6901)."""

    pointer: str
    line: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Words that say something about the person's past that a résumé can confirm or not.

    `start` and `end` are code points of the checked text and `text` is what stands there. `evidence` are the lines
    that a supported claim stands on, the strongest first. `entry` points at the job, project or study that the
    sentence speaks of ("/work/1"), empty when it speaks of none in particular. For an unsupported claim `problem` is a
    sentence for the person and `nearest` are the lines to compare it with.
    """

    kind: ClaimKind
    start: int
    end: int
    text: str
    supported: bool
    evidence: tuple[Evidence, ...] = ()
    entry: str = ""
    problem: str = ""
    nearest: tuple[Evidence, ...] = ()


class Background(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter is for: the wanted job's employer, title and posting say nothing about the person's past."""

    company: str = ""
    title: str = ""
    posting: str = ""
