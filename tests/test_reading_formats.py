"""The documents of the reading bench are what they are called: dates in each notation, and PDFs with their troubles."""

import contextlib
import zlib

import pypdfium2
import pytest

from benchmarks.reading.formats import FORMATS, icon_font
from benchmarks.reading.formats.calendar_words import NOTATIONS, date
from benchmarks.reading.formats.writing import contact_pieces, dates_of, place, section_order, single_date, study
from benchmarks.reading.person import Person, decode, load

JOB = {"name": "Molen De Hoop", "position": "Molenaar", "startDate": "2019-03", "endDate": "2021-06"}


def person(
    language: str = "en", notation: str = "iso", written: str = "{}", job: dict[str, str] | None = None
) -> Person:
    work = {**JOB, **(job or {})}
    members = ",".join(f'"{key}":"{value}"' for key, value in work.items() if value)
    return decode(
        f'{{"id":"x","language":"{language}","resume":{{"work":[{{{members}}}]}},"headings":{{}},"order":[],'
        f'"notation":"{notation}","written":{written}}}'.encode(),
        "x.json",
    )


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("notation", "language", "written"),
    [
        ("numeric_slash", "en", "03/2019"),
        ("numeric_dot", "de", "03.2019"),
        ("numeric_short", "es", "03/19"),
        ("iso", "fr", "2019-03"),
        ("month_year_short", "de", "mär 2019"),
        ("month_dot", "fr", "mars 2019"),
        ("month_year_long", "nl", "maart 2019"),
        ("month_comma", "en", "march, 2019"),
        ("from_to", "pt", "março"),
    ],
)
def test_a_month_is_written_in_the_notation_and_language(notation: str, language: str, written: str) -> None:
    found = date(person(language, notation), "2019-03").casefold()
    assert found == written or (written.isalpha() and found.startswith(written))


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_year_alone_stays_a_year_and_a_day_keeps_its_day(notation: str) -> None:
    assert date(person(notation=notation), "2019") == "2019"
    assert "17" in date(person(notation=notation), "2019-03-17")


def test_both_dates_of_an_entry_are_written_together() -> None:
    assert dates_of(person("en", "from_to"), "/work/0").casefold().startswith("from march 2019 ")
    years = {"startDate": "2019", "endDate": "2021"}
    assert dates_of(person("en", "year_short", job=years), "/work/0") == "2019–21"
    assert dates_of(person("de", "since", job={"endDate": ""}), "/work/0").casefold().startswith("seit ")
    assert dates_of(person("en", "iso", '{"/work/0":"Spring 2019 to date"}'), "/work/0") == "Spring 2019 to date"
    assert dates_of(person("en", "iso", '{"/work/0/endDate":"Summer 2021"}'), "/work/0").endswith("Summer 2021")
    assert single_date(person(), "/work/0/endDate") == "2021-06"


@pytest.mark.parametrize("one", load("tuned"), ids=lambda one: one.id)
def test_contacts_and_studies_hold_every_value(one: Person) -> None:
    texts = [piece.text for piece in contact_pieces(one)]
    basics = one.resume.basics
    assert {basics.email, basics.phone} - {None} <= set(texts)
    assert basics.location is None or (basics.location.city or "") in place(one)
    for entry in one.resume.education:
        assert (entry.study_type or "") in study(one, entry)
        assert (entry.area or "") in study(one, entry)
    assert {"work", "education"} <= set(section_order(one))


@pytest.mark.parametrize("name", [name for name, made in FORMATS.items() if made.kind == "pdf" and name != "pdf_latex"])
def test_a_pdf_holds_every_letter_of_its_columns(name: str) -> None:
    made = FORMATS[name]
    one = made.as_written(load("tuned")[0])
    letters = letters_of(text_of(made.make(one)))
    columns = made.columns(one)
    assert len(columns) == (2 if name == "pdf_two_columns" else 1)
    assert [text for column in columns for text in column if letters_of(text) not in letters] == []


def test_icons_stand_for_no_letter_and_are_drawn() -> None:
    made = FORMATS["pdf_icons"]
    one = made.as_written(load("tuned")[0])
    found = text_of(made.make(one))
    assert found.count("\uf0e0") == found.count("\uf095") == 1
    assert icon_font.FAMILY.replace(" ", "").encode() in made.make(one).replace(b" ", b"")


def test_some_files_hold_ligatures_as_characters_of_their_own() -> None:
    made = FORMATS["pdf_ligatures"]
    maps = [streams_of(made.make(made.as_written(one))) for one in load("tuned")[:8]]
    assert 0 < sum(b"FB01" in one.upper() for one in maps) < len(maps)


def test_some_small_capitals_are_capitals_in_the_file() -> None:
    made = FORMATS["pdf_small_caps"]
    names = {one.resume.basics.name or "": text_of(made.make(made.as_written(one))) for one in load("tuned")[:8]}
    assert 0 < sum(name.upper() in text for name, text in names.items()) < len(names)


def streams_of(pdf: bytes) -> bytes:
    """What the compressed streams of a PDF hold, the maps from glyphs to characters among them."""
    found = []
    for part in pdf.split(b"stream\n")[1:]:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(part))
    return b"".join(found)


def letters_of(text: str) -> str:
    for ligature, plain in {"ﬃ": "ffi", "ﬄ": "ffl", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl"}.items():
        text = text.replace(ligature, plain)
    return "".join(char for char in text if char.isalnum())
