"""Skills that no list knows, as the judge of a posting's phrases chooses them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.terms.categories import Category
from app.documents.terms.plain_words import heads, organisations
from app.documents.terms.tokens import fold
from app.postings.judging import Choose
from app.postings.sentences import Sentence
from app.postings.spans import Span
from app.postings.standards import standards
from app.postings.traces import Scene

_LABEL = re.compile(r"[^\W\d]+(?: [^\W\d]+){0,2}:(?=\s)")


class OpenTerm(NamedTuple):
    """A skill at `[start, end)` of a sentence, with the category that its shape suggests."""

    text: str
    start: int
    end: int
    category: Category


def open_terms(scene: Scene, choose: Choose) -> list[OpenTerm]:
    """Skills of a sentence outside of the ranges that are taken; `choose` says which of its phrases are some."""
    text = scene.sentence.text
    label = _LABEL.match(text)
    numbered = list(standards(text, scene.taken))
    found = [
        term
        for term in _chosen(scene._replace(taken=[*scene.taken, *numbered]), choose)
        if not (label and term.end <= label.end()) and not _is_somebody(term.text)
    ]
    named = [OpenTerm(text[start:end], start, end, "domain") for start, end in numbered]
    return _without_short_forms(text, sorted([*found, *named], key=lambda term: term.start))


def _chosen(scene: Scene, choose: Choose) -> list[OpenTerm]:
    text = scene.sentence.text
    return [
        OpenTerm(" ".join(text[span.start : span.end].split()), span.start, span.end, _kind(span, scene.sentence))
        for span in choose(scene)
    ]


def _is_somebody(text: str) -> bool:
    """Whether a phrase names an organisation or the people one works with: American Heart Association."""
    words = text.split()
    return len(words) > 1 and fold(words[-1]) in organisations()


def _without_short_forms(text: str, terms: Sequence[OpenTerm]) -> list[OpenTerm]:
    kept: list[OpenTerm] = []
    for term in terms:
        if not kept or not _abbreviates(term.text, kept[-1], text[kept[-1].end : term.start]):
            kept.append(term)
    return kept


def _abbreviates(text: str, before: OpenTerm, gap: str) -> bool:
    """Whether a bracket only shortens what stands before it: first article inspection (FAI)."""
    if gap.strip() != "(" or not text[:-1].isupper():
        return False
    initials = [word[0].casefold() for word in re.split(r"[\s-]+", before.text) if word]
    return text[0].casefold() in initials


def _kind(phrase: Span, sentence: Sentence) -> Category:
    known = heads()
    for unit in (phrase.units[-1], phrase.units[0]):
        if unit.folded in known:
            return known[unit.folded]  # type: ignore[return-value]  # the keys of the data file are categories
    if len(phrase.units) > 1 and phrase.units[0].text.isupper() and phrase.units[-1].text.isdigit():
        return "domain"
    named = [unit for unit in phrase.units if unit.text[0].isupper() and _inside_clause(sentence.text, unit.start)]
    return "tools" if len(named) == len(phrase.units) else "practices"


def _inside_clause(text: str, start: int) -> bool:
    """Whether a capital is there for the name's sake, not because a sentence or quotation begins."""
    before = text[:start].rstrip()
    return bool(before) and before[-1] not in '.!?:;"“•*-–(' and not text[:start].endswith("\n\n")
