"""A line of a LaTeX résumé changes where it stands; nothing else does."""

import difflib

import pytest

from app.documents.latex import read_latex
from app.documents.pointing import list_at
from app.documents.resume import ReadResume
from app.documents.rewording import Change, reword
from app.errors import Conflict, InvalidInput
from tests.documents.latex_files import at_pointer, document, read

JAKE = read("jake")
ZELDA = "Explored methods to generate video game dungeons"


def replaced(reading: ReadResume, pointer: str, after: str) -> ReadResume:
    return reword(reading, replacing(reading, pointer, after))


def replacing(reading: ReadResume, pointer: str, after: str) -> Change:
    before = at_pointer(reading.resume, pointer)
    assert isinstance(before, str)
    return Change(kind="replace", pointer=pointer, before=before, after=after)


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(old.strip(), new.strip()) for old, new in pairs if old != new]


def bullet(item: str, preamble: str = "") -> ReadResume:
    body = (
        "\\begin{center}{\\Huge Ada Lovelace}\\\\ ada@example.org\\end{center}\n\\section{Experience}\n"
        "\\textbf{Analyst} \\hfill 1842 -- 1843 \\\\\n\\textit{Engine Works} \\hfill London\n"
        f"\\begin{{itemize}}\n  \\item {item}\n  \\item Translated a memoir\n\\end{{itemize}}"
    )
    return read_latex(document(body, preamble))


def reworded_item(item: str, after: str, preamble: str = "") -> str:
    """The source of the first bullet after a rewording."""
    text = replaced(bullet(item, preamble), "/work/0/highlights/0", after).text
    start = text.index("\\item ") + len("\\item ")
    return text[start : text.index("\n  \\item Translated")]


@pytest.mark.parametrize(
    ("item", "after", "source"),
    [
        (r"Built \textbf{fast} tools", "Built quick tools", r"Built \textbf{quick} tools"),
        (r"Built \textbf{APIs} in Go", "Built REST APIs in Go", r"Built REST \textbf{APIs} in Go"),
        (r"Built \textbf{APIs}", "Built APIs quickly", r"Built \textbf{APIs} quickly"),
        (r"\textbf{Built} APIs", "Also Built APIs", r"Also \textbf{Built} APIs"),
        (r"Built \textbf{fast} tools", "Built tools", "Built tools"),
        (r"Built \textbf{\emph{very fast}} tools", "Built tools", "Built tools"),
        (r"See \href{https://x.org/a_b}{the site}", "See the page", r"See \href{https://x.org/a_b}{the page}"),
        (r"Wrote \href{https://x.org}{the site} again", "Wrote again", "Wrote again"),
        (r"Cut costs by $\sim$30\,\%", "Cut spending by ~30 %", r"Cut spending by $\sim$30\,\%"),
        (r"Grew by $>$ 30 users", "Grew by over 30 users", "Grew by over 30 users"),
        (r"Grew by $50$ users", "Grew by 60 users", "Grew by $60$ users"),
        (r"Dr.~Who \& sons --- 1990--92 work", "Dr. Who & sons — 1990–92 jobs", r"Dr.~Who \& sons --- 1990--92 jobs"),
        (r"Wrote % a note" + "\n    the manual", "Wrote the guide", "Wrote % a note\n    the guide"),
        (r"Revised the Caf\'e menu", "Revised the Bar menu", "Revised the Bar menu"),
        (r"Revised the Caf\'e menu", "Rewrote the Café menu", r"Rewrote the Caf\'e menu"),
        (r"Typeset in \LaTeX\ daily", "Typeset in Typst daily", r"Typeset in Typst\ daily"),
        (r"Typeset in \LaTeX, daily", "Typeset in LaTeX and Word, daily", r"Typeset in \LaTeX{} and Word, daily"),
        (r"Ran {\bfseries two} shops", "Ran three shops", r"Ran {\bfseries three} shops"),
        (r"Wrote \texttt{a\_b} code", "Wrote a_c code", r"Wrote \texttt{a\_c} code"),
        ("Wrote it", "Wrote 5% of R&D's C# {x} $1_000", r"Wrote 5\% of R\&D's C\# \{x\} \$1\_000"),
        ("Wrote it", "Wrote ^ \\ ~ <b", r"Wrote \textasciicircum{} \textbackslash{} \textasciitilde{} \textless{}b"),
        ("Wrote a program", "[Lead] Wrote a program", r"{}[Lead] Wrote a program"),
    ],
)  # fmt: skip
def test_only_the_words_that_differ_change(item: str, after: str, source: str) -> None:
    assert reworded_item(item, after) == source


def test_a_command_that_prints_a_word_twice_gives_way_to_the_words() -> None:
    preamble = r"\newcommand{\twice}[1]{#1 and #1}"
    assert (
        reworded_item(r"Made \twice{tea} daily", "Made coffee and milk daily", preamble) == "Made coffee and milk daily"
    )
    with pytest.raises(InvalidInput):
        reworded_item(r"Made \twice{tea} daily", "Made tea and milk daily", preamble)


