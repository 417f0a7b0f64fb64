"""Ways of writing a résumé in LaTeX, each in a few lines, and what is read from them."""

import pytest

from app.documents.latex import read_latex, unescape
from app.documents.resume import Resume
from tests.documents.latex_files import document

TOP = "{\\LARGE Ann Lee}\\\\ Oslo | ann@lee.no | +47 22 55 01 23\n\n"
Job = tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]


def resume_of(body: str, preamble: str = "") -> Resume:
    return read_latex(document(TOP + body, preamble)).resume


def jobs(body: str, preamble: str = "") -> list[Job]:
    """Title, employer, place, start and bullets."""
    work = resume_of(body, preamble).work
    return [(job.position, job.name, job.location, job.start_date, tuple(job.highlights)) for job in work]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            (
                "\\section{Experience}\nSoftware Engineer, Nokia, Espoo, Finland, 2019--2021\n"
                "\\begin{itemize}\\item A\\item B\\end{itemize}\nAnalyst, Kone Oyj, Helsinki, Finland, 2017--2019\n"
                "\\begin{itemize}\\item C\\end{itemize}"
            ),
            [
                ("Software Engineer", "Nokia", "Espoo, Finland", "2019", ("A", "B")),
                ("Analyst", "Kone Oyj", "Helsinki, Finland", "2017", ("C",)),
            ],
        ),
        (
            (
                "\\section{Berufserfahrung}\n\\begin{tabular}{p{3cm}p{10cm}}\n2019--2021 & \\textbf{Schlosser} \\\\\n"
                "Bonn & Müller Metallbau \\\\\n & $\\bullet$ Baute Türen \\\\\n & $\\bullet$ Baute Tore \\\\\n"
                "2017--2019 & \\textbf{Lehrling} \\\\\nKöln & Ford-Werke \\\\\n & -- Lernte \\\\\n\\end{tabular}"
            ),
            [
                ("Schlosser", "Müller Metallbau", "Bonn", "2019", ("Baute Türen", "Baute Tore")),
                ("Lehrling", "Ford-Werke", "Köln", "2017", ("Lernte",)),
            ],
        ),
        (
            (
                "\\section{Experience}\n\\begin{description}\n\\item[2019--2021] \\textbf{Tutor}, Hill School, Leeds.\n"
                "\\item[2017--2019] \\textbf{Assistant}, Oak School, York.\n\\end{description}"
            ),
            [("Tutor", "Hill School", "Leeds", "2019", ()), ("Assistant", "Oak School", "York", "2017", ())],
        ),
        (
            "\\section{Experience}\n\\job{2019--2021}{Nurse}{Ahus}{Lørenskog}\n\\job{2017--2019}{Trainee}{Ullevål}{Oslo}",
            [("Nurse", "Ahus", "Lørenskog", "2019", ()), ("Trainee", "Ullevål", "Oslo", "2017", ())],
        ),
        (
            (
                "\\section{Experience}\n\\textbf{Kone}, Espoo \\hfill 2019--2021\\\\ \\textit{Fitter}\n\n"
                "\\textit{Parental leave} \\hfill 2018\n\n\\textbf{Tieto}, Turku \\hfill 2015--2017\\\\ \\textit{Qzwer}"
            ),
            [
                ("Fitter", "Kone", "Espoo", "2019", ()),
                ("Parental leave", None, None, "2018", ()),
                ("Qzwer", "Tieto", "Turku", "2015", ()),
            ],
        ),
    ],
    ids=["commas alone", "dates in a column", "labels of a list", "an unknown command", "one title without employer"],
)
def test_jobs(body: str, expected: list[Job]) -> None:
    assert jobs(body) == expected


def test_the_layout_of_all_entries_tells_which_text_is_the_employer() -> None:
    known = "\\textbf{Acme GmbH} \\hfill 2019--2021\\\\ Engineer\n\n"
    unknown = "\\textbf{Snarf Wibble} \\hfill 2015--2018\\\\ Blorp\n\n"
    assert jobs("\\section{Experience}\n" + known * 2 + unknown)[2][:2] == ("Blorp", "Snarf Wibble")


@pytest.mark.parametrize("name", ["headline", "kopf", "rubric", "zz"])
def test_a_command_called_with_headings_begins_sections(name: str) -> None:
    own = f"\\newcommand{{\\{name}}}[1]{{\\bigskip\\textsc{{\\large #1}}\\par\\hrule}}"
    body = f"\\{name}{{Experience}}\n{{\\bf Cook}}, Ritz \\hfill 2019\n\n\\{name}{{Education}}\nMIT \\hfill 2015"
    for preamble in (own, ""):
        assert [section.key for section in read_latex(document(TOP + body, preamble)).sections] == ["work", "education"]


def test_an_environment_called_with_headings_begins_sections() -> None:
    body = (
        "\\begin{zone}{Experience}\nCook, Ritz \\hfill 2019\n\\end{zone}\n"
        "\\begin{zone}{Education}\nOslo University \\hfill 2015\n\\end{zone}"
    )
    found = read_latex(document(TOP + body, "\\newenvironment{zone}[1]{\\textbf{#1}\\par}{\\par}"))
    assert [section.title for section in found.sections] == ["Experience", "Education"]


