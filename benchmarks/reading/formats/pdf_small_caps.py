"""Name and headings in small capitals: the font's own, or capitals of two sizes, which lose the case of the name."""

from typing import Any

from benchmarks.reading.formats import pdf_setting
from benchmarks.reading.person import Person

CASELESS = frozenset({"name"})


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
    name = person.resume.basics.name or ""
    is_kept = name.upper().casefold() == name.casefold()
    caps = person.choice("caps", "real", "faked") if is_kept else "real"
    return pdf_setting.style_of(person, caps=caps, fonts=["Libertinus Serif"])
