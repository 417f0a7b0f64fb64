"""Lines of a PDF that go on in the next one, and lines that look as if they did."""

import typst

from app.documents.reading.blocks import HEADING, ITEM, Block
from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import Resume

PAGE = '#set page("a4", margin: 1.5cm)\n#set text(10pt)\n#text(20pt)[*Imke Vos*]\n\nimke\\@example.org\n#v(14pt)\n'
JOB = "*Chef*, Root & Branch Ltd, Bristol #h(1fr) 2021 – 2024 \\\n"
NARROW = r"""
= Experience
#let row(dates, it) = grid(columns: (90pt, 250pt, 1fr), gutter: 12pt, dates, par(justify: true, it), [])
#let on = linebreak(justify: true)
#row[2021 – 2024][Chef, Root & Branch Ltd, Bristol \
• Ordered from twenty-three growers within forty miles; star#on
2022 and 2023 \
• Ran the pass for seventy covers a night with a brigade of#on
Eight from all over Europe. \
• Bought fish at the harbour in the small hours of the day,#on
meat in the hills.]
#row[2017 – 2021][Cook, Pump House Ltd, Bath]
= Skills
Menu planning for large and small houses, fresh pasta, sourdough bread, stock control and all the rest of it
"""
UNKNOWN = """
#let head(above, title) = block(above: above, below: 8pt, text(13pt, title))
#head(20pt)[Lantern]
*MV Hamnavoe*, Stromness #h(1fr) 2019 – 2022 \\
Third Mate
- Bridge watch on 1,900 crossings.
- Safety officer for lifeboats and rafts.
#head(20pt)[Omega]
*City College*, Glasgow #h(1fr) 2013 – 2017 \\
HND in Nautical Science \\
Note: first of its class
#head(5pt)[Harbour]
ECDIS, Cargo cranes, Ice pilotage, Celestial navigation
#head(20pt)[Meridian]
Choir, Allotments, Chess
"""


def blocks(source: str) -> list[Block]:
    return pdf_blocks(typst.compile((PAGE + source).encode()))[1]


def read(source: str) -> Resume:
    text, found = pdf_blocks(typst.compile((PAGE + source).encode()))
    return structure("pdf", text, found).resume


def test_a_bullet_that_fills_its_cell_goes_on_below_its_sign() -> None:
    assert [block.text for block in blocks(NARROW) if block.kind == ITEM] == [
        "Ordered from twenty-three growers within forty miles; star 2022 and 2023",
        "Ran the pass for seventy covers a night with a brigade of Eight from all over Europe.",
        "Bought fish at the harbour in the small hours of the day, meat in the hills.",
    ]
    assert [job.name for job in read(NARROW).work] == ["Root & Branch Ltd", "Pump House Ltd"]


def test_a_head_below_a_bullet_that_fills_its_line_opens_an_entry() -> None:
    full = "• Zette een leesuur op met de ouders van alle kinderen van de hele school in Zaandam"
    source = (
        "= Experience\nLeraar in opleiding – OBS De Wegwijzer \\\naugustus 2023 – heden | Zaandam\n\n"
        f"#pad(left: 2pt)[{full}]\nGroepshulp BSO – Kinderopvang Partou \\\nseptember 2021 – juli 2023 | Zaandam\n\n"
        "#pad(left: 2pt)[• Buitenspelen en overdracht.]\n"
    )
    found = [(job.position, job.name) for job in read(source).work]
    assert found == [("Leraar in opleiding", "OBS De Wegwijzer"), ("Groepshulp BSO", "Kinderopvang Partou")]


def test_what_stands_at_the_right_margin_is_no_rest_of_a_bullet() -> None:
    source = f"= Experience\n{JOB}- Baked bread for three houses\n#align(right)[2019 – 2021]\n"
    assert [block.text for block in blocks(source)[-2:]] == ["Baked bread for three houses", "2019 – 2021"]


def test_the_largest_letters_make_a_heading_without_a_gap_above_it() -> None:
    assert [block.text for block in blocks(UNKNOWN) if block.kind == HEADING][1:] == [
        "Lantern",
        "Omega",
        "Harbour",
        "Meridian",
    ]
    assert read(UNKNOWN).work[0].name == "MV Hamnavoe"