def test_labels_among_skills_are_no_sections_where_commands_mark_the_headings() -> None:
    body = (
        "\\section{Experience}\nCook, Ritz \\hfill 2019\n\\section{Skills}\n"
        "\\textbf{Tools}\\\\ Word, Excel\\\\ \\textbf{Languages}\\\\ Python, Rust"
    )
    assert [(one.name, one.keywords) for one in resume_of(body).skills] == [
        ("Tools", ["Word", "Excel"]),
        ("Languages", ["Python", "Rust"]),
    ]


def test_what_commands_of_the_preamble_keep_is_read_where_the_body_prints_it() -> None:
    preamble = (
        "\\newcommand{\\who}[1]{\\gdef\\thewho{#1}}\\newcommand{\\aside}[1]{\\gdef\\theaside{#1}}\\def\\thewho{}\n"
        "\\newcommand{\\start}{{\\Huge\\thewho\\par}\\theaside\\par}\n\\who{Bo \\O{}stby}\n"
        "\\aside{\\section{Skills} Welding, Milling}"
    )
    source = document("\\start\nBergen | bo@x.no\n\\section{Experience}\nWelder, Ulstein \\hfill 2019", preamble)
    found = read_latex(source)
    assert found.resume.basics.name == "Bo Østby"
    assert found.resume.skills[0].keywords == ["Welding", "Milling"]
    place = found.places["/basics/name"]
    assert source[place.start : place.end] == "Bo \\O{}stby"


@pytest.mark.parametrize(
    "definition",
    ["\\newcommand{\\chip}[1]{\\fbox{\\small #1}\\ }", "\\newcommand{\\chip}[1]{\\textit{#1} }", ""],
    ids=["boxed", "slanted", "unknown"],
)
def test_tags_one_after_the_other_are_skills_of_their_own(definition: str) -> None:
    chip = "chip" if definition else "cvtag"
    body = f"\\section{{Skills}}\n\\{chip}{{Deep frying}}\n\\{chip}{{Pastry}} \\{chip}{{HACCP (level 3, 2020)}}"
    (group,) = resume_of(body, definition).skills
    assert group.keywords == ["Deep frying", "Pastry", "HACCP (level 3, 2020)"]


@pytest.mark.parametrize(
    "line",
    [
        "Moss \\quad (617) 555-0142 \\quad a@b.no",
        "\\textbf{Adresse:} Moss | \\textbf{Tel.:} +47 22 55 01 23 | a@b.no",
        "\\centerline{Moss}\\centerline{+47 22 55 01 23}\\centerline{a@b.no}",
        "Welder\\\\ Moss\\\\ a@b.no",
    ],
)
def test_a_place_without_a_region_beside_the_details_of_contact(line: str) -> None:
    basics = read_latex(document(f"{{\\Huge Ann Lee}}\n\n{line}\n\\section{{Skills}} Welding")).resume.basics
    assert basics.location is not None
    assert (basics.location.city, basics.summary) == ("Moss", None)


def test_marks_honours_and_courses_of_a_study() -> None:
    body = (
        "\\section{Education}\n\\textbf{University of Bergen} \\hfill 2019\\\\ magna cum laude\\\\ MSc in Physics\n"
        "\\begin{itemize}\\item Relevant coursework: Optics, Lasers\\item Ran the club\\end{itemize}\n\n"
        "\\textbf{NTNU} \\hfill 2017\\\\ BSc in Physics\\\\ GPA: 3.9/4.0"
    )
    first, second = resume_of(body).education
    assert (first.institution, first.study_type, first.area) == ("University of Bergen", "MSc", "Physics")
    assert (first.score, first.courses, first.highlights) == ("magna cum laude", ["Optics", "Lasers"], ["Ran the club"])
    assert (second.institution, second.study_type, second.score) == ("NTNU", "BSc", "3.9/4.0")


def test_publications_in_quotes_and_awards_in_lines_of_one_item() -> None:
    body = (
        "\\section{Publications}\n\\begin{itemize}\\item ``On Eels,'' \\emph{Nature}, 2019.\n"
        "\\item ``Roe'', \\emph{Fish \\& Fisheries}, 2021.\\end{itemize}\n\\section{Awards}\n"
        "\\begin{itemize}\\item{Best Talk, ICES (2015) \\\\ Travel Grant, NFR (2016) \\newline For a trip to Rome}"
        "\\end{itemize}"
    )
    resume = resume_of(body)
    assert [(one.name, one.publisher, one.release_date) for one in resume.publications] == [
        ("On Eels", "Nature", "2019"),
        ("Roe", "Fish & Fisheries", "2021"),
    ]
    assert [(one.title, one.awarder, one.date, one.summary) for one in resume.awards] == [
        ("Best Talk", "ICES", "2015", None),
        ("Travel Grant", "NFR", "2016", "For a trip to Rome"),
    ]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("3,000 m$^2$", "3,000 m²"),
        ("$10^{6}$ cells", "10⁶ cells"),
        ("21$^{st}$", "21st"),
        ("CO$_2$", "CO2"),
        ("a\\_b $x$ c\\_d", "a_b x c_d"),
        ("\\url{x.no/a_b}", "x.no/a_b"),
    ],
)
def test_powers_and_indices(source: str, printed: str) -> None:
    assert unescape(source) == printed
