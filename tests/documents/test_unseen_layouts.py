"""Layouts in which whole entries or half a name were lost: numbered sections, dates set right, columns that touch."""

import io
from typing import Any

import docx
import pytest
import typst

from app.documents.date_parts import is_bare_month, is_part_of_date
from app.documents.reading.blocks import HEADING
from app.documents.reading.docx import docx_blocks
from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.plain_text import read_plain_text
from app.documents.reading.structuring import structure
from app.documents.resume import Location, Resume

PAGE = '#set page("a4", margin: 1.5cm)\n#set text(10pt)\n#text(20pt)[*Imke Vos*]\n\nimke\\@example.org\n#v(14pt)\n'
NUMBERED = """
#let head(number, title) = {{ v(16pt); block(text(13pt)[{0}]); v(4pt) }}
#head(1)[Ships I Sailed]
*MV Hamnavoe*, Stromness #h(1fr) 2019 – 2022 \\
Third Mate
- Bridge watch on 1,900 crossings.
#head(2)[Where I Learned]
*City College*, Glasgow #h(1fr) 2013 – 2017 \\
HND in Nautical Science
#head(3)[Ropes and Gear]
ECDIS, Cargo cranes, Ice pilotage, Celestial navigation
"""
DATES_AT_RIGHT = """
= Experience
#let entry(dates, rest) = grid(columns: (70pt, 1fr), gutter: 12pt, align(right, dates), rest)
#entry[August 2018–#linebreak()present][Lane Tech College, Chicago, IL \\ Physics Teacher
- Teach 130 students a year in five sections, with a laboratory of their own making in every week of the term.]
#entry[September#linebreak()2010–June 2014][American Robert College, Istanbul, Turkey \\ Teacher
- Ran the astronomy club.]
#entry[June#linebreak()2007–September#linebreak()2007][TÜBİTAK, Gebze, Turkey \\ Research Student
- Calibrated lasers.]
"""
TOUCHING = """
#grid(columns: (125pt, 1fr), gutter: 12pt, [
#set text(9pt)
#v(5pt)
*CONTACT* \\ Pietermaritzburg, ZA \\ +27 33 555 0140 \\ agnes.mbatha\\@dominicansisters.example.co.za \\
*LANGUAGES* \\ isiZulu: native \\ English: fluent \\ Sesotho: good
], [
#block[*ASSIGNMENTS*]
*Principal* \\ Saint Catherine Convent School \\ 2016 – present
- Raised enrolment from 212 to 480.
*Teacher* \\ Holy Rosary Mission \\ 2003 – 2010
- All subjects for 47 children.
#block[*STUDIES*]
Master of Education \\ University of KwaZulu-Natal \\ 2008 – 2010
])
"""


def pdf(source: str) -> Resume:
    text, blocks = pdf_blocks(typst.compile((PAGE + source).encode()))
    return structure("pdf", text, blocks).resume


def word(document: Any) -> Resume:
    out = io.BytesIO()
    document.save(out)
    return structure("docx", *docx_blocks(out.getvalue())).resume


def jobs(resume: Resume) -> list[tuple[str | None, ...]]:
    return [(job.position, job.name, job.start_date, job.end_date) for job in resume.work]


def text_job(line: str, heading: str = "EXPERIENCE") -> tuple[str | None, str | None]:
    body = f"Jo Doe\n\n{heading}\n\n{line}\nNurse\n2016 – 2019\n- Nights.\n\nLANGUAGES\n\nEnglish: native\n"
    job = read_plain_text(body).resume.work[0]
    return job.name, job.location


@pytest.mark.parametrize("shown", ["#number#h(1em)#title", "#number#h(1em)#number. #title"])
def test_the_numbers_that_latex_sets_before_headings_are_no_text(shown: str) -> None:
    source = PAGE + NUMBERED.format(shown)
    found = [block.text for block in pdf_blocks(typst.compile(source.encode()))[1] if block.kind == HEADING]
    assert [title.split(". ")[-1] for title in found] == [
        "Imke Vos",
        "Ships I Sailed",
        "Where I Learned",
        "Ropes and Gear",
    ]
    assert jobs(pdf(NUMBERED.format(shown))) == [("Third Mate", "MV Hamnavoe", "2019", "2022")]


def test_numbers_with_a_hole_are_no_numbers_of_sections() -> None:
    source = NUMBERED.format("#number#h(1em)#title").replace("#head(3)", "#head(7)")
    found = [block.text for block in pdf_blocks(typst.compile((PAGE + source).encode()))[1]]
    assert any(text.startswith("7") and text.endswith("Ropes and Gear") for text in found)


def test_dates_that_a_column_set_right_broke_are_whole() -> None:
    assert jobs(pdf(DATES_AT_RIGHT)) == [
        ("Physics Teacher", "Lane Tech College", "2018-08", None),
        ("Teacher", "American Robert College", "2010-09", "2014-06"),
        ("Research Student", "TÜBİTAK", "2007-06", "2007-09"),
    ]


def test_a_date_at_the_right_margin_may_end_in_the_next_line() -> None:
    resume = pdf(
        "= Experiencia\n*Educadora*, Escuela Los Enanitos, Teruel #h(1fr) Febrero \\ 2011–Agosto 2014\n- Juegos."
    )
    assert jobs(resume) == [("Educadora", "Escuela Los Enanitos", "2011-02", "2014-08")]


