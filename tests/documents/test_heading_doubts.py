"""Headings of several senses: what stands below decides between the kinds that they may open."""

import pytest

from app.documents.headings import possible_kinds, section_key, without_figures
from app.documents.section_evidence import Row
from app.documents.section_kinds import Headed, kinds_of

JOBS = [
    "Sound engineer, Roundhouse Ltd, London\tMar 2019 – Jun 2021",
    "- Mixed 140 concerts a year and kept the hearing of the house",
    "Stagehand, Barbican Centre\tMay 2016 – Feb 2019",
    "- Rigged and struck three shows a week with a crew of nine",
]
MADE = ["Chair for the Blue House\t2019", "Oak and paper cord, edition of twelve", "Altar table\t2021", "Limewood"]
LINKED = ["Ferryman (Go, PostgreSQL)\t2019 – today", "gitlab.com/rop/ferryman", "- Moves data between old schemas"]
STUDIES = ["BSc Nursing, University of Leeds\t2011 – 2014", "Diploma in Midwifery, City College\t2009 – 2011"]
COURSES = ["First Aid at Work, St John Ambulance, 2021", "IOSH Managing Safely, 2019", "CSCS Card, 2018"]
SKILLS = ["Welding, pipe fitting, AutoCAD, blueprint reading"]
HOBBIES = ["Cycling, chess, choir"]
OFFICE = ["Trustee, Leith Food Bank\t2016 – 2020", "- Chaired the committee that keeps the books"]
WORDS = ["- Tutor to students of the University of Leeds, 2021–2024", "- Guest lectures now and then"]
PRIVATE = ["- Date of birth: 12 May 1986", "- Nationality: Indonesian", "- Married, two children"]


def kind(title: str, lines: list[str], *others: str) -> str:
    """The kind of one section beside others of known kinds."""
    rows = [Row(line.removeprefix("- "), line.startswith("- ")) for line in lines]
    known = [Headed(other, other, [Row("Nurse, Oak House\t2012 – 2013")]) for other in others]
    return kinds_of([*known, Headed(section_key(title) or "other", title, rows)])[-1]


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("Selected Work", JOBS, "work"),
        ("Selected Work", MADE, "projects"),
        ("Commissions", JOBS, "work"),
        ("Commissions", MADE, "projects"),
        ("Own Work", LINKED, "projects"),
        ("Recent Assignments (2016–today)", JOBS, "work"),
        ("Productions 2011–2025", JOBS, "work"),
        ("Projects", JOBS, "work"),
        ("Projects", LINKED, "projects"),
        ("Projekte", MADE, "projects"),
        ("Training", STUDIES, "education"),
        ("Training", COURSES, "certificates"),
        ("Training", JOBS, "work"),
        ("Qualifications", STUDIES, "education"),
        ("Qualifications", COURSES, "certificates"),
        ("Qualifications", SKILLS, "skills"),
        ("Career background", STUDIES, "education"),
        ("Werdegang bis 2005", STUDIES, "education"),
        ("Werdegang", JOBS, "work"),
        ("Coursework", ["Algorithms, compilers and databases"], "education"),
        ("Activities", HOBBIES, "interests"),
        ("Activities", OFFICE, "volunteer"),
        ("Teaching", JOBS, "work"),
        ("Teaching", WORDS, "other"),
        ("Nevenfuncties", OFFICE, "volunteer"),
        ("Nevenfuncties", ["- Bestuurslid LTO Noord (2012–2020)", "- Vrijwillige brandweer Lochem"], "other"),
        ("Boards & Committees", OFFICE, "volunteer"),
        ("Languages", ["Python, C++, SQL, Rust"], "skills"),
        ("Languages", ["English (native), Polish (B2)"], "languages"),
        ("Personal details", PRIVATE, "other"),
        ("Personal details", [*PRIVATE, "- nina@example.org"], "contact"),
    ],
)
def test_the_content_decides_between_the_senses_of_a_heading(title: str, lines: list[str], expected: str) -> None:
    if expected == "contact":
        rows = [Row(line) for line in lines]
        assert kinds_of([Headed("contact", title, rows)]) == ["contact"]
        return
    key = "contact" if title == "Personal details" else section_key(title) or "other"
    rows = [Row(line.removeprefix("- "), line.startswith("- ")) for line in lines]
    assert kinds_of([Headed(key, title, rows)]) == [expected]


@pytest.mark.parametrize("title", ["Leadership", "Engagements"])
def test_offices_are_jobs_only_where_no_other_section_is_work(title: str) -> None:
    assert kind(title, JOBS, "work", "education") == "volunteer"
    assert kind(title, JOBS, "education") == "work"


@pytest.mark.parametrize("title", ["Work Experience", "Berufserfahrung", "Volunteering", "Skills", "Education", "Work"])
def test_plain_headings_leave_nothing_to_decide(title: str) -> None:
    assert len(possible_kinds(title)) == 1
    assert kind(title, STUDIES) == kind(title, COURSES) == kind(title, MADE) == section_key(title)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Career objective and profile", "summary"),
        ("Schule & Prüfungen", "education"),
        ("Kit & Know-how", "skills"),
        ("Formação e cursos", "education"),
        ("Key Skills", "skills"),
        ("Loopbaan tot nu toe", "work"),
        ("Recent employers", "work"),
        ("Short courses attended", "certificates"),
        ("Cursos de curta duração", "certificates"),
        ("Wichtigste Stationen", "work"),
        ("Recordings", "publications"),
        ("In de wijk", "volunteer"),
        ("They will vouch for me", "references"),
    ],
)
def test_a_heading_is_known_by_its_parts_and_without_words_that_only_select(title: str, key: str) -> None:
    assert section_key(title) == key


def test_numbers_and_years_of_headings_are_left_out() -> None:
    assert without_figures("2. Service at Sea") == "Service at Sea"
    assert without_figures("Productions 2011–2025:") == "Productions"
    assert without_figures("3M") == "3M"
    assert section_key("IV. Stationen (2011–heute)") == "work"
