"""A résumé as plain text, section by section, with the stretches that belong together: what is searched and quoted."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.documents.folding import fold
from app.documents.resume import Part, ReadResume, Resume, Span
from app.documents.structure import SECTION_TITLES, section_order
from app.tutor.tools.passages import Atom, spot_in

_HEAD = (
    "position", "title", "study_type", "area", "name", "organization", "institution", "entity", "awarder", "issuer",
    "publisher", "language", "fluency", "level", "location", "score",
)  # fmt: skip
_BODY, _BULLETS, _LISTS = ("description", "summary", "reference"), ("highlights", "courses"), ("keywords", "roles")
_PLAIN = frozenset({"pdf", "docx", "md", "txt"})
_ELSEWHERE = "Elsewhere in the file"
SHORTEST_OF_A_RESUME = 40
"""A line of a résumé is quoted alone, unless it is as short as a language with its level."""


class PlainResume(NamedTuple):
    """`atoms` are the lines of `text` but for its headings (`app/tutor/tools/passages.py`)."""

    text: str
    atoms: tuple[Atom, ...]


def plain_resume(document: ReadResume, *, is_as_uploaded: bool) -> PlainResume:
    """Everything that a résumé says but for contact details, in the order of its sections.

    While a file is as it was uploaded, the lines that were read into no section follow; once it was edited they may
    say what the person has taken out.
    """
    writing = _Writing()
    for title, entries in _sections(document):
        writing.section(title, entries)
    if is_as_uploaded and document.format in _PLAIN:
        left = _left_over(document, "\n".join(writing.lines))
        writing.section(_ELSEWHERE, [_Entry("", (line,)) for line in left])
    return PlainResume("\n".join(writing.lines), tuple(writing.atoms))


class _Entry(NamedTuple):
    """`head` says what it is, `lines` what it says, `lists` what it names; `spot` stands on the page as it is."""

    head: str
    lines: tuple[str, ...] = ()
    spot: str = ""
    lists: tuple[str, ...] = ()


class _Writing:
    """Lines with what they are, as one text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.atoms: list[Atom] = []
        self._at = 0

    def section(self, title: str, entries: Sequence[_Entry]) -> None:
        if not entries:
            return
        if self.lines:
            self._line("")
        self._line(title)
        for entry in entries:
            heading = f"{title}, {entry.head}" if entry.head and (entry.lines or entry.lists) else title
            # What an entry is stands apart from what it says.
            if entry.head:
                self._add(entry.head, title, entry.spot)
            for line in entry.lines:
                self._add(line, heading, spot_in(line))
            for line in entry.lists:
                self._add(line, heading, spot_in(line), lists=True)

    def _add(self, line: str, heading: str, spot: str, *, lists: bool = False) -> None:
        start = self._line(line)
        self.atoms.append(Atom(start, self._at - 1, heading=heading, spot=spot, lists=lists))

    def _line(self, text: str) -> int:
        start = self._at
        self.lines.append(text)
        self._at += len(text) + 1
        return start


def _sections(document: ReadResume) -> Iterator[tuple[str, list[_Entry]]]:
    resume = document.resume
    basics = resume.basics
    about = " – ".join(_one_line(text) for text in (basics.name, basics.label) if text)
    lines = (_one_line(basics.summary),) if basics.summary else ()
    yield "About", [_Entry(about, lines, basics.label or "")] if about or lines else []
    for key in section_order(resume, [section.key for section in document.sections]):
        if key == "other":
            for section in resume.other:
                found = [_Entry("", (_one_line(line),)) for line in section.lines if line.strip()]
                yield _one_line(section.title or SECTION_TITLES[key]), found
        elif key != "summary":
            yield SECTION_TITLES[key], [entry for entry in map(_entry, _entries(resume, key)) if entry != _Entry("")]


def _entries(resume: Resume, key: str) -> list[Part]:
    entries: list[Part] = getattr(resume, key)
    return entries


def _entry(part: Part) -> _Entry:
    named = [text for name in _HEAD if (text := _text(part, name))]
    dates = _dates(part)
    listed = [", ".join(map(_one_line, values)) for name in _LISTS if (values := getattr(part, name, None))]
    bodies = [text for name in _BODY if (text := _text(part, name))]
    bullets = [_one_line(line) for name in _BULLETS for line in getattr(part, name, ()) if line.strip()]
    head = ", ".join(named) + (f" ({dates})" if dates else "")
    spot = named[0] if named else ""
    if listed and head and not (bodies or bullets):
        return _Entry("", (), spot, (f"{head}: {', '.join(listed)}",))
    return _Entry(head.strip(), (*bodies, *bullets), spot, tuple(listed))


def _dates(part: Part) -> str:
    start, end = _text(part, "start_date"), _text(part, "end_date")
    if start:
        return f"{start} – {end or 'present'}"
    return end or _text(part, "date") or _text(part, "release_date")


def _text(part: Part, name: str) -> str:
    value = getattr(part, name, None)
    return _one_line(value) if isinstance(value, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _left_over(document: ReadResume, said: str) -> list[str]:
    """The lines of the file that no value was read from and that say something new."""
    known = fold(said)
    headings = (_heading_of(section.span, document.text) for section in document.sections)
    taken = sorted({*document.places.values(), *headings}, key=lambda span: span.start)
    lines, at, index = list[str](), 0, 0
    for raw in document.text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        while index < len(taken) and taken[index].end <= start:
            index += 1
        is_taken = index < len(taken) and taken[index].start < end
        line = _one_line(raw)
        if not is_taken and sum(map(str.isalpha, line)) > 3 and fold(line) not in known:
            lines.append(line)
    return lines


def _heading_of(section: Span, text: str) -> Span:
    end = text.find("\n", section.start, section.end)
    return Span(section.start, end if end >= 0 else section.end)
