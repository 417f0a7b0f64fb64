"""What a DOCX's structure says: tables, text boxes, hand-made headings, links, lists."""

import io
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from app.documents.reading.docx import docx_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import Resume


def read(document: Any) -> Resume:
    out = io.BytesIO()
    document.save(out)
    return structure("docx", *docx_blocks(out.getvalue())).resume


def bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def test_headings_made_by_hand_and_typed_bullets() -> None:
    document = docx.Document()
    bold(document, "Jo Doe")
    document.add_paragraph("jo@example.org")
    bold(document, "EXPERIENCE")
    document.add_paragraph("Cook, Inn Ltd\t2019 – 2020")
    document.add_paragraph("• Cooked")
    document.add_paragraph("- Cleaned")
    bold(document, "EXTRA THINGS")
    document.add_paragraph("Anything")
    bold(document, "Skills")
    document.add_paragraph("Pots, pans")
    resume = read(document)
    assert resume.basics.name == "Jo Doe"
    assert [(job.position, job.name, job.highlights) for job in resume.work] == [
        ("Cook", "Inn Ltd", ["Cooked", "Cleaned"])
    ]
    assert resume.skills[0].keywords == ["Pots", "pans"]


def test_a_layout_table_is_read_cell_by_cell_and_a_row_of_cells_as_one_line() -> None:
    document = docx.Document()
    document.add_paragraph("Jo Doe", style="Title")
    table = document.add_table(rows=1, cols=2)
    side, main = table.rows[0].cells
    side.text = "Skills"
    side.add_paragraph("Pots")
    side.add_paragraph("Pans")
    main.text = "Experience"
    main.add_paragraph("Cook, Inn Ltd\t2019 – 2020")
    main.add_paragraph("Cooked", style="List Bullet")
    document.add_heading("Education", 1)
    dated = document.add_table(rows=1, cols=2)
    dated.rows[0].cells[0].text = "2010 – 2014"
    dated.rows[0].cells[1].text = "BSc Cooking, Utrecht University"
    resume = read(document)
    assert resume.skills[0].keywords == ["Pots", "Pans"]
    assert resume.work[0].highlights == ["Cooked"]
    assert (resume.education[0].institution, resume.education[0].start_date) == ("Utrecht University", "2010")


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    document.add_paragraph("Jo Doe", style="Title")
    inside = "<w:txbxContent><w:p><w:r><w:t>jo@example.org</w:t></w:r></w:p></w:txbxContent>"
    box = parse_xml(
        f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inside}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(1, box)
    out = io.BytesIO()
    document.save(out)
    text, _ = docx_blocks(out.getvalue())
    assert text.count("jo@example.org") == 1


def test_a_hyperlink_gives_its_address() -> None:
    document = docx.Document()
    document.add_paragraph("Jo Doe", style="Title")
    paragraph = document.add_paragraph("Find me: ")
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), document.part.relate_to("https://github.com/jo", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "my code"
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
    profile = read(document).basics.profiles[0]
    assert (profile.network, profile.username, profile.url) == ("GitHub", "jo", "https://github.com/jo")


def test_deleted_text_is_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("Jo Doe", style="Title")
    document.element.body.insert(
        1, parse_xml(f"<w:p {nsdecls('w')}><w:del><w:r><w:delText>secret</w:delText></w:r></w:del></w:p>")
    )
    out = io.BytesIO()
    document.save(out)
    assert "secret" not in docx_blocks(out.getvalue())[0]
