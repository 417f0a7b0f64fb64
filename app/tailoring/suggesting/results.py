"""What is suggested for a résumé: changes that one can accept, and questions that only the person can answer."""

import hashlib

import msgspec

from app.documents.evidence import Claim, Evidence
from app.documents.rewording import Change


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A change with its reason.

    `line` is the line as it stands, `title` a short imperative, `reason` one to three sentences. `keyword` is the word
    of the posting that it serves, `evidence` the lines that make it true. `rank` orders suggestions and questions
    together, 1 first. `claims` are what the new text claims, as checked against the résumé.
    """

    id: str
    change: Change
    line: str
    title: str
    reason: str
    keyword: str = ""
    evidence: tuple[Evidence, ...] = ()
    rank: int = 0
    claims: tuple[Claim, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Something that only the person knows; never a change.

    `pointer` and `line` are what it is about; both are empty for a question about the whole résumé.
    """

    id: str
    pointer: str
    line: str
    text: str
    reason: str
    keyword: str = ""
    rank: int = 0


def suggestion_id(change: Change) -> str:
    """Stable for the same new text in the same place, in whatever run it is made."""
    return _digest("sug", change.pointer, change.kind, change.after)


def question_id(pointer: str, text: str) -> str:
    """Stable for the same question about the same place."""
    return _digest("ask", pointer, text)


def _digest(prefix: str, *parts: str) -> str:
    joined = "\0".join(parts).encode(errors="replace")
    return f"{prefix}_{hashlib.sha256(joined).hexdigest()[:16]}"
