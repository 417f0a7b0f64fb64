"""Jake's résumé as LaTeX, as the PDF that pdflatex makes of it, and as Word files: one résumé comes out of each."""

import difflib
from pathlib import Path

import msgspec
import pytest

from app.documents.reading.worker import read
from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.resume_docx import write_resume_docx
from app.documents.rendering.tex import TexCompiler
from app.documents.resume import Resume
from tests.documents.people import Sheet
from tests.documents.sheets import as_docx

SOURCE = (Path(__file__).parents[1] / "samples" / "jake_resume.tex").read_bytes()


def resume_in(kind: str, data: bytes) -> Resume:
    return read(kind, data, lambda _stage: None).resume


def difference(one: Resume, other: Resume) -> list[str]:
    """The lines in which two résumés differ; TeX sets a typed apostrophe as a curved one, which counts as the same."""
    lines = difflib.unified_diff(_shown(one), _shown(other), n=0, lineterm="")
    return [line for line in lines if line[:3] not in {"---", "+++"}]


def _shown(resume: Resume) -> list[str]:
    return msgspec.json.format(msgspec.json.encode(resume), indent=1).decode().replace("’", "'").splitlines()


@pytest.fixture
def jake_in_tex() -> Resume:
    return resume_in("tex", SOURCE)


async def test_the_pdf_that_pdflatex_makes_gives_the_same_resume(jake_in_tex: Resume) -> None:
    compiler = TexCompiler()
    compiler.proof = SandboxProof(True, "Proven elsewhere.")
    made = await compiler.compile(SOURCE.decode())
    assert difference(jake_in_tex, resume_in("pdf", made.pdf)) == []


async def test_our_own_word_file_gives_the_same_resume(jake_in_tex: Resume) -> None:
    assert difference(jake_in_tex, resume_in("docx", await write_resume_docx(jake_in_tex))) == []


def test_a_word_file_typed_line_by_line_gives_the_same_resume(jake_in_tex: Resume) -> None:
    assert difference(jake_in_tex, resume_in("docx", as_docx(_typed(jake_in_tex)))) == []


def test_a_difference_is_seen(jake_in_tex: Resume) -> None:
    other = msgspec.json.decode(
        msgspec.json.encode(jake_in_tex).replace(b"Blinn College", b"Blin College"), type=Resume
    )
    assert len(difference(jake_in_tex, other)) == 3


def _typed(resume: Resume) -> Sheet:
    """The lines of the résumé as its PDF has them: what stands left, and what stands right of it."""
    basics = resume.basics
    links = [(profile.url or "").removeprefix("https://") for profile in basics.profiles]
    contacts = " | ".join(filter(None, [basics.phone, basics.email, *links]))
    lines: Sheet = [("name", basics.name or "", ""), ("text", contacts, ""), ("section", "Education", "")]
    for study in resume.education:
        degree = f"{study.study_type} in {study.area}"
        lines += [("entry", study.institution or "", study.location or "")]
        lines += [("below", degree, _dates(study.start_date, study.end_date))]
    lines.append(("section", "Experience", ""))
    for job in resume.work:
        lines += [("entry", job.position or "", _dates(job.start_date, job.end_date))]
        lines += [("below", job.name or "", job.location or "")]
        lines += [("bullet", line, "") for line in job.highlights]
    lines.append(("section", "Projects", ""))
    for project in resume.projects:
        title = f"{project.name} | {', '.join(project.keywords)}"
        lines += [("entry", title, _dates(project.start_date, project.end_date))]
        lines += [("bullet", line, "") for line in project.highlights]
    lines.append(("section", "Technical Skills", ""))
    return [*lines, *(("text", f"{group.name}: {', '.join(group.keywords)}", "") for group in resume.skills)]


def _dates(start: str | None, end: str | None) -> str:
    written = ["/".join(reversed(date.split("-"))) if date else "Present" for date in (start, end)]
    return " – ".join(written)
