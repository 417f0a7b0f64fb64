"""Two columns: contacts and short sections at the side, left or right, the rest beside them over all pages."""

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
    """The side's texts and the others."""
    return pdf_setting.columns_of(person, _style(person))


def _style(person: Person) -> dict[str, Any]:
    return pdf_setting.style_of(
        person,
        columns=2,
        contact_title=person.choice("contact title", "", pdf_setting.CONTACT[person.language]),
        side=person.choice("side", "left", "right"),
        width=person.choice("width", 28, 31, 35),
        fonts=[person.choice("family", "Lato", "Liberation Sans", "Libertinus Serif")],
        caps=person.choice("headings", "none", "upper"),
        size=person.choice("size", 9.5, 10),
    )
