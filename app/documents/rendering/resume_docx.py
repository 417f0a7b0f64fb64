"""A résumé to a Word document that people go on editing: text in real styles, and nothing else in it.

No tables, text boxes, fields, pictures or macros: what stands in the document is what a person typed, and a program
that reads it meets it in reading order.
"""

import asyncio
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.documents.rendering.presentation import paper_of
from app.documents.rendering.printable import clean, language_of
from app.documents.rendering.resume_lines import Paragraph, lay_out
from app.documents.resume import Resume

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Each link is looked for among all before it.
_MOST_RELATIONS = 500
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
_EAST = frozenset({"ja", "ko", "zh"})
# The countries whose own spelling word processors check, the first where the person's country is none of them.
_REGIONS = {
    "en": ("GB", "US", "CA", "AU", "IE", "IN", "NZ", "ZA"),
    "de": ("DE", "AT", "CH", "LI", "LU"),
    "fr": ("FR", "BE", "CA", "CH", "LU"),
    "es": ("ES", "AR", "CL", "CO", "EC", "MX", "PE", "UY", "VE"),
    "nl": ("NL", "BE"),
    "pt": ("PT", "BR"),
    "it": ("IT", "CH"),
    "ru": ("RU",),
    "el": ("GR",),
    "ja": ("JP",),
    "ko": ("KR",),
    "zh": ("CN", "HK", "SG", "TW"),
    "ar": ("SA", "AE", "DZ", "EG", "JO", "LB", "MA", "TN"),
    "he": ("IL",),
}


async def write_resume_docx(
    resume: Resume, sections: Sequence[str] = (), *, titles: Mapping[str, str] | None = None
) -> bytes:
    """The .docx file's bytes; `sections` and `titles` as in `present`. Raises RenderFailed."""
    return await asyncio.to_thread(_write, resume, tuple(sections), dict(titles or {}))


def _write(resume: Resume, sections: Sequence[str], titles: Mapping[str, str]) -> bytes:
    from docx import Document

    from app.documents.rendering import docx_styles

    paragraphs = lay_out(resume, sections, titles)
    paper = paper_of(resume.basics)
    language = _language(paragraphs)
    document = Document()
    docx_styles.set_page(document, paper)
    docx_styles.set_styles(document, right_to_left=language in _RIGHT_TO_LEFT)
    script = "right" if language in _RIGHT_TO_LEFT else "east" if language in _EAST else "west"
    docx_styles.set_language(document, language_tag(language, _country(resume), paper), script)
    docx_styles.set_edition(document)
    _set_properties(document, clean(resume.basics.name))
    # Looked up for each paragraph a style would cost a search of all of them.
    style_ids = {style.name: style.style_id for style in document.styles}
    for paragraph in paragraphs:
        _add(document, paragraph, style_ids)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def language_tag(language: str, country: str, paper: str) -> str:
    """`en` and `us` as `en-US`: the person's country where the language has a spelling of its own there."""
    regions = _REGIONS.get(language)
    if regions is None:
        return language
    usual = "US" if language == "en" and paper == "us-letter" else regions[0]
    return f"{language}-{country if country in regions else usual}"


def _country(resume: Resume) -> str:
    place = resume.basics.location
    return (place.country_code or "").strip().upper() if place else ""


def _language(paragraphs: Sequence[Paragraph]) -> str:
    """By the script, and for Latin letters by the words."""
    # The word lists come along with this, which only a document in Latin letters needs.
    from app.documents.terms import tokens

    # Headings may be ours, and addresses are of no language.
    texts = [paragraph.text for paragraph in paragraphs if paragraph.style not in ("Heading 1", "Contact Details")]
    script = language_of(texts)
    return tokens.language_of("\n".join(texts)) if script == "en" else script


def _set_properties(document: "Document", name: str) -> None:
    """Title, author and dates; the template's own description of itself goes, and its picture."""
    properties = document.core_properties
    properties.title = (f"{name} – Résumé" if name else "Résumé")[:255]
    properties.author = properties.last_modified_by = name[:255]
    properties.comments = properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _add(document: "Document", paragraph: Paragraph, style_ids: Mapping[str | None, str]) -> None:
    added = document.add_paragraph()
    added._p.style = style_ids[paragraph.style]  # noqa: SLF001 - python-docx takes an id nowhere else
    for words in paragraph.words:
        run = added.add_run(words.text)
        if words.is_strong:
            run._r.style = style_ids["Strong"]  # noqa: SLF001
        if words.url and len(document.part.rels) < _MOST_RELATIONS:
            run._r.style = style_ids["Hyperlink"]  # noqa: SLF001
            _make_link(document, run, words.url)
    if paragraph.at_margin:
        added.add_run(f"\t{paragraph.at_margin}")


def _make_link(document: "Document", run: "Run", url: str) -> None:
    """A link as Word makes it, its address kept outside the text."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)  # noqa: SLF001 - python-docx has no call for links
    link.append(run._r)  # noqa: SLF001
