"""Which requirement of a posting is asked about with which line of the résumé."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.documents.resume import Project, Resume, Volunteer, Work
from app.postings.service import Keyword
from app.tailoring.service import KeywordMatch
from app.tutor.coaching.models import Material

_TELLS = 4
_COMMON = frozenset({"practices", "domain", "soft_skills", "education"})
_ORIGINS = ("required", "duties", "title", "nice", "about")
_NO_STORY = frozenset({"spoken_languages", "education"})
_WITH_PEOPLE = re.compile(
    r"\b(?:mentor\w*|train\w*|lead\w*|coach\w*|teams?|teamwork|colleagues?|customers?|clients?|patients?|guests?|famil\w+|"
    r"parents?|pupils?|students?|pressure|deadlines?|conflict\w*|negotiat\w+|on-call|emergenc\w+|stakeholders?|calm|"
    r"communicat\w+|support\w*|help\w*|own)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


class Pair(NamedTuple):
    """A requirement, the posting's sentence for it, and the line that shows it (empty without one).

    `listed`: the line is only a list of skills.
    """

    keyword: Keyword
    sentence: str
    line: str = ""
    pointer: str = ""
    listed: bool = False


def stories(material: Material, most: int) -> list[Pair]:
    """Requirements that a line of the résumé shows, the firmest first; no sentence and no line twice."""
    if material.match is None or material.keywords is None or material.resume is None:
        return []
    wanted = {keyword.term: keyword for keyword in material.keywords.all()}
    shown = [one for one in material.match.matched if one.category not in _NO_STORY and one.term in wanted]
    told = dict(own_lines(material.resume))
    candidates = [_pair(material, wanted[one.term], one, told) for one in shown]
    candidates.sort(key=lambda pair: (pair.listed, *_firmness(pair.keyword), not _FIGURE.search(pair.line)))
    return _unlike(candidates, most)


def without_line(material: Material, most: int, taken: Collection[str] = ()) -> list[Pair]:
    """Requirements that the résumé says nothing about; what is near them stands as their line.

    Those whose sentence or line is among `taken` were asked about already and are left out.
    Without a résumé these are the requirements that nothing is known of, so that there are none here.
    """
    if material.match is None or material.keywords is None:
        return []
    wanted = {keyword.term: keyword for keyword in material.keywords.all()}
    lacking = [(one.term, one.line, one.pointer) for one in material.match.nearly]
    lacking += [(one.term, "", "") for one in material.match.missing]
    candidates = [
        Pair(wanted[term], sentence_of(material, wanted[term]), line, pointer)
        for term, line, pointer in lacking
        if term in wanted and wanted[term].required and wanted[term].category != "soft_skills"
    ]
    fresh = [pair for pair in candidates if pair.sentence not in taken and (not pair.line or pair.line not in taken)]
    fresh.sort(key=lambda pair: (pair.keyword.category in _NO_STORY, *_firmness(pair.keyword)))
    return _unlike(fresh, most)


def asked(material: Material, most: int) -> list[Pair]:
    """What a posting asks for, without any résumé."""
    if material.keywords is None:
        return []
    keywords = [one for one in material.keywords.all() if one.category not in _NO_STORY]
    keywords.sort(key=lambda one: (one.category == "soft_skills", *_firmness(one)))
    return _unlike([Pair(one, sentence_of(material, one)) for one in keywords], most)


def situations(material: Material) -> Iterator[Pair]:
    """Sentences of a posting that a story of behaviour fits: work with people first, then the other duties."""
    if material.keywords is None:
        return
    keywords = material.keywords.all()
    soft = [one for one in keywords if one.category == "soft_skills" and one.origin in ("required", "duties")]
    duties = [one for one in keywords if one.origin == "duties" and one.category != "soft_skills"]
    pairs = [Pair(keyword, sentence_of(material, keyword)) for keyword in [*soft, *duties]]
    told = [pair for pair in pairs if len(pair.sentence.split()) >= _TELLS]
    yield from sorted(told, key=lambda pair: not _WITH_PEOPLE.search(pair.sentence))


def named(keyword: Keyword) -> str:
    """A keyword inside a sentence: with a capital only where the posting writes one."""
    term = keyword.term
    written = next((one for one in keyword.found if one.islower()), keyword.found[0] if keyword.found else term)
    if written.casefold() == term.casefold():
        return written if keyword.category not in _COMMON or written.isupper() or written[:1].islower() else term
    is_plain = term[1:2].islower() and keyword.category in _COMMON and written[:1].islower()
    return term[:1].lower() + term[1:] if is_plain else term


def sentence_of(material: Material, keyword: Keyword) -> str:
    """The posting's sentence for a keyword; empty where that is its title or says no more than the keyword."""
    sentence = " ".join(material.posting[keyword.start : keyword.end].split())
    if keyword.origin == "title" or len(sentence) < len(keyword.term) + 5:
        return ""
    return sentence


def own_lines(resume: Resume) -> list[tuple[str, str]]:
    """The lines of jobs, projects and volunteering with their pointers: those with a figure first, then in order."""
    entries: list[tuple[str, Sequence[Work | Volunteer | Project]]] = [
        ("work", resume.work),
        ("volunteer", resume.volunteer),
        ("projects", resume.projects),
    ]
    lines = [
        (f"/{key}/{at}/highlights/{number}", line)
        for key, group in entries
        for at, entry in enumerate(group)
        for number, line in enumerate(entry.highlights)
        if len(line.split()) >= _TELLS
    ]
    return sorted(lines, key=lambda one: not _FIGURE.search(one[1]))


def _pair(material: Material, keyword: Keyword, match: KeywordMatch, told: Mapping[str, str]) -> Pair:
    pointer = next((each for each in match.pointers if each in told), "")
    sentence = sentence_of(material, keyword)
    if pointer:
        return Pair(keyword, sentence, told[pointer], pointer)
    return Pair(keyword, sentence, match.line, match.pointer, listed=True)


def _firmness(keyword: Keyword) -> tuple[int, float]:
    return _ORIGINS.index(keyword.origin), -keyword.weight


def _unlike(candidates: Sequence[Pair], most: int) -> list[Pair]:
    kept: list[Pair] = []
    for pair in candidates:
        same = any(
            one.keyword.term == pair.keyword.term
            or (pair.sentence and pair.sentence == one.sentence)
            or (pair.line and pair.line == one.line)
            or one.keyword.term in pair.keyword.alternatives
            for one in kept
        )
        if not same and len(kept) < most:
            kept.append(pair)
    return kept
