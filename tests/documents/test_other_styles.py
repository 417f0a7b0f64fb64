"""Résumés in other people's styles and languages, as files of the tests' own (`styles/`)."""

from pathlib import Path

import msgspec

from app.documents.reader import read_resume
from app.documents.resume import Education, Language, OtherSection, Profile, Resume, Skill, Work

STYLES = Path(__file__).parent / "styles"


async def resume_of(name: str) -> Resume:
    return (await read_resume((STYLES / name).read_bytes(), name)).resume


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None, str | None, str | None]]:
    return [(job.position, job.name, job.location, job.start_date, job.end_date) for job in resume.work]


async def test_bold_employers_with_positions_and_dates_on_two_lines() -> None:
    resume = await resume_of("french.md")
    assert jobs(resume) == [
        ("Développeuse senior", "Banque Populaire", "Lyon", "2020-01", None),
        ("Développeuse Java", "Capgemini", "Paris", "2016-09", "2019-12"),
    ]
    assert resume.basics.label == "Développeuse full-stack"
    assert resume.basics.url == "https://marie.dev"
    assert resume.basics.profiles == [
        Profile(network="LinkedIn", username="marie-dubois", url="https://www.linkedin.com/in/marie-dubois")
    ]
    assert resume.education[1] == Education(
        institution="Université Grenoble Alpes",
        study_type="Licence",
        area="Informatique",
        start_date="2011",
        end_date="2014",
    )
    assert resume.skills[1] == Skill(name="Outils", keywords=["Docker", "Git (GitLab CI)", "Kubernetes"])
    assert resume.languages[1] == Language(language="Anglais", fluency="courant (C1)")
    assert [interest.name for interest in resume.interests] == ["Escalade", "photographie"]


async def test_several_positions_under_one_employer_and_a_table_of_studies() -> None:
    resume = await resume_of("german.md")
    assert jobs(resume) == [
        ("Senior Softwareentwickler", "Siemens AG", "Berlin", "2019-03", None),
        ("Softwareentwickler", "Siemens AG", "Berlin", "2015-09", "2019-02"),
        ("Werkstudent", "SAP SE", None, "2013", "2015"),
    ]
    assert [(one.study_type, one.institution, one.score) for one in resume.education] == [
        ("M.Sc.", "TU Berlin", "1,3"),
        ("B.Sc.", "TU Berlin", None),
    ]
    assert [(one.name, one.date) for one in resume.certificates] == [
        ("AWS Certified Solutions Architect", "2021"),
        ("ISTQB Foundation Level", "2018"),
    ]
    assert resume.publications[0].release_date == "2015"
    place = resume.basics.location
    assert place is not None
    assert (place.address, place.postal_code, place.city) == ("Hauptstraße 5", "10115", "Berlin")


async def test_plain_text_with_the_employer_first_and_dates_at_the_right() -> None:
    resume = await resume_of("british.txt")
    assert jobs(resume) == [
        ("Senior Data Scientist", "Ocado Technology", "London", "2019-01", None),
        ("Data Analyst", "British Gas", "London", "2014-07", "2018-12"),
    ]
    assert resume.basics.label == "Senior Data Scientist"
    assert str(resume.basics.summary).endswith("Comfortable from SQL to stakeholder meetings.")
    assert resume.education[1].score == "3.9/4.0"
    assert resume.skills[0].keywords == ["Python", "R", "SQL", "Spark", "scikit-learn", "PyTorch"]
    assert [(award.title, award.awarder, award.date) for award in resume.awards] == [
        ("Best Paper", "KDD", "2020"),
        ("Employee of the Year", None, "2017"),
    ]
    assert resume.references == []


async def test_a_plain_resume_without_any_markup() -> None:
    resume = await resume_of("warehouse.txt")
    assert resume.work == [
        Work(
            position="Warehouse Lead",
            name="Walmart",
            location="Dallas, TX",
            start_date="2018",
            end_date="2023",
            highlights=["Supervised 12 people", "Reduced picking errors by 30%"],
        ),
        Work(
            position="Forklift Operator",
            name="Target",
            location="Austin, TX",
            start_date="2015-05",
            end_date="2018-11",
            highlights=["Moved pallets"],
        ),
    ]
    assert resume.education == [
        Education(
            study_type="High School Diploma", institution="Lincoln High School", location="Dallas, TX", end_date="2014"
        )
    ]
    assert [one.name for one in resume.certificates] == ["OSHA 10-Hour", "Forklift Certification"]
    assert resume.skills == [Skill(keywords=["Leadership", "Inventory management", "Microsoft Excel"])]


async def test_jobs_as_nested_lists_and_projects_with_links() -> None:
    resume = await resume_of("spanish.md")
    assert jobs(resume) == [
        ("Ingeniera de datos", "Telefónica", None, "2020", None),
        ("Becaria", "BBVA", None, "2019", "2020"),
    ]
    assert msgspec.to_builtins(resume.projects[0]) == {
        "name": "mapa-rutas",
        "description": "Aplicación para planificar rutas.",
        "keywords": ["Python", "FastAPI", "PostGIS"],
        "url": "https://github.com/ana/mapa-rutas",
        "highlights": ["200 usuarios"],
    }
    assert resume.education[0].score == "8,1"


async def test_an_unknown_section_is_kept_word_for_word_and_a_missing_name_is_said() -> None:
    read = await read_resume(
        b"jo@example.org\n\n## Experience\n\n- Cook, Inn, 2019\n\n## Quotes\n\nSo it goes.\n", "cv.md"
    )
    assert read.resume.other == [OtherSection(title="Quotes", lines=["So it goes."])]
    assert [
        read.text[place.start : place.end] for place in (read.places["/other/0/title"], read.places["/other/0/lines/0"])
    ] == [
        "Quotes",
        "So it goes.",
    ]
    assert any("No name" in warning for warning in read.warnings)
    assert [section.key for section in read.sections] == ["work", "other"]
