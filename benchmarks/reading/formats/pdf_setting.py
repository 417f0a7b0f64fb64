"""Typst sets the PDFs of the bench: the wheel's fonts first, the machine's for scripts that those lack."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import typst

from app.documents.resume import Resume
from benchmarks.reading.formats import LeftOut, icon_font
from benchmarks.reading.formats.pdf_blocks import SIDE, sections, texts
from benchmarks.reading.formats.writing import contact_pieces
from benchmarks.reading.person import Person

_GLYPHS = {"phone": "\uf095", "email": "\uf0e0", "location": "\uf3c5", "url": "\uf0ac"}
_GLYPHS_OF_NETWORKS = {"linkedin": "\uf08c", "github": "\uf09b"}
_NATIVE_FORM = re.compile(r"\s*[(（][^)）]*[)）]$")
_PLAIN: dict[str, Any] = {
    "columns": 1,
    "running": False,
    "running_title": "Curriculum Vitae",
    "size": 10.5,
    "justify": False,
    "bullet": "•",
    "indent": 4,
    "caps": "none",
    "spacing": "none",
    "rule": False,
    "wide": True,
    "icons": False,
    "linked": True,
    "centred": False,
    "separator": " | ",
    "side": "left",
    "width": 30,
    "fonts": ["Libertinus Serif"],
    "contact_title": "",
}
CONTACT = {"en": "Contact", "de": "Kontakt", "fr": "Contact", "es": "Contacto", "nl": "Contact", "pt": "Contacto"}


def style_of(person: Person, **given: Any) -> dict[str, Any]:
    """What this person likes, and what the format asks for."""
    return {
        **_PLAIN,
        "bullet": person.choice("bullet", "•", "•", "–", "▪", "◦"),
        "indent": person.choice("indent", 0, 6, 14),
        "rule": person.choice("rule", True, False),
        "linked": person.choice("linked", True, False),
        "centred": person.choice("centred", True, False),
        "separator": person.choice("separator", " | ", " • ", "   ", " · ", " / "),
        "size": person.choice("size", 10, 10.5, 11),
        **given,
    }


def as_written(person: Person, name: str) -> Person:
    """The person as this machine's fonts can write one: without a native form in brackets that no font has.

    In each format they have other habits, so that one layout is not measured many times over. Raises LeftOut.
    """
    person = msgspec.structs.replace(person, id=f"{person.id} {name.rpartition('.')[2]}")
    if _is_settable(msgspec.json.encode(person.resume)):
        return person
    basics = msgspec.structs.replace(person.resume.basics, name=_NATIVE_FORM.sub("", person.resume.basics.name or ""))
    latin = msgspec.structs.replace(person.resume, basics=basics)
    if not _is_settable(msgspec.json.encode(latin)):
        raise LeftOut("No font of this machine has the script.")
    return msgspec.structs.replace(person, resume=latin)


def set_pdf(person: Person, style: Mapping[str, Any], **changes: Any) -> bytes:
    """The PDF, always the same bytes; `changes` replace members of the data. Raises LeftOut."""
    return _compile({**data(person, style), **changes})


def data(person: Person, style: Mapping[str, Any]) -> dict[str, Any]:
    """What the template reads; in two columns the short sections go to the side."""
    basics, parts = person.resume.basics, sections(person)
    aside = SIDE if style["columns"] == 2 else frozenset()
    return {
        "name": basics.name,
        "label": basics.label or "",
        "language": person.language,
        "paper": person.choice("paper", "a4", "us-letter"),
        "fonts": [*style["fonts"], "Libertinus Serif", "DejaVu Sans", "Droid Sans Fallback"],
        "style": style,
        "contacts": [
            {"glyph": _glyph(piece.kind), "text": piece.text, "target": piece.target}
            for piece in contact_pieces(person)
        ],
        "main": [part for part in parts if part.key not in aside],
        "side": [part for part in parts if part.key in aside],
    }


def columns_of(person: Person, style: Mapping[str, Any]) -> list[list[str]]:
    """The texts of each column from top to bottom."""
    set_as = data(person, style)
    contacts = [contact["text"] for contact in set_as["contacts"]]
    if style["columns"] == 1:
        return [[*contacts, *texts(set_as["main"])]]
    return [[*contacts, *texts(set_as["side"])], texts(set_as["main"])]


def _glyph(kind: str) -> str:
    return _GLYPHS.get(kind) or _GLYPHS_OF_NETWORKS.get(kind.casefold(), "\uf0c1")


@cache
def _is_settable(resume: bytes) -> bool:
    """Whether there is a glyph for every letter: PDF/A refuses what has none."""
    plain = Person(
        id="", language="en", resume=msgspec.json.decode(resume, type=Resume), headings={}, order=[], notation=""
    )
    try:
        _compile(data(plain, _PLAIN))
    except LeftOut:
        return False
    return True


def _compile(given: Mapping[str, Any]) -> bytes:
    compiler = typst.Compiler(
        input=files(__package__).joinpath("pdf.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"person": msgspec.json.encode(given).decode()},
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=0)
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            raise LeftOut("No font of this machine has the script.") from None
        raise
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[icon_font.folder()])
