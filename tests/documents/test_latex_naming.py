"""Who the employer is, what the title and which the place, where words alone do not tell: votes within a section."""

import pytest

from app.documents.latex import read_latex
from app.documents.resume import Resume
from tests.documents.latex_files import document

Job = tuple[str | None, str | None, str | None]
TOP = "{\\LARGE Ann Lee}\\\\ Oslo | ann@lee.no | +47 22 55 01 23\n\n\\section{Experience}\n"


def resume_of(body: str, preamble: str = "") -> Resume:
    return read_latex(document(TOP + body, preamble)).resume


def jobs(body: str, preamble: str = "") -> list[Job]:
    """Title, employer and place."""
    return [(job.position, job.name, job.location) for job in resume_of(body, preamble).work]


def subheadings(*entries: tuple[str, str, str, str]) -> str:
    """Entries as of a well-known list template: two texts and dates, then two more."""
    return "\n".join(
        f"\\textbf{{{first}}} \\hfill {dates} \\\\\n\\emph{{{second}}} \\hfill \\emph{{{place}}}\n"
        "\\begin{itemize}\\item Did what was asked of me.\\end{itemize}\n"
        for first, dates, second, place in entries
    )


def test_a_dash_inside_a_title_or_a_name_parts_nothing_that_the_layout_has_parted_already() -> None:
    body = subheadings(
        ("Manager -- Payroll", "2019--2021", "Harbour Freight Ltd.", "Cork"),
        ("Clerk", "2015--2019", "Tern -- Islands Ferry Company", "Cork"),
    )
    assert jobs(body) == [
        ("Manager -- Payroll".replace("--", "–"), "Harbour Freight Ltd.", "Cork"),
        ("Clerk", "Tern – Islands Ferry Company", "Cork"),
    ]


def test_a_dash_parts_title_and_employer_where_nothing_else_does() -> None:
    body = (
        "\\textbf{Welder -- Boyne Steel Ltd.} \\hfill 2019--2021\n\n\\textbf{Fitter -- Dublin Port} \\hfill 2015--2019"
    )
    assert [job[:2] for job in jobs(body)] == [("Welder", "Boyne Steel Ltd."), ("Fitter", "Dublin Port")]


def test_a_firm_named_like_a_position_counts_once_however_often_it_stands_there() -> None:
    body = subheadings(
        ("Coach", "2022--2023", "Stockroom Lead", "Cheshire Oaks"),
        ("Coach", "2020--2022", "Keyholder", "Trafford Centre"),
        ("Next", "2019--2020", "Cashier", "Bolton"),
        ("Bolton Town Council", "2016--2019", "Playworker", "Bolton"),
    )
    assert jobs(body)[:2] == [
        ("Stockroom Lead", "Coach", "Cheshire Oaks"),
        ("Keyholder", "Coach", "Trafford Centre"),
    ]


@pytest.mark.parametrize("place", ["Oslo and Tromsø", "at sea", "Holmenkollen Market", "UK tour"])
def test_what_stands_where_places_stand_is_the_place(place: str) -> None:
    body = subheadings(
        ("Stage Manager", "2021--2023", "Nordic Opera", place),
        ("Dresser", "2019--2021", "Den Nye Scenen", "Bergen"),
        ("Usher", "2017--2019", "Kino Klingenberg", "Oslo"),
    )
    assert jobs(body)[0] == ("Stage Manager", "Nordic Opera", place)


def test_places_behind_employers_are_found_by_the_habit_of_the_section() -> None:
    body = "\n".join(
        f"\\textbf{{{title}}}, {employer} \\hfill {dates}\n\\begin{{itemize}}\\item Did it.\\end{{itemize}}\n"
        for title, employer, dates in (
            ("Chef de partie", "Hotel Astoria, Wien", "2020--2022"),
            ("Commis", "Gasthof Post, St. Johann im Pongau", "2018--2020"),
            ("Lehrling", "Gasthof Adler, Hopfreben", "2015--2018"),
            ("Steward", "Feuerschiff Elbe, auf hoher See", "2013--2015"),
        )
    )
    assert [job[1:] for job in jobs(body)] == [
        ("Hotel Astoria", "Wien"),
        ("Gasthof Post", "St. Johann im Pongau"),
        ("Gasthof Adler", "Hopfreben"),
        ("Feuerschiff Elbe", "auf hoher See"),
    ]


def test_a_foreign_country_takes_its_town_along() -> None:
    body = subheadings(("Viticultrice", "2019--2021", "Bodega Sol, Luján de Cuyo, Argentine", ""))
    assert jobs(body) == [("Viticultrice", "Bodega Sol", "Luján de Cuyo, Argentine")]


def test_voluntary_posts_are_set_like_jobs() -> None:
    entries = subheadings(
        ("Northern Mills Ltd.", "2019--2021", "Engineer", "Leeds"), ("Aire Pumps Ltd.", "2015--2019", "Fitter", "Leeds")
    )
    voluntary = subheadings(("Engineers Without Borders", "2013--2014", "Delegate", "Mombasa"))
    post = resume_of(f"{entries}\n\\section{{Volunteering}}\n{voluntary}").volunteer[0]
    assert (post.position, post.organization, post.location) == ("Delegate", "Engineers Without Borders", "Mombasa")


