"""Of what Foreword itself makes nothing is lost: read back by the other library, every value is where it should be."""

from pathlib import Path

import msgspec
import pytest

from app.documents.machine_view.expected import Heading
from app.documents.machine_view.looking import look
from app.documents.machine_view.reader import machine_view
from app.documents.reader import read_resume
from app.documents.rendering import Renderer
from app.documents.resume import Basics, Language, OtherSection, Profile, ReadResume, Resume, Work
from app.documents.structure import SECTION_TITLES
from tests.applicants import load_resume
from tests.documents.machine_view.papers import RESUMES, SAMPLES

PRINTED = [Heading(key, title) for key, title in SECTION_TITLES.items()]
TEMPLATES = Path(__file__).parents[1] / "templates"


def nothing_lost(pdf: bytes, resume: Resume, headings: list[Heading]) -> None:
    view = look(pdf, resume, headings)
    assert len(view.fields) > 10
    assert [field for field in view.fields if field.state != "found" or field.in_margin] == []
    assert (view.order_written.tau, view.order_across.tau) == (1.0, 1.0)
    assert view.mixed_rows == ()
    assert all(font.unmapped == font.private == 0 and font.embedded for font in view.fonts)
    assert view.findings == ()


async def printed(resume: Resume) -> bytes:
    return (await Renderer(tex_enabled=False).from_resume(resume)).pdf


@pytest.mark.parametrize("name", ["amara", "jake"])
async def test_the_built_in_design_loses_nothing_of_an_applicant(name: str) -> None:
    resume = load_resume(name)
    nothing_lost(await printed(resume), resume, PRINTED)


def stored(file: Path) -> Resume:
    return msgspec.json.decode(file.read_bytes(), type=Resume)


@pytest.mark.parametrize("file", sorted(RESUMES.glob("*.json")), ids=lambda file: file.stem)
async def test_the_built_in_design_loses_nothing_of_any_trade(file: Path) -> None:
    resume = stored(file)
    nothing_lost(await printed(resume), resume, PRINTED)


async def test_the_published_example_of_the_schema_loses_nothing() -> None:
    resume = stored(SAMPLES / "jsonresume.sample.json")
    nothing_lost(await printed(resume), resume, PRINTED)


async def test_a_section_of_a_kind_of_its_own_and_a_job_without_a_title_lose_nothing_but_the_heading() -> None:
    resume = person("Kwame Boateng", "Harbour Yard", "Welder", "Welded the hull of a ferry.", "Twi")
    resume.work.append(Work(start_date="2010", end_date="2012", highlights=["Repaired tractors in the village."]))
    resume.other = [OtherSection(title="Military Service", lines=["Sergeant, Signals Regiment", "Led a section of 8"])]
    headings = [*PRINTED[:-1], Heading("other", "Military Service")]
    view = look(await printed(resume), resume, headings)
    assert [field for field in view.fields if field.state != "found"] == []
    assert [(found.kind, found.examples) for found in view.findings] == [("headings_unknown", ("Military Service",))]


def person(name: str, employer: str, title: str, line: str, language: str) -> Resume:
    profiles = [Profile(network="GitHub", username="x1y2", url="https://github.com/x1y2")]
    return Resume(
        basics=Basics(name=name, email="a@example.org", phone="+1 512 555 0100", profiles=profiles),
        work=[Work(name=employer, position=title, start_date="2019-03", end_date="2021-02", highlights=[line])],
        languages=[Language(language=language, fluency="C2")],
    )


@pytest.mark.parametrize(
    "resume",
    [
        person("דנה כהן", "בנק לאומי", "מנהלת פרויקטים", "הובלתי צוות של 12 אנשים בפרויקט Python גדול", "עברית"),
        person("Иван Петров", "Газпром", "Инженер", "Руководил командой из двенадцати человек.", "Русский"),
        person("Γιώργος Παππάς", "Εθνική Τράπεζα", "Μηχανικός", "Διαχείριση έργων.", "Ελληνικά"),
        person("Nguyễn Thị Ánh", "Ngân hàng Việt", "Kỹ sư", "Phát triển hệ thống thanh toán.", "Tiếng Việt"),
        person("Łukasz Żak", "Škoda Çelik", "Ingénieur", "Efficient affluent office: flow, fjord, waffle.", "Íslenska"),
    ],
    ids=["Hebrew", "Russian", "Greek", "Vietnamese", "Latin"],
)
async def test_other_scripts_lose_nothing(resume: Resume) -> None:
    nothing_lost(await printed(resume), resume, PRINTED)


async def test_a_resume_of_several_pages_loses_nothing_to_its_footers_and_page_breaks() -> None:
    words = ["alpha", "bravo", "delta", "golf", "hotel", "india", "kilo", "lima", "mike", "oscar", "papa"]
    jobs = [
        Work(
            name=f"Company {year}",
            position=f"Engineer of {year}",
            start_date=f"{year}-01",
            end_date=f"{year}-11",
            highlights=[
                f"In {year} {' '.join(words[(year * 7 + line * 5 + at) % 11] for at in range(36))} {line}."
                for line in range(4)
            ],
        )
        for year in range(2021, 2007, -1)
    ]
    resume = Resume(basics=Basics(name="Ada Long", email="ada@example.org"), work=jobs)
    pdf = await printed(resume)
    assert look(pdf, resume, PRINTED).pages > 2
    nothing_lost(pdf, resume, PRINTED)


async def latex(source: bytes) -> tuple[bytes, ReadResume]:
    return (await Renderer().from_latex(source.decode())).pdf, await read_resume(source, "resume.tex")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(file.read_bytes(), id=file.stem)
        for file in (
            SAMPLES / "jake_resume.tex",
            *(TEMPLATES / f"{name}.tex" for name in ("academique", "lebenslauf", "own_commands", "table_rows")),
        )
    ],
)
async def test_latex_that_foreword_compiles_loses_nothing(source: bytes) -> None:
    pdf, read = await latex(source)
    nothing_lost(pdf, read.resume, [Heading(section.key, section.title) for section in read.sections])


async def test_the_limited_process_sees_the_same() -> None:
    resume = load_resume("amara")
    pdf = await printed(resume)
    assert await machine_view(pdf, resume, PRINTED) == look(pdf, resume, PRINTED)
