"""The same sheet of lines as plain text, Markdown, DOCX, PDF and JSON Resume files."""

import io

import docx
import msgspec
import typst

from app.documents.resume import Resume
from tests.documents.people import Sheet


def as_txt(sheet: Sheet) -> bytes:
    lines = []
    for kind, text, right in sheet:
        if kind == "section":
            lines += ["", text.upper()]
        elif kind == "bullet":
            lines.append(f"  * {text}")
        else:
            lines.append(f"{text:<66}    {right}".rstrip())
    return "\n".join(lines).encode()


def as_md(sheet: Sheet) -> bytes:
    lines = []
    marks = {"name": "# ", "section": "\n## ", "entry": "\n### ", "bullet": "- ", "below": "\n", "text": "\n"}
    for kind, text, right in sheet:
        lines.append(marks[kind] + text + (f" — {right}" if right else ""))
        if kind not in {"bullet", "text"}:
            lines.append("")
    return "\n".join(lines).encode()


def as_docx(sheet: Sheet) -> bytes:
    document = docx.Document()
    styles = {"name": "Title", "section": "Heading 1", "bullet": "List Bullet"}
    for kind, text, right in sheet:
        paragraph = document.add_paragraph(style=styles.get(kind))
        paragraph.add_run(text).bold = kind == "entry" or None
        if right:
            paragraph.add_run(f"\t{right}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(sheet: Sheet) -> bytes:
    marks = {"name": "#text(20pt)[*{}*]", "section": "= {}", "entry": "*{}*", "bullet": "- {}", "below": "_{}_"}
    lines = ['#set page("a4", margin: 2cm)', "#set text(10pt)", "#set par(leading: 0.6em)"]
    for kind, text, right in sheet:
        escaped = "".join(f"\\{char}" if char in "#$*_@<>`\\" else char for char in text)
        filled = marks.get(kind, "{}").format(escaped)
        lines.append(f"{filled} #h(1fr) {right} \\" if right else filled + ("" if kind == "bullet" else "\n"))
    return typst.compile("\n".join(lines).encode())


def as_json(resume: Resume) -> bytes:
    return msgspec.json.encode(resume)