def test_what_one_date_has_beside_it_is_no_place() -> None:
    preamble = "\\newcommand{\\stay}[4]{\\textbf{#1}\\\\ \\textit{#2}\\quad #3\\quad #4\\par}"
    body = (
        "\\stay{Cook}{Café Lune}{2019--2021}{Brest}\n\\begin{itemize}\\item Cooked.\\end{itemize}\n"
        "\\stay{Waiter}{Café Soleil}{2015--2019 (part time)}{Quimper}\n\\begin{itemize}\\item Served.\\end{itemize}\n"
        "\\stay{Usher}{Cinéma Katorza}{2013--2015}{Nantes}\n\\begin{itemize}\\item Sold tickets.\\end{itemize}"
    )
    assert jobs(body, preamble) == [
        ("Cook", "Café Lune", "Brest"),
        ("Waiter", "Café Soleil", "Quimper"),
        ("Usher", "Cinéma Katorza", "Nantes"),
    ]


def test_a_row_whose_second_cell_is_its_first_text_is_set_like_the_rows_below_it() -> None:
    body = (
        "\\begin{tabular}{p{3cm}p{9cm}}\n"
        "2019--2021 & \\textbf{Nachtwaak} \\\\\n & \\textit{Huize De Linde, Ede} \\\\\n"
        "2016--2019 & \\textit{Zorg voor mijn vader, Ede} \\\\\n"
        "2012--2016 & \\textbf{Verzorgende} \\\\\n & \\textit{Stichting Opella, Wageningen} \\\\\n\\end{tabular}"
    )
    assert jobs(body) == [
        ("Nachtwaak", "Huize De Linde", "Ede"),
        (None, "Zorg voor mijn vader", "Ede"),
        ("Verzorgende", "Stichting Opella", "Wageningen"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "issuer", "date"),
    [
        (
            "Deck Officer, no. UK0155, Maritime Agency \\hfill 05/17",
            "Deck Officer, no. UK0155",
            "Maritime Agency",
            "2017-05",
        ),
        ("Food Hygiene, Level 2, City College (11/20)", "Food Hygiene, Level 2", "City College", "2020-11"),
        ("Driving licence, unrestricted \\hfill 2012", "Driving licence, unrestricted", None, "2012"),
        ("Member, Institute of Actuaries, Ghana \\hfill 2014", "Member", "Institute of Actuaries, Ghana", "2014"),
    ],
)
def test_certificates_say_what_from_whom_and_when(line: str, name: str, issuer: str | None, date: str) -> None:
    body = (
        "\\textbf{Cook}, Café Lune \\hfill 2019--2021\n\\section{Certificates}\n\\begin{itemize}\n"
        f"\\item {line}\n\\item First Aid, Red Cross \\hfill 2019\n\\item Fire Safety, Red Cross \\hfill 2018\n"
        "\\end{itemize}"
    )
    found = resume_of(body).certificates[0]
    assert (found.name, found.issuer, found.date) == (name, issuer, date)


def test_own_headings_are_known_by_their_rule_though_no_list_has_their_words() -> None:
    preamble = "\\newcommand{\\zeile}[1]{\\bigskip\\textsc{\\large #1}\\par\\hrule\\medskip}"
    body = (
        "\\documentclass{article}\n" + preamble + "\n\\begin{document}\n{\\LARGE Ann Lee}\\\\ ann@lee.no\n\n"
        "\\zeile{1. Auf See (2012--heute)}\n\\textbf{Zweiter Offizier}, Reederei Nord \\hfill 2019--2021\n\n"
        "\\textbf{Decksmann}, Kutter Anna \\hfill 2015--2019\n\n"
        "\\zeile{2. Wo ich lernte}\n\\textbf{Bachelor Nautik}, Hochschule Bremen \\hfill 2010--2014\n\n"
        "\\zeile{3. Daneben}\nSegeln, Schach\n\n\\zeile{4. Und}\nIch lese gern alte Seekarten.\n\\end{document}"
    )
    read = read_latex(body)
    assert [section.title for section in read.sections] == [
        "1. Auf See (2012–heute)",
        "2. Wo ich lernte",
        "3. Daneben",
        "4. Und",
    ]
    assert [job.name for job in read.resume.work] == ["Reederei Nord", "Kutter Anna"]


def test_tags_side_by_side_are_a_list_of_skills() -> None:
    preamble = "\\newcommand{\\tag}[1]{\\fbox{\\small #1}\\ }"
    read = resume_of(
        "\\textbf{Cook}, Café Lune \\hfill 2019--2021\n\n\\section{My hands know}\n"
        "\\tag{Python}\n\\tag{Docker}\n\\tag{PostgreSQL}\n\\tag{Kubernetes}\n",
        preamble,
    )
    assert [keyword for group in read.skills for keyword in group.keywords] == [
        "Python",
        "Docker",
        "PostgreSQL",
        "Kubernetes",
    ]


def test_a_call_that_prints_on_two_lines_is_kept_once() -> None:
    preamble = "\\newcommand{\\two}[4]{\\textbf{#1} \\hfill #2 \\\\ \\emph{#3} \\hfill #4 \\par}"
    read = resume_of(
        "\\textbf{Cook}, Café Lune \\hfill 2019--2021\n\n\\section{Patents}\n"
        "\\two{Folding oar}{EP 1}{With Berit Moe}{granted}\n",
        preamble,
    )
    assert read.other[0].lines == ["Folding oar EP 1", "With Berit Moe granted"]


def test_a_comma_in_one_project_s_name_makes_no_list_of_means() -> None:
    project = "\\textbf{%s} \\hfill 2019--2021 \\\\\n%s\n\n"
    read = resume_of(
        "\\textbf{Cook}, Café Lune \\hfill 2019--2021\n\n\\section{Projects}\n"
        + project % ("Beginners, Please", "A podcast on cues")
        + project % ("The Lost Prompt Book", "Scans of old prompt books")
    )
    assert [found.name for found in read.projects] == ["Beginners, Please", "The Lost Prompt Book"]
