"""What a job is, in one or two of the posting's own sentences."""

import re
from collections.abc import Sequence

from app.documents.terms.tokens import fold
from app.postings.analysis import Finding, Overview
from app.postings.findings.passages import Passage, Source

_HIRING = re.compile(
    r"looking for|seeking|we are hiring|we're hiring|searching for|to join|joining us|suchen|verstark|recherch|"
    r"cherch|recrut|zoek|op zoek|busca|procura|contrata"
)
_WORK = re.compile(
    r"\byou will\b|\byou'll\b|\byour (?:role|job|task|mission|work)|in this role|this role|the role|as an? \w+|"
    r"\bdu (?:\w+st)\b|\bsie \w+en\b|ihre aufgabe|deine aufgabe|\bvous \w+ez\b|votre mission|tu mision|\bvas a\b|"
    r"\bje gaat\b|\bga je\b|jouw rol|\bvoce (?:vai|sera)"
)
_COMPANY = re.compile(
    r"\bfounded\b|gegrundet|fondee? en|award|leading provider|market leader|marktfuhrer|leader|employees|"
    r"mitarbeitende|\bour (?:mission|values|vision)\b|we are an? |wir sind |equal opportunity"
)
_SHORTEST, _LONGEST = 30, 320
_MOST = 2
_SAYS_LITTLE = 60


def describe(source: Source) -> Overview:
    """The sentences that say most about the work, in their order; the first duties of a posting without prose."""
    title = set(re.findall(r"\w{4,}", fold(source.posting.title)))
    prose = [one for one in source.passages if _is_prose(one)]
    scored = sorted(prose, key=lambda one: (-_score(one, title), one.start))
    best = [one for one in scored if _score(one, title) > 0][:_MOST]
    if not best:
        best = [one for one in source.passages if one.part == "duties" and len(one.text) >= 15][:_MOST]
    if not best:
        best = _heads(source.passages) + scored[:1]
    if len(best) == 1 and len(best[0].text) < _SAYS_LITTLE:
        best += [one for one in prose if one.start > best[0].start and one.part != "about"][:1]
    return Overview(sentences=tuple(_found(one) for one in sorted(best, key=lambda one: one.start)))


def tells_of_work(source: Source) -> bool:
    """Whether any sentence says what one would do."""
    return any(one.part == "duties" or _WORK.search(one.folded) for one in source.passages)


def _is_prose(passage: Passage) -> bool:
    return (
        passage.part in ("intro", "about", "duties")
        and not passage.listed
        and _SHORTEST <= len(passage.text) <= _LONGEST
        and passage.text[-1] in ".!?"
    )


def _score(passage: Passage, title: set[str]) -> int:
    words = set(re.findall(r"\w{4,}", passage.folded))
    score = 3 * bool(_HIRING.search(passage.folded)) + 3 * bool(_WORK.search(passage.folded))
    score += min(2, len(words & title)) + (passage.part == "duties")
    return score - 2 * bool(_COMPANY.search(passage.folded)) - (passage.part == "about")


def _heads(passages: Sequence[Passage]) -> list[Passage]:
    return [one for one in passages if one.part in ("head", "intro", "required")][:1]


def _found(passage: Passage) -> Finding:
    return passage.finding(" ".join(passage.text.split()))
