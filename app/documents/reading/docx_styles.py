"""What Word's styles say of a paragraph or a run, with what they are based on."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from app.documents.reading.docx_names import W

_HEADING_STYLE = re.compile(
    r"(?:heading|uberschrift|überschrift|titre|titolo|título|titulo|kop|rubrik|rubrique|nagłówek|otsikko|заголовок)"
    r"\s*(\d)",
    re.IGNORECASE,
)
_TITLE_STYLES = frozenset(("title", "titel", "titre", "título", "titulo", "titolo", "name"))
_LIST_STYLE = re.compile(r"list(?! ?paragraph)|aufz|puces|viñeta|lijst(?!alinea)|bullet|opsomm|marcas|elenco")
_OFF = frozenset(("0", "false", "off", "none"))
_DEEPEST = 12


class Styles(msgspec.Struct):
    """The styles of a document by id: their elements, their names in small letters, the default size in half points."""

    elements: dict[str, Any]
    names: dict[str, str]
    size: float = 20.0

    def chain(self, style_id: str) -> Iterator[Any]:
        """A style and those it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            element = self.elements.get(style_id)
            if element is None:
                return
            yield element
            based_on = element.find(f"{W}basedOn")
            if based_on is None:
                return
            style_id = str(based_on.get(f"{W}val"))

    def of_paragraph(self, paragraph: Any, name: str) -> Any:
        """A member of `w:pPr`: the paragraph's own, else its style's."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        found = (style.find(f"{W}pPr/{W}{name}") for style in self.chain(style_id(paragraph, "pPr", "pStyle")))
        return next((one for one in found if one is not None), None)

    def of_run(self, run: Any, paragraph: Any, name: str) -> Any:
        """A member of `w:rPr`: the run's own, else its style's, else that of the paragraph's style."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        for style in (style_id(run, "rPr", "rStyle"), style_id(paragraph, "pPr", "pStyle")):
            for element in self.chain(style):
                inherited = element.find(f"{W}rPr/{W}{name}")
                if inherited is not None:
                    return inherited
        return None

    def is_on(self, run: Any, paragraph: Any, name: str) -> bool:
        """Whether a switch as bold or capitals is on."""
        found = self.of_run(run, paragraph, name)
        return found is not None and found.get(f"{W}val") not in _OFF

    def name_of(self, paragraph: Any) -> str:
        """The name of the paragraph's style in small letters."""
        found = style_id(paragraph, "pPr", "pStyle")
        return self.names.get(found, found.lower())

    def heading_level(self, paragraph: Any) -> int | None:
        """1 for a title, from 2 for headings by style or outline level; None for other paragraphs."""
        for name in (self.name_of(paragraph), *self._names_below(paragraph)):
            heading = _HEADING_STYLE.match(name)
            if heading:
                return int(heading[1]) + 1
            if name in _TITLE_STYLES:
                return 1
        outline = self.of_paragraph(paragraph, "outlineLvl")
        level = str(outline.get(f"{W}val")) if outline is not None else ""
        return int(level) + 2 if level.isdigit() and int(level) < 9 else None

    def list_level(self, paragraph: Any) -> int | None:
        """How deep in a list, from 0; None for what is in none."""
        numbering = self.of_paragraph(paragraph, "numPr")
        if numbering is not None:
            number, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
            if number is not None and number.get(f"{W}val") == "0":
                return None
            level = str(depth.get(f"{W}val")) if depth is not None else "0"
            return int(level) if level.isdigit() else 0
        name = self.name_of(paragraph)
        if not _LIST_STYLE.search(name):
            return None
        digits = re.search(r"\d", name)
        return max(0, int(digits[0]) - 1) if digits else 0

    def _names_below(self, paragraph: Any) -> Iterator[str]:
        for element in self.chain(style_id(paragraph, "pPr", "pStyle")):
            yield self.names.get(str(element.get(f"{W}styleId")), "")


def styles_of(document: Any) -> Styles:
    """The styles of a python-docx document."""
    styles = {style.style_id: style for style in document.styles if getattr(style, "style_id", None)}
    root = document.styles.element
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    return Styles(
        {key: style.element for key, style in styles.items()},
        {key: str(style.name or "").lower() for key, style in styles.items()},
        half_points(default, 20.0),
    )


def half_points(element: Any, otherwise: float) -> float:
    """The value of `w:sz`."""
    value = str(element.get(f"{W}val")) if element is not None else ""
    return float(value) if value.isdigit() else otherwise


def style_id(element: Any, properties: str, name: str) -> str:
    """The id of the style that a paragraph or run names, "" for none."""
    found = element.find(f"{W}{properties}/{W}{name}")
    return str(found.get(f"{W}val")) if found is not None else ""
