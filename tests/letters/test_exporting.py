"""A letter as PDF, Word and text, read back."""

import io
from collections.abc import Callable
from datetime import date

import docx
import msgspec
import pypdfium2
import pytest

from app.documents.rendering.letter import lay_out, written_date
from app.documents.rendering.letter_pdf import render_letter
from app.documents.resume import Basics, Location, ReadResume
from app.errors import RenderFailed
from app.letters.composing import PARTS
from app.letters.exporting import export, file_stem
from app.letters.models import StoredLetter, Version
from app.letters.reading import Letter, Part

TEXTS = {
    "salutation": "Dear hiring team,",
    "opening": "I build payment systems.",
    "body_1": "At Polder Pay I introduced Kafka.",
    "body_2": "At Kanaal Travel I built the fare cache.",
    "closing": "Thank you.\n\nKind regards,\nAmara Okafor-Lindqvist",
}
Make = Callable[..., Letter]


@pytest.fixture
def letter(amara: ReadResume) -> Make:
    """A letter with other texts, another language or another sender."""

    def make(texts: dict[str, str] | None = None, language: str = "en", basics: Basics | None = None) -> Letter:
        stored = StoredLetter(
            id="let_1", owner="usr_1", resume_id="res_1", posting_id="job_1", resume_title="a.md",
            posting_title="Backend Engineer", company="Northwind Ledger", posting_text="", tone="warm",
            length="standard", language=language, hints="", run_id="run_1", action="write", part="", state="done",
            problem=None, created_at=0.0, updated_at=1_795_219_200.0,
        )  # fmt: skip
        parts = tuple(
            Part(name=part, current=Version(part, 1, "written", {**TEXTS, **(texts or {})}[part], True, 0.0))
            for part in PARTS
        )
        resume = amara.resume if basics is None else msgspec.structs.replace(amara.resume, basics=basics)
        return Letter(stored=stored, parts=parts, resume=resume)

    return make


def pdf_text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")


def page_size(pdf: bytes) -> tuple[int, int]:
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        return round(width), round(height)


async def test_the_pdf_has_sender_date_firm_and_paragraphs_in_order(letter: Make) -> None:
    text = pdf_text(await export(letter(), "pdf"))
    wanted = ["Amara Okafor-Lindqvist", "amara@example.org", "21 November 2026", "Northwind Ledger"]
    wanted += [line for part in PARTS for line in TEXTS[part].split("\n") if line]
    places = [text.index(words) for words in wanted[:-1]]
    assert places == sorted(places)
    assert text.count("Amara Okafor-Lindqvist") == 2


async def test_the_word_file_has_real_styles_and_the_same_text(letter: Make) -> None:
    document = docx.Document(io.BytesIO(await export(letter(), "docx")))
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert styled[0] == ("Title", "Amara Okafor-Lindqvist")
    assert ("Date", "21 November 2026") in styled
    assert ("Inside Address", "Northwind Ledger") in styled
    assert ("Salutation", "Dear hiring team,") in styled
    assert [text for style, text in styled if style == "Body Text"] == [
        TEXTS["opening"], TEXTS["body_1"], TEXTS["body_2"],
    ]  # fmt: skip
    assert styled[-1] == ("Closing", TEXTS["closing"])
    assert document.core_properties.author == "Amara Okafor-Lindqvist"


async def test_the_text_file_is_the_paragraphs(letter: Make) -> None:
    assert (await export(letter(), "txt")).decode() == "\n\n".join(TEXTS.values()) + "\n"


@pytest.mark.parametrize(("country", "size"), [("US", (612, 792)), ("NL", (595, 842)), (None, (595, 842))])
async def test_the_paper_is_that_of_the_persons_country(
    letter: Make, country: str | None, size: tuple[int, int]
) -> None:
    basics = Basics(name="Ada", location=Location(city="Springfield", country_code=country))
    assert page_size(await export(letter(basics=basics), "pdf")) == size
    section = docx.Document(io.BytesIO(await export(letter(basics=basics), "docx"))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.pt), round(section.page_height.pt)) == size


@pytest.mark.parametrize(
    ("language", "name", "opening"),
    [
        ("ar", "ليلى حداد", "أكتب إليكم بشأن الوظيفة، وعملت في Polder Pay."),
        ("he", "נועה לוי", "אני כותבת לגבי המשרה."),
        ("ja", "山田花子", "貴社の求人に応募いたします。"),
        ("uk", "Олена Ковальчук", "Пишу щодо посади."),
        ("hi", "अनन्या शर्मा", "मैं इस पद के लिए लिख रही हूँ।"),
        ("en", "ليلى حداد", "I build payment systems."),
    ],
)
async def test_other_scripts_and_names_from_right_to_left_do_not_break_it(
    letter: Make, language: str, name: str, opening: str
) -> None:
    made = letter({"opening": opening}, language, Basics(name=name))
    pdf = await export(made, "pdf")
    assert page_size(pdf) == (595, 842)
    document = docx.Document(io.BytesIO(await export(made, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == name
    assert opening in texts
    is_right_to_left = [bool(paragraph._p.xpath("./w:pPr/w:bidi")) for paragraph in document.paragraphs]
    assert set(is_right_to_left) == {language in {"ar", "he"}}


async def test_hostile_text_is_only_text(letter: Make) -> None:
    nasty = '#panic("x") $x$ *b* @ref <a> \\ // /* \x00\x07 ﷽ {{7*7}} ]>'
    made = letter({"opening": nasty, "body_1": nasty * 50}, basics=Basics(name=nasty, email="a@b.c"))
    assert '#panic("x") $x$ *b* @ref <a>' in pdf_text(await export(made, "pdf")).replace("\n", " ")
    document = docx.Document(io.BytesIO(await export(made, "docx")))
    assert any('#panic("x") $x$ *b*' in paragraph.text for paragraph in document.paragraphs)
    assert set(file_stem(made)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789﷽")


async def test_a_letter_printed_again_another_day_is_the_same_file(letter: Make) -> None:
    made = letter()
    printed = await export(made, "pdf")
    with pypdfium2.PdfDocument(printed) as document:
        assert document.get_metadata_value("CreationDate").startswith("D:20261121")
    assert await export(made, "pdf") == printed


async def test_a_long_letter_has_two_pages_and_an_endless_one_is_refused(letter: Make) -> None:
    long = await export(letter({"body_1": "I built the fare cache. " * 200}), "pdf")
    with pypdfium2.PdfDocument(long) as document:
        assert len(document) == 2
    endless = lay_out(Basics(), ["word " * 20_000], company="", job="", language="en", on=date(2026, 11, 21))
    with pytest.raises(RenderFailed, match="too long"):
        await render_letter(endless, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("language", "paper", "written"),
    [
        ("en", "a4", "3 May 2026"),
        ("en", "us-letter", "May 3, 2026"),
        ("de", "a4", "3. Mai 2026"),
        ("fr", "a4", "3 mai 2026"),
        ("es", "a4", "3 de mayo de 2026"),
        ("ja", "a4", "2026-05-03"),
    ],
)
def test_a_date_is_written_as_in_its_language(language: str, paper: str, written: str) -> None:
    assert written_date(date(2026, 5, 3), language, paper) == written
