"""What is found in a posting: plain values that are stored, shown and sent as they are."""

from typing import Literal

import msgspec

from app.documents.terms.categories import CATEGORIES, Category

Origin = Literal["required", "duties", "nice", "title", "about"]


class Keyword(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a posting asks for.

    `found` are the spellings used there; `start` and `end` the sentence that asks for it, in code points of
    the posting. `alternatives` are the terms of which one is enough ("Go or Rust"). `years` is how long it is
    asked for, `level` a language level (A1 to C2, native) or a degree (degree, bachelor, master, doctorate).
    """

    term: str
    category: Category
    required: bool
    origin: Origin
    weight: float
    found: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    alternatives: tuple[str, ...] = ()
    years: int | None = None
    level: str | None = None


class ExtractedKeywords(msgspec.Struct, frozen=True, kw_only=True):
    """A posting's keywords by category, each list in the order of the posting, with what its head says."""

    languages: tuple[Keyword, ...] = ()
    frameworks: tuple[Keyword, ...] = ()
    tools: tuple[Keyword, ...] = ()
    practices: tuple[Keyword, ...] = ()
    domain: tuple[Keyword, ...] = ()
    soft_skills: tuple[Keyword, ...] = ()
    education: tuple[Keyword, ...] = ()
    spoken_languages: tuple[Keyword, ...] = ()
    title: str = ""
    company: str = ""
    seniority: str = ""
    years_required: int | None = None
    language: str = "en"

    def all(self) -> list[Keyword]:
        """Every keyword, category by category."""
        return [keyword for category in CATEGORIES for keyword in getattr(self, category)]
