"""How the entries of a section are set out, decided for all of them at once; text formats."""

import pytest

from app.documents.reading.markdown import read_markdown
from app.documents.reading.plain_text import read_plain_text
from app.documents.resume import ReadResume, Resume

ROLES = (
    ("Krankenschwester (Intensivstation)", "Universitätsklinikum Leipzig AöR", "Leipzig", "04/14 – heute"),
    ("Pflegehelferin", "Seniorenheim am Park gGmbH", "Halle", "10/2007 – 08/2012"),
)
LAYOUTS = {
    "title and dates, employer and place": "{0}    {3}\n{1}, {2}\n",
    "employer and place, title, dates": "{1} · {2}\n{0}\n{3}\n",
    "employer and dates, title": "{1} | {2}    {3}\n{0}\n",
    "all in a row": "{0} – {1} – {2} – {3}\n",
    "dates above": "{3}\n{0} / {1} / {2}\n",
    "dates on the left": "{3}    {0}\n{1}, {2}\n",
    "four corners": "{1}    {2}\n{0}    {3}\n",
}


def resume_of(text: str) -> Resume:
    return read_plain_text(text).resume


def with_jobs(body: str) -> Resume:
    return resume_of(f"Anna Krause\n\nBERUFSERFAHRUNG\n\n{body}\n\nSPRACHEN\n\nDeutsch: Muttersprache\n")


def jobs(resume: Resume) -> list[tuple[str | None, ...]]:
    return [(job.position, job.name, job.location, job.start_date, job.end_date) for job in resume.work]


