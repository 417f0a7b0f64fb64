"""Word laid out by tables: dates in a left column, or a sidebar beside the main column; nested and merged cells."""

import msgspec

from benchmarks.reading.formats import docx_sections, docx_writing, line_layout, outline, writing
from benchmarks.reading.formats.docx_bold import typed
from benchmarks.reading.formats.docx_sections import Manner
from benchmarks.reading.formats.docx_styles import styled
from benchmarks.reading.person import Person

SUBJECT = "docx table"
_SIDE = ("skills", "languages", "interests", "certificates", "awards", "references")
_LAYOUTS = ("title over employer", "employer over title", "one line")


def make(person: Person) -> bytes:
    """The person's .docx."""
    document = docx_writing.Document(person, SUBJECT)
    base = person.choice(f"{SUBJECT} manner", styled, typed)(document, SUBJECT)
    manner = msgspec.structs.replace(base, layouts=_LAYOUTS)
    if person.choice(f"{SUBJECT} kind", "dates", "dates", "sidebar") == "sidebar":
        document.body.append(_sidebar(manner))
    else:
        document.body += [_head(manner), *_dated(manner)]
    document.body.append(document.paragraph(""))
    return document.save()


def _head(manner: Manner) -> str:
    """Name and label left, contacts right, or all in one merged cell."""
    document = manner.document
    names = [
        document.paragraph(document.run(line, "b large")) for line in writing.headline(document.person.resume.basics)
    ]
    contacts = _contacts(manner)
    if document.person.choice(f"{SUBJECT} head", True, False):
        return table([[cell("".join(names), 5200), cell("".join(contacts), 4400)]])
    return table([[cell("".join(names), 9600, span=2)], [cell("".join(contacts), 9600, span=2)]])


def _dated(manner: Manner) -> list[str]:
    """Sections as rows of two cells: dates or labels left; headings in a merged row or before their own table."""
    person = manner.document.person
    one_table = person.choice(f"{SUBJECT} one table", True, False)
    found: list[str] = []
    all_rows: list[list[str]] = []
    for key in writing.section_order(person):
        for heading, rows in _section_rows(manner, key):
            if one_table:
                all_rows += [[cell(manner.heading(heading), 9600, span=2)], *rows]
            else:
                found += [manner.heading(heading), table(rows)]
    return [table(all_rows)] if one_table else found


def _section_rows(manner: Manner, key: str) -> list[tuple[str, list[list[str]]]]:
    person, document = manner.document.person, manner.document
    if key in outline.ENTRY_KEYS:
        rows = [row for entry in outline.entries(person, key) for row in _entry_rows(manner, entry)]
        return [(writing.heading(person, key), rows)]
    if key in line_layout.LABELLED and all(row.label for row in outline.rows(person, key)):
        rows = [
            [
                cell(document.paragraph(document.value(row.label, "b")), 2200),
                cell(document.paragraph(document.value(row.text)), 7400),
            ]
            for row in outline.rows(person, key)
        ]
        return [(writing.heading(person, key), rows)]
    return [
        (heading, [[cell("".join(blocks), 9600, span=2)]]) for heading, blocks in docx_sections.section(manner, key)
    ]


def _entry_rows(manner: Manner, entry: outline.Entry) -> list[list[str]]:
    """Dates left, the rest right: in one row, in a table of its own, or bullets in a second row below merged dates."""
    document = manner.document
    told = msgspec.structs.replace(entry, dates="")
    dates = document.paragraph(document.value(entry.dates) if entry.dates else "")
    kind = document.person.choice(f"{SUBJECT} entry", "row", "row", "nested", "merged")
    if kind == "merged" and entry.bullets:
        head = "".join(docx_sections.entry_blocks(manner, msgspec.structs.replace(told, bullets=())))
        bullets = "".join(manner.bullet(bullet) for bullet in entry.bullets)
        first = [cell(dates, 2200, merge="restart"), cell(head, 7400)]
        return [first, [cell(document.paragraph(""), 2200, merge="continue"), cell(bullets, 7400)]]
    blocks = "".join(docx_sections.entry_blocks(manner, told))
    if kind == "nested":
        blocks = table([[cell(blocks, 7200)]]) + document.paragraph("")
    return [[cell(dates, 2200), cell(blocks, 7400)]]


def _sidebar(manner: Manner) -> str:
    """One row: contacts and small sections in one cell, the rest in the other."""
    document, person = manner.document, manner.document.person
    keys = writing.section_order(person)
    side = [*_contacts(manner), *_stacked(manner, [key for key in keys if key in _SIDE])]
    names = [document.paragraph(document.run(line, "b large")) for line in writing.headline(person.resume.basics)]
    main = [*names, *_stacked(manner, [key for key in keys if key not in _SIDE])]
    cells = [cell("".join(side), 3000), cell("".join(main), 6600)]
    return table([cells if person.choice(f"{SUBJECT} side", True, False) else cells[::-1]])


def _stacked(manner: Manner, keys: list[str]) -> list[str]:
    return [
        block
        for key in keys
        for heading, blocks in docx_sections.section(manner, key)
        for block in (manner.heading(heading), *blocks)
    ]


def _contacts(manner: Manner) -> list[str]:
    document = manner.document
    labels = document.person.choice(f"{SUBJECT} labels", True, False)
    pieces = writing.contact_pieces(document.person)
    return [document.paragraph(docx_sections.contact_runs(document, piece, labels)) for piece in pieces]


def table(rows: list[list[str]]) -> str:
    """A table of cells made by `cell`."""
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    shape = '<w:tblPr><w:tblW w:w="9600" w:type="dxa"/></w:tblPr>'
    grid = '<w:tblGrid><w:gridCol w:w="2200"/><w:gridCol w:w="7400"/></w:tblGrid>'
    return f"<w:tbl>{shape}{grid}{body}</w:tbl>"


def cell(blocks: str, width: int, span: int = 1, merge: str = "") -> str:
    """A cell of so many twentieths of a point, over `span` columns; `merge` is restart or continue, over rows."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{blocks}</w:tc>'
