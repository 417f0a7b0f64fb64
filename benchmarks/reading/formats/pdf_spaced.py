"""Headings with their letters apart: by tracking, or by blanks typed between the letters."""

from typing import Any

from benchmarks.reading.formats import pdf_setting
from benchmarks.reading.person import Person


def as_written(person: Person) -> Person:
    """The person in this format."""
    return pdf_setting.as_written(person, __name__)


def make(person: Person) -> bytes:
    """The person's PDF."""
    return pdf_setting.set_pdf(person, _style(person))


def columns(person: Person) -> list[list[str]]:
    """The texts from top to bottom."""
    return pdf_setting.columns_of(person, _style(person))


def _style(person: Person) -> dict[str, Any]:
    return pdf_setting.style_of(
        person,
        spacing=person.choice("spacing", "tracked", "blanks"),
        fonts=[person.choice("family", "Lato", "Liberation Sans", "New Computer Modern")],
        rule=True,
    )
