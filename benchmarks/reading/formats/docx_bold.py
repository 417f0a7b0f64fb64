"""Word without styles: headings are bold, capital, underlined or coloured text, bullets are typed by hand."""

from collections.abc import Sequence

from benchmarks.reading.formats import docx_sections, docx_writing, writing
from benchmarks.reading.formats.docx_sections import Manner
from benchmarks.reading.formats.line_layout import Line
from benchmarks.reading.person import Person

SUBJECT = "docx bold"
_HEADINGS = (
    "b caps",
    "b large",
    "b u",
    "b colour",
    "b smallcaps large",
    "b spaced large",
    "typed caps",
    "b typed caps",
)
_BULLETS = ("•\t", "–\t", "- ", "• ", "·\t", "▪ ", "➢ ")
_HANGING = '<w:ind w:left="360" w:hanging="360"/>'
_LAYOUTS = (
    "title over employer",
    "employer over title",
    "dates below",
    "all in a row",
    "dates above",
    "dates alone",
    "one line",
)


def make(person: Person) -> bytes:
    """The person's .docx."""
    document = docx_writing.Document(person, SUBJECT)
    manner = typed(document, SUBJECT)
    document.columns = person.choice(f"{SUBJECT} columns", 1, 1, 1, 2)
    basics = person.resume.basics
    centred = person.choice(f"{SUBJECT} centred", '<w:jc w:val="center"/>', "")
    name = document.run(basics.name or "", "b huge")
    head = [person.choice(f"{SUBJECT} name", docx_writing.content_control(name, "Name"), name)]
    head += [document.run(basics.label, "i")] if basics.label else []
    head.append(docx_sections.contact_line(manner, SUBJECT))
    if person.choice(f"{SUBJECT} head in one paragraph", True, False, False):
        head = [document.run("\n").join(head)]
    document.body += [document.paragraph(line, "", centred) for line in head]
    for key in writing.section_order(person):
        for heading, blocks in docx_sections.section(manner, key):
            empty = [document.paragraph("")] if person.choice(f"{SUBJECT} empty lines", True, False) else []
            document.body += [*empty, manner.heading(heading), *blocks]
    if person.choice(f"{SUBJECT} footer", True, False):
        document.header.append(document.paragraph(document.run(basics.name or "")))
        document.footer.append(docx_writing.page_number(document))
    return document.save()


def typed(document: docx_writing.Document, subject: str) -> Manner:
    """Headings and bullets by hand."""
    person = document.person
    marks = person.choice(f"{subject} heading", *_HEADINGS)
    glyph = person.choice(f"{subject} bullet", *_BULLETS)
    colon = person.choice(f"{subject} colon", ":", "", "", "")
    ruled = person.choice(f"{subject} rule", '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>', "")
    soft = person.choice(f"{subject} soft breaks", True, False, False)

    def heading(text: str) -> str:
        shown = text.upper() if "typed" in marks else text
        return document.paragraph(document.run(shown + colon, marks.replace("typed caps", "b")), "", ruled)

    def bullet(text: str) -> str:
        return document.paragraph(document.run(glyph) + document.value(text), "", _HANGING)

    def entry(lines: Sequence[Line]) -> list[str]:
        if not soft:
            return [docx_sections.line_paragraph(manner, line) for line in lines]
        runs = document.run("\n").join(docx_sections.line_runs(manner, line) for line in lines)
        return [document.paragraph(runs, "", docx_sections.RIGHT_TAB)]

    manner = Manner(document, subject, heading, bullet, entry, _LAYOUTS)
    return manner
