"""The sections of a résumé as Word paragraphs, in the manner of one document: its headings, lines and bullets."""

from collections.abc import Callable, Sequence

import msgspec

from benchmarks.reading.formats import docx_writing, line_layout, outline, writing
from benchmarks.reading.formats.line_layout import Line, Part

RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs>'
_MARKS = {"title": ("b", "b", "i", ""), "organisation": ("i", "", "b", "smallcaps"), "dates": ("", "i", "", "b")}


class Manner(msgspec.Struct, frozen=True):
    """How one document writes what all have: a heading, the lines of an entry, a bullet.

    `entry` takes the lines of one entry together (some put them all into one paragraph); `subject` names the format
    for the person's choices; `layouts` are the arrangements of an entry's lines to choose from.
    """

    document: docx_writing.Document
    subject: str
    heading: Callable[[str], str]
    bullet: Callable[[str], str]
    entry: Callable[[Sequence[Line]], Sequence[str]]
    layouts: tuple[str, ...]


def section(manner: Manner, key: str) -> list[tuple[str, list[str]]]:
    """One section as heading and blocks; `other` may hold several."""
    person = manner.document.person
    if key == "other":
        return [(title, [manner.bullet(line) for line in lines]) for title, lines in outline.others(person)]
    heading = writing.heading(person, key)
    if key == "summary":
        return [(heading, [text_paragraph(manner, person.resume.basics.summary or "")])]
    if key in outline.ENTRY_KEYS:
        return [(heading, [block for entry in outline.entries(person, key) for block in entry_blocks(manner, entry)])]
    return [(heading, row_blocks(manner, line_layout.rows(person, key, manner.subject)))]


def entry_blocks(manner: Manner, entry: outline.Entry) -> list[str]:
    """The lines, notes and bullets of an entry."""
    lines = line_layout.headlines(manner.document.person, entry, manner.subject, manner.layouts)
    notes = [text_paragraph(manner, note) for note in entry.notes]
    return [*manner.entry(lines), *notes, *(manner.bullet(bullet) for bullet in entry.bullets)]


def row_blocks(manner: Manner, rows: line_layout.Rows) -> list[str]:
    """The lines of a section without entries."""
    if rows.listed and not any(line.right for line in rows.lines):
        return [manner.bullet("".join(part.text for part in line.left)) for line in rows.lines]
    return [line_paragraph(manner, line) for line in rows.lines]


def text_paragraph(manner: Manner, text: str) -> str:
    """A paragraph of running text."""
    return manner.document.paragraph(manner.document.value(text))


def line_paragraph(manner: Manner, line: Line, style: str = "") -> str:
    """One line as one paragraph, what stands right behind a tab."""
    return manner.document.paragraph(line_runs(manner, line), style, RIGHT_TAB if line.right else "")


def line_runs(manner: Manner, line: Line) -> str:
    """The runs of a line."""
    right = manner.document.run("\t") + "".join(_part(manner, part) for part in line.right) if line.right else ""
    return "".join(_part(manner, part) for part in line.left) + right


def contact_line(manner: Manner, subject: str) -> str:
    """All contacts in the runs of one line, addresses as links."""
    document = manner.document
    mark = document.person.choice(f"{subject} contacts", " | ", " • ", " · ", "\t", "   ")
    pieces = [contact_runs(document, piece) for piece in writing.contact_pieces(document.person)]
    return document.run(mark).join(pieces)


def contact_runs(document: docx_writing.Document, piece: writing.Piece, labels: bool = False) -> str:
    """One contact, with a word before it where `labels`."""
    label = f"{LABELS[document.person.language].get(piece.kind, piece.kind)}: " if labels else ""
    shown = document.link(piece.text, piece.target) if piece.target else document.value(piece.text)
    return (document.run(label, "b") if label else "") + shown


LABELS = {
    "en": {"location": "Address", "phone": "Phone", "email": "Email", "url": "Website"},
    "de": {"location": "Wohnort", "phone": "Telefon", "email": "E-Mail", "url": "Web"},
    "fr": {"location": "Adresse", "phone": "Tél.", "email": "Courriel", "url": "Site"},
    "es": {"location": "Dirección", "phone": "Teléfono", "email": "Correo", "url": "Web"},
    "nl": {"location": "Woonplaats", "phone": "Telefoon", "email": "E-mail", "url": "Website"},
    "pt": {"location": "Morada", "phone": "Telefone", "email": "E-mail", "url": "Site"},
}


def _part(manner: Manner, part: Part) -> str:
    document = manner.document
    if part.kind == "address":
        return document.link(part.text, f"https://{part.text}")
    marks = "b" if part.kind == "label" else ""
    if part.kind in _MARKS:
        marks = document.person.choice(f"{manner.subject} {part.kind} marks", *_MARKS[part.kind])
    return document.run(part.text, marks) if part.kind == "between" else document.value(part.text, marks)
