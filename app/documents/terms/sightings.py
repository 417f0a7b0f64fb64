"""Where a résumé shows which terms, and where it only speaks of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.documents.resume import Resume
from app.documents.terms.lexicon import Context, Hit, Lexicon, make_form
from app.documents.terms.lines import Line, lines_of
from app.documents.terms.standing import Standing, standing_of_level, standings_of
from app.documents.terms.tokens import common_words
from app.documents.terms.vocabulary import categories, lexicon

_FEWEST_COMMON_WORDS = 4
_NO_COUNT: dict[str, list["Faint"]] = {}


class Sighting(NamedTuple):
    """A term seen in a line."""

    line: Line
    hit: Hit


class Faint(NamedTuple):
    """A term in a line that does not show it: denied, only wished for, or known a little."""

    line: Line
    hit: Hit
    standing: Standing


class Shown(NamedTuple):
    """All lines of a résumé and, for each term, where it is shown, the strongest line first.

    `faint` are the places, by term, that name it without showing it.
    """

    lines: list[Line]
    sightings: dict[str, list[Sighting]]
    faint: dict[str, list[Faint]] = _NO_COUNT


def evidence_of(resume: Resume, further: Iterable[str] = (), language: str = "en") -> Shown:
    """Search a résumé for all known terms and for `further` ones that no list knows.

    Word forms are those of English, of `language` (the posting's) and of each language that the résumé has four
    common words of; more text never takes a language away, so that it never takes a sighting away.
    """
    lines = lines_of(resume)
    words = common_words("\n".join(line.text for line in lines))
    languages = dict.fromkeys(
        ["en", language, *(one for one, known in words.items() if len(set(known)) >= _FEWEST_COMMON_WORDS)]
    )
    unknown = [form for text in further if text not in categories() and (form := make_form(text, text))]
    finders = [[lexicon(one)] for one in languages]
    if unknown:
        for one, group in zip(languages, finders, strict=True):
            group.append(Lexicon(unknown, Context(), lambda form: len(form.text) > 4, one))
    return _search(lines, finders)


def _search(lines: list[Line], finders: Sequence[Sequence[Lexicon]]) -> Shown:
    shown: dict[str, list[Sighting]] = {}
    faint: dict[str, list[Faint]] = {}
    for line in lines:
        hits = _hits(line, finders)
        for hit, standing in zip(hits, _standings(line, hits), strict=True):
            if standing == "shown":
                shown.setdefault(hit.term, []).append(Sighting(line, hit))
            else:
                faint.setdefault(hit.term, []).append(Faint(line, hit, standing))
    for sightings in shown.values():
        sightings.sort(key=lambda sighting: sighting.line.rank)
    return Shown(lines, shown, faint)


def _hits(line: Line, finders: Sequence[Sequence[Lexicon]]) -> list[Hit]:
    """What any language finds, each place of a term once, in the order of the text."""
    found: dict[tuple[str, int], Hit] = {}
    for group in finders:
        for finder in group:
            for hit in finder.find(line.text, listed=line.listed):
                found.setdefault((hit.term, hit.start), hit)
    return sorted(found.values(), key=lambda hit: (hit.start, hit.end))


def _standings(line: Line, hits: Sequence[Hit]) -> list[Standing]:
    if not hits:
        return []
    whole = next((level for text in line.said_of if (level := standing_of_level(text)) != "shown"), None)
    return [whole] * len(hits) if whole else standings_of(line.text, hits)
