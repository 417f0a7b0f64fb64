"""What a rule makes of a line."""

from typing import NamedTuple

from app.documents.evidence import Evidence


class Fix(NamedTuple):
    """A line after one rule: its new text, a short imperative, one or two sentences why, and how much it matters.

    `weight` orders suggestions and picks the title of a line that several rules touch: 100 for a word that the posting
    requires, 60 for a plain mistake, 20 for a matter of taste.
    """

    text: str
    title: str
    reason: str
    weight: int
    keyword: str = ""
    evidence: tuple[Evidence, ...] = ()
