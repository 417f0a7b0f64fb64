"""What single sentences of a posting ask for, and one keyword made of all that ask for the same."""

from collections.abc import Sequence
from typing import NamedTuple

from app.documents.terms.categories import Category
from app.documents.terms.tokens import fold
from app.postings.results import Keyword, Origin
from app.postings.sentences import Sentence

_RANK: dict[Origin, int] = {"required": 0, "nice": 1, "title": 2, "duties": 2, "about": 3}


class Mention(NamedTuple):
    """One term where a sentence asks for it; `text` as it is spelt there."""

    term: str
    category: Category
    origin: Origin
    text: str
    sentence: Sentence
    weight: float = 1.0
    alternatives: tuple[str, ...] = ()
    years: int | None = None
    level: str | None = None


def _key(term: str) -> str:
    """A term as it is compared: "audits" is no other thing than "audit"."""
    words = fold(term).replace("-", " ").split()
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def merged(mentions: Sequence[Mention]) -> list[Keyword]:
    """One keyword a term: as it is asked for most firmly; more mentions, more weight (at most double)."""
    terms: dict[str, list[Mention]] = {}
    spelt: dict[str, str] = {}
    for mention in mentions:
        terms.setdefault(spelt.setdefault(_key(mention.term), mention.term), []).append(mention)
    keywords = []
    for term, all_mentions in terms.items():
        rank = min(_RANK[mention.origin] for mention in all_mentions)
        firmest = [mention for mention in all_mentions if _RANK[mention.origin] == rank]
        shown = next((mention for mention in firmest if mention.origin != "title"), firmest[0])
        asked = [mention for mention in firmest if mention.origin != "title"]
        alone = any(not mention.alternatives for mention in asked)
        weight = shown.weight * min(2.0, 1 + 0.25 * (len(all_mentions) - 1))
        titled = shown.origin == "duties" and any(mention.origin == "title" for mention in all_mentions)
        origin: Origin = "title" if titled else shown.origin
        keywords.append(
            Keyword(
                term=term,
                category=shown.category,
                required=origin in ("required", "title"),
                origin=origin,
                weight=weight,
                found=tuple(dict.fromkeys(" ".join(mention.text.split()) for mention in all_mentions)),
                start=shown.sentence.start,
                end=shown.sentence.end,
                alternatives=() if alone else shown.alternatives,
                years=next((mention.years for mention in all_mentions if mention.years), None),
                level=next((mention.level for mention in all_mentions if mention.level), None),
            )
        )
    return keywords