def test_a_heading_glued_to_a_line_is_known_by_its_size_alone() -> None:
    source = (
        "= Summary\nCalm in a storm. #text(14pt)[*My families*]\n\n*Nanny*, The Kwok Family #h(1fr) 2013 – 2018\n"
        "- Cooked for five.\n= Skills\nSewing, Baking\n"
    )
    resume = read(source)
    assert resume.basics.summary == "Calm in a storm."
    assert [job.name for job in resume.work] == ["The Kwok Family"]


def test_a_name_that_goes_on_below_with_a_sign_is_whole() -> None:
    row = "#grid(columns: (90pt, 1fr), gutter: 12pt, [2007 – 2012], [Nurse, Helios GmbH \\\n& Co. KG, Leipzig])\n"
    other = "#grid(columns: (90pt, 1fr), gutter: 12pt, [2012 – 2014], [Nurse, Klinikum Leipzig GmbH, Leipzig])\n"
    job = read(f"= Experience\n{row}{other}").work[0]
    assert (job.name, job.location) == ("Helios GmbH & Co. KG", "Leipzig")


def test_a_head_that_goes_on_in_the_row_of_its_dates_is_one_entry() -> None:
    wrapped = "Chargée de mission climat, Communauté de communes du Pays Bigouden Sud et de la Haute Cornouaille, Pont-"
    source = (
        f"= Expérience\n{wrapped} \\\nl’Abbé #h(1fr) 2020 – 2023\n\n"
        "Cheffe de projet, Mairie de Quimper, Quimper #h(1fr) 2017 – 2020\n\n"
        "Agente, Mairie de Quimper, Quimper #h(1fr) 2015 – 2017\n"
    )
    found = [(job.position, job.location, job.start_date) for job in read(source).work]
    assert found[0] == ("Chargée de mission climat", "Pont-l’Abbé", "2020")
    assert [start for *_, start in found] == ["2020", "2017", "2015"]


def test_a_date_that_found_no_room_beside_its_text_is_below_it() -> None:
    source = (
        "= Experience\nSachbearbeiterin Haushalt, Sächsisches Staatsministerium für Kultus, Dresden \\\n"
        "#h(1fr) 04.2017 – heute\n\nAngestellte, Stadt Leipzig, Leipzig #h(1fr) 08.2009 – 03.2017\n\n"
        "Auszubildende, Landratsamt Nordsachsen, Torgau #h(1fr) 09.2006 – 07.2009\n"
    )
    assert [(job.name, job.start_date) for job in read(source).work] == [
        ("Sächsisches Staatsministerium für Kultus", "2017-04"),
        ("Stadt Leipzig", "2009-08"),
        ("Landratsamt Nordsachsen", "2006-09"),
    ]


def test_what_tells_of_a_date_below_it_is_no_employer() -> None:
    rows = "".join(
        f"#grid(columns: (90pt, 1fr), gutter: 12pt, [{dates}], [{text}])\n"
        for dates, text in (
            ("2016 – 2018", "Vacataire \\\nCCAS d’Alès, Alès"),
            ("2013 – 2016 \\\n(temps partiel)", "Hôtesse de caisse \\\nIntermarché, Montpellier"),
        )
    )
    found = [(job.position, job.name) for job in read(f"= Expérience\n{rows}").work]
    assert found == [("Vacataire", "CCAS d’Alès"), ("Hôtesse de caisse", "Intermarché")]


def test_a_label_set_as_headings_are_is_no_section() -> None:
    top = "#text(13pt)[Carer returning to work]\n\nEnnis, Co. Clare, IE | +353 87 555 0110 | imke\\@example.org\n"
    body = "#text(13pt)[Experience]\n\n*Nurse*, City Hospital #h(1fr) 2014 – 2020\n\n#text(13pt)[Skills]\n\nSewing"
    source = PAGE.replace("imke\\@example.org\n", top) + body
    text, found = pdf_blocks(typst.compile(source.encode()))
    read_back = structure("pdf", text, found)
    assert read_back.resume.basics.label == "Carer returning to work"
    assert [section.title for section in read_back.sections] == ["Experience", "Skills"]
    assert [job.name for job in read_back.resume.work] == ["City Hospital"]
