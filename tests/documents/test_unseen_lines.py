"""Lines that were taken for something else: a district for a name, a ship for a degree, a broken word for two."""

import io
from typing import Any

import docx
import typst

from app.documents.latex.reader import read_latex
from app.documents.reading.docx import docx_blocks
from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.plain_text import read_plain_text
from app.documents.reading.structuring import structure
from app.documents.resume import Resume

PAGE = '#set page("a4", margin: 1.5cm)\n#set text(10pt)\n#text(20pt)[*Imke Vos*]\n\nimke\\@example.org\n#v(14pt)\n'
NARROW_DATES = """
= Expérience professionnelle
#let entry(dates, rest) = grid(columns: (60pt, 1fr), gutter: 46pt, par(justify: true, dates), rest)
#entry[septembre#linebreak()2018–Aujourd’hui][Greffière, Tribunal judiciaire de Rouen, Rouen
- Tenue de trois audiences par semaine et de neuf cents dossiers qui sont en cours au pôle social.]
#entry[janvier#linebreak()2013–août#linebreak()2018][Adjointe administrative, Cour d’appel de Caen, Caen
- Notification des arrêts.]
#entry[juillet#linebreak()2010–décembre#linebreak()2012][Agent d’accueil, Mairie de Sotteville-lès-Rouen, Rouen
- État civil, élections, passeports.]
= Compétences
#entry[Métier][Procédure civile, Notification]
#entry[Outils][Portalis, LibreOffice]
#entry[Accueil][Standard, Guichet]
#entry[Qualités][Rigueur, Discrétion]
"""
SIDEBAR = """
#grid(columns: (1fr, 150pt), gutter: 16pt, [
#v(10pt)
#block(text(11.5pt)[*STATIONEN*])
*Hengeler Mueller, Kartellrecht* #h(1fr) Köln \\
Wissenschaftlicher Mitarbeiter #h(1fr) 2021 – 2023
- Auswertung von 2.400 Dokumenten.
#v(14pt)
#block(text(11.5pt)[*STUDIUM UND SCHULE*])
Abitur #h(1fr) 2015 \\
Apostelgymnasium #h(1fr) Köln
], [
#set text(9pt)
Köln \\ +49 176 5550 1233
#v(14pt)
#block(text(10.5pt)[*SPRACHEN*])
Deutsch: Muttersprache \\ Englisch: gut
#v(14pt)
#block(text(10.5pt)[*KENNTNISSE*])
Kartellrecht, Urheberrecht
])
"""
WRAPPED_CELL = """
#set par(justify: true)
= Experience
#grid(columns: (2.4cm, 1fr), row-gutter: 9pt,
[2019 – today],
[Sub-Principal Violin, BBC Scottish Symphony Orchestra and the Chorus of the City of Glas-#linebreak()gow],
[], [- Around 60 concerts a season.])
"""


def pdf(source: str, page: str = PAGE) -> Resume:
    text, blocks = pdf_blocks(typst.compile((page + source).encode()))
    return structure("pdf", text, blocks).resume


def word(document: Any) -> Resume:
    out = io.BytesIO()
    document.save(out)
    return structure("docx", *docx_blocks(out.getvalue())).resume


def latex(body: str, head: str = "") -> Resume:
    source = f"\\documentclass{{article}}\\begin{{document}}{{\\Large Jo Doe}}\\\\{head}\n{body}\\end{{document}}"
    return read_latex(source).resume


def jobs(resume: Resume) -> list[tuple[str | None, ...]]:
    return [(job.position, job.name, job.location) for job in resume.work]


def test_a_column_of_broken_dates_is_no_column_of_the_page() -> None:
    resume = pdf(NARROW_DATES)
    assert [(job.name, job.start_date, job.end_date) for job in resume.work] == [
        ("Tribunal judiciaire de Rouen", "2018-09", None),
        ("Cour d’appel de Caen", "2013-01", "2018-08"),
        ("Mairie de Sotteville-lès-Rouen", "2010-07", "2012-12"),
    ]


def test_few_headings_are_known_by_those_of_a_smaller_column() -> None:
    resume = pdf(SIDEBAR)
    assert jobs(resume) == [("Wissenschaftlicher Mitarbeiter", "Hengeler Mueller, Kartellrecht", "Köln")]
    assert [one.institution for one in resume.education] == ["Apostelgymnasium"]


def test_a_word_that_a_cell_broke_is_whole() -> None:
    assert [job.name for job in pdf(WRAPPED_CELL).work] == [
        "BBC Scottish Symphony Orchestra and the Chorus of the City of Glasgow"
    ]


