"""Résumés as people write them in Typst: with published templates, functions of their own, data, plain markup."""

import re
from pathlib import Path

import pypdfium2
import pytest
import typst

from app.documents.reader import read_resume
from app.documents.resume import Education, Language, Location, Profile, Project, ReadResume, Resume, Skill, Work
from app.documents.typst import read_typst
from app.documents.typst.reader import printed_blocks

HERE = Path(__file__).parent
COMPILABLE = ("data_in_arrays", "lebenslauf", "own_template", "sidebar")


def read(name: str) -> ReadResume:
    return read_typst((HERE / f"{name}.typ").read_text(encoding="utf-8"))


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None, str | None, str | None]]:
    return [(job.position, job.name, job.location, job.start_date, job.end_date) for job in resume.work]


async def test_an_upload_is_read_as_typst() -> None:
    document = await read_resume((HERE / "sidebar.typ").read_bytes(), "CV.TYP")
    assert (document.format, document.resume.basics.name) == ("typ", "Mei Tanaka")


def test_helpers_with_names_and_bullets_below_them() -> None:
    resume = read("helpers_before_bullets").resume
    assert (resume.basics.name, resume.basics.email) == ("Noor Haddad", "noor.haddad@mail.example")
    assert resume.basics.phone == "+31 6 5550 1234"
    assert resume.basics.url == "https://noorhaddad.example"
    assert resume.basics.location == Location(city="Rotterdam", region="Netherlands")
    assert [(one.network, one.username) for one in resume.basics.profiles] == [
        ("GitHub", "noorh"),
        ("LinkedIn", "noor-haddad"),
    ]
    assert resume.work == [
        Work(
            position="Process Engineer",
            name="Havenstoom B.V.",
            location="Rotterdam",
            start_date="2021-05",
            highlights=[
                "Cut steam losses of the north plant by 12% (€1.4M a year)",
                "Wrote the shift handover that all four teams use",
            ],
        ),
        Work(
            position="Junior Process Engineer",
            name="Zoutwerk & Zonen",
            location="Delft",
            start_date="2018-09",
            end_date="2021-04",
            highlights=["Planned two shutdowns without a day's delay"],
        ),
    ]
    assert resume.education == [
        Education(
            study_type="Master of Science",
            area="Chemical Engineering",
            institution="Delft University of Technology",
            location="Delft",
            start_date="2013-09",
            end_date="2018-08",
        )
    ]
    assert resume.projects == [
        Project(
            name="Steamtable",
            url="https://github.com/noorh/steamtable",
            start_date="2020-01",
            end_date="2020-03",
            highlights=["A table of steam that fits one page"],
        )
    ]


def test_the_author_as_a_dictionary_of_parts() -> None:
    basics = read("author_dictionary").resume.basics
    assert (basics.name, basics.label) == ("Tomás Quiroga", "Electrician, Site Supervisor")
    assert (basics.email, basics.phone, basics.url) == (
        "tomas@quiroga.example",
        "(+34) 600 555 012",
        "https://quiroga.example",
    )
    assert basics.location == Location(city="Valencia", region="Spain")
    assert basics.profiles == [
        Profile(network="GitHub", username="tquiroga", url="https://github.com/tquiroga"),
        Profile(network="LinkedIn", username="tomas-quiroga", url="https://linkedin.com/in/tomas-quiroga"),
    ]


def test_entries_whose_description_is_the_firm_and_skills_in_arrays() -> None:
    resume = read("author_dictionary").resume
    assert jobs(resume) == [
        ("Site Supervisor", "Luz y Fuerza S.L.", "Valencia, Spain", "2019", None),
        ("Electrician", "Instalaciones Ribera", "Alicante, Spain", "2012", "2019"),
    ]
    assert resume.work[0].highlights[0] == "Led a crew of 14 on three hospital sites"
    assert resume.skills == [
        Skill(name="Installations", keywords=["Switchgear", "Lighting", "Fire alarms"]),
        Skill(name="Tools", keywords=["Megger", "Fluke 1664"]),
    ]
    assert [(one.name, one.date) for one in resume.certificates] == [("High-Voltage Permit", "2018")]


def test_sections_and_entries_by_calls_with_icons_and_a_data_file() -> None:
    document = read("entries_with_society")
    resume = document.resume
    assert jobs(resume) == [
        ("Head of Data", "Nordlys Analytics AS", "Bergen, Norway", "2020", None),
        ("Data Analyst", "Fjordbank", "Oslo, Norway", "2016", "2020"),
    ]
    assert resume.work[0].highlights == [
        "Lead nine analysts; cut reporting from 5 days to 4 hours",
        "Own the forecasts that three ministries use",
    ]
    assert resume.skills[0] == Skill(name="Technical", keywords=["SQL", "Python", "Tableau"])
    assert [(one.title, one.awarder, one.date) for one in resume.awards] == [
        ("Analyst of the Year", "Nordic Data Guild", "2022")
    ]
    assert "envelope" not in str(resume)
    assert any("other files" in warning for warning in document.warnings)


def test_a_template_of_ones_own_with_functions_defaults_and_loops() -> None:
    document = read("own_template")
    resume = document.resume
    assert (resume.basics.name, resume.basics.label) == ("Petra Lindqvist", "Midwife")
    assert (resume.basics.email, resume.basics.phone) == ("petra@lindqvist.example", "+46 70 555 01 23")
    assert jobs(resume) == [
        ("Senior Midwife", "Sahlgrenska University Hospital", "Gothenburg", "2017-03", None),
        ("Midwife", "Mora Hospital", "Mora", "2011-06", "2017-02"),
    ]
    assert resume.work[0].highlights == [
        "Attended 1 200 births; trained 30 students",
        "Introduced a water-birth pathway, used by 4 clinics",
    ]
    assert resume.skills == [
        Skill(name="Clinical", keywords=["CTG", "Suturing", "Ultrasound"]),
        Skill(name="Systems", keywords=["Obstetrix", "Millennium"]),
    ]
    assert resume.languages == [
        Language(language="Swedish", fluency="native"),
        Language(language="English", fluency="C1"),
    ]
    assert document.warnings == []


