"""The lines of a résumé that a match stands on, each with its entry and what it shows."""

from collections.abc import Sequence

from app.documents.resume import Resume
from app.documents.terms.lines import Line
from app.tailoring.results import KeywordMatch, Missing, ShownLine
from app.tailoring.showing import Found

_SECTIONS = {
    "basics": "Summary",
    "work": "Experience",
    "volunteer": "Volunteering",
    "education": "Education",
    "awards": "Awards",
    "certificates": "Certificates",
    "publications": "Publications",
    "skills": "Skills",
    "languages": "Languages",
    "interests": "Interests",
    "projects": "Projects",
}
_NAMES = {
    "work": ("position", "name"),
    "volunteer": ("position", "organization"),
    "education": ("study_type", "area", "institution"),
    "projects": ("name",),
    "other": ("title",),
}


def shown_lines(resume: Resume, lines: Sequence[Line], found: Sequence[Found]) -> tuple[ShownLine, ...]:
    """Each line that shows or nearly shows a keyword, in the résumé's order; a list of skills is one line."""
    known = {line.pointer: (order, line) for order, line in enumerate(lines)}
    heads = {line.entry: order - 0.5 for order, line in reversed(list(enumerate(lines)))}
    rows: dict[tuple[str, str], tuple[float, list[str], list[str]]] = {}
    for one in found:
        if isinstance(one, Missing):
            continue
        for pointer in one.pointers if isinstance(one, KeywordMatch) else (one.pointer,):
            order, line = known.get(pointer, (heads.get(pointer, len(lines)), None))
            entry = line.entry if line else pointer
            text = line.shown if line else one.line
            _, pointers, terms = rows.setdefault((entry, text), (order, [], []))
            pointers.append(pointer)
            terms.append(one.term)
    ordered = sorted(rows.items(), key=lambda row: row[1][0])
    return tuple(
        _line(resume, entry, text, tuple(dict.fromkeys(pointers)), tuple(dict.fromkeys(terms)))
        for (entry, text), (_, pointers, terms) in ordered
    )


def _line(resume: Resume, entry: str, text: str, pointers: tuple[str, ...], terms: tuple[str, ...]) -> ShownLine:
    key, _, index = entry.strip("/").partition("/")
    if not index:
        return ShownLine(pointers=pointers, text=text, label=_SECTIONS.get(key, ""), terms=terms)
    part = getattr(resume, key)[int(index)]
    named = [getattr(part, field, None) for field in _NAMES.get(key, ())]
    return ShownLine(
        pointers=pointers,
        text=text,
        label=", ".join(name for name in named if name) or _SECTIONS.get(key, ""),
        start=getattr(part, "start_date", None) or "",
        end=getattr(part, "end_date", None) or "",
        terms=terms,
    )