def test_a_double_name_in_two_lines_is_one() -> None:
    page = '#set page("a4")\n#text(30pt)[*Nadja Steinhauer-#linebreak()Yılmaz*]\n\n= Sprachen\nDeutsch: Muttersprache\n'
    assert pdf("", page).basics.name == "Nadja Steinhauer-Yılmaz"


def test_contacts_of_a_second_column_stand_above_headings_that_no_list_knows() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    main, side = table.rows[0].cells
    main.text = "Honorine Tchamba"
    for line in (
        "MES ANNÉES AU GREFFE",
        "Greffière | Tribunal de Rouen | 2018 – 2023",
        "FORMATION",
        "Licence Droit | 2010",
    ):
        main.add_paragraph().add_run(line).bold = line.isupper()
    main.add_paragraph("Université de Rouen")
    side.text = "Adresse: Rouen, FR"
    for line in ("h.tchamba@example.fr", "LANGUES", "Français: courant"):
        side.add_paragraph().add_run(line).bold = line.isupper()
    resume = word(document)
    assert resume.basics.location is not None
    assert resume.basics.location.city == "Rouen"


def test_a_long_row_with_its_date_in_a_cell_heads_an_entry() -> None:
    document = docx.Document()
    document.add_paragraph("Deolinda Rosa", style="Title")
    document.add_paragraph("Experiência profissional", style="Heading 1")
    for line in (
        "março 2011 – atual\tSócia-gerente · Quinta da Ribeira | Beja",
        "setembro 2005 – setembro 2006\tEstagiária · Direção Regional de Agricultura e Pescas do Alentejo | Évora",
    ):
        document.add_paragraph(line)
        document.add_paragraph("Trabalho de campo.", style="List Bullet")
    assert [job.position for job in word(document).work] == ["Sócia-gerente", "Estagiária"]


def test_a_dot_within_a_word_parts_nothing() -> None:
    body = r"\section*{Experience}\textbf{Foreman}, Instal·lacions Serra, Olot \hfill 2015 -- 2019\\"
    assert jobs(latex(body)) == [("Foreman", "Instal·lacions Serra", "Olot")]


def test_a_district_belongs_to_its_town_in_latex() -> None:
    body = (
        r"\section*{Experience}\textbf{House Officer} \hfill 2015 -- 2016\\"
        r"\textit{Lagos University Teaching Hospital, Idi-Araba, Lagos}\\"
    )
    assert jobs(latex(body)) == [("House Officer", "Lagos University Teaching Hospital", "Idi-Araba, Lagos")]


def test_a_town_with_its_postcode_is_a_place_wherever_it_stands() -> None:
    location = latex(r"\section*{Skills} Welding", r"Industrial mechanic\\ 06844 Dessau-Roßlau\\[4pt]").basics.location
    assert location is not None
    assert (location.postal_code, location.city) == ("06844", "Dessau-Roßlau")


def test_a_list_with_signs_between_its_pieces_is_no_prose() -> None:
    resume = read_plain_text(
        "Jo Doe\n\nSKILLS & EQUIPMENT\n\nEquipment – Reach truck | Cherry picker | Clamp truck\n"
        "Leadership – Shift planning with coaching and some discipline | Toolbox talks\n\n"
        "LANGUAGES\n\nEnglish: native\n"
    ).resume
    assert resume.basics.summary is None
    assert [group.name for group in resume.skills] == ["Equipment", "Leadership"]


def test_a_ship_is_no_degree_and_an_engineer_s_career_no_study() -> None:
    end = "\n\nSCHULE\n\nAbitur\nGymnasium Ried    2014\n"
    ship = read_plain_text(
        f"Jo Doe\n\nMEINE STATIONEN\n\nMS Europa 2 | weltweit\nChef de Rang\n05/2018–03/2020\n- Vier Verträge.{end}"
    )
    assert jobs(ship.resume) == [("Chef de Rang", "MS Europa 2", "weltweit")]
    career = read_plain_text(
        "Jo Doe\n\nPARCOURS PROFESSIONNEL\n\n09/2014–04/2018\n"
        "Ingénieur méthodes, Bouygues Travaux Publics, Guyancourt\n"
        "- Phasage du viaduc.\n\nFORMATION\n\n09/2011–07/2014\nDiplôme d'ingénieur, École des Ponts ParisTech, Paris\n"
    )
    assert jobs(career.resume) == [("Ingénieur méthodes", "Bouygues Travaux Publics", "Guyancourt")]
