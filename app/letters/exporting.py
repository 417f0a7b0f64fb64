"""A letter as a file: what is printed on it, and under which name it is saved."""

import re
from datetime import UTC, datetime
from typing import Literal

from app.documents.resume import Basics
from app.letters.reading import Letter

Kind = Literal["pdf", "docx", "txt"]
FILE_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


async def export(letter: Letter, kind: Kind) -> bytes:
    """The file's bytes. Raises RenderFailed when the PDF cannot be made."""
    if kind == "txt":
        return (letter.text + "\n").encode()
    # The layout brings libraries along that the first page need not wait for.
    from app.documents.rendering.letter import lay_out
    from app.documents.rendering.letter_docx import write_letter
    from app.documents.rendering.letter_pdf import render_letter

    day = datetime.fromtimestamp(letter.stored.updated_at, UTC).date()
    printed = lay_out(
        letter.resume.basics if letter.resume else Basics(),
        [part.text for part in letter.parts],
        company=letter.stored.company,
        job=letter.stored.posting_title,
        language=letter.stored.language,
        on=day,
    )
    return (await render_letter(printed, day)).pdf if kind == "pdf" else await write_letter(printed)


def file_stem(letter: Letter) -> str:
    """The file's name without its ending: whose letter, to whom."""
    name = (letter.resume.basics.name if letter.resume else None) or "Letter"
    words = re.findall(r"\w+", f"{name} {letter.stored.company or letter.stored.posting_title} letter")
    return "_".join(words)[:80]
