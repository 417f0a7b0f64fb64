"""Narrow columns, justified lines and headings of an own look: what is broken or glued there is read as it is meant."""

import typst

from app.documents.reading.blocks import HEADING
from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import Resume

PAGE = '#set page("a4", margin: 1.5cm)\n#set text(10pt)\n#text(20pt)[*Imke Vos*]\n\nimke\\@example.org\n#v(14pt)\n'
DATES = r"""
= Experience
#let entry(dates, rest) = grid(columns: (82pt, 1fr), gutter: 12pt, row-gutter: 4pt, par(justify: true, dates), rest)
#entry[from July 2010 until January 2016][*Foreman*, Harmony Gold Ltd, Welkom
- Led a shift crew of 12 on switchgear, hoists and pumps.]
#entry[March 2006 – Novem-\ ber 2009][*Apprentice*, Eskom, Bloemfontein
- Rotated through protection and metering.]
#entry[Oct 2002 – June\ 2005][*Helper*, Goldfields Ltd, Virginia
- Carried tools, drew cables and learned to splice.]
= Education
Bloemfontein Technical College #h(1fr) 2001
"""
TWO_LOOKS = r"""
#show heading: it => text(it.body, size: if it.level == 1 { 12pt } else { 10pt })
#let head(level, it) = { v(16pt); block(heading(level: level, it)); v(2pt) }
#grid(columns: (62%, 1fr), gutter: 18pt, [
#head(1)[Orchestras and Tours]
*City Symphony* #h(1fr) 2019 – present \
Violinist
- Around 60 concerts a season, two of them abroad.
- Led the section when both principals were on tour.
- Chose bowings with the leader of the seconds.
#head(1)[Where I Trained]
*Royal Conservatoire* #h(1fr) 2012 – 2014 \
MMus Performance
#head(1)[The Stage and I]
Second prize of the Nielsen competition
], [
#set text(8pt)
#head(2)[Contact]
Glasgow \
+44 7700 900 461
#head(2)[Skills]
Dorico, Sibelius, Orchestra management, Logic, Stage lights
#head(2)[Languages]
English: mother tongue \
Swedish: fluent
])
"""


def read(source: str) -> Resume:
    text, blocks = pdf_blocks(typst.compile((PAGE + source).encode()))
    return structure("pdf", text, blocks).resume


def texts(source: str) -> list[str]:
    return [block.text for block in pdf_blocks(typst.compile((PAGE + source).encode()))[1]]


def test_dates_that_a_narrow_column_broke_are_whole() -> None:
    assert [(job.position, job.start_date, job.end_date) for job in read(DATES).work] == [
        ("Foreman", "2010-07", "2016-01"),
        ("Apprentice", "2006-03", "2009-11"),
        ("Helper", "2002-10", "2005-06"),
    ]


def test_a_sidebar_s_headings_do_not_hide_those_beside_it() -> None:
    blocks = pdf_blocks(typst.compile((PAGE + TWO_LOOKS).encode()))[1]
    assert [block.text for block in blocks if block.kind == HEADING] == [
        "Imke Vos",
        "Orchestras and Tours",
        "Where I Trained",
        "The Stage and I",
        "Contact",
        "Skills",
        "Languages",
    ]


def test_a_place_beside_the_name_is_no_part_of_it() -> None:
    source = (
        PAGE.replace("[*Imke Vos*]\n", "[*Imke Vos*] #h(1fr) Heerenveen, Friesland\n") + "= Skills\nWelding, Brazing"
    )
    text, blocks = pdf_blocks(typst.compile(source.encode()))
    basics = structure("pdf", text, blocks).resume.basics
    assert basics.name == "Imke Vos"
    assert basics.location is not None
    assert basics.location.city == "Heerenveen"


def test_a_heading_glued_to_a_line_is_a_heading() -> None:
    resume = read("= Summary\nCalm in a storm. #text(13pt)[Skills]\n\nWelding, Brazing\n= Education\nLyceum")
    assert resume.basics.summary == "Calm in a storm."
    assert resume.skills[0].keywords == ["Welding", "Brazing"]


def test_a_line_that_was_stretched_to_the_margins_has_no_cells() -> None:
    contact = r"Peso da Régua, Portugal | +351 935 550 166 | vos\@vinho.example.pt | vos.pt"
    stretched = contact.replace(" ", " #h(1fr) ")
    found = texts(f"{stretched}\n\n= Skills\nWelding #h(1fr) 2012")
    assert "Peso da Régua, Portugal | +351 935 550 166 | vos@vinho.example.pt | vos.pt" in found
    assert "Welding\t2012" in found


def test_years_beside_a_heading_in_spaced_letters_are_spaced_no_more() -> None:
    spaced = " ".join("PRODUCTIONS") + " #h(8pt) " + " ".join("2011–2025")
    assert "PRODUCTIONS 2011–2025" in texts(f"#text(13pt)[{spaced}]\n\nStage manager of plays and opera.")


def test_numbers_of_headings_in_two_columns_are_no_bullets() -> None:
    source = r"""
#let head(it) = { v(16pt); block(text(12pt)[*#it*]); v(2pt) }
#grid(columns: (35%, 1fr), gutter: 18pt, [
#head[3. Tickets]
Officer of the Watch, May 2017 \
Advanced Fire Fighting, June 2018 \
Medical Care on Board, March 2019 \
Polar Waters, July 2022
#head[5. Skills]
Ice pilotage, Cargo cranes
], [
#head[1. Experience]
*Second Mate*, Hamnavoe Ltd #h(1fr) 2019 – 2022
- Bridge watch on 1,900 crossings.
- Safety officer for lifeboats and rafts.
- Kept all charts of the western isles.
- Trained two cadets a season.
- Held drills every other week.
- Wrote the log of the night.
#head[2. Education]
City of Glasgow College #h(1fr) 2017
])
"""
    resume = read(source)
    assert [job.position for job in resume.work] == ["Second Mate"]
    assert resume.skills[0].keywords == ["Ice pilotage", "Cargo cranes"]


def test_pieces_of_a_list_that_was_wrapped_are_whole() -> None:
    source = r"""
#grid(columns: (130pt, 1fr), gutter: 20pt, [
= Skills
Beatmung, CRRT, ORBIS, Microsoft Office, Menu costing, Kinästhetik
= Contact
imke.vos\@mail.org \
Leipzig \
0341 5550123
= Languages
English (C1) \
Dutch (B2) \
German (native)
], [
= Experience
*Nurse*, City Hospital #h(1fr) 2014 – 2020
- Looked after patients on a ward of thirty beds.
- Taught four trainees a year.
- Wrote the plan of the shifts.
- Kept the stock of medicines.
- Led the handover at six.
= Education
*Diploma*, School of Nursing #h(1fr) 2010 – 2013
])
"""
    expected = ["Beatmung", "CRRT", "ORBIS", "Microsoft Office", "Menu costing", "Kinästhetik"]
    assert read(source).skills[0].keywords == expected
