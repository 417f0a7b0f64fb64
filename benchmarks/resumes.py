"""One résumé of two pages in the formats that people upload, made here so that every machine reads the same bytes."""

import io
import zipfile
from pathlib import Path

import docx
import typst

SAMPLES = Path(__file__).parents[1] / "tests" / "samples"
POSTING = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
NAME = "Jordan Ellis"
CONTACT = "jordan.ellis@example.com | +1 555 0100 | Portland, OR"
SKILLS = "Python, PostgreSQL, Redis, Kubernetes, Terraform, FastAPI, Kafka, Docker, Go, TypeScript"
_COMPANIES = ("Northwind Ledger", "Harbour Freight Systems", "Cedar Analytics", "Blue Ridge Payments", "Alder Labs")
_DONE = (
    "Cut the settlement batch from forty minutes to six by moving reconciliation into PostgreSQL window functions.",
    "Designed an event-driven ledger on Kafka that posts 1,200 transactions a second with exactly-once semantics.",
    "Led the move of eleven services to Kubernetes, with Terraform modules that three teams now share.",
    "Wrote the on-call handbook and halved the pages a week by alerting on symptoms instead of causes.",
    "Mentored four engineers, two of whom lead teams of their own today.",
    "Introduced contract tests between services, which found 37 breaking changes before they were released.",
)


def every_format() -> dict[str, bytes]:
    """File names and contents: the same résumé as PDF, DOCX and Markdown, and Jake's as LaTeX."""
    return {
        "resume.pdf": as_pdf(),
        "resume.docx": as_docx(),
        "resume.md": as_markdown().encode(),
        "resume.tex": (SAMPLES / "jake_resume.tex").read_bytes(),
    }


def another(name: str, data: bytes, number: int) -> bytes:
    """The same document in other bytes: the very same file would not be read twice."""
    if name.endswith(".docx"):
        file = io.BytesIO(data)
        with zipfile.ZipFile(file, "a") as package:
            package.comment = str(number).encode()
        return file.getvalue()
    if name.endswith(".md"):
        return data + b"\n" * number
    return data + b"\n%% %d\n" % number


def as_markdown() -> str:
    """Headings, entries and bullets."""
    lines = [f"# {NAME}", CONTACT, "", "## Experience"]
    for title, company, dates in _jobs():
        lines += ["", f"### {title}, {company}", f"*{dates}*", "", *(f"- {done}" for done in _DONE)]
    return "\n".join([*lines, "", "## Skills", SKILLS, "", "## Education", "", *_EDUCATION, ""])


def as_pdf() -> bytes:
    """Two pages by Typst, in its own fonts."""
    jobs = "\n".join(
        f"*{title}* #h(1fr) {dates} \\\n_{company}_\n" + "\n".join(f"- {done}" for done in _DONE)
        for title, company, dates in _jobs()
    )
    contact = CONTACT.replace("@", "\\@")
    source = (
        '#set page(paper: "us-letter", margin: 2.2cm)\n#set text(size: 11pt)\n#set par(leading: 0.75em)\n'
        f"#align(center)[#text(size: 20pt)[*{NAME}*] \\ {contact}]\n"
        f"= Experience\n{jobs}\n= Skills\n{SKILLS}\n= Education\n" + " \\\n".join(_EDUCATION)
    )
    pdf = typst.compile(source.encode())
    if not isinstance(pdf, bytes):
        raise SystemExit("Typst made no PDF.")
    return pdf


def as_docx() -> bytes:
    """Word's own heading and list styles."""
    document = docx.Document()
    document.add_heading(NAME, 0)
    document.add_paragraph(CONTACT)
    document.add_heading("Experience", 1)
    for title, company, dates in _jobs():
        document.add_paragraph().add_run(f"{title}, {company}").bold = True
        document.add_paragraph(dates)
        for done in _DONE:
            document.add_paragraph(done, style="List Bullet")
    document.add_heading("Skills", 1)
    document.add_paragraph(SKILLS)
    document.add_heading("Education", 1)
    for line in _EDUCATION:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_EDUCATION = ("B.Sc. Computer Science, Oregon State University", "2007 – 2011")


def _jobs() -> list[tuple[str, str, str]]:
    return [
        ("Senior Backend Engineer", company, f"Mar {2022 - 2 * number} – Feb {2024 - 2 * number}")
        for number, company in enumerate(_COMPANIES)
    ]
