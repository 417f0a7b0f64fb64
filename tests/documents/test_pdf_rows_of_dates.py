"""Dates, labels and signs in narrow columns: they belong to the rows beside them and part no page in two."""

import typst

from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.structuring import structure
from app.documents.resume import Resume

PAGE = '#set page("a4", margin: 1.5cm)\n#set text(10pt)\n#text(20pt)[*Imke Vos*]\n\nimke\\@example.org\n#v(14pt)\n'
LABELLED = r"""
#let head(it) = grid(columns: (90pt, 1fr), text(13pt)[*#it*], [])
#let row(label, it) = grid(columns: (90pt, 1fr), label, it)
#head[Work Experience]
#row[2018 – 2023][Chef \ The Pump House, Bristol
- Cooked for ninety guests a night]
#row[2013 – 2018][Second Cook \ Old Mill Inn, Bath
- Baked bread for three houses]
#head[%s]
#row[Kitchen][Sauces, Lake fish]
#row[Office][Rosters, Orders]
#head[Languages]
#row[English][native]
#row[French][fluent]
#head[Awards]
#row[2021][Cook of the Year, Bristol Table]
"""
SIGNS = r"""
= Experience
#let row(dates, sign, it) = grid(columns: (110pt, 5pt, 1fr), gutter: 12pt, dates, sign, it)
#row[July 2017 – May 2023][][Chef, Pump House Ltd, Bristol]
#row[][•][Cooked for ninety guests a night, six nights in every week of the year, with two helpers and one old oven]
#row[][•][Baked bread for three houses]
#row[][•][Kept bees]
#row[June 2012 – May 2017][][Cook, Old Mill Inn Ltd, Bath]
#row[][•][Wrote the plan of the shifts]
#row[][•][Bought fish at the harbour in the small hours of the morning, and meat from farms in the hills around town]
#row[][•][Taught four trainees]
= Skills
Baking, Butchery
"""
STRETCHED = r"""
= Experience
#let row(dates, it) = grid(columns: (90pt, 250pt), gutter: 12pt, dates, par(justify: true, it))
#row[2019 – 2023][Staff#h(9pt)Midwife,#h(11pt)Lourdes#h(9pt)Hospital,#h(11pt)Delivery#h(9pt)Suite,#linebreak()
Drogheda]
#row[2014 – 2019][Nurse, Rotunda Hospital, Dublin]
= Skills
Water births, night shifts, the keeping of records, the teaching of students and all that else belongs to a ward
"""
YEAR_AT_FOOT = r"""
= Experience
#let row(dates, it) = grid(columns: (60pt, 1fr), gutter: 12pt, dates, it)
#row[2019 – 2023][Chef, Pump House Ltd, Bristol]
#v(1fr)
#row[Feb 2006 – Aug#linebreak()2009][Cook, Old Mill Inn Ltd, Bath]
#pagebreak()
- Bought fish at the harbour in the small hours of the morning
= Skills
Baking, Butchery
"""


def read(source: str) -> Resume:
    text, blocks = pdf_blocks(typst.compile((PAGE + source).encode()))
    return structure("pdf", text, blocks).resume


def jobs(source: str) -> list[tuple[str | None, ...]]:
    return [(job.position, job.name, job.location, job.start_date, job.end_date) for job in read(source).work]


def test_headings_above_dates_and_labels_make_no_column_of_them() -> None:
    for heading in ("Skills", "What my hands know"):
        source = LABELLED % heading
        assert jobs(source) == [
            ("Chef", "The Pump House", "Bristol", "2018", "2023"),
            ("Second Cook", "Old Mill Inn", "Bath", "2013", "2018"),
        ]
        assert [language.fluency for language in read(source).languages] == ["native", "fluent"]


def test_the_signs_of_bullets_are_no_column() -> None:
    resume = read(SIGNS)
    assert [(job.name, job.start_date, len(job.highlights)) for job in resume.work] == [
        ("Pump House Ltd", "2017-07", 3),
        ("Old Mill Inn Ltd", "2012-06", 3),
    ]
    assert resume.work[1].highlights[0] == "Wrote the plan of the shifts"


def test_a_stretched_line_that_goes_on_below_has_no_cells() -> None:
    assert [(position, name) for position, name, *_ in jobs(STRETCHED)] == [
        ("Staff Midwife", "Lourdes Hospital, Delivery Suite"),
        ("Nurse", "Rotunda Hospital"),
    ]


def test_a_year_at_the_foot_of_a_page_is_no_page_number() -> None:
    assert [(start, end) for *_, start, end in jobs(YEAR_AT_FOOT)] == [("2019", "2023"), ("2006-02", "2009-08")]


def test_a_range_that_breaks_after_its_preposition_is_whole() -> None:
    entry = "#let entry(dates, rest) = grid(columns: (160pt, 1fr), gutter: 12pt, align(right, dates), rest)\n"
    one = "#entry[marzo de#linebreak()2013–septiembre de#linebreak()2019][*Trabajadora social*, Cruz Roja, Huelva]\n"
    other = "#entry[septiembre de 2006–junio de 2010][*Coordinadora*, Ayuntamiento de Sevilla, Sevilla]\n"
    found = jobs(f"= Experiencia\n{entry}{one}{other}")
    assert [(start, end) for *_, start, end in found] == [("2013-03", "2019-09"), ("2006-09", "2010-06")]


def test_a_range_that_broke_in_the_only_row_of_its_page_is_whole() -> None:
    row = "#grid(columns: (90pt, 1fr), gutter: 12pt, [janeiro 2018 - pre-#linebreak()sente], [Presidente\n\n"
    found = jobs(f"= Experiência\n{row}Bombeiros Voluntários de Beja, Beja])\n")
    assert [(name, start, end) for _, name, _, start, end in found] == [
        ("Bombeiros Voluntários de Beja", "2018-01", None)
    ]