def test_an_address_too_long_for_its_column_does_not_mix_the_columns() -> None:
    resume = pdf(TOUCHING)
    assert jobs(resume) == [
        ("Principal", "Saint Catherine Convent School", "2016", None),
        ("Teacher", "Holy Rosary Mission", "2003", "2010"),
    ]
    assert resume.basics.phone == "+27 33 555 0140"
    assert [one.language for one in resume.languages] == ["isiZulu", "English", "Sesotho"]


def test_a_letter_that_reaches_below_the_next_one_ends_no_word() -> None:
    source = b'#set text(22pt, font: "Libertinus Serif")\n*Everaldo Quirino* at Mairie de Quimper'
    text, _ = pdf_blocks(typst.compile(source))
    assert "Everaldo Quirino" in text
    assert "Mairie de Quimper" in text


def test_a_dated_row_without_bullets_is_an_entry_among_headings() -> None:
    document = docx.Document()
    document.add_paragraph("Honorine Tchamba", style="Title")
    document.add_paragraph("Expérience professionnelle", style="Heading 1")
    document.add_paragraph("2018 – 2023\tGreffière | Tribunal de Rouen", style="Heading 2")
    document.add_paragraph("Tenue de trois audiences.", style="List Bullet")
    document.add_paragraph().add_run("2013 – 2018\tAdjointe administrative | Cour d'appel de Caen").bold = True
    document.add_paragraph("2010 – 2012\tAgent d'accueil | Mairie de Caen", style="Heading 2")
    document.add_paragraph("État civil et élections.", style="List Bullet")
    assert jobs(word(document)) == [
        ("Greffière", "Tribunal de Rouen", "2018", "2023"),
        ("Adjointe administrative", "Cour d'appel de Caen", "2013", "2018"),
        ("Agent d'accueil", "Mairie de Caen", "2010", "2012"),
    ]


def test_a_first_heading_below_the_contacts_is_one_by_its_look() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Kees van Veen").bold = True
    document.add_paragraph("Tilburg • kees@example.nl")
    for title, line in (
        ("HOE IK REED", "Chauffeur | Van Eerd B.V. | 2011–2020"),
        ("TALEN", "Duits: goed"),
        ("VAARDIGHEDEN", "Koeltransport"),
    ):
        document.add_paragraph().add_run(title).bold = True
        document.add_paragraph(line)
    assert jobs(word(document)) == [("Chauffeur", "Van Eerd B.V.", "2011", "2020")]


def test_a_name_below_a_town_and_ways_to_reach_the_person_is_the_name() -> None:
    document = docx.Document()
    for line in ("Banyuwangi, East Java", "0812-3456-7890", "suhartono@tambak.example.id"):
        document.add_paragraph(line)
    document.add_paragraph().add_run("Suhartono").bold = True
    document.add_paragraph("Skills", style="Heading 1")
    document.add_paragraph("Biofloc, Aerators")
    basics = word(document).basics
    assert basics.name == "Suhartono"
    assert basics.location == Location(city="Banyuwangi", region="East Java")


@pytest.mark.parametrize(
    ("line", "employer", "place"),
    [
        ("Kenyatta National Hospital, Labour Ward, Nairobi", "Kenyatta National Hospital, Labour Ward", "Nairobi"),
        ("Teaching Hospital, Idi-Araba, Lagos", "Teaching Hospital", "Idi-Araba, Lagos"),
        ("Farmacia Delicias, C.B., Zaragoza", "Farmacia Delicias, C.B.", "Zaragoza"),
    ],
)
def test_a_department_stays_with_its_employer_and_a_district_with_its_town(
    line: str, employer: str, place: str
) -> None:
    assert text_job(line) == (employer, place)


def test_what_one_becomes_at_a_school_is_a_study() -> None:
    resume = read_plain_text(
        "Jo Doe\n\nBERUFSERFAHRUNG\n\nVerwaltungsangestellte\nStadt Leipzig    2015 – 2020\n- Bescheide.\n\n"
        "AUSBILDUNG\n\nVerwaltungsfachwirtin\nVerwaltungsakademie Leipzig    2012 – 2015\n"
    ).resume
    assert len(resume.work) == 1
    assert [one.institution for one in resume.education] == ["Verwaltungsakademie Leipzig"]


def test_a_title_in_brackets_is_no_part_of_the_employer() -> None:
    assert jobs(
        read_plain_text(
            "Jo Doe\n\nEXPERIENCE\n\n"
            "2021-05 – 2023-10    Enterprise Architect (80%) / Energinet | Fredericia\n- Drew.\n"
        ).resume
    ) == [("Enterprise Architect (80%)", "Energinet", "2021-05", "2023-10")]


@pytest.mark.parametrize("text", ["septembre", "2010–décembre", "janvier 2013–août", "2018–Aujourd’hui", "from July"])
def test_parts_of_dates_are_known(text: str) -> None:
    assert is_part_of_date(text)


@pytest.mark.parametrize("text", ["Outils", "May Street", "to", "12", "Marseille 2013"])
def test_other_texts_are_no_parts_of_dates(text: str) -> None:
    assert not is_part_of_date(text)


def test_a_month_wants_its_year() -> None:
    assert is_bare_month("September")
    assert not is_bare_month("September 2010")
