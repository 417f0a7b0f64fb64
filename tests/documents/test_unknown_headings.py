"""A résumé whose headings say nothing is read as the same one with the usual headings, in many formats."""

import io
from collections.abc import Callable

import docx
import pytest
import typst
from docx.shared import Pt

from app.documents.latex import read_latex
from app.documents.reading.docx import docx_blocks
from app.documents.reading.markdown import read_markdown
from app.documents.reading.pdf import pdf_blocks
from app.documents.reading.plain_text import read_plain_text
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume

# A name, then the sections in order: the usual heading, one that says nothing, and the lines below ("- " for bullets).
Sections = list[tuple[str, str, list[str]]]
PEOPLE: dict[str, Sections] = {
    "en": [
        ("Profile", "Part One", ["Ward nurse with nine years in acute care, calm at night and patient with families."]),
        (
            "Experience",
            "Lantern",
            [
                "**Staff Nurse** | Leeds General Infirmary | March 2019 – Present",
                "- Look after six acute patients a shift and hand over in writing",
                "- Taught 14 students to take blood",
                "**Healthcare Assistant** | Oak House | June 2014 – February 2019",
                "- Washed, fed and listened to 22 residents",
            ],
        ),
        ("Education", "Omega", ["**BSc Nursing** | University of Leeds | 2011 – 2014"]),
        ("Skills", "Harbour", ["Wound care, Phlebotomy, Triage, Palliative care"]),
        ("Languages", "Meridian", ["English (native), Polish (B2)"]),
    ],
    "de": [
        (
            "Kurzprofil",
            "Abschnitt A",
            ["Elektriker mit zwölf Jahren auf Baustellen, der sauber arbeitet und gern ausbildet."],
        ),
        (
            "Berufserfahrung",
            "Abschnitt B",
            [
                "**Elektroniker** | Stadtwerke Hanau GmbH | 03/2016 – heute",
                "- Wartung von 40 Trafostationen im Bereitschaftsdienst",
                "**Geselle** | Elektro Baumann | 08/2011 – 02/2016",
                "- Installation in Neubauten und Altbauten",
            ],
        ),
        ("Ausbildung", "Abschnitt C", ["**Ausbildung zum Elektroniker** | Berufsschule Hanau | 2008 – 2011"]),
        ("Sprachen", "Abschnitt D", ["Deutsch (Muttersprache), Türkisch (B1)"]),
    ],
    "fr": [
        (
            "Expérience professionnelle",
            "Feuillet bleu",
            [
                "**Cheffe de partie** | Brasserie Georges | janvier 2018 – présent",
                "- Poste des viandes pour 200 couverts par service",
                "**Commis de cuisine** | Hôtel du Lac | mai 2014 – décembre 2017",
                "- Mise en place et dressage",
            ],
        ),
        ("Formation", "Feuillet vert", ["**BTS Hôtellerie** | Lycée Tsuji | 2012 – 2014"]),
        ("Langues", "Feuillet gris", ["Français (langue maternelle), Italien (B2)"]),
    ],
    "es": [
        (
            "Experiencia laboral",
            "La farola",
            [
                "**Profesora de primaria** | Colegio San Isidro | septiembre 2015 – actualidad",
                "- Tutora de un grupo de 25 alumnos",
                "**Monitora** | Ayuntamiento de Lugo | junio 2012 – agosto 2015",
                "- Talleres de verano para niños",
            ],
        ),
        ("Formación académica", "El faro", ["**Grado en Educación Primaria** | Universidad de Vigo | 2008 – 2012"]),
        ("Idiomas", "La ola", ["Español (nativo), Gallego (nativo), Inglés (B2)"]),
    ],
    "nl": [
        (
            "Werkervaring",
            "Eerste blad",
            [
                "**Vrachtwagenchauffeur** | Jansen Transport B.V. | 04/2017 – heden",
                "- Internationale ritten naar Duitsland en Polen",
                "**Magazijnmedewerker** | Bol Logistiek | 01/2012 – 03/2017",
                "- Orders verzameld en zendingen geladen",
            ],
        ),
        ("Opleiding", "Tweede blad", ["**MBO Logistiek** | ROC Midden Nederland | 2009 – 2011"]),
        ("Talen", "Derde blad", ["Nederlands (moedertaal), Duits (goed)"]),
    ],
    "pt": [
        (
            "Experiência profissional",
            "Folha azul",
            [
                "**Contabilista** | Grupo Sonae | março de 2016 – atual",
                "- Fecho mensal de 12 empresas",
                "**Assistente administrativa** | Câmara de Braga | maio de 2010 – fevereiro de 2016",
                "- Atendimento e arquivo",
            ],
        ),
        (
            "Formação académica",
            "Folha verde",
            ["**Licenciatura em Contabilidade** | Universidade do Minho | 2006 – 2010"],
        ),
        ("Línguas", "Folha branca", ["Português (nativo), Inglês (C1)"]),
    ],
}


