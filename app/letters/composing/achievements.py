"""What the person has done, ranked by what it says to the posting."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.documents.evidence import Evidence
from app.documents.resume import Resume, Volunteer, Work
from app.letters.composing.asking import Asked
from app.letters.composing.clauses import Clause, clause_of, thing_of
from app.letters.composing.hints import Hints, stems_in
from app.letters.composing.places import Place
from app.tailoring.service import MatchResult

_REQUIRED, _OTHER, _INFERRED = 3.0, 1.0, 0.6
_SAYS_SOMETHING = 2.5
_DWELT_ON, _LEFT_OUT = 8.0, -40.0
_KIND_VALUE = {
    "past": 1.5, "present": 0.7, "duty": 0.5, "gerund": 0.3, "state": 0.8,
    "own": 0.8, "noun": -0.5, "thing": 0.2, "quote": -5.0,
}  # fmt: skip
_SAME_FIELD = 2.0
_SHARED, _MOST_SHARED = 0.9, 3.6
_READ_AT_MOST = 20_000
_COMMON = stems_in(
    "with that from have this your will team work year years role experience skills able about their them they into "
    "over under other more most each every when where which what than then also been were being using used make made "
    "good strong well must need needs time times full part help support ensure provide including across within"
)
_UNTOLD = frozenset({"soft_skills", "spoken_languages", "education"})
_FIGURE = re.compile(
    r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|doubled|halved)\b"
)
_STRONG = re.compile(
    r"(?i)^I (?:led|built|cut|reduced|increased|grew|won|designed|introduced|founded|launched|raised|saved)\b"
)


class Achievement(NamedTuple):
    """One line of the résumé as a clause, where it belongs, and what of the posting it shows.

    `named` are keywords that the line itself names, `implied` those that it only includes.
    `key` are words by which it is known again in a letter.
    """

    evidence: Evidence
    clause: Clause
    place: Place
    named: tuple[Asked, ...]
    implied: tuple[Asked, ...]
    score: float
    key: str

    @property
    def shown(self) -> tuple[Asked, ...]:
        """All keywords that the line supports, those that it names first."""
        return self.named + self.implied


def achievements_of(
    resume: Resume,
    places: Mapping[str, Place],
    match: MatchResult,
    asked: Mapping[str, Asked],
    hints: Hints,
    posting: str,
    title: str,
) -> list[Achievement]:
    """All that can be told, the strongest first: required keywords count 3, others 1, inferred 0.6 of that; figures,
    recent work and lines that make good sentences a little; the person's hints most."""
    named, implied = _shown(match, asked)
    field = stems_in(title) - _COMMON
    spoken_of = stems_in(posting[:_READ_AT_MOST]) - _COMMON
    found = []
    seen: set[str] = set()
    for pointer, line, place in _lines(resume, places):
        is_project = place.kind == "project" and place.name and pointer.endswith("/description")
        clause = (thing_of(line) if is_project else None) or clause_of(line, current=place.current)
        if clause is None or clause.text.casefold() in seen:
            continue
        seen.add(clause.text.casefold())
        mine, more = named.get(pointer, ()), implied.get(pointer, ())
        score = sum(_worth(one) for one in mine) + _INFERRED * sum(_worth(one) for one in more)
        told = [tuple(one for one in group if one.keyword.category not in _UNTOLD) for group in (mine, more)]
        score += (_SAYS_SOMETHING if any(told) else 0.0) + _manner(line, clause, place) + _wished(line, hints)
        score += _SAME_FIELD if field & stems_in(place.role) else 0.0
        score += min(_MOST_SHARED, _SHARED * len(stems_in(line) & spoken_of))
        found.append(Achievement(Evidence(pointer, line), clause, place, told[0], told[1], score, clause.key))
    return sorted(found, key=lambda one: -one.score)


def _shown(
    match: MatchResult, asked: Mapping[str, Asked]
) -> tuple[dict[str, tuple[Asked, ...]], dict[str, tuple[Asked, ...]]]:
    named: dict[str, tuple[Asked, ...]] = {}
    implied: dict[str, tuple[Asked, ...]] = {}
    for one in sorted(match.matched, key=lambda one: (not one.required, -one.weight)):
        group = implied if one.kind == "inferred" else named
        if one.term in asked:
            for pointer in one.pointers or (one.pointer,):
                group[pointer] = (*group.get(pointer, ()), asked[one.term])
    return named, implied


def _lines(resume: Resume, places: Mapping[str, Place]) -> Iterator[tuple[str, str, Place]]:
    jobs: Sequence[Work | Volunteer] = resume.work
    for key, posts in (("work", jobs), ("volunteer", resume.volunteer)):
        for index, post in enumerate(posts):
            place = places[f"/{key}/{index}"]
            for number, line in enumerate(post.highlights):
                yield f"{place.pointer}/highlights/{number}", line, place
            if post.summary:
                yield f"{place.pointer}/summary", post.summary, place
    for index, project in enumerate(resume.projects):
        place = places[f"/projects/{index}"]
        for number, line in enumerate(project.highlights):
            yield f"{place.pointer}/highlights/{number}", line, place
        if project.description:
            yield f"{place.pointer}/description", project.description, place


def _worth(asked: Asked) -> float:
    return asked.keyword.weight * (_REQUIRED if asked.keyword.required else _OTHER)


def _manner(line: str, clause: Clause, place: Place) -> float:
    index = int(place.pointer.rpartition("/")[2])
    recent = {"work": 1.0, "volunteer": 0.3, "project": 0.4}[place.kind] / (1 + 0.5 * index)
    length = len(clause.text.split())
    figure = 1.0 if _FIGURE.search(line) else 0.0
    strong = 0.4 if _STRONG.match(clause.text) else 0.0
    return _KIND_VALUE[clause.kind] + recent + figure + strong - (1.0 if length > 36 or length < 5 else 0.0)


def _wished(line: str, hints: Hints) -> float:
    found = stems_in(line)
    return (_DWELT_ON if found & hints.dwell else 0.0) + (_LEFT_OUT if found & hints.leave else 0.0)
