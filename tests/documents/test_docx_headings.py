"""Which lines of a Word document are headings, however they were made."""

import io
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from app.documents.reading.blocks import HEADING
from app.documents.reading.docx import docx_blocks


def headings(document: Any) -> list[tuple[str, int]]:
    out = io.BytesIO()
    document.save(out)
    return [(block.text, block.level) for block in docx_blocks(out.getvalue())[1] if block.kind == HEADING]


def outlined(paragraph: Any, level: int) -> None:
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level))
    paragraph._p.get_or_add_pPr().append(element)


def looked(run: Any, look: str) -> None:
    run.bold = "bold" in look or None
    run.underline = "underlined" in look or None
    run.font.small_caps = "small" in look or None
    if "large" in look:
        run.font.size = Pt(14)
    if "blue" in look:
        run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)


@pytest.mark.parametrize("look", ["bold", "bold underlined", "bold large", "blue large", "bold small", "underlined"])
def test_a_section_of_unknown_name_looks_like_the_known_ones(look: str) -> None:
    document = docx.Document()
    for title in ("Experience", "Patents and Driving", "Skills"):
        looked(document.add_paragraph().add_run(title), look)
        document.add_paragraph("Cooking for the many guests of the inn, with pots and with pans of all sizes")
    assert headings(document) == [("Experience", 2), ("Patents and Driving", 2), ("Skills", 2)]


def test_bold_titles_of_jobs_are_no_headings_where_sections_look_so_too() -> None:
    document = docx.Document()
    for title in ("Experience", "Skills"):
        document.add_paragraph().add_run(title).bold = True
        for job in ("Cook", "Baker", "Waiter"):
            document.add_paragraph().add_run(job).bold = True
            document.add_paragraph("Cooking for the many guests of the inn, with pots and with pans of all sizes")
    assert headings(document) == [("Experience", 2), ("Skills", 2)]


def test_a_style_of_any_name_is_a_heading_by_its_outline_level_or_by_what_it_is_based_on() -> None:
    document = docx.Document()
    own = document.styles.add_style("CV Abschnitt", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("Ehrungen und Ämter", style="CV Abschnitt")
    outlined(document.add_paragraph("Führerschein"), 0)
    document.add_paragraph("Klasse B")
    assert headings(document) == [("Ehrungen und Ämter", 2), ("Führerschein", 2)]


def test_a_paragraph_taken_out_of_its_list_is_no_bullet() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Not a bullet", style="List Bullet")
    number = OxmlElement("w:numPr")
    identifier = OxmlElement("w:numId")
    identifier.set(qn("w:val"), "0")
    number.append(identifier)
    paragraph._p.get_or_add_pPr().append(number)
    document.add_paragraph("A bullet", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert [block.kind for block in docx_blocks(out.getvalue())[1]] == ["text", "item"]


def test_the_name_is_what_is_set_largest() -> None:
    document = docx.Document()
    document.add_paragraph("Curriculum Vitae")
    document.add_paragraph().add_run("Jo Doe").font.size = Pt(28)
    document.add_paragraph().add_run("Skills").bold = True
    document.add_paragraph("Cooking for the many guests of the inn")
    assert headings(document) == [("Jo Doe", 1), ("Skills", 2)]
