"""Where a résumé shows which terms."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.documents.resume import Resume
from app.documents.terms.lexicon import Context, Hit, Lexicon, make_form
from app.documents.terms.lines import Line, lines_of
from app.documents.terms.tokens import language_of
from app.documents.terms.vocabulary import categories, lexicon


class Sighting(NamedTuple):
    """A term seen in a line."""

    line: Line
    hit: Hit


class Shown(NamedTuple):
    """All lines of a résumé and, for each term, where it is seen, the strongest line first."""

    lines: list[Line]
    sightings: dict[str, list[Sighting]]


def evidence_of(resume: Resume, further: Iterable[str] = ()) -> Shown:
    """Search a résumé for all known terms and for `further` ones that no list knows."""
    lines = lines_of(resume)
    language = language_of(" ".join(line.text for line in lines))
    finders = [lexicon(language)]
    unknown = [form for text in further if text not in categories() and (form := make_form(text, text))]
    if unknown:
        finders.append(Lexicon(unknown, Context(), lambda form: len(form.text) > 4, language))
    return Shown(lines, _sightings(lines, finders))


def _sightings(lines: Sequence[Line], finders: Sequence[Lexicon]) -> dict[str, list[Sighting]]:
    found: dict[str, list[Sighting]] = {}
    for line in lines:
        for finder in finders:
            for hit in finder.find(line.text, listed=line.listed):
                found.setdefault(hit.term, []).append(Sighting(line, hit))
    for sightings in found.values():
        sightings.sort(key=lambda sighting: sighting.line.rank)
    return found