@pytest.mark.parametrize(
    ("name", "pointer", "after", "lines"),
    [
        (
            "jake",
            "/work/2/highlights/0",
            "Found ways to generate dungeons based on The Legend of Zelda",
            (
                rf"\resumeItem{{{ZELDA} based off of \emph{{The Legend of Zelda}}}}",
                r"\resumeItem{Found ways to generate dungeons based on \emph{The Legend of Zelda}}",
            ),
        ),
        (
            "jake",
            "/skills/0/keywords/3",
            "PostgreSQL",
            (
                r"\textbf{Languages}{: Java, Python, C/C++, SQL (Postgres), JavaScript, HTML/CSS, R} \\",
                r"\textbf{Languages}{: Java, Python, C/C++, PostgreSQL, JavaScript, HTML/CSS, R} \\",
            ),
        ),
        ("jake", "/work/0/position", "Research Assistant", (
            "{Undergraduate Research Assistant}{June 2020 -- Present}",
            "{Research Assistant}{June 2020 -- Present}",
        )),
        ("jake", "/projects/0/name", "Gitlytics 2", (
            r"{\textbf{Gitlytics} $|$ \emph{Python, Flask, React, PostgreSQL, Docker}}{June 2020 -- Present}",
            r"{\textbf{Gitlytics 2} $|$ \emph{Python, Flask, React, PostgreSQL, Docker}}{June 2020 -- Present}",
        )),
        ("moderncv", "/work/0/highlights/0", "Cut the price of a transfer by 30 % with a clearing service", (
            r"\item Cut the cost of a transfer by 30\,\% with a new clearing service % measured in 2022",
            r"\item Cut the price of a transfer by 30\,\% with a clearing service % measured in 2022",
        )),
        ("awesome_cv", "/work/0/highlights/0", "Designed and provisioned the whole infrastructure on AWS.", (
            r"\item {Designed and provisioned the entire \textbf{infrastructure} on AWS.}",
            r"\item {Designed and provisioned the whole \textbf{infrastructure} on AWS.}",
        )),
        ("plain_hfill", "/basics/summary", "Engineer who likes plain technology and short feedback loops.", (
            r"Engineer with ten years in logistics software, who likes \emph{boring} technology",
            r"Engineer who likes \emph{plain} technology",
        )),
        ("two_argument_items", "/work/0/highlights/1", "Apache Beam: Apache Beam is one unified model.", (
            "{Apache Beam is a unified model.}",
            "{Apache Beam is one unified model.}",
        )),
        ("lebenslauf", "/work/0/highlights/0", "Einführung von Continuous Delivery für 14 Teams", (
            r"\punkt{Einf\"uhrung von Continuous Integration f\"ur 14~Teams}",
            r"\punkt{Einf\"uhrung von Continuous Delivery f\"ur 14~Teams}",
        )),
        ("academique", "/work/1/highlights/0", "Développement x & y z", (
            r"\item D\'eveloppement d'un pipeline \og variant calling \fg",
            r"\item D\'eveloppement x \& y z",
        )),
        ("moderncv", "/basics/name", "Marta Nowak", (r"\name{Marta}{Kowalska}", r"\name{Marta}{Nowak}")),
    ],
)  # fmt: skip
def test_one_line_of_a_template_changes(name: str, pointer: str, after: str, lines: tuple[str, str]) -> None:
    reading = read(name)
    made = replaced(reading, pointer, after)
    assert changed_lines(reading.text, made.text) == [lines]
    assert at_pointer(made.resume, pointer) == after


@pytest.mark.parametrize(
    ("name", "pointer", "line"),
    [
        ("jake", "/skills/3", r"\textbf{Libraries}{: pandas, NumPy, Matplotlib, R\&D \#1}"),
        ("altacv", "/skills/0", r"\cvtag{R\&D \#1}"),
        ("two_columns", "/skills/1", r"MySQL \textbullet{} Redis \textbullet{} R\&D \#1"),
        ("own_commands", "/skills/0", r"Python, Bash, Ansible, Terraform, Go, R\&D \#1."),
        ("moderncv", "/skills/1", r"\cvitem{Tools}{Docker, Kubernetes, Git, R\&D \#1}"),
        ("resume_cls", "/skills/1", r"Soft Skills & Writing, Teaching, R\&D \#1\\"),
        ("centred_margin", "/skills/1", r"{\sl Operating Systems:} Unix, VMS, R\&D \#1."),
    ],
)
def test_a_keyword_is_added_in_the_manner_of_its_list(name: str, pointer: str, line: str) -> None:
    reading = read(name)
    change = Change(kind="add_keyword", pointer=pointer, after="R&D #1")
    made = reword(reading, change)
    differences = difflib.ndiff(reading.text.splitlines(), made.text.splitlines())
    assert [one[2:].strip() for one in differences if one.startswith("+ ")] == [line]
    known = list_at(reading.resume, f"{pointer}/keywords") or []
    assert list_at(made.resume, f"{pointer}/keywords") == [*known, "R&D #1"]


