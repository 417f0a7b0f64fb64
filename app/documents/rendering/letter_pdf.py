"""A letter to a PDF in the built-in design (`letter.typ`)."""

import asyncio
from datetime import date

import msgspec

from app.documents.rendering.letter import MOST_CHARACTERS, PrintedLetter
from app.documents.rendering.typesetting import PrintedPdf, typeset
from app.errors import RenderFailed


async def render_letter(letter: PrintedLetter, day: date) -> PrintedPdf:
    """`day` is the PDF's own date. Raises RenderFailed for a letter that is too long or cannot be set."""
    if sum(len(line) for lines in letter.paragraphs for line in lines) > MOST_CHARACTERS:
        raise RenderFailed("The letter is too long to be printed. Shorten its paragraphs.")
    return await asyncio.to_thread(typeset, "letter", msgspec.to_builtins(letter), "letter", day)
