"""The built-in design: what is in the `Resume` is in the PDF, as text, and nothing else is."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pypdfium2.raw
import pytest

from app.documents.rendering import Renderer, page_count
from app.documents.rendering.links import safe_link
from app.documents.rendering.presentation import present
from app.documents.rendering.printable import clean, readable_period
from app.documents.resume import Basics, Education, Location, Profile, Project, Resume, Skill, Work
from app.errors import RenderFailed

SAMPLES = Path(__file__).parents[2] / "samples"
MARKUP = '#1 *b* _i_ $m$ [a] @ref <lab> \\d `raw` = h / t // c ~ -- "q" \'r\' #import "x" ${y} {{z}}'


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")


def links_of(pdf: bytes) -> set[str]:
    return {uri.decode() for uri in re.findall(rb"/URI\s*\(([^)]*)\)", pdf)}


async def printed(resume: Resume, sections: tuple[str, ...] = (), **options: Any) -> bytes:
    return (await Renderer(tex_enabled=False).from_resume(resume, sections, **options)).pdf


def one_job(**fields: Any) -> Resume:
    return Resume(basics=Basics(name="Ada Lovelace"), work=[Work(**({"position": "Engineer"} | fields))])


async def test_every_text_of_the_sample_comes_out_again() -> None:
    resume = msgspec.json.decode((SAMPLES / "jsonresume.sample.json").read_bytes(), type=Resume)
    made = await Renderer(tex_enabled=False).from_resume(resume)
    assert (made.engine, made.pages, made.warnings) == ("typst", await page_count(made.pdf), [])
    words = re.sub(r"\s+", " ", text_of(made.pdf))
    expected = [resume.basics.summary, resume.basics.name, resume.basics.email]
    expected += [text for job in resume.work for text in (job.position, job.name, job.summary, *job.highlights)]
    expected += [text for skill in resume.skills for text in (skill.name, *skill.keywords)]
    expected += [text for project in resume.projects for text in (project.name, *project.highlights)]
    assert [text for text in expected if text and text not in words] == []


async def test_ligatures_are_read_as_their_letters() -> None:
    assert "office affluent fjord waffle Thin fish" in text_of(
        await printed(one_job(highlights=["office affluent fjord waffle Thin fish"]))
    )


async def test_markup_in_a_resume_is_only_text() -> None:
    text = text_of(await printed(one_job(name=MARKUP, highlights=[MARKUP])))
    assert text.replace("\n", " ").count(MARKUP) == 2


@pytest.mark.parametrize("words", ["Анна Петрова, инженер", "Μηχανικός λογισμικού", "Łukasz Dvořák Ğüneş"])
async def test_other_alphabets_are_text_too(words: str) -> None:
    made = await Renderer(tex_enabled=False).from_resume(Resume(basics=Basics(name="A", summary=words)))
    assert words in text_of(made.pdf)
    assert made.warnings == []


async def test_hebrew_is_set_from_right_to_left() -> None:
    pdf = await printed(Resume(basics=Basics(name="דוד כהן")))
    with pypdfium2.PdfDocument(pdf) as document:
        left, _, right, _ = document[0].get_textpage().get_charbox(0)
        assert left > document[0].get_width() / 2
        assert right < document[0].get_width()
    assert b"/Lang(he)" in pdf


async def test_a_character_without_any_font_is_a_warning_and_not_an_end() -> None:
    made = await Renderer(tex_enabled=False).from_resume(Resume(basics=Basics(name="Ada \U00012000 Lovelace")))
    assert "no font" in made.warnings[0]
    assert "Lovelace" in text_of(made.pdf)


async def test_the_pdf_is_tagged_titled_and_names_its_author() -> None:
    pdf = await printed(one_job())
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(en)" in pdf
    assert b"pdfuaid:part" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_value("Title") == "Ada Lovelace – Résumé"
        assert document.get_metadata_value("Author") == "Ada Lovelace"


async def test_only_web_and_mail_addresses_become_links() -> None:
    basics = Basics(
        name="Ada",
        email="ada@example.org",
        url="javascript:alert(1)",
        profiles=[
            Profile(network="GitHub", username="ada", url="github.com/ada"),
            Profile(network="Files", url="file:///etc/passwd"),
        ],
    )
    pdf = await printed(Resume(basics=basics, projects=[Project(name="P", url="https://example.org/p?a=b&c=d")]))
    assert links_of(pdf) == {"mailto:ada@example.org", "https://github.com/ada", "https://example.org/p?a=b&c=d"}


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("www.example.org", "https://www.example.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("JavaScript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https://user:pw@example.org/", None),
        ("https://", None),
        ("https://example.org/\x00", None),
        ("http://[::1", None),
        ("not an address", None),
        ("mailto:a@b.org?bcc=x@y.org", None),
        (None, None),
    ],
)
def test_an_address_is_a_link_or_it_is_not(address: str | None, link: str | None) -> None:
    assert safe_link(address) == link


async def test_sections_stand_in_the_order_asked_for_and_empty_ones_are_left_out() -> None:
    resume = Resume(
        basics=Basics(name="Ada", summary="About me"),
        work=[Work(position="Engineer")],
        education=[Education(institution="School")],
        skills=[Skill(name="Languages", keywords=["Python"])],
    )
    text = text_of(await printed(resume, ("skills", "education"), titles={"work": "Berufserfahrung"}))
    places = [text.index(word) for word in ("Summary", "Skills", "Education", "Berufserfahrung")]
    assert places == sorted(places)
    for absent in ("Projects", "Volunteering", "Awards", "None", "null"):
        assert absent not in text
    last = text_of(await printed(resume, ("skills", "summary")))
    assert last.index("Skills") < last.index("Summary") < last.index("Experience")


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("2021-03", None, "Mar 2021 – present"),
        ("2021-03-15", "2022", "Mar 2021 – 2022"),
        ("2020", "2020", "2020"),
        (None, "2019-12", "Dec 2019"),
        ("Summer 2018", "Fall 2019", "Summer 2018 – Fall 2019"),
        (None, None, ""),
        ("2021-13", None, "2021-13 – present"),
    ],
)
def test_dates_read_as_people_write_them(start: str | None, end: str | None, period: str) -> None:
    assert readable_period(start, end) == period


def test_text_is_cleaned_of_what_cannot_be_printed() -> None:
    assert clean("A\x00\ud800B\u202e\ue000C\nD\ufdd0") == "A BC D"
    assert clean("e" + "\u0301" * 50) == "e" + "\u0301" * 4
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean(None) == ""


@pytest.mark.parametrize(("country", "paper"), [("US", "us-letter"), ("de", "a4"), (None, "a4")])
def test_paper_is_that_of_the_country(country: str | None, paper: str) -> None:
    assert present(Resume(basics=Basics(name="A", location=Location(country_code=country)))).paper == paper


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
async def test_paper_can_be_chosen(paper: str, width: int) -> None:
    with pypdfium2.PdfDocument(await printed(one_job(), paper=paper)) as document:
        assert int(document[0].get_width()) == width


async def test_a_word_longer_than_the_line_stays_on_the_paper() -> None:
    with pypdfium2.PdfDocument(await printed(one_job(highlights=["x" * 400]))) as document:
        text = document[0].get_textpage()
        right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
        assert right <= document[0].get_width() - 50


async def test_a_heading_never_ends_a_page() -> None:
    jobs = [Work(position=f"Post {n}", highlights=["word " * 40] * 4, start_date="2020") for n in range(14)]
    made = await printed(Resume(basics=Basics(name="Ada"), work=jobs))
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) > 1
        for page in list(document)[:-1]:
            lines = page.get_textpage().get_text_bounded().split("\r\n")
            body = [line for line in lines if line.strip() and not re.fullmatch(r"Ada|.*\d ?/ ?\d", line)]
            assert not body[-1].startswith("Post")


@pytest.mark.parametrize(
    "resume",
    [
        one_job(summary="a" * 13_000),
        Resume(work=[Work(highlights=["a" * 10_000] * 21)]),
    ],
    ids=["one text", "all together"],
)
async def test_a_resume_over_the_limits_is_refused(resume: Resume) -> None:
    with pytest.raises(RenderFailed, match="too long"):
        await printed(resume)


@pytest.mark.parametrize("mark", ["\u0301", "(\u202b", "\u200b", "\u00ad", "\ufe0f", "़"])
async def test_the_oddest_text_of_the_allowed_length_makes_a_pdf(mark: str) -> None:
    assert (await printed(one_job(summary=(mark * 12_000)[:12_000]))).startswith(b"%PDF")


async def test_an_empty_resume_is_refused() -> None:
    with pytest.raises(RenderFailed, match="empty"):
        await printed(Resume())


async def test_the_same_resume_gives_the_same_bytes_all_day() -> None:
    day = date(2026, 11, 22)
    days = iter((day, day, day + timedelta(days=1)))
    renderer = Renderer(tex_enabled=False, today=lambda: next(days))
    first, second, tomorrow = [(await renderer.from_resume(one_job())).pdf for _ in range(3)]
    assert first == second
    assert first != tomorrow
