"""Résumés in the manner of ten templates, and what holds of every one of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.documents.latex import read_latex, unescape
from app.documents.latex.definitions import read_definitions
from app.documents.latex.tokens import TokenList
from app.documents.resume import Work
from tests.documents.latex_files import ALL, TEMPLATES, all_reversed, at_pointer, blocks, groups, read

NOT_COMPARED = re.compile(r"(?:Date|/date|/url)$")


def jobs(name: str) -> list[tuple[str | None, str | None, str | None, str | None, int]]:
    """Position, employer, start, end and number of bullets of each job."""

    def row(work: Work) -> tuple[str | None, str | None, str | None, str | None, int]:
        return work.position, work.name, work.start_date, work.end_date, len(work.highlights)

    return [row(work) for work in read(name).resume.work]


def skills(name: str) -> dict[str | None, list[str]]:
    return {skill.name: skill.keywords for skill in read(name).resume.skills}


def test_moderncv() -> None:
    resume = read("moderncv").resume
    assert (resume.basics.name, resume.basics.label) == ("Marta Kowalska", "Backend Engineer")
    assert (resume.basics.email, resume.basics.phone) == ("marta@example.org", "+31 6 1234 5678")
    assert [profile.username for profile in resume.basics.profiles] == ["marta-kowalska", "mkowalska"]
    assert jobs("moderncv") == [
        ("Senior Developer", "Polder Pay B.V.", "2019", None, 2),
        ("Developer", "Tulip Labs", "2015-03", "2018-12", 2),
    ]
    assert resume.work[0].summary == "Payments for small shops."
    assert resume.education[0].score == "8.2/10"
    assert skills("moderncv")["Languages"] == ["Python", "Go", "SQL (Postgres)"]
    assert (resume.languages[0].language, resume.languages[0].fluency) == ("Polish", "Native")
    assert [interest.name for interest in resume.interests] == ["Rowing", "Chess"]


def test_awesome_cv() -> None:
    resume = read("awesome_cv").resume
    assert resume.basics.name == "Byungjin Park"
    assert resume.basics.label == "Software Architect · Security Expert"
    assert jobs("awesome_cv") == [
        ("Founding Member & Director", "Danggeun Pay Inc. (KarrotPay)", "2021-03", None, 2),
        ("Software Engineer", "Omnious Co., Ltd.", "2017-06", "2018-05", 3),
    ]
    assert resume.education[0].study_type == "B.S."
    assert [(award.title, award.date) for award in resume.awards] == [("2nd Place", "2021"), ("Finalist", "2018")]
    assert skills("awesome_cv")["Programming"] == ["Python", "Node.js", "C++"]


def test_altacv_in_two_columns() -> None:
    result = read("altacv")
    resume = result.resume
    assert (resume.basics.name, resume.basics.label) == ("Amina Diallo", "Data Engineer")
    assert resume.basics.location is not None
    assert resume.basics.location.city == "Lyon"
    assert jobs("altacv") == [
        ("Data Engineer", "Rhône Énergie", "2020-01", None, 2),
        ("Analyst", "Banque du Sud", "2016", "2019", 2),
    ]
    assert resume.skills[0].keywords == ["Python", "SQL", "Airflow", "dbt"]
    assert [one.language for one in resume.languages] == ["French", "Wolof"]
    entries = next(group for group in groups(result, "entries") if group.pointers[0] == "/work/0")
    assert not any("divider" in block for block in blocks(result, entries))


def test_plain_paragraphs_with_dates_at_the_margin() -> None:
    resume = read("plain_hfill").resume
    assert resume.basics.name == "Samuel O'Brien"
    assert resume.basics.profiles[0].username == "samob"
    assert resume.basics.summary is not None
    assert resume.basics.summary.endswith("boring technology and short feedback loops.")
    assert jobs("plain_hfill") == [
        ("Lead Engineer", "Harbour Freight Systems", "2018-06", None, 3),
        ("Software Developer", "Quay Software Ltd", "2013", "2018", 2),
    ]
    assert resume.work[0].location == "Dublin, Ireland"
    assert resume.work[1].highlights[1] == "Wrote tariff-lint, used by three teams"
    assert (resume.education[0].study_type, resume.education[0].score) == ("BSc", "3.8/4.0")
    assert skills("plain_hfill") == {"Languages": ["Rust", "C++", "Python"], "Tools": ["Git", "Docker", "Grafana"]}


def test_sections_that_are_environments() -> None:
    result = read("resume_cls")
    resume = result.resume
    assert (resume.basics.name, resume.basics.email) == ("Priya Raman", "priya@example.com")
    assert jobs("resume_cls") == [
        ("Software Engineer", "Company Alpha", "2017-01", "2019-01", 2),
        ("Junior Developer", "Company Beta", "2015-01", "2016-12", 2),
    ]
    assert [(one.study_type, one.end_date) for one in resume.education] == [("Master", "2020"), ("Bachelor", "2017")]
    assert skills("resume_cls")["Soft Skills"] == ["Writing", "Teaching"]
    (sections,) = groups(result, "sections")
    assert all(block.startswith("\\begin{rSection}") for block in blocks(result, sections))
    assert all(block.endswith("\\end{rSection}") for block in blocks(result, sections))


def test_sections_move_only_within_their_column() -> None:
    result = read("two_columns")
    assert result.resume.basics.name == "Debarghya Das"
    assert jobs("two_columns") == [
        ("KPCB Fellow + Software Engineering Intern", "Coursera", "2014-06", "2014-09", 2),
        ("Software Engineering Intern", "Google", "2013-05", "2013-08", 2),
    ]
    assert [one.institution for one in result.resume.education] == ["Cornell University", "La Martiniere for Boys"]
    assert skills("two_columns") == {"Programming": ["Java", "Shell", "Python"], "Databases": ["MySQL", "Redis"]}
    assert [group.pointers for group in groups(result, "sections")] == [
        ("/sections/0", "/sections/1"),
        ("/sections/2", "/sections/3"),
    ]


def test_rows_of_a_table() -> None:
    result = read("table_rows")
    assert jobs("table_rows") == [
        ("Accountant", "Balkan Traders EOOD", "2018", None, 0),
        ("Junior Accountant", "Vitosha Bank", "2014", "2018", 0),
        ("Intern", "City Council", "2012", "2014", 0),
    ]
    assert [work.location for work in result.resume.work] == ["Sofia", "Sofia", "Plovdiv"]
    assert result.resume.education[0].institution == "Sofia University"
    assert skills("table_rows")["Software"] == ["SAP", "Excel", "QuickBooks"]
    rows = next(group for group in groups(result, "entries") if group.pointers[0] == "/work/0")
    assert blocks(result, rows)[2] == "2012 -- 2014    & \\textbf{Intern}, City Council, Plovdiv"


def test_german_with_accent_commands_and_own_macros() -> None:
    result = read("lebenslauf")
    resume = result.resume
    assert resume.basics.name == "Jörg Müller-Lüdenscheidt"
    assert jobs("lebenslauf") == [
        ("Softwareentwickler", "Spree Systeme GmbH", "2019-01", None, 2),
        ("Werkstudent", "Elbe Software AG", "2014-03", "2018-12", 2),
    ]
    assert resume.work[0].highlights[1] == "Pflege der „Lagerverwaltung“"
    assert skills("lebenslauf")["Programmierung"] == ["Java", "Kotlin", "C#"]
    assert [one.fluency for one in resume.languages] == ["Muttersprache", "C1", "A2"]
    assert [len(group.spans) for group in groups(result, "bullets")] == [2, 2]


def test_commands_of_the_document_alone() -> None:
    result = read("own_commands")
    assert jobs("own_commands") == [
        ("Platform Engineer", "Northwind Traders", "2020-02", None, 2),
        ("Support Analyst", "Lagos Telecom", "2016", "2019", 2),
    ]
    assert [work.location for work in result.resume.work] == ["Remote", "Lagos"]
    assert "Secret Agent" not in str(result.resume)
    project = result.resume.projects[0]
    assert (project.name, project.keywords, project.url) == ("Tide", ["Go", "SQLite"], "https://example.org/a")
    assert not any("/work/0" in group.pointers for group in groups(result, "entries")), "an entry left its \\ifshort"


def test_french_with_subsections_and_publications() -> None:
    resume = read("academique").resume
    assert resume.basics.name == "Hélène François"
    assert jobs("academique") == [
        ("Chercheuse en bio-informatique", "Institut Pasteur", "2017", None, 2),
        ("Ingénieure d'études", "CNRS", "2014", "2017", 2),
    ]
    assert [(one.study_type, one.area) for one in resume.education] == [
        ("Doctorat", "Biologie"),
        ("Master", "Informatique"),
    ]
    assert resume.publications[0].name == "A map of rare variants"
    assert skills("academique") == {"Langages": ["Python", "R", "C"], "Outils": ["Nextflow", "Snakemake"]}


def test_items_with_a_label_and_a_text() -> None:
    resume = read("two_argument_items").resume
    assert (resume.basics.name, resume.basics.email) == ("Sanne de Boer", "sanne@example.nl")
    assert jobs("two_argument_items") == [
        ("Software Engineer", "Google", "2016-10", None, 2),
        ("Senior Software Engineer", "Coursera", "2014-01", "2016-10", 2),
    ]
    assert resume.work[1].highlights[1] == "Nostos: Bulk data processing."
    assert [project.name for project in resume.projects] == ["QuantSoftware Toolkit", "Github Visualization"]
    assert skills("two_argument_items") == {
        "Languages": ["Scala", "Python", "Javascript", "C++", "SQL", "Java"],
        "Technologies": ["AWS", "Play", "React", "Kafka", "GCE"],
    }


def test_contact_in_a_section_of_its_own() -> None:
    resume = read("entry_list").resume
    assert (resume.basics.name, resume.basics.label) == ("john smith", "Interdisciplinary researcher")
    assert resume.basics.email == "john@smith.com"
    assert [one.institution for one in resume.education] == [
        "The University of California, Berkeley",
        "The University of Oregon",
    ]
    assert (resume.work[0].name, len(resume.work[0].highlights)) == ("Acme", 2)


def test_places_after_employers_and_schools() -> None:
    resume = read("centred_margin").resume
    assert resume.basics.name == "Alice B. Jones"
    assert jobs("centred_margin") == [
        ("Programmer", "General Electric", "1998", "1998", 2),
        ("Tutor", "RPI Learning Center", "1996", "1998", 1),
    ]
    assert [work.location for work in resume.work] == ["Schenectady, NY", "Troy, NY"]
    assert resume.education[0].institution == "Rensselaer Polytechnic Institute"
    assert resume.education[0].score == "3.7"
    assert skills("centred_margin")["Operating Systems"] == ["Unix", "VMS"]


def test_dates_that_an_environment_prints_at_its_end() -> None:
    result = read("rendercv")
    resume = result.resume
    assert resume.basics.name == "Wei Chen"
    assert jobs("rendercv") == [
        ("Software Engineer", "Maple Robotics", "2015-06", "2017-08", 2),
        ("Intern", "Lake Instruments", "2013-06", "2014-08", 2),
    ]
    assert [work.location for work in resume.work] == ["Toronto, ON", "Kingston, ON"]
    assert resume.education[0].institution == "University of Waterloo"
    assert skills("rendercv") == {"Languages": ["C++", "C", "Java"], "Software": [".NET", "Git", "Docker"]}
    (lines,) = groups(result, "skill_groups")
    assert all(block.endswith("\\end{onecolentry}") for block in blocks(result, lines))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_each_value_is_what_its_place_prints(path: Path) -> None:
    result = read_latex(path.read_text(encoding="utf-8"))
    definitions = read_definitions(TokenList(result.text))
    assert result.places
    for pointer, span in result.places.items():
        source = result.text[span.start : span.end]
        if not NOT_COMPARED.search(pointer):
            assert unescape(source, definitions) == at_pointer(result.resume, pointer), pointer
        assert source.count("{") == source.count("}"), pointer


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_groups_hold_balanced_blocks_in_source_order(path: Path) -> None:
    result = read_latex(path.read_text(encoding="utf-8"))
    assert result.groups
    for group in result.groups:
        assert len(group.pointers) == len(group.spans) > 1
        ends = 0
        for block, span in zip(blocks(result, group), group.spans, strict=True):
            assert span.start >= ends
            ends = span.end
            assert TokenList(block).balanced
            assert block == block.strip()
            assert len(re.findall(r"\\begin\{", block)) == len(re.findall(r"\\end\{", block))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_resume_with_everything_reversed_still_compiles(path: Path, tmp_path: Path) -> None:
    pdflatex = shutil.which("pdflatex")
    assert pdflatex, "pdflatex is needed for this test"
    source = path.read_text(encoding="utf-8")
    moved = all_reversed(read_latex(source))
    assert moved != source
    for document_class in (TEMPLATES / "classes").iterdir():
        shutil.copy(document_class, tmp_path)
    (tmp_path / "resume.tex").write_text(moved, encoding="utf-8")
    done = subprocess.run(
        [pdflatex, "-interaction=nonstopmode", "-no-shell-escape", "-halt-on-error", "resume.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    assert (tmp_path / "resume.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_reversed_resume_reads_as_the_same_facts(path: Path) -> None:
    result = read_latex(path.read_text(encoding="utf-8"))
    again = read_latex(all_reversed(result))
    assert {work.name for work in again.resume.work} == {work.name for work in result.resume.work}
    for one in result.resume.work:
        assert any(sorted(one.highlights) == sorted(other.highlights) for other in again.resume.work)
    assert sorted(section.title for section in again.sections) == sorted(section.title for section in result.sections)
