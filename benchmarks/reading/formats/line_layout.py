"""How Word, Markdown and plain-text résumés set out their lines: what stands left, what right, and what is in between.

Every choice depends on the person and the format, so that no two documents of a person look alike. A separator that
occurs in one of the texts that it would part is not taken: nobody could read such a line.
"""

from collections.abc import Sequence

import msgspec

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.person import Person

LABELLED = ("skills", "languages")


class Part(msgspec.Struct, frozen=True):
    """Some text of a line. `kind` is title, organisation, place, dates, tags, address, label, text or between."""

    kind: str
    text: str


class Line(msgspec.Struct, frozen=True):
    """One line: `right` is set against the right margin where the format can."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """The lines of a section without entries; `listed` where each is a bullet."""

    lines: tuple[Line, ...]
    listed: bool


_LAYOUTS = {
    "title over employer": (("title", "|dates"), ("organisation place",)),
    "employer over title": (("organisation place", "|dates"), ("title",)),
    "four corners": (("organisation", "|place"), ("title", "|dates")),
    "other corners": (("title", "|dates"), ("organisation", "|place")),
    "one line": (("title organisation place", "|dates"),),
    "dates below": (("title",), ("organisation place", "|dates")),
    "all in a row": (("title organisation place dates",),),
    "dates above": (("dates",), ("title organisation place",)),
    "dates alone": (("organisation place",), ("title",), ("dates",)),
}
_BETWEEN = (" | ", " – ", ", ", " · ", " — ", " / ")
_BEFORE_PLACE = (", ", ", ", " | ", " – ", " · ")


def headlines(
    person: Person, entry: outline.Entry, subject: str, layouts: Sequence[str] = tuple(_LAYOUTS)
) -> list[Line]:
    """The lines that say what, where and when, before an entry's notes and bullets."""
    if entry.key == "projects":
        return _project(person, entry, subject)
    layout = person.choice(f"{subject} layout", *layouts)
    if entry.key == "education" and person.choice(f"{subject} education differs", True, False, False):
        layout = person.choice(f"{subject} education layout", *layouts)
    found = []
    for columns in _LAYOUTS[layout]:
        left = [kind for column in columns if column[0] != "|" for kind in column.split()]
        right = [column[1:] for column in columns if column[0] == "|"]
        line = Line(_joined(person, entry, left, subject), _joined(person, entry, right, subject))
        if line.left or line.right:
            found.append(line if line.left else Line(line.right))
    return found


def rows(person: Person, key: str, subject: str) -> Rows:
    """The lines of a section that is neither summary nor entries nor unknown to the schema."""
    if key == "skills":
        return _skills(person, subject)
    if key == "languages":
        return _languages(person, subject)
    found = outline.rows(person, key)
    labels = [row.label for row in found]
    bare = key == "interests" and not any(row.text for row in found)
    if bare and person.choice(f"{subject} interests in a row", True, False):
        return Rows((Line((Part("text", ", ".join(labels)),)),), False)
    listed = person.choice(f"{subject} {key} listed", True, True, False) and not any(row.remark for row in found)
    options = (": ", " – ") if key == "interests" else (", ", " – ", " | ", ". " if key == "publications" else " · ")
    mark = between(person, f"{subject} {key}", options, [*labels, *(row.text for row in found)])
    return Rows(tuple(line for row in found for line in _row(person, row, mark, f"{subject} {key}")), listed)


def between(person: Person, subject: str, options: Sequence[str], texts: Sequence[str]) -> str:
    """The separator that the person likes best among those that stand in none of the texts."""
    liked = person.seeded(f"{subject} between").sample(tuple(dict.fromkeys(options)), len(set(options)))
    return next((mark for mark in liked if not any(mark.strip() in text for text in texts)), " | ")


def _joined(person: Person, entry: outline.Entry, kinds: Sequence[str], subject: str) -> tuple[Part, ...]:
    told = [text for one in outline.entries(person, entry.key) for text in (one.title, one.organisation, one.dates)]
    mark = between(person, subject, _BETWEEN, told)
    before_place = between(person, f"{subject} place", _BEFORE_PLACE, told) if mark != ", " else mark
    parts: list[Part] = []
    for kind in kinds:
        if text := getattr(entry, kind):
            parts += [Part("between", before_place if kind == "place" else mark)] if parts else []
            parts.append(Part(kind, text))
    return tuple(parts)


def _project(person: Person, entry: outline.Entry, subject: str) -> list[Line]:
    parts = [Part("title", entry.title)]
    if entry.tags:
        opening, closing = person.choice(f"{subject} tags", (" | ", ""), (" (", ")"), (" – ", ""))
        parts += [Part("between", opening), Part("tags", entry.tags)]
        parts += [Part("between", closing)] if closing else []
    dates = (Part("dates", entry.dates),) if entry.dates else ()
    lines = [Line(tuple(parts), dates)]
    if entry.address:
        lines.append(Line((Part("address", writing.bare(entry.address)),)))
    return lines


def _skills(person: Person, subject: str) -> Rows:
    groups = outline.rows(person, "skills")
    keywords = [keyword for group in groups for keyword in group.parts]
    bare = not any(group.label for group in groups)
    if bare and person.choice(f"{subject} skills one a line", True, False):
        return Rows(tuple(Line((Part("text", keyword),)) for keyword in keywords), True)
    liked = person.choice(
        f"{subject} skills between", (", ",), (", ", "; "), (" | ", ", "), (" · ", ", "), (" • ", ", ")
    )
    mark = between(person, f"{subject} skills", liked, keywords)
    colon = person.choice(f"{subject} skills label", ": ", ": ", " – ", ":\t" if subject.startswith("docx") else ": ")
    lines = []
    for group in groups:
        told = [Part("label", group.label)] if group.label else []
        told += [Part("between", colon)] if group.label and group.parts else []
        told += [Part("text", mark.join(group.parts))] if group.parts else []
        lines.append(Line(tuple(told)))
    return Rows(tuple(lines), not bare and person.choice(f"{subject} skills listed", True, False, False))


def _languages(person: Person, subject: str) -> Rows:
    opening, closing = person.choice(
        f"{subject} languages", (": ", ""), (" (", ")"), (" – ", ""), (" - ", ""), (", ", "")
    )
    pairs = [
        (Part("label", row.label), Part("between", opening), Part("text", row.text), Part("between", closing))
        for row in outline.rows(person, "languages")
    ]
    if opening == " (" and person.choice(f"{subject} languages in a row", True, False):
        told = [part for pair in pairs for part in (*pair, Part("between", ", "))]
        return Rows((Line(tuple(part for part in told[:-1] if part.text)),), False)
    lines = tuple(Line(tuple(part for part in pair if part.text)) for pair in pairs)
    return Rows(lines, person.choice(f"{subject} languages listed", True, False))


def _row(person: Person, row: outline.Row, mark: str, subject: str) -> list[Line]:
    """A row's line, and under it the sentence about it."""
    parts = [Part("label", row.label)]
    if row.text:
        parts += [Part("between", mark), Part("text", row.text)]
    right: tuple[Part, ...] = ()
    date = Part("dates", row.date)
    placed = person.choice(f"{subject} date", "after", "brackets", "right")
    if row.date and placed == "right":
        right = (date,)
    elif row.date and placed == "brackets":
        parts += [Part("between", " ("), date, Part("between", ")")]
    elif row.date:
        parts += [Part("between", mark if mark != ". " else ", "), date]
    if row.address:
        parts += [Part("between", " "), Part("address", writing.bare(row.address))]
    remark = [Line((Part("text", row.remark),))] if row.remark else []
    return [Line(tuple(parts), right), *remark]
