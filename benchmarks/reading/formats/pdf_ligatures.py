"""Ligatures, justified lines and hyphenated words; some files hold the ligatures as characters of their own."""

from typing import Any

import msgspec

from benchmarks.reading.formats import pdf_setting
from benchmarks.reading.person import Person

_CHARACTERS = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def as_written(person: Person) -> Person:
    """The person in this format."""
    return pdf_setting.as_written(person, __name__)


def make(person: Person) -> bytes:
    """The person's PDF."""
    if person.choice("ligatures", "shaped", "characters") == "shaped":
        return pdf_setting.set_pdf(person, _style(person))
    set_as = pdf_setting.data(person, _style(person))
    changed = {key: _with_characters(msgspec.to_builtins(set_as[key])) for key in ("main", "side", "label")}
    return pdf_setting.set_pdf(person, _style(person), **changed)


def columns(person: Person) -> list[list[str]]:
    """The texts from top to bottom."""
    return pdf_setting.columns_of(person, _style(person))


def _style(person: Person) -> dict[str, Any]:
    family = person.choice("family", "Libertinus Serif", "New Computer Modern")
    return pdf_setting.style_of(person, justify=True, fonts=[family], size=person.choice("size", 11, 12))


def _with_characters(value: Any) -> Any:
    """Every text with the ligatures' own characters."""
    if isinstance(value, dict):
        return {key: _with_characters(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_characters(inner) for inner in value]
    for letters, character in _CHARACTERS.items():
        value = value.replace(letters, character)
    return value
