"""The styles, paper and language of a Word document that people go on editing: all looks are in styles."""

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Cambria"
ACCENT = "1D4E6B"
_QUIET = "555555"
_A4 = (210.0, 297.0)
_LETTER = (215.9, 279.4)
_MARGIN = 20.0


class _Look(msgspec.Struct, frozen=True):
    """Sizes in points. `to_margin`: a tab in it leads to the far margin. `keeps`: it stays with what follows."""

    size: float = 10.5
    before: float = 0.0
    after: float = 0.0
    color: str = ""
    bold: bool = False
    italic: bool = False
    to_margin: bool = False
    keeps: bool = False
    next: str = ""


_LOOKS: dict[str, _Look] = {
    "Title": _Look(size=22, after=2, color=ACCENT, bold=True, keeps=True, next="Subtitle"),
    "Subtitle": _Look(size=12, after=2, color=_QUIET, next="Contact Details"),
    "Contact Details": _Look(size=9.5, after=6),
    "Heading 1": _Look(size=13, before=12, after=4, color=ACCENT, bold=True, keeps=True, next="Heading 2"),
    "Heading 2": _Look(size=11, before=6, bold=True, to_margin=True, keeps=True, next="Entry Details"),
    "Entry Details": _Look(italic=True, to_margin=True, keeps=True, next="List Bullet"),
    "Body Text": _Look(after=3),
    "List Bullet": _Look(after=2),
}


def set_page(document: "Document", paper: str) -> None:
    """Size (`us-letter` or A4) and margins of the one section."""
    from docx.shared import Mm

    section = document.sections[0]
    width, height = _LETTER if paper == "us-letter" else _A4
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)


def set_styles(document: "Document", *, right_to_left: bool) -> None:
    """Give the styles that Word knows their look, and add those that it has no name for. The page must be set."""
    from docx.enum.style import WD_STYLE_TYPE

    styles: Any = document.styles
    _set_normal(styles["Normal"], right_to_left=right_to_left)
    known = {style.name for style in styles}
    for name, look in _LOOKS.items():
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _set_look(document, style, look)
    for name, look in _LOOKS.items():
        styles[name].next_paragraph_style = styles[look.next or name]
    if "Hyperlink" not in known:
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
        _set_color(link, "1A5FB4")
        link.font.underline = True


def set_language(document: "Document", tag: str, script: str) -> None:
    """`tag` (BCP 47) is what spelling is checked by; `script` says which of Word's three kinds of script it is in."""
    from docx.oxml.ns import qn

    (found,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    found.set(qn({"east": "w:eastAsia", "right": "w:bidi"}.get(script, "w:val")), tag)
    document.core_properties.language = tag


def set_edition(document: "Document") -> None:
    """Say that the document is one of today's Word, which otherwise opens it in a compatibility mode."""
    from docx.oxml.ns import qn

    for setting in document.settings.element.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        setting.set(qn("w:val"), "15")


def element(tag: str, **values: str) -> Any:
    """An element of WordprocessingML with attributes of that namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_normal(style: Any, *, right_to_left: bool) -> None:
    _set_font(style, size=_Look().size)
    style.paragraph_format.space_after = 0
    style.paragraph_format.line_spacing = 1.1
    if right_to_left:
        # Where an element stands among its siblings matters to Word; both have a set place.
        properties = style.element.get_or_add_pPr()
        properties.insert_element_before(
            element("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
        )
        style.font.rtl = True


def _set_look(document: "Document", style: Any, look: _Look) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    _set_font(style, look.size, look.color)
    style.font.bold, style.font.italic = look.bold, look.italic
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.1
    form.keep_with_next = form.keep_together = look.keeps
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    if look.to_margin:
        section = document.sections[0]
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        form.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _set_font(style: Any, size: float, color: str = "") -> None:
    """One font for all scripts that it has, in one size; without a colour in that of the page."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.rPr
    # A theme's font in the style would win over the font that it names.
    for name in ("asciiTheme", "hAnsiTheme", "cstheme"):
        properties.rFonts.attrib.pop(qn(f"w:{name}"), None)
    properties.rFonts.set(qn("w:cs"), "Times New Roman")
    for old in properties.xpath("w:szCs | w:color"):
        properties.remove(old)
    properties.sz.addnext(element("w:szCs", val=str(round(size * 2))))
    _set_color(style, color)


def _set_color(style: Any, color: str) -> None:
    from docx.shared import RGBColor

    if color:
        style.font.color.rgb = RGBColor.from_string(color)