def test_a_keyword_is_added_to_a_list_of_items() -> None:
    items = "\\begin{itemize}\n  \\item Poetry % since 1830\n  \\item French\n\\end{itemize}"
    text = document("{\\Huge Ada Lovelace}\n\\section{Skills}\n" + items)
    made = reword(read_latex(text), Change(kind="add_keyword", pointer="/skills/0", after="Logic"))
    assert "\n  \\item French\n  \\item Logic\n\\end{itemize}" in made.text


def test_a_list_of_one_is_continued_as_the_other_lists_are() -> None:
    body = "{\\Huge Ada Lovelace}\n\\section{Skills}\nTongues: French | Latin\\\\\nArts: Poetry\n"
    made = reword(read_latex(document(body)), Change(kind="add_keyword", pointer="/skills/1", after="Logic"))
    assert "Arts: Poetry | Logic\n" in made.text


@pytest.mark.parametrize("keyword", ["python", "Python, Go", "Docker and Podman", " ", "\x00", "a\ud800"])
def test_a_keyword_that_is_there_or_is_none_is_refused(keyword: str) -> None:
    with pytest.raises((Conflict, InvalidInput)):
        reword(JAKE, Change(kind="add_keyword", pointer="/skills/0", after=keyword))


def test_a_bullet_is_removed_with_its_line() -> None:
    line = JAKE.resume.work[0].highlights[1]
    change = Change(kind="remove", pointer="/work/0/highlights/1", before=line)
    made = reword(JAKE, change)
    assert made.text == JAKE.text.replace(f"        \\resumeItem{{{line}}}\n", "")
    assert made.resume.work[0].highlights == [JAKE.resume.work[0].highlights[at] for at in (0, 2)]


def test_a_bullet_is_removed_with_the_comment_that_ends_its_line() -> None:
    reading = read("moderncv")
    change = Change(kind="remove", pointer="/work/0/highlights/0", before=reading.resume.work[0].highlights[0])
    assert "measured in 2022" not in reword(reading, change).text


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("/skills/3/keywords/0", r"\textbf{Libraries}{: NumPy, Matplotlib}"),
        ("/skills/3/keywords/2", r"\textbf{Libraries}{: pandas, NumPy}"),
    ],
)
def test_a_skill_is_removed_with_its_comma(pointer: str, line: str) -> None:
    before = at_pointer(JAKE.resume, pointer)
    assert isinstance(before, str)
    assert line in reword(JAKE, Change(kind="remove", pointer=pointer, before=before)).text


def test_the_last_item_of_a_list_is_not_removed() -> None:
    reading = read("centred_margin")
    with pytest.raises(InvalidInput, match="only item"):
        reword(reading, Change(kind="remove", pointer="/work/1/highlights/0", before="Calculus"))


def test_a_text_that_is_no_item_is_not_removed() -> None:
    with pytest.raises(InvalidInput, match="Only an item"):
        reword(JAKE, Change(kind="remove", pointer="/basics/name", before="Jake Ryan"))


def test_a_line_that_has_changed_meanwhile_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        reword(JAKE, Change(kind="replace", pointer="/work/0/highlights/0", before="Something else", after="New"))
    with pytest.raises(Conflict):
        reword(JAKE, Change(kind="replace", pointer="/work/9/highlights/0", before="", after="New"))


@pytest.mark.parametrize("after", ["", "  ", "—", "Developed \x07", "x" * 6000])
def test_a_text_that_no_line_can_be_is_refused(after: str) -> None:
    with pytest.raises(InvalidInput):
        replaced(JAKE, "/work/0/highlights/0", after)


@pytest.mark.parametrize(
    ("name", "pointer", "after"),
    [
        ("own_commands", "/work/0/name", "Southwind Traders"),
        ("jake", "/work/0/startDate", "2020-07"),
        ("jake", "/skills/0/keywords/0", "Java, Scala"),
        ("jake", "/work/0/location", "College Station, TX; or elsewhere in 2020"),
    ],
)
def test_what_the_source_cannot_say_in_that_place_is_refused(name: str, pointer: str, after: str) -> None:
    with pytest.raises(InvalidInput, match="LaTeX source"):
        replaced(read(name), pointer, after)


def test_a_value_that_only_the_structured_resume_has_outlives_a_change_of_the_source() -> None:
    resume = read("jake").resume
    resume.basics.label = "Developer"
    reading = read("jake")
    reading.resume = resume
    change = replacing(reading, "/work/0/highlights/0", "Developed a REST API")
    made = reword(reading, change)
    assert made.resume.basics.label == "Developer"
    assert made.resume.work[0].highlights[0] == "Developed a REST API"
