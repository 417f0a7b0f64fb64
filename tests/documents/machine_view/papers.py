"""PDFs to look at: what Foreword prints, what people's templates do to text, and files written object by object."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import typst

from app.documents.machine_view.expected import Heading
from app.documents.machine_view.looking import look
from app.documents.machine_view.results import FieldSeen, Finding, MachineView
from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.tex import TexCompiler
from app.documents.resume import Basics, Education, Language, Resume, Skill, Work

SAMPLES = Path(__file__).parents[2] / "samples"
RESUMES = Path(__file__).parents[1] / "facts" / "resumes"

AMARA = Resume(
    basics=Basics(name="Amara Okafor", email="amara@example.org", phone="+31 20 555 0100"),
    skills=[Skill(keywords=["Python", "PostgreSQL", "Kafka", "Redis", "Docker", "Terraform"])],
    languages=[
        Language(language="English", fluency="C2"),
        Language(language="Swedish", fluency="native"),
        Language(language="Dutch", fluency="B1"),
    ],
    education=[
        Education(
            institution="Utrecht University",
            study_type="BSc",
            area="Computing Science",
            start_date="2015",
            end_date="2018",
        )
    ],
    work=[
        Work(
            name="Polder Pay",
            position="Software Engineer",
            start_date="2021-03",
            highlights=[
                "Led the move of the settlement service from MySQL to PostgreSQL without downtime in nine long weeks.",
                "Cut the latency of the payout interface from 840 ms to 95 ms with partial indexes and batched writes.",
            ],
        ),
        Work(
            name="Kanaal Travel",
            position="Python Developer",
            start_date="2018",
            end_date="2021",
            highlights=["Built the fare cache that serves three thousand requests a second at peak in the summer."],
        ),
    ],
)
HEADINGS = (
    Heading("skills", "Skills"),
    Heading("languages", "Languages"),
    Heading("education", "Education"),
    Heading("work", "Experience"),
)
LEFT = """#head[Skills]

Python, PostgreSQL, Kafka, Redis, Docker, Terraform

#head[Languages]

English: C2 \\ Swedish: native \\ Dutch: B1

#head[Education]

Utrecht University \\ BSc, Computing Science \\ 2015 – 2018
"""
RIGHT = f"""#head[Experience]

*Software Engineer*, Polder Pay #h(1fr) Mar 2021 – present

- {AMARA.work[0].highlights[0]}
- {AMARA.work[0].highlights[1]}

*Python Developer*, Kanaal Travel #h(1fr) 2018 – 2021

- {AMARA.work[1].highlights[0]}
"""
PLAIN_HEAD = "#let head(t) = heading(t)\n"
SPACED_HEAD = "#let head(t) = text(13pt, tracking: 0.22em, smallcaps(t))\n#set par(justify: true)\n"
CONTACT = "amara\\@example.org · +31 20 555 0100"


def one_column(before: str = "", head: str = PLAIN_HEAD) -> bytes:
    """Amara's résumé from top to bottom; `before` is Typst that comes first."""
    return printed(f"{before}\n{head}#text(22pt)[Amara Okafor]\n\n{CONTACT}\n\n{LEFT}\n{RIGHT}")


def two_columns() -> bytes:
    """The same with a sidebar, small capitals set wide apart, and the contact details in the page's header."""
    columns = f"#grid(columns: (5.2cm, 1fr), gutter: 1cm, [\n{LEFT}\n], [\n{RIGHT}\n])"
    return printed(
        f'#set page("a4", header: text(8pt)[{CONTACT}])\n{SPACED_HEAD}'
        f"#text(22pt, tracking: 0.25em)[Amara Okafor]\n\n{columns}"
    )


def printed(markup: str) -> bytes:
    """Typst's PDF of some markup, with the fonts of the wheel."""
    return typst.compile(markup.encode(), ignore_system_fonts=True)


async def compiled(body: str, preamble: str = "") -> bytes:
    """pdflatex's PDF."""
    tex = TexCompiler()
    tex.proof = SandboxProof(True, "Proven elsewhere.")
    source = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return (await tex.compile(source)).pdf


def one_job(**fields: object) -> Resume:
    """A nurse with one job."""
    given = {"name": "Saint Mary Hospital", "position": "Nurse", **fields}
    return Resume(basics=Basics(name="Jane Doe", email="jane@example.org"), work=[msgspec.convert(given, Work)])


def fields_by(view: MachineView, state: str) -> dict[str, FieldSeen]:
    """The values in one state, by their pointers."""
    return {field.pointer: field for field in view.fields if field.state == state}


def findings(view: MachineView) -> dict[str, Finding]:
    """What was found, by its kind."""
    return {finding.kind: finding for finding in view.findings}


def text_of(pdf: bytes) -> str:
    """The text in the order of the file."""
    return look(pdf, Resume(), ()).written.text


def handmade(
    content: str,
    *,
    meanings: Sequence[tuple[int, str]] | None = None,
    encoding: str = "/WinAnsiEncoding",
    font: str = "",
    pages: int = 1,
    extra: Sequence[str] = (),
    resources: str = "",
    digits: int = 2,
) -> bytes:
    """A PDF whose pages draw `content` with the font /F1 (Helvetica unless `font` is another dictionary).

    `meanings` become its ToUnicode map. `extra` objects are numbered from 10; `resources` go into the pages' own; a
    letter's code has `digits` hexadecimal digits.
    """
    to_unicode = "" if meanings is None else " /ToUnicode 5 0 R"
    first = font or f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding}{to_unicode} >>"
    numbers = range(100, 100 + pages)
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] /Count {pages} >>",
        3: first,
        4: stream(content),
        5: stream(_map_of(meanings or (), digits)),
    }
    objects |= {10 + index: text for index, text in enumerate(extra)}
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>"
    )
    objects |= dict.fromkeys(numbers, page)
    return written(objects)


def stream(content: str, entries: str = "", *, compress: bool = False) -> str:
    """A stream object's text."""
    data = content.encode("latin-1")
    if compress:
        data = zlib.compress(data)
        entries += " /Filter /FlateDecode"
    return f"<< /Length {len(data)} {entries} >>\nstream\n{data.decode('latin-1')}\nendstream"


def written(objects: dict[int, str], trailer: str = "") -> bytes:
    """A file of these objects with its cross-reference table."""
    out = b"%PDF-1.7\n"
    offsets = {}
    for number, text in objects.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += f"{number} 1\n{offset:010d} 00000 n \n".encode()
    size = max(objects) + 1
    return out + f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def lines(*texts: str, top: int = 760, size: int = 11) -> str:
    """Content that draws one line below another."""
    shown = " ".join(f"({text}) Tj 0 -18 Td" for text in texts)
    return f"BT /F1 {size} Tf 60 {top} Td {shown} ET "


def _map_of(meanings: Sequence[tuple[int, str]], digits: int) -> str:
    rows = "\n".join(f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>" for code, text in meanings)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <{'0' * digits}> <{'f' * digits}> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    )
