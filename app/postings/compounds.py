"""Known terms that are only part of a longer one: shipping is no skill in "shipping law", Swedish none in a massage."""

from collections.abc import Sequence

from app.documents.terms.lexicon import Hit
from app.documents.terms.plain_words import PlainWords, heads, plain_words
from app.documents.terms.vocabulary import categories
from app.postings.phrases import Phrase, phrases
from app.postings.sentences import Sentence

_LOOSE = frozenset({"practices", "domain", "soft_skills"})
_DOINGS = ("tion", "ing", "ment", "ysis")
_KINDS = frozenset({"practices", "domain"})
_OF_A_LANGUAGE = frozenset(
    [
        "language",
        "languages",
        "speaker",
        "speakers",
        "speaking",
        "level",
        "proficiency",
        "fluency",
        "native",
        "reading",
        "writing",
    ]
)


def without_parts_of_compounds(sentence: Sentence, hits: Sequence[Hit], language: str) -> list[Hit]:
    """The hits of a sentence without those that a longer phrase of other meaning holds.

    Read in English and Dutch only, which put the head of a phrase last.
    """
    if language not in ("en", "nl") or not hits:
        return list(hits)
    words = plain_words(language)
    found = phrases(sentence, language)
    return [
        hit
        for hit in hits
        if not any(
            _is_only_part(hit, phrase, words, hits) or _is_only_head(hit, phrase, words, hits) for phrase in found
        )
    ]


def _is_only_head(hit: Hit, phrase: Phrase, words: PlainWords, hits: Sequence[Hit]) -> bool:
    """Whether a hit is the last word of a phrase that says which kind is meant: vocational rehabilitation."""
    if hit.end != phrase.end or hit.start != phrase.units[-1].start or categories()[hit.term] not in _KINDS:
        return False
    before = phrase.units[:-1]
    if not before or any(phrase.start <= other.start < hit.start for other in hits):
        return False
    return hit.text.islower() and all(
        (unit.in_small or (unit.text.isupper() and hit.text.endswith(_DOINGS)))
        and not words.says_little(unit.folded)
        and not unit.folded.endswith("ing")
        for unit in before
    )


def _is_only_part(hit: Hit, phrase: Phrase, words: PlainWords, hits: Sequence[Hit]) -> bool:
    if not (phrase.start <= hit.start and hit.end <= phrase.end) or (hit.start, hit.end) == (phrase.start, phrase.end):
        return False
    if " " in phrase.units[-1].text:
        return True
    inside = [other for other in hits if phrase.start <= other.start and other.end <= phrase.end]
    category, last = categories()[hit.term], phrase.units[-1]
    if category == "education" or (len(inside) > 1 and category != "spoken_languages"):
        return False
    if heads().get(last.folded) == "education":
        return hit.end < last.start
    if hit.text.count(" ") or "-" in hit.text or hit.text.isupper():
        return False
    if category == "spoken_languages":
        return (
            hit.end < last.start
            and last.folded not in _OF_A_LANGUAGE
            and last.folded not in words.hollow
            and last.text.islower()
        )
    if category not in _LOOSE:
        return False
    if hit.end < last.start:
        return heads().get(last.folded) == "domain" or not (last.folded in words.hollow or last.folded in words.generic)
    before = [unit for unit in phrase.units if unit.end <= hit.start]
    return category != "practices" and any(unit.in_small and not words.says_little(unit.folded) for unit in before)