def holds_its_places(read: ReadResume) -> bool:
    return all(read.text[span.start : span.end].strip() for span in read.places.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_whatever_its_order(layout: str) -> None:
    bullets = "- Pflege von 16 Patienten\n"
    resume = with_jobs("\n".join(LAYOUTS[layout].format(*role) + bullets for role in ROLES))
    assert jobs(resume) == [
        ("Krankenschwester (Intensivstation)", "Universitätsklinikum Leipzig AöR", "Leipzig", "2014-04", None),
        ("Pflegehelferin", "Seniorenheim am Park gGmbH", "Halle", "2007-10", "2012-08"),
    ]
    assert [job.highlights for job in resume.work] == [["Pflege von 16 Patienten"]] * 2


def test_names_that_tell_nothing_are_read_like_their_neighbours() -> None:
    resume = with_jobs(
        "Padella, London\nCommis Chef\n2015 – 2017\n- Pasta\n\nQuorn & Vale, Bristol\nPass\n2017 – 2019\n- Larder\n"
    )
    assert [(job.name, job.position) for job in resume.work] == [("Padella", "Commis Chef"), ("Quorn & Vale", "Pass")]


def test_a_sign_within_a_title_does_not_part_it_when_the_section_parts_by_another() -> None:
    resume = with_jobs(
        "Head of Sales, EMEA | Nokia | Espoo | 2018 – 2020\n- a\n\n"
        "Cashier / Guest Advocate | Target | Atlanta, GA | 2014 – 2018\n- b\n"
    )
    assert jobs(resume) == [
        ("Head of Sales, EMEA", "Nokia", "Espoo", "2018", "2020"),
        ("Cashier / Guest Advocate", "Target", "Atlanta, GA", "2014", "2018"),
    ]


def test_positions_under_one_employer_share_it_and_a_leave_between_jobs_has_none() -> None:
    resume = with_jobs(
        "Kirchhoff GmbH, Iserlohn\nSchichtleiter    2009 – heute\n- Leitung\nWerkzeugmechaniker    1998 – 2009\n"
        "- Bau\n\n"
        "Elternzeit    1996 – 1998\n\nHahn KG, Altena\nMonteur    1990 – 1996\n- Montage\n"
    )
    assert [(job.position, job.name) for job in resume.work] == [
        ("Schichtleiter", "Kirchhoff GmbH"),
        ("Werkzeugmechaniker", "Kirchhoff GmbH"),
        ("Elternzeit", None),
        ("Monteur", "Hahn KG"),
    ]


def test_a_year_inside_a_bullet_or_a_sentence_opens_no_entry() -> None:
    resume = with_jobs("Analyst, Nokia, Espoo\n2018 – 2020\n- grew 2019 revenue by 12%\n- hired 4 people in 2020\n")
    assert len(resume.work) == 1
    assert len(resume.work[0].highlights) == 2


def test_studies_have_their_mark_their_courses_and_their_honours() -> None:
    resume = resume_of(
        "Jo Doe\n\nEDUCATION\n\nUniversity of St Andrews, St Andrews    1997 – 2001\nMA (Hons) Modern History\n2:1\n\n"
        "TU Graz, Graz    2001 – 2003\nDipl.-Ing. Maschinenbau\nNote: 1,3\nCourses: Statics, Dynamics\n"
    )
    first, second = resume.education
    assert (first.institution, first.study_type, first.area, first.score) == (
        "University of St Andrews",
        "MA (Hons)",
        "Modern History",
        "2:1",
    )
    assert (second.study_type, second.area, second.score, second.location) == (
        "Dipl.-Ing.",
        "Maschinenbau",
        "1,3",
        "Graz",
    )
    assert second.courses == ["Statics", "Dynamics"]


def test_projects_keep_their_tags_their_address_and_their_description() -> None:
    resume = resume_of(
        "Jo Doe\n\nPROJECTS\n\nbytewalk (Rust)    Feb. 2018–Present\ngithub.com/jo/bytewalk\nStreaming parser\n\n"
        "stem (C++, Python)    2020\nStemmer for Ukrainian\n"
    )
    first, second = resume.projects
    assert (first.name, first.keywords, first.url) == ("bytewalk", ["Rust"], "https://github.com/jo/bytewalk")
    assert (first.description, first.start_date) == ("Streaming parser", "2018-02")
    assert (second.name, second.keywords, second.description) == ("stem", ["C++", "Python"], "Stemmer for Ukrainian")


def test_a_professors_grants_and_talks_are_kept_word_for_word_and_citations_whole() -> None:
    cited = "Vale I., Berg T. (2021). A search for dark photons. Phys. Rev. D 103, 012003"
    resume = resume_of(
        "Ingrid Vale\n\nACADEMIC APPOINTMENTS\n\n"
        "Professor of Physics, University of Oslo, Oslo, Norway    2015 – present\n\n"
        f"GRANTS\n\nERC Consolidator Grant, 2.1 MEUR (2018-2023)\n\nINVITED TALKS\n\n"
        f'"Why calorimeters", CERN, May 2018\n\n'
        f"SELECTED PUBLICATIONS\n\n{cited}.\n"
    )
    assert jobs(resume) == [("Professor of Physics", "University of Oslo", "Oslo, Norway", "2015", None)]
    assert [(section.title, section.lines) for section in resume.other] == [
        ("GRANTS", ["ERC Consolidator Grant, 2.1 MEUR (2018-2023)"]),
        ("INVITED TALKS", ['"Why calorimeters", CERN, May 2018']),
    ]
    assert [(one.name, one.release_date) for one in resume.publications] == [(f"{cited}.", "2021")]


def test_the_title_of_the_document_is_not_the_persons_name() -> None:
    resume = resume_of("Lebenslauf\n\nJürgen Müller\nTeamleiter\n\nSPRACHEN\nDeutsch\n")
    assert (resume.basics.name, resume.basics.label) == ("Jürgen Müller", "Teamleiter")


@pytest.mark.parametrize(
    "heading", ["Trade Skills:", "== Trade Skills ==", "TRADE SKILLS", "Trade Skills\n------------"]
)
def test_headings_are_known_by_capitals_colons_rules_and_fences(heading: str) -> None:
    other = heading.replace("Trade Skills", "Languages").replace("TRADE SKILLS", "LANGUAGES")
    resume = resume_of(f"Jo Doe\n\n{heading}\nWelding, Fitting\n\n{other}\nEnglish\n")
    assert resume.skills[0].keywords == ["Welding", "Fitting"]
    assert [one.language for one in resume.languages] == ["English"]


def test_a_heading_of_its_own_words_is_one_where_the_others_end_in_colons_too() -> None:
    resume = resume_of("Jo Doe\n\nSkills:\nWelding\n\nLanguages:\nEnglish\n\nBoats I built:\nDory\n")
    assert [(section.title, section.lines) for section in resume.other] == [("Boats I built:", ["Dory"])]


def test_markdown_with_bold_headings_front_matter_and_html() -> None:
    read = read_markdown(
        '---\ntitle: x\n---\n<h1 align="center">Jo Doe</h1>\n\nBern<br>jo@example.org\n\n**Experience**\n\n'
        '**Cook**, Inn Ltd. <span style="float:right">2019 – 2020</span>\n\n- Soup\n\n**Skills**\n\n'
        "- **Pans** – Iron, Steel\n\n"
        "**Clearances**\n\nNone of these\n"
    )
    resume = read.resume
    assert (resume.basics.name, resume.basics.email) == ("Jo Doe", "jo@example.org")
    assert resume.basics.location is not None
    assert resume.basics.location.city == "Bern"
    assert jobs(resume) == [("Cook", "Inn Ltd.", None, "2019", "2020")]
    assert (resume.skills[0].name, resume.skills[0].keywords) == ("Pans", ["Iron", "Steel"])
    assert holds_its_places(read)


def test_a_place_known_by_name_is_the_persons_even_alone_on_its_line() -> None:
    resume = resume_of("Minh Anh\nHồ Chí Minh City\nanh@example.org / proz.com/anh / anh.engineer\n\nSKILLS\nGo\n")
    assert resume.basics.location is not None
    assert resume.basics.location.city == "Hồ Chí Minh City"
    assert resume.basics.url == "https://proz.com/anh"
    assert [profile.url for profile in resume.basics.profiles] == ["https://anh.engineer"]


def test_most_entries_decide_for_one_whose_words_mislead() -> None:
    rows = [
        ("Keyholder", "Coach", "Gallery Road", "2019 – 2020"),
        ("Line 3", "Honda of America", "Marysville", "2017 – 2019"),
        ("Gate", "Ohio State Fair", "Columbus", "2015 – 2017"),
        ("Cashier", "Aldi", "Dayton", "2013 – 2015"),
    ]
    jobs = with_jobs("\n".join(f"{row[0]} / {row[1]} | {row[2]}    {row[3]}\n- Sold." for row in rows)).work
    assert [(job.position, job.name, job.location) for job in jobs] == [row[:3] for row in rows]


def test_one_entry_is_read_like_those_of_its_kind_before() -> None:
    text = """Begoña Íñiguez

EXPERIENCIA

Farmacéutica adjunta | Farmacia Delicias | Zaragoza    2017 – 2020
- Formulación.

FORMACIÓN

Universidad de Navarra | Licenciatura en Farmacia    2006 – 2011

VOLUNTARIADO

Refuerzo | Cruz | Teruel    2013 – 2014
"""
    volunteer = resume_of(text).volunteer[0]
    assert (volunteer.position, volunteer.organization, volunteer.location) == ("Refuerzo", "Cruz", "Teruel")


def test_a_date_that_found_no_room_belongs_to_the_lines_above() -> None:
    body = """Farmacéutica adjunta
Farmacia Delicias | Zaragoza    abril de 2017 — hoy
- Formulación.

Farmacéutica (sustitución)
Hospital Universitario Miguel Servet | Zaragoza
octubre de 2014 — marzo de 2017
- Preparación de citostáticos.

Técnica de control de calidad
Laboratorios Ordesa S.L. | Huesca    septiembre de 2011 — junio de 2014
- Análisis.
"""
    assert [job.position for job in with_jobs(body).work] == [
        "Farmacéutica adjunta",
        "Farmacéutica (sustitución)",
        "Técnica de control de calidad",
    ]


def test_nobody_employs_a_person_on_leave() -> None:
    body = """University Hospital Galway, Galway
Midwife Manager    2021 – 2024
- Rosters.
Parental leave    2020 – 2021
Staff Midwife    2015 – 2020
- Births.
"""
    assert [job.name for job in with_jobs(body).work][1] is None


def test_a_remark_behind_the_date_is_no_position() -> None:
    body = "09/2014 – 06/2016 (temps partiel)    Hôtesse de caisse\nIntermarché, Montpellier\n- Encaissement.\n"
    job = with_jobs(body).work[0]
    assert (job.position, job.name, job.location) == ("Hôtesse de caisse", "Intermarché", "Montpellier")


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("Grade: Second Class Honours, Upper Division", "Second Class Honours, Upper Division"),
        ("Note: 11,2 Punkte (vollbefriedigend)", "11,2 Punkte (vollbefriedigend)"),
        ("Mention: bien", "bien"),
    ],
)
def test_all_that_follows_the_name_of_a_mark_is_the_mark(line: str, score: str) -> None:
    text = f"Grace Mwangi\n\nEDUCATION\n\nUniversity of Nairobi    2010 – 2014\nBSc Nursing\n{line}\n"
    assert [study.score for study in resume_of(text).education] == [score]


@pytest.mark.parametrize(
    ("line", "name", "issuer"),
    [
        ("GMC full registration, no. 7555014", "GMC full registration, no. 7555014", None),
        ("ENG1 medical, unrestricted", "ENG1 medical, unrestricted", None),
        ("DP Unlimited, No. 55120-D, Nautical Institute", "DP Unlimited, No. 55120-D", "Nautical Institute"),
        ("AWS Solutions Architect – Professional", "AWS Solutions Architect – Professional", None),
    ],
)
def test_numbers_and_levels_belong_to_the_certificate(line: str, name: str, issuer: str | None) -> None:
    text = f"Jo Hill\n\nCERTIFICATES\n\n- {line}, 05/2017\n- First Aid, Red Cross, 2019\n\nSKILLS\n\nExcel\n"
    first = resume_of(text).certificates[0]
    assert (first.name, first.issuer) == (name, issuer)
