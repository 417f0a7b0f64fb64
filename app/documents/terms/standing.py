"""Whether a line that names a skill shows it, or takes it back: "no Java", "to learn Rust", "Grundkenntnisse C".

The patterns are `vocabulary/standing.toml`; those of all languages count in every text, since résumés mix them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from app.documents.terms.lexicon import Hit
from app.documents.terms.tokens import fold_in_place
from app.documents.terms.vocabulary import categories, load_data

Standing = Literal["shown", "basic", "wished", "denied"]
_WEAK: tuple[Standing, ...] = ("denied", "wished", "basic")
_NAMES = frozenset({"languages", "frameworks", "tools", "education", "spoken_languages"})
_REACH = 120
_CLAUSE = re.compile(
    r"[;•|\n]|[.!?](?=\s|$)|,?\s+\b(?:but|however|although|though|aber|jedoch|sondern|mais|pero|sino|maar|mas|porem)\b"
    r"|,?\s+(?=(?:with|and|mit|und|avec|et|con|y|met|en|com|e)\s+"
    r"(?!no\b|any\b|little\b|limited\b|basic\b|kein|geen\b|sin\b|aucune|pas\b|sem\b)(?:[\w-]+\s+){0,2}?(?:experience|erfahrung|experiencia|ervaring)\b)"
)
_JOINER = (
    r"(?:\s*(?:,|/|&|\+)\s*(?:and|or|und|oder|et|ou|y|o|en|of|e)?\s*|\s+(?:and|or|nor|und|oder|noch|et|ou|ni|y|o|en|of|e|nem)\s+)"
    r"(?:(?:with|in|of|mit|von|avec|en|de|du|con|met|van|com|em|do|da)\s+|d')?"
)
_ITEM = r"[\w.+#'-]+(?: [\w.+#'-]+)?"
_LISTED_ON = re.compile(rf"{_JOINER}(?:{_ITEM}{_JOINER})?")
_FIRST = re.compile(rf"[\s:(\"“„«'-]*(?:[\w'-]+ ){{0,4}}(?:{_ITEM}{_JOINER})?[\"“„«]?")


class _Patterns(NamedTuple):
    """Each compiled for all languages, by standing."""

    before: dict[Standing, re.Pattern[str]]
    next: dict[Standing, re.Pattern[str]]
    after: dict[Standing, re.Pattern[str]]
    around: dict[Standing, re.Pattern[str]]
    levels: dict[Standing, re.Pattern[str]]
    others: re.Pattern[str]


def standings_of(text: str, hits: Sequence[Hit]) -> list[Standing]:
    """For each hit of a line what the line says of it; `hits` in the order of the text."""
    folded = fold_in_place(text)
    found: list[Standing] = ["shown"] * len(hits)
    bounds = [0, *(end for match in _CLAUSE.finditer(folded) for end in match.span()), len(folded)]
    starts = [hit.start for hit in hits]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last:
            clause = _Clause(folded[start:end], [_moved(hit, start) for hit in hits[first:last]])
            for index, standing in clause.standings().items():
                found[first + index] = standing
    return found


def standing_of_level(level: str) -> Standing:
    """What a skill's level, or the heading of its list, says of it ("Beginner", "Learning", "Grundkenntnisse")."""
    folded = fold_in_place(level).strip(" :()-–—")
    for standing in _WEAK:
        if _patterns().levels[standing].fullmatch(folded):
            return standing
        cue = _patterns().before[standing].search(folded + ":")
        if cue is not None and not folded[cue.end() :].strip(" :"):
            return standing
    return "shown"


class _Clause:
    """One clause, folded, with the hits in it."""

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self._text = text
        self._hits = hits
        self._starts = [hit.start for hit in hits]

    def standings(self) -> dict[int, Standing]:
        """The hits that are taken back, by their index; the strongest denial first."""
        found: dict[int, Standing] = {}
        patterns = _patterns()
        for standing in _WEAK:
            for cue in self._cues(patterns.before[standing]):
                if not patterns.others.search(self._before(cue.start())):
                    found |= dict.fromkeys(set(self._following(cue.end())) - found.keys(), standing)
            for cue in self._cues(patterns.around.get(standing)):
                span = range(bisect_left(self._starts, cue.start()), bisect_left(self._starts, cue.end()))
                inside = {at for at in span if self._hits[at].end <= cue.end()}
                found |= dict.fromkeys(inside - found.keys(), standing)
            for at in range(len(self._hits)):
                if at not in found and self._marked(at, standing):
                    found[at] = standing
        return found

    def _cues(self, pattern: re.Pattern[str] | None) -> list[re.Match[str]]:
        """Where a pattern stands without being part of a skill's own name ("Basic life support")."""
        if pattern is None:
            return []
        return [
            cue for cue in pattern.finditer(self._text) if not (self._within(cue.start()) or self._within(cue.end()))
        ]

    def _within(self, position: int) -> bool:
        """Whether a position is inside a hit."""
        at = bisect_left(self._starts, position) - 1
        return at >= 0 and position < self._hits[at].end

    def _before(self, position: int) -> str:
        """The words before a position, as many as matter."""
        return self._text[max(0, position - _REACH) : position]

    def _following(self, position: int) -> list[int]:
        """The hits that a cue ending at `position` reaches: the next one, and those listed on after it."""
        reached: list[int] = []
        for at in range(bisect_left(self._starts, position), len(self._hits)):
            hit = self._hits[at]
            gap = self._text[position : hit.start]
            if not (_LISTED_ON if reached else _FIRST).fullmatch(gap):
                break
            reached.append(at)
            position = hit.end
        return reached

    def _marked(self, at: int, standing: Standing) -> bool:
        """Whether the words at once before or after a hit say so."""
        hit, patterns = self._hits[at], _patterns()
        end = self._hits[at + 1].start if at + 1 < len(self._hits) else len(self._text)
        if patterns.after[standing].match(self._text, hit.end, end):
            return True
        before = patterns.next.get(standing)
        return (
            before is not None
            and categories().get(hit.term) in _NAMES
            and before.search(self._before(hit.start)) is not None
        )


def _moved(hit: Hit, start: int) -> Hit:
    return hit._replace(start=hit.start - start, end=hit.end - start)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load_data("standing")

    def compiled(place: str, tail: str = "") -> dict[Standing, re.Pattern[str]]:
        groups = data.get(place, {})
        return {
            standing: re.compile("|".join(f"(?:{part}{tail})" for parts in groups[standing].values() for part in parts))
            for standing in _WEAK
            if standing in groups
        }

    return _Patterns(
        compiled("before"),
        compiled("next", r"\s*$"),
        compiled("after"),
        compiled("around"),
        {standing: re.compile(data["levels"][standing]) for standing in _WEAK},
        re.compile(f"(?:{data['others']['words']})$"),
    )
