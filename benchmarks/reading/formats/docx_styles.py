"""Word with real styles: headings by style or outline level, lists by style or numbering, dates at a right tab."""

from collections.abc import Sequence

from benchmarks.reading.formats import docx_sections, docx_writing, writing
from benchmarks.reading.formats.docx_definitions import style_id, title_style
from benchmarks.reading.formats.docx_sections import Manner
from benchmarks.reading.formats.line_layout import Line
from benchmarks.reading.person import Person

SUBJECT = "docx styles"
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_LAYOUTS = ("title over employer", "employer over title", "four corners", "other corners", "one line")


def make(person: Person) -> bytes:
    """The person's .docx."""
    document = docx_writing.Document(person, SUBJECT)
    manner = styled(document, SUBJECT)
    _head(manner)
    for key in writing.section_order(person):
        for heading, blocks in docx_sections.section(manner, key):
            content = "".join(blocks)
            wrapped = person.choice(f"{SUBJECT} controls", True, False, False)
            document.body += [
                manner.heading(heading),
                docx_writing.content_control(content, heading) if wrapped else content,
            ]
    if person.choice(f"{SUBJECT} footer", True, False):
        document.footer.append(docx_writing.page_number(document))
    return document.save()


def styled(document: docx_writing.Document, subject: str) -> Manner:
    """Headings and lists by the styles of the person's Word."""
    person = document.person
    heading_by = person.choice(f"{subject} heading", "style", "style", "own style", "outline level")
    bullet_by = person.choice(f"{subject} bullet", "style", "paragraph and number", "number")
    entry_by = person.choice(f"{subject} entry", "plain", "plain", "heading2", "heading3")
    bullet_style = {"style": style_id(person, "bullet"), "paragraph and number": style_id(person, "paragraph")}

    def heading(text: str) -> str:
        run = document.run(text, "b large" if heading_by == "outline level" else "")
        if heading_by == "outline level":
            return document.paragraph(run, "", '<w:outlineLvl w:val="0"/>')
        return document.paragraph(run, "Section" if heading_by == "own style" else style_id(person, "heading1"))

    def bullet(text: str) -> str:
        numbered = "" if bullet_by == "style" else _NUMBERED
        return document.paragraph(document.value(text), bullet_style.get(bullet_by, ""), numbered)

    def entry(lines: Sequence[Line]) -> list[str]:
        first = style_id(person, entry_by) if entry_by != "plain" else ""
        return [docx_sections.line_paragraph(manner, line, first if not at else "") for at, line in enumerate(lines)]

    manner = Manner(document, subject, heading, bullet, entry, _LAYOUTS)
    return manner


def _head(manner: Manner) -> None:
    document, person = manner.document, manner.document.person
    basics = person.resume.basics
    name = document.run(basics.name or "")
    if person.choice(f"{SUBJECT} name", True, False):
        name = docx_writing.smart_tag(name, "PersonName")
    document.body.append(document.paragraph(name, title_style(person)))
    if basics.label:
        document.body.append(document.paragraph(document.value(basics.label, "i")))
    if person.choice(f"{SUBJECT} contacts in header", True, False, False):
        document.header.append(document.paragraph(docx_sections.contact_line(manner, SUBJECT)))
    elif person.choice(f"{SUBJECT} contacts by line", True, False):
        pieces = writing.contact_pieces(person)
        document.body += [document.paragraph(docx_sections.contact_runs(document, piece, True)) for piece in pieces]
    else:
        document.body.append(document.paragraph(docx_sections.contact_line(manner, SUBJECT)))
