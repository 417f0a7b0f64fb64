"""Sections that the schema has no array for are read word for word, shown, printed and believed."""

import pytest

from app.documents.evidence import Evidence
from app.documents.latex import read_latex
from app.documents.reader import read_resume
from app.documents.rendering.presentation import present
from app.documents.rendering.printed import Entry
from app.documents.resume import OtherSection, Resume
from app.documents.structure import to_plain_text
from app.documents.terms.lines import lines_of
from app.resumes.presenting import resume_view

LATEX = r"""\documentclass{article}
\begin{document}
\begin{center}{\Huge Kwame Boateng}\end{center}
\section*{Experience}
\textbf{Welder}, Harbour Yard \hfill 2015 -- 2020
\section*{Military Service}
Sergeant, Signals Regiment, 2008--2012
\begin{itemize}
  \item Led a section of 8 \& kept 100\% of the radios working
  \item Trained \textbf{recruits}
\end{itemize}
\section*{Contact}
kwame@example.org
\section*{Nothing here}
\end{document}
"""
SERVICE = OtherSection(
    title="Military Service",
    lines=[
        "Sergeant, Signals Regiment, 2008–2012",
        "Led a section of 8 & kept 100% of the radios working",
        "Trained recruits",
    ],
)


def test_latex_keeps_an_unknown_section_with_the_place_of_every_line() -> None:
    read = read_latex(LATEX)
    assert read.resume.other == [SERVICE]
    assert read.resume.basics.email == "kwame@example.org"
    assert [section.key for section in read.sections] == ["work", "other", "contact", "other"]
    sources = [
        read.text[place.start : place.end] for at, place in read.places.items() if at.startswith("/other/0/lines")
    ]
    assert sources == [
        "Sergeant, Signals Regiment, 2008--2012",
        r"Led a section of 8 \& kept 100\% of the radios working",
        r"Trained \textbf{recruits}",
    ]


@pytest.mark.parametrize("kind", ["md", "txt"])
async def test_text_keeps_an_unknown_section(kind: str) -> None:
    heading = {"md": "## {}\n", "txt": "{}\n"}[kind].format("MILITARY SERVICE")
    source = f"Kwame Boateng\nkwame@example.org\n\nEXPERIENCE\nWelder, Harbour Yard, 2015 - 2020\n\n{heading}"
    if kind == "md":
        source = source.replace("EXPERIENCE", "## EXPERIENCE").replace("Kwame Boateng", "# Kwame Boateng")
    source += "- Led a section of 8\n- Trained recruits\n"
    read = await read_resume(source.encode(), f"cv.{kind}")
    assert read.resume.other == [
        OtherSection(title="MILITARY SERVICE", lines=["Led a section of 8", "Trained recruits"])
    ]


def test_it_is_shown_printed_and_counts_as_evidence() -> None:
    read = read_latex(LATEX)
    shown = [(section.title, section.entries[0].bullets) for section in resume_view(read, "cv").sections]
    assert ("Military Service", tuple(SERVICE.lines)) in shown
    printed = present(read.resume, [section.key for section in read.sections]).sections
    assert [section.title for section in printed] == ["Experience", "Military Service"]
    assert printed[1].entries == [Entry(bullets=SERVICE.lines)]
    assert "MILITARY SERVICE\nSergeant, Signals Regiment" in to_plain_text(read.resume)
    assert Evidence("/other/0/lines/2", "Trained recruits") in [
        Evidence(line.pointer, line.shown) for line in lines_of(read.resume)
    ]


def test_an_empty_one_is_not_printed() -> None:
    resume = Resume(other=[OtherSection(title="Patents"), OtherSection(lines=["US 123"])])
    resume.basics.name = "Ada"
    assert [section.title for section in present(resume).sections] == ["Other"]


def test_private_details_are_kept_but_not_printed() -> None:
    resume = Resume(
        other=[OtherSection(title="Personal details", lines=["Married"]), OtherSection(title="Patents", lines=["US 1"])]
    )
    resume.basics.name = "Ada"
    assert [section.title for section in present(resume).sections] == ["Patents"]
    assert "Married" in to_plain_text(resume)
