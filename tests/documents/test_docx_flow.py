"""The order in which a Word document is read: tables, text boxes, headers and footers, and what is not read."""

import io
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.documents.reading.docx import docx_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import Resume

BOX = (
    "<w:p {spaces} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><w:r><mc:AlternateContent>"
    "<mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def text_of(document: Any) -> str:
    out = io.BytesIO()
    document.save(out)
    return docx_blocks(out.getvalue())[0]


def read(document: Any) -> Resume:
    out = io.BytesIO()
    document.save(out)
    return structure("docx", *docx_blocks(out.getvalue())).resume


def named(name: str = "Jo Doe") -> Any:
    document = docx.Document()
    document.add_paragraph(name, style="Title")
    return document


def add(document: Any, content: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {nsdecls('w', 'r')}>{content}</w:p>"))


def boxed(*texts: str) -> Any:
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return parse_xml(BOX.format(spaces=nsdecls("w"), inside=inside))


def fill(cell: Any, *texts: str) -> None:
    cell.text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_contacts_that_stand_in_the_header_only_are_read() -> None:
    document = named()
    document.sections[0].header.paragraphs[0].text = "jo@example.org | +31 6 1234 5678"
    document.sections[0].footer.paragraphs[0].text = "github.com/jo-doe"
    document.add_heading("Skills", 1)
    document.add_paragraph("Pots, pans")
    resume = read(document)
    assert (resume.basics.name, resume.basics.email, resume.basics.phone) == (
        "Jo Doe",
        "jo@example.org",
        "+31 6 1234 5678",
    )
    assert [profile.username for profile in resume.basics.profiles] == ["jo-doe"]
    assert resume.skills[0].keywords == ["Pots", "pans"]


def test_what_a_header_says_again_and_page_numbers_are_left_out() -> None:
    document = named()
    document.add_paragraph("jo@example.org")
    document.sections[0].header.paragraphs[0].text = "Jo Doe"
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.append(parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr=' PAGE '><w:r><w:t>7</w:t></w:r></w:fldSimple>"))
    assert text_of(document).split() == ["Jo", "Doe", "jo@example.org"]


def test_a_nested_table_is_read_once() -> None:
    document = named()
    document.add_heading("Experience", 1)
    outer = document.add_table(rows=1, cols=2)
    outer.rows[0].cells[0].text = "2015 – 2018"
    inner = outer.rows[0].cells[1].add_table(rows=1, cols=1)
    fill(inner.rows[0].cells[0], "Cook, Inn Ltd", "• Cooked")
    job = read(document).work[0]
    assert text_of(document).count("Inn Ltd") == 1
    assert (job.position, job.name, job.start_date, job.highlights) == ("Cook", "Inn Ltd", "2015", ["Cooked"])


def test_dates_and_places_in_a_narrow_cell_belong_to_the_lines_beside_them() -> None:
    document = named()
    document.add_heading("Experience", 1)
    table = document.add_table(rows=2, cols=2)
    for row, (year, city) in zip(table.rows, ((2015, "Lyon"), (2010, "Bern")), strict=True):
        fill(row.cells[0], f"{year} – {year + 3}", city)
        fill(row.cells[1], f"Cook {year}", f"Inn {year} Ltd", "• Cooked")
    assert "2015 – 2018\tCook 2015\nLyon\tInn 2015 Ltd\n• Cooked" in text_of(document)


def test_a_cell_merged_with_the_one_above_says_nothing_again() -> None:
    document = named()
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].merge(table.rows[1].cells[0]).text = "2015 – 2018"
    table.rows[0].cells[1].text = "Cook, Inn Ltd"
    table.rows[1].cells[1].text = "Cooked soups"
    assert text_of(document).count("2015") == 1


def test_a_sidebar_before_the_name_gives_its_contacts_to_the_person() -> None:
    document = docx.Document()
    side, main = document.add_table(rows=1, cols=2).rows[0].cells
    fill(side, "jo@example.org", "+31 6 1234 5678", "Skills", "Pots, pans", "Languages", "Dutch (native)")
    fill(main, "Jo Doe", "Cook", "Experience", "Cook, Inn Ltd\t2019 – 2020", "• Cooked")
    main.paragraphs[0].runs[0].bold = True
    resume = read(document)
    assert (resume.basics.name, resume.basics.label, resume.basics.email) == ("Jo Doe", "Cook", "jo@example.org")
    assert [language.language for language in resume.languages] == ["Dutch"]
    assert resume.work[0].highlights == ["Cooked"]


def test_name_and_contacts_beside_each_other_stay_apart() -> None:
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    fill(left, "Jo Doe", "Cook")
    fill(right, "Bristol", "+31 6 1234 5678", "jo@example.org")
    document.add_heading("Skills", 1)
    document.add_paragraph("Pots, pans")
    resume = read(document)
    assert (resume.basics.name, resume.basics.label) == ("Jo Doe", "Cook")


def test_a_text_box_with_a_section_does_not_cut_another_section() -> None:
    document = named()
    document.add_heading("Experience", 1)
    document.add_paragraph("Cook, Inn Ltd\t2019 – 2020")
    document.element.body.insert(len(document.element.body) - 1, boxed("Skills", "Pots, pans"))
    document.add_paragraph("Cooked", style="List Bullet")
    resume = read(document)
    assert resume.work[0].highlights == ["Cooked"]
    assert resume.skills[0].keywords == ["Pots", "pans"]


def test_a_text_box_with_contacts_among_sections_is_the_persons() -> None:
    document = named()
    document.add_heading("Skills", 1)
    document.add_paragraph("Pots, pans")
    document.element.body.insert(len(document.element.body) - 1, boxed("jo@example.org", "+31 6 1234 5678"))
    resume = read(document)
    assert (resume.basics.email, resume.basics.phone) == ("jo@example.org", "+31 6 1234 5678")
    assert resume.skills[0].keywords == ["Pots", "pans"]


def test_a_link_by_field_code_gives_its_address() -> None:
    document = named()
    add(
        document,
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        '<w:r><w:instrText> HYPERLINK "https://github.com/jo-doe" </w:instrText></w:r>'
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('my code')}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    )
    assert read(document).basics.profiles[0].url == "https://github.com/jo-doe"
    assert "HYPERLINK" not in text_of(document)


def test_a_link_in_a_header_has_the_headers_own_address() -> None:
    document = named()
    header = document.sections[0].header
    key = header.part.relate_to("https://github.com/jo-doe", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f"<w:hyperlink {nsdecls('w', 'r')} r:id='{key}'>{run('my code')}</w:hyperlink>"
    header.paragraphs[0]._p.append(parse_xml(link))
    assert read(document).basics.profiles[0].username == "jo-doe"


def test_inserted_and_moved_text_counts_deleted_and_hidden_text_does_not() -> None:
    document = named()
    add(document, f"<w:ins>{run('put in')}</w:ins><w:del><w:r><w:delText>taken out</w:delText></w:r></w:del>")
    add(document, f"<w:moveTo>{run('came here')}</w:moveTo><w:moveFrom>{run('was there')}</w:moveFrom>")
    add(document, run("not shown", "<w:vanish/>"))
    found = text_of(document)
    assert "put in" in found
    assert "came here" in found
    assert not any(gone in found for gone in ("taken out", "was there", "not shown"))


def test_signs_that_hold_words_together_are_the_plain_ones() -> None:
    document = named()
    add(document, f"{run('0161&#160;496')}<w:r><w:noBreakHyphen/></w:r>{run('0123, up&#8209;to&#173;date')}")
    assert "0161 496-0123, up-todate" in text_of(document)


def test_pictures_of_icon_fonts_are_no_text_and_bullets_are_bullets() -> None:
    document = named()
    add(document, run("\uf095 0161 496 0123 \uf0e0 jo@example.org"))
    add(document, "<w:r><w:sym w:font='Wingdings' w:char='F0A7'/></w:r>" + run("Cooked"))
    found = text_of(document)
    assert "0161 496 0123 \t jo@example.org" in found
    assert "• Cooked" in found
