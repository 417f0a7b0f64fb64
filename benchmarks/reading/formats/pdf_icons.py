"""Icons before the contacts, from a font whose code points mean nothing, and a header and footer on each page."""

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
        icons=True,
        running=True,
        running_title=_TITLES[person.language],
        separator=person.choice("icon separator", "   ", "  |  ", "  ·  "),
        fonts=[person.choice("family", "Lato", "Libertinus Serif", "Liberation Sans")],
    )


_TITLES = {
    "en": "Curriculum Vitae",
    "de": "Lebenslauf",
    "fr": "Curriculum vitæ",
    "es": "Currículum",
    "nl": "Curriculum vitae",
    "pt": "Currículo",
}