def test_entries_that_stand_in_arrays_of_dictionaries() -> None:
    resume = read("data_in_arrays").resume
    assert resume.basics.name == "Kofi Mensah-Bonsu"
    assert jobs(resume) == [
        ("Head of Mathematics", "Prempeh College", "Kumasi", "2018", "2024"),
        ("Mathematics Teacher", "Accra Academy", "Accra", "2011", "2018"),
    ]
    assert resume.work[0].highlights[1] == 'Coach of the "Maths & Science" team'
    assert resume.skills[1] == Skill(name="Tools", keywords=["GeoGebra", "LaTeX"])
    assert [(one.name, one.date) for one in resume.certificates] == [
        ("Licence to Teach", "2011"),
        ("First Aid", "2022"),
    ]


def test_headings_with_arguments_by_position_and_dates_as_datetimes() -> None:
    resume = read("positional_headings").resume
    assert jobs(resume) == [
        ("Logistics Coordinator", "Buckeye Freight Co.", "Columbus, OH", "2022-04", None),
        ("Dispatcher", "Maple Lines", "Dayton, OH", "2018-01", "2022-03"),
    ]
    assert resume.basics.profiles == [
        Profile(network="LinkedIn", username="dana-kowalczyk", url="https://linkedin.com/in/dana-kowalczyk"),
        Profile(network="GitHub", username="danak", url="https://github.com/danak"),
    ]
    assert resume.projects == [
        Project(
            name="Loadboard",
            url="https://loadboard.example",
            keywords=["Python", "Flask", "PostgreSQL"],
            highlights=["Matches loads with empty trucks"],
        )
    ]
    assert resume.education[0].start_date == "2014-08"


def test_plain_german_markup_with_labels_terms_and_comments() -> None:
    resume = read("lebenslauf").resume
    assert jobs(resume) == [
        ("Werkleiter", "Möbel-Manufaktur Eiche GmbH", "Leipzig", "2016-03", None),
        ("Tischlermeister", "Holzbau Krüger", "Halle (Saale)", "2009-08", "2016-02"),
    ]
    assert resume.work[0].highlights == ["Führt 48 Leute; Ausschuss von 6 % auf 2 % gesenkt", "Lieferzeit ≤ 10 Tage"]
    assert resume.work[1].highlights == ["Baute Treppen nach DIN 18065"]
    assert resume.basics.phone == "0341 555-0142"
    assert [one.name for one in resume.skills] == ["Maschinen", "Programme"]


def test_columns_are_read_one_after_the_other() -> None:
    resume = read("sidebar").resume
    assert (resume.basics.name, resume.basics.label, resume.basics.email) == (
        "Mei Tanaka",
        "Pastry Chef",
        "mei@tanaka.example",
    )
    assert jobs(resume) == [
        ("Pastry Chef", "Hotel Okura", "Kyoto", "2019-04", None),
        ("Commis Pâtissier", "Maison Berthier", "Lyon", "2015-10", "2019-03"),
    ]
    assert resume.education[0].institution == "Le Cordon Bleu"


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("*.typ")))
def test_a_value_stands_in_the_source_where_it_is_said_to(name: str) -> None:
    document = read(name)
    resume = document.resume
    checked = 0
    for kind, entries in (("work", resume.work), ("education", resume.education), ("projects", resume.projects)):
        for index, entry in enumerate(entries):
            for key in ("position", "name", "institution", "location"):
                value = getattr(entry, key, None)
                if value:
                    span = document.places[f"/{kind}/{index}/{key}"]
                    assert plain(document.text[span.start : span.end]) == plain(value)
                    checked += 1
    for index, job in enumerate(resume.work):
        for at, bullet in enumerate(job.highlights):
            span = document.places[f"/work/{index}/highlights/{at}"]
            said = document.text[span.start : span.end].replace("#strong", "").replace("#underline", "")
            assert plain(said.replace("#super", "")) == plain(bullet)
            checked += 1
    assert checked >= 8


def plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("name", COMPILABLE)
def test_what_typst_prints_is_what_is_read(name: str) -> None:
    paper = pypdfium2.PdfDocument(typst.compile(HERE / f"{name}.typ"))
    on_paper = " ".join(page.get_textpage().get_text_range() for page in paper)
    printed, _ = printed_blocks((HERE / f"{name}.typ").read_text(encoding="utf-8"))
    numbers_of_items = {"1"} if name == "lebenslauf" else set()
    assert words(on_paper) - words(" ".join(block.text for block in printed)) == numbers_of_items
    assert words(" ".join(block.text for block in printed)) - words(on_paper) == set()


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_certificates_by_a_call_among_bullets_are_entries_of_their_own() -> None:
    resume = read_typst(
        "#let honour(date: [], from: [], body) = [#body, #from #h(1fr) #date \\ ]\n"
        "= Jo Vance\njo\\@vance.example\n\n== Tickets and Certificates\n- Red Seal Welder #h(1fr) 1996\n"
        "#honour(date: [2021], from: [Welding Bureau])[All-Position Ticket]\n"
        "#honour(date: [2023], from: [Red Cross])[Standard First Aid]\n"
    ).resume
    assert [(found.name, found.issuer, found.date) for found in resume.certificates] == [
        ("Red Seal Welder", None, "1996"),
        ("All-Position Ticket", "Welding Bureau", "2021"),
        ("Standard First Aid", "Red Cross", "2023"),
    ]