def as_markdown(titles: list[str], sections: Sections) -> ReadResume:
    return read_markdown(_apart(_written(titles, sections, "# {}", "## {}")))


def as_bold_markdown(titles: list[str], sections: Sections) -> ReadResume:
    plain = [(known, unknown, [line.replace("**", "") for line in lines]) for known, unknown, lines in sections]
    return read_markdown(_apart(_written(titles, plain, "# {}", "**{}**")))


def as_capitals(titles: list[str], sections: Sections) -> ReadResume:
    return read_plain_text(_written([title.upper() for title in titles], sections, "{}", "{}").replace("**", ""))


def as_colons(titles: list[str], sections: Sections) -> ReadResume:
    return read_plain_text(_written(titles, sections, "{}", "{}:").replace("**", ""))


def as_underlined(titles: list[str], sections: Sections) -> ReadResume:
    return read_plain_text(_written(titles, sections, "{}", "{}\n--------").replace("**", ""))


def as_latex(titles: list[str], sections: Sections) -> ReadResume:
    """Headings by a command of the document's own, named after nothing."""
    body = [r"{\\Huge Robin Vasquez}\\par"]
    for title, (_, _, lines) in zip(titles, sections, strict=True):
        body.append(rf"\zeile{{{title}}}")
        items: list[str] = []
        for line in [*lines, ""]:
            if line.startswith("- "):
                items.append(rf"\item {line[2:]}")
                continue
            if items:
                body.append("\n".join([r"\begin{itemize}", *items, r"\end{itemize}"]))
                items = []
            bold, _, rest = line.removeprefix("**").partition("** | ")
            place = r" \hfill ".join(rest.rsplit(" | ", 1))
            body.append(rf"\textbf{{{bold}}}, {place}" + "\n" if rest else line)
    command = r"\newcommand{\zeile}[1]{\bigskip\noindent\textsc{\large #1}\par\hrule\medskip}"
    head = "\\documentclass{article}\n" + command + "\n\\begin{document}\n"
    return read_latex(head + "\n".join(body) + "\n\\end{document}\n")


def as_docx(titles: list[str], sections: Sections) -> ReadResume:
    """Headings by size alone."""
    document = docx.Document()
    document.add_paragraph().add_run("Robin Vasquez").font.size = Pt(22)
    for title, (_, _, lines) in zip(titles, sections, strict=True):
        run = document.add_paragraph().add_run(title)
        run.bold, run.font.size = True, Pt(14)
        for line in lines:
            item = line.startswith("- ")
            document.add_paragraph(line[2:] if item else line.replace("**", ""), "List Bullet" if item else None)
    out = io.BytesIO()
    document.save(out)
    return structure("docx", *docx_blocks(out.getvalue()))


def as_pdf(titles: list[str], sections: Sections) -> ReadResume:
    source = ["#set page(height: auto)", "#text(size: 22pt)[Robin Vasquez]"]
    for title, (_, _, lines) in zip(titles, sections, strict=True):
        source.append(f"\n#v(8pt)\n#text(size: 14pt)[{title}]\n")
        source += [line.replace("**", "*") + ("" if line.startswith("- ") else "\n") for line in lines]
    return structure("pdf", *pdf_blocks(typst.compile("\n".join(source).encode())))


def _apart(markdown: str) -> str:
    """A paragraph is no part of the bullet above it only after an empty line."""
    return "\n".join(line if line.startswith("- ") else f"\n{line}" for line in markdown.splitlines())


def _written(titles: list[str], sections: Sections, name: str, heading: str) -> str:
    lines = [name.format("Robin Vasquez")]
    for title, (_, _, body) in zip(titles, sections, strict=True):
        lines += ["", heading.format(title), "", *body]
    return "\n".join(lines) + "\n"


WRITERS = [as_markdown, as_bold_markdown, as_capitals, as_colons, as_underlined, as_latex, as_docx, as_pdf]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("language", PEOPLE)
def test_headings_that_say_nothing_lose_nothing(
    language: str, write: Callable[[list[str], Sections], ReadResume]
) -> None:
    sections = PEOPLE[language]
    known = write([known for known, _, _ in sections], sections)
    unknown = write([unknown for _, unknown, _ in sections], sections)
    assert len(known.resume.work) == 2
    assert len(known.resume.education) == 1
    assert known.resume.languages
    assert not known.resume.other
    assert unknown.resume == known.resume
    assert [section.key for section in unknown.sections] == [section.key for section in known.sections]
