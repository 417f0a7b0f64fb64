"""A Word package from raw XML, as Word itself leaves one: text in several runs, links, revisions, content controls.

The XML is written by hand because the bench needs what no library writes: text boxes, tracked changes, smart tags.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

from benchmarks.reading.formats import docx_definitions as definitions
from benchmarks.reading.person import Person

_SPACES = {
    "w": definitions.W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items()) + ' mc:Ignorable="wps"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OUTSIDE = ' TargetMode="External"'
_MOMENT = (2024, 3, 1, 9, 30, 0)
_RUN_PROPERTIES = {
    "link": '<w:rStyle w:val="Hyperlink"/>',
    "b": "<w:b/>",
    "i": "<w:i/>",
    "caps": "<w:caps/>",
    "smallcaps": "<w:smallCaps/>",
    "colour": '<w:color w:val="1F4E79"/>',
    "spaced": '<w:spacing w:val="40"/>',
    "large": '<w:sz w:val="26"/>',
    "huge": '<w:sz w:val="44"/>',
    "u": '<w:u w:val="single"/>',
}
_PIECES = re.compile(r"[\t\n\u2011]|[^\t\n\u2011]+")
_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u2011": "<w:noBreakHyphen/>"}


class Document:
    """One Word file under way. `body` holds block XML; `header` and `footer` paragraphs, where there are any."""

    def __init__(self, person: Person, subject: str) -> None:
        self.person = person
        self.chance = person.seeded(f"{subject} document")
        self.body: list[str] = []
        self.header: list[str] = []
        self.footer: list[str] = []
        self.columns = 1
        self._targets: list[str] = []
        self._splits = person.choice(f"{subject} splits runs", True, True, False)
        self._revises = person.choice(f"{subject} tracks changes", True, False, False)
        self._bound = person.choice(f"{subject} binds words", True, False, False)

    def run(self, text: str, marks: str = "") -> str:
        """Text in one or more runs, its tabs and line breaks as Word's. `marks` are names of `_RUN_PROPERTIES`."""
        properties = "".join(element for mark, element in _RUN_PROPERTIES.items() if mark in marks.split())
        pieces = self._split(text) if self._splits else [text]
        made = [_run(piece, properties) for piece in pieces]
        return '<w:proofErr w:type="spellStart"/>'.join(made)

    def value(self, text: str, marks: str = "") -> str:
        """A value of the résumé, in a share of the documents as Word keeps one that was edited under revision."""
        if self._bound and self.chance.random() < 0.15:
            text = text.replace("-", "\u2011") if "-" in text else text.replace(" ", "\xa0", 1)
        written = self.run(text, marks)
        if self._revises and self.chance.random() < 0.15:
            who = 'w:id="1" w:author="Reviewer" w:date="2024-02-11T10:00:00Z"'
            old = f'<w:del {who}><w:r><w:delText xml:space="preserve">{escape(text[::-1])}</w:delText></w:r></w:del>'
            return f"{old}<w:ins {who}>{written}</w:ins>"
        return written

    def link(self, text: str, target: str) -> str:
        """A link by relationship or by field code, as Word has both."""
        if self.person.choice("docx links", "relationship", "relationship", "field") == "field":
            code = f' HYPERLINK "{escape(target)}" '
            return (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{self.run(text, "link")}'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        self._targets.append(target)
        return f'<w:hyperlink r:id="rId{len(self._targets) + 9}" w:history="1">{self.run(text, "link")}</w:hyperlink>'

    def paragraph(self, content: str, style: str = "", properties: str = "") -> str:
        """One paragraph; `style` is a style's id, `properties` further members of `w:pPr`."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
        return f"<w:p>{inner}{content}</w:p>"

    def save(self) -> bytes:
        """The package's bytes, the same for the same content."""
        parts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relationships([("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False)]),
            "word/document.xml": self._document(),
            "word/styles.xml": definitions.styles(self.person),
            "word/numbering.xml": definitions.numbering(self.person),
            "word/_rels/document.xml.rels": _relationships(self._document_relationships()),
        }
        if self.header:
            parts["word/header1.xml"] = f"<w:hdr {_NAMESPACES}>{''.join(self.header)}</w:hdr>"
            parts["word/_rels/header1.xml.rels"] = _relationships(self._links())
        if self.footer:
            parts["word/footer1.xml"] = f"<w:ftr {_NAMESPACES}>{''.join(self.footer)}</w:ftr>"
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
                package.writestr(zipfile.ZipInfo(name, _MOMENT), declared, zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def _split(self, text: str) -> list[str]:
        if len(text) < 6 or self.chance.random() < 0.5:
            return [text]
        at = self.chance.randrange(1, len(text))
        return [text[:at], text[at:]]

    def _document(self) -> str:
        references = '<w:headerReference w:type="default" r:id="rId3"/>' if self.header else ""
        references += '<w:footerReference w:type="default" r:id="rId4"/>' if self.footer else ""
        columns = f'<w:cols w:num="{self.columns}" w:space="720"/>' if self.columns > 1 else ""
        section = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>{columns}</w:sectPr>'
        return f"<w:document {_NAMESPACES}><w:body>{''.join(self.body)}{section}</w:body></w:document>"

    def _links(self) -> list[tuple[str, str, str, bool]]:
        return [(f"rId{at + 10}", f"{_OFFICE}/hyperlink", target, True) for at, target in enumerate(self._targets)]

    def _document_relationships(self) -> list[tuple[str, str, str, bool]]:
        found = [
            ("rId1", f"{_OFFICE}/styles", "styles.xml", False),
            ("rId2", f"{_OFFICE}/numbering", "numbering.xml", False),
        ]
        if self.header:
            found.append(("rId3", f"{_OFFICE}/header", "header1.xml", False))
        if self.footer:
            found.append(("rId4", f"{_OFFICE}/footer", "footer1.xml", False))
        return found + self._links()

    def _content_types(self) -> str:
        kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
        kinds |= {"header1": "header"} if self.header else {}
        kinds |= {"footer1": "footer"} if self.footer else {}
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
        )
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )


def content_control(blocks: str, title: str) -> str:
    """Blocks or runs inside a content control, as Word's own templates have them."""
    return f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/></w:sdtPr><w:sdtContent>{blocks}</w:sdtContent></w:sdt>"


def smart_tag(runs: str, element: str) -> str:
    """Runs inside a smart tag, as Word 2003 and later left them in many files."""
    uri = "urn:schemas-microsoft-com:office:smarttags"
    return f'<w:smartTag w:uri="{uri}" w:element="{element}">{runs}</w:smartTag>'


def page_number(document: Document) -> str:
    """A footer's paragraph with a field for the page."""
    label = {"de": "Seite ", "nl": "Pagina ", "en": "Page ", "fr": "Page "}.get(document.person.language, "Página ")
    return document.paragraph(
        document.run(label) + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )


def _run(text: str, properties: str) -> str:
    inner = "".join(
        _MARKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in _PIECES.findall(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def _relationships(found: list[tuple[str, str, str, bool]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}{_OUTSIDE if outside else ""}/>'
        for name, kind, target, outside in found
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )
