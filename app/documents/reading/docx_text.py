"""The text of one Word paragraph: its runs with look and links, without what was deleted or is not shown."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from app.documents.reading.blocks import Mark
from app.documents.reading.docx_names import RUN, WRAPPERS, R, W
from app.documents.reading.docx_styles import Styles, half_points, style_id
from app.documents.reading.symbols import BULLETS_OF_ICON_FONTS, BULLETS_OF_WINGDINGS, is_private

_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_PLAIN = str.maketrans(
    {"\xa0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u00ad": "", "\u200b": "", "\ufeff": "", "\n": " "}
)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]+))', re.IGNORECASE)
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_SWITCHES = {"bold": "b", "italic": "i"}


class Look(msgspec.Struct, frozen=True):
    """What sets a paragraph apart from others: its style, and what all of its text is."""

    style: str = ""
    size: float = 0.0
    bold: bool = False
    capitals: bool = False
    underlined: bool = False
    spaced: bool = False
    colour: str = ""
    ruled: bool = False


class Content(msgspec.Struct):
    """A paragraph's text, a line break for each soft one, with marks and look."""

    text: str
    marks: list[Mark]
    look: Look


class _Run(msgspec.Struct):
    element: Any
    text: str
    url: str | None


class _Fields(msgspec.Struct):
    """The fields that are open at a run: for each its code so far, and whether its result has begun."""

    open: list[tuple[str, bool]] = []

    def take(self, run: Any) -> None:
        for child in run:
            if child.tag == f"{W}instrText" and self.open and not self.open[-1][1]:
                self.open[-1] = (self.open[-1][0] + (child.text or ""), False)
            elif child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin":
                    self.open.append(("", False))
                elif kind == "separate" and self.open:
                    self.open[-1] = (self.open[-1][0], True)
                elif kind == "end" and self.open:
                    self.open.pop()

    def url(self) -> str | None:
        return next((url for code, _ in reversed(self.open) if (url := _address(code))), None)

    def hides(self) -> bool:
        return any(_PAGE_FIELD.match(code) for code, _ in self.open)


def content_of(paragraph: Any, styles: Styles, links: dict[str, str]) -> Content:
    """The text of a `w:p`; `links` are the targets of its part's relationships by id."""
    text, marks = "", list[Mark]()
    shown: list[_Run] = []
    for run in _runs(paragraph, links, None, _Fields()):
        if not run.text or styles.is_on(run.element, paragraph, "vanish"):
            continue
        start, end = len(text), len(text) + len(run.text)
        text += run.text
        if not run.text.strip():
            continue
        shown.append(run)
        for kind, switch in _SWITCHES.items():
            if styles.is_on(run.element, paragraph, switch):
                marks.append(Mark(start, end, kind))
        if run.url:
            marks.append(Mark(start, end, "link", run.url))
    return Content(text, _merged(marks, text), _look(paragraph, shown, styles))


def _runs(element: Any, links: dict[str, str], url: str | None, fields: _Fields) -> Iterator[_Run]:
    """Runs of a paragraph with the address of the link they are in; nothing from text boxes or deleted text."""
    for child in element:
        if child.tag == RUN:
            fields.take(child)
            yield _Run(child, "" if fields.hides() else _text(child), url or fields.url())
        elif child.tag == f"{W}hyperlink":
            yield from _runs(child, links, links.get(child.get(f"{R}id") or ""), fields)
        elif child.tag == f"{W}fldSimple":
            code = child.get(f"{W}instr") or ""
            if not _PAGE_FIELD.match(code):
                yield from _runs(child, links, _address(code) or url, fields)
        elif child.tag in WRAPPERS:
            yield from _runs(child, links, url, fields)


def _address(code: str) -> str | None:
    found = _LINK_FIELD.match(code)
    return (found[1] or found[2]) if found else None


def _text(run: Any) -> str:
    found = ""
    for child in run:
        if child.tag == f"{W}t":
            found += _readable(child.text or "")
        elif child.tag == f"{W}sym":
            found += _symbol(child)
        else:
            found += _SIGNS.get(child.tag, "")
    return found


def _readable(text: str) -> str:
    """Without signs that break lines or hold words together, and without pictures of icon fonts."""
    text = text.translate(_PLAIN)
    if not any(is_private(ord(char)) for char in text):
        return text
    signs = (
        ("•" if ord(char) in BULLETS_OF_ICON_FONTS else "\t" if found else "") if is_private(ord(char)) else char
        for found, char in enumerate(text)
    )
    return "".join(signs)


def _symbol(sign: Any) -> str:
    code = str(sign.get(f"{W}char") or "")
    font = str(sign.get(f"{W}font") or "").lower()
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else 0
    bullets = BULLETS_OF_ICON_FONTS | (BULLETS_OF_WINGDINGS if "wingding" in font else frozenset())
    return "• " if value in bullets else ""


def _look(paragraph: Any, shown: list[_Run], styles: Styles) -> Look:
    def everywhere(name: str) -> bool:
        return bool(shown) and all(styles.is_on(run.element, paragraph, name) for run in shown)

    def value(name: str) -> Any:
        return styles.of_run(shown[0].element, paragraph, name) if shown else None

    colour, spacing = value("color"), value("spacing")
    letters = [char for run in shown for char in run.text if char.isalpha()]
    return Look(
        style_id(paragraph, "pPr", "pStyle"),
        half_points(value("sz"), styles.size),
        everywhere("b"),
        everywhere("caps") or everywhere("smallCaps") or (len(letters) > 2 and all(map(str.isupper, letters))),
        everywhere("u"),
        spacing is not None,
        str(colour.get(f"{W}val")) if colour is not None else "",
        styles.of_paragraph(paragraph, "pBdr") is not None,
    )


def _merged(marks: list[Mark], text: str) -> list[Mark]:
    """Marks of one kind that only blank space parts are one."""
    found: list[Mark] = []
    for kind in ("bold", "italic", "link"):
        last: Mark | None = None
        for mark in (mark for mark in marks if mark.kind == kind):
            if last and last.url == mark.url and not text[last.end : mark.start].strip(" "):
                last = found[-1] = Mark(last.start, mark.end, kind, mark.url)
            else:
                last = mark
                found.append(mark)
    return found
