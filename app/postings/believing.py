"""Which known terms mean themselves where they stand: Swedish is no language in "Swedish customers"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.documents.terms.lexicon import Hit
from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import categories, load_data
from app.postings.sentences import Sentence

_NATIONALITY = re.compile(
    r"[\s-]+(?:cuisine|market|markets|customers?|clients?|compan\w+|office|offices|team|teams|restaurant|law|"
    r"government|citizen\w*|subsidiary|branch|heritage|born|based|owned)\b",
    re.IGNORECASE,
)
_BIG_DATA = re.compile(r"\b(?:AWS|Amazon|Spark|Hadoop|Glue|S3|Hive|Presto)\b")
_FAMILY_DOCTOR = re.compile(r"GP (?:practice|surger|referr|appoint|trainee|service|clinic|partner|record|contract)")
_HIRING_NOW = re.compile(r"(?:\bwe['’]re|\bwe are|\bcurrently|\bnow|\bis|\bare)\s+$", re.IGNORECASE)
_IN_A_NAME = re.compile(r" [A-Z][a-z]")


def believed(sentence: Sentence, hits: Sequence[Hit], ignored: frozenset[str]) -> list[Hit]:
    """The known terms of a sentence that mean themselves there; among offers, only what the post depends on."""
    kept = []
    for hit in hits:
        category = categories()[hit.term]
        if fold(hit.text) in ignored and sentence.part in ("about", "intro"):
            continue
        if category == "spoken_languages" and _NATIONALITY.match(sentence.text, hit.end):
            continue
        if hit.term == "Recruitment" and _HIRING_NOW.search(sentence.text[: hit.start]):
            continue
        if hit.text == "GP" and _FAMILY_DOCTOR.match(sentence.text, hit.start):
            continue
        if hit.text == "EMR" and _BIG_DATA.search(sentence.text):
            continue
        if category == "soft_skills" and _IN_A_NAME.match(sentence.text, hit.end) and _is_capital(hit):
            continue
        if sentence.part == "offer" and hit.term not in _conditions():
            continue
        kept.append(hit)
    return kept


def _is_capital(hit: Hit) -> bool:
    """Whether a hit has a capital inside of its sentence."""
    return hit.start > 0 and hit.text[0].isupper()


@lru_cache(maxsize=1)
def _conditions() -> frozenset[str]:
    return frozenset(load_data("posting")["conditions_of_hire"]["terms"])
