"""Everything that one letter can be made of, gathered once."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.documents.resume import Resume
from app.documents.terms.vocabulary import categories, lexicon
from app.letters.composing.achievements import Achievement, achievements_of
from app.letters.composing.asking import Asked, asked_of, company_of, contact_of, duties_of, story_of, title_of
from app.letters.composing.hints import Hints, read_hints, stems_in
from app.letters.composing.manners import Manner, manner_of
from app.letters.composing.occasion import Occasion
from app.letters.composing.places import Place, places_of
from app.tailoring.service import KeywordMatch


class Material(NamedTuple):
    """`changes_trade`: the posting asks for several things and the résumé shows next to none of them.

    `wanted` are the matches that speak for the person's trade: no soft skills, spoken languages or degrees."""

    occasion: Occasion
    title: str
    company: str
    contact: str
    story: str
    duties: tuple[str, ...]
    asked: dict[str, Asked]
    places: dict[str, Place]
    achievements: tuple[Achievement, ...]
    wanted: tuple[KeywordMatch, ...]
    hints: Hints
    manner: Manner
    changes_trade: bool

    @property
    def seed(self) -> str:
        """What the choices of this letter depend on."""
        wishes = self.occasion.wishes
        return f"{self.title}\0{self.company}\0{self.occasion.posting}\0{wishes.tone}\0{wishes.length}"

    @property
    def is_american(self) -> bool:
        """Whether the person spells the American way."""
        text = " ".join(one.evidence.line for one in self.achievements)
        return len(_AMERICAN.findall(text)) > len(_BRITISH.findall(text))


_AMERICAN = re.compile(
    r"(?i)\b\w{3,}(?:[iy]z(?:e|ed|es|ing|ation))\b|\b(?:color|center|labor|program|behavior|favor)s?\b"
)
_BRITISH = re.compile(
    r"(?i)\b\w{3,}(?:[iy]s(?:e|ed|es|ing|ation))\b|\b(?:colour|centre|labour|programme|behaviour|favour)s?\b"
)
_ENOUGH_TO_TELL = 3
_PROGRAMMING = frozenset({"languages", "frameworks"})
_READ_AT_MOST = 20_000
_GENERAL = frozenset({"soft_skills", "spoken_languages", "education"})


class _Background(NamedTuple):
    resume: Resume
    title: str
    places: dict[str, Place]
    achievements: tuple[Achievement, ...]


def gather(occasion: Occasion) -> Material:
    """The material of a letter."""
    extracted = occasion.extracted
    title = title_of(occasion.title) or title_of(extracted.title)
    company = company_of(occasion.company) or company_of(extracted.company)
    hints = read_hints(occasion.wishes.hints)
    asked = asked_of(extracted)
    places = places_of(occasion.resume, occasion.today)
    achievements = tuple(
        achievements_of(occasion.resume, places, occasion.match, asked, hints, occasion.posting, title)
    )
    wanted = tuple(one for one in occasion.match.matched if one.category not in _GENERAL)
    told = _Background(occasion.resume, title, places, achievements)
    story = story_of(occasion.posting, company, extracted.language)
    return Material(
        occasion=occasion,
        title=title,
        company=company,
        contact=hints.contact or contact_of(occasion.posting),
        story=story,
        duties=tuple(duties_of(occasion.posting, f"{title} {extracted.title}", extracted.language)),
        asked=asked,
        places=places,
        achievements=achievements,
        wanted=wanted,
        hints=hints,
        manner=manner_of(f"{extracted.title}\0{extracted.company}".strip("\0") or occasion.posting),
        changes_trade=_changes_trade(asked.values(), wanted, told),
    )


def _changes_trade(asked: Iterable[Asked], wanted: Sequence[KeywordMatch], told: _Background) -> bool:
    named = [one for one in asked if one.keyword.category not in _GENERAL]
    if len(named) < _ENOUGH_TO_TELL or len(wanted) >= _ENOUGH_TO_TELL or len(wanted) * 8 >= len(named):
        return False
    held = {stem for place in told.places.values() for stem in stems_in(place.role)}
    if len(told.achievements) < _ENOUGH_TO_TELL or held & stems_in(told.title):
        return False
    return not (sum(one.keyword.category in _PROGRAMMING for one in named) >= 2 and _programs(told))


def _programs(told: _Background) -> bool:
    """Whether the résumé shows programming, be it in other languages than those asked for."""
    skills = [word for skill in told.resume.skills for word in (skill.name or "", *skill.keywords)]
    text = "; ".join([*skills, *(one.evidence.line for one in told.achievements)])
    found = {hit.term for hit in lexicon().find(text[:_READ_AT_MOST])}
    return sum(categories().get(term) in _PROGRAMMING for term in found) >= 2
