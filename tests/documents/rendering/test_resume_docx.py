"""A résumé as a Word document: read back by our own reader, and looked at as Word would."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.reader import read_resume
from app.documents.rendering.resume_docx import _write, language_tag, write_resume_docx
from app.documents.rendering.resume_lines import lay_out
from app.documents.resume import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    OtherSection,
    Profile,
    Project,
    Publication,
    ReadResume,
    Reference,
    Resume,
    Skill,
    Volunteer,
    Work,
)
from app.errors import RenderFailed
from tests.documents.rendering.research_nurse import RICH

PEOPLE = Path(__file__).parents[1] / "facts" / "resumes"


async def opened(resume: Resume, *sections: str) -> Any:
    return docx.Document(io.BytesIO(await write_resume_docx(resume, sections)))


def styled(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


async def test_what_was_written_is_read_back(amara: ReadResume, jake: ReadResume) -> None:
    for resume in (amara.resume, jake.resume, RICH):
        read = await read_resume(await write_resume_docx(resume), "resume.docx")
        assert msgspec.to_builtins(read.resume) == msgspec.to_builtins(resume)
        assert read.warnings == []


@pytest.mark.parametrize(
    "person", ["analyst", "engineer", "marketer", "nurse", "paralegal", "people_manager", "sales", "scientist"]
)
async def test_people_of_other_trades_are_read_back(person: str) -> None:
    resume = msgspec.json.decode((PEOPLE / f"{person}.json").read_bytes(), type=Resume)
    read = await read_resume(await write_resume_docx(resume), "resume.docx")
    assert msgspec.to_builtins(read.resume) == msgspec.to_builtins(resume)


async def test_the_order_and_the_headings_are_the_persons_own() -> None:
    data = await write_resume_docx(RICH, ["education", "other", "work"], titles={"work": "Where I nursed"})
    headings = [text for style, text in styled(docx.Document(io.BytesIO(data))) if style == "Heading 1"]
    assert headings[:4] == ["Summary", "Education", "Equipment", "Where I nursed"]
    assert len(headings) == 13


async def test_each_paragraph_has_the_style_that_word_knows_it_by() -> None:
    lines = styled(await opened(RICH))
    assert lines[:2] == [("Title", "Noor Haddad-Weiss"), ("Subtitle", "Research Nurse")]
    assert lines[2][0] == "Contact Details"
    assert ("Heading 2", "Senior Research Nurse\tApr 2019 – present") in lines
    assert ("Heading 2", "Staff Nurse\t1 Sep 2015 – 31 Mar 2019") in lines
    assert ("Entry Details", "Charité\tBerlin") in lines
    assert ("List Bullet", "Ran 14 phase II trials with 310 patients.") in lines
    assert {style for style, _ in lines} == {
        "Title", "Subtitle", "Contact Details", "Heading 1", "Heading 2", "Entry Details", "Body Text", "List Bullet",
    }  # fmt: skip


async def test_bullets_are_a_list_and_dates_stand_at_the_margin_by_the_style_alone() -> None:
    document = await opened(RICH)
    (number,) = document.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    (abstract,) = document.part.numbering_part.element.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    found = document.part.numbering_part.element.xpath(
        f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='0']/w:numFmt/@w:val"
    )
    assert found == ["bullet"]
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for name in ("Heading 2", "Entry Details"):
        (stop,) = document.styles[name].paragraph_format.tab_stops
        assert stop.alignment.name == "RIGHT"
        assert abs(stop.position - width) < 1000
    for paragraph in document.paragraphs:
        assert {child.tag.rpartition("}")[2] for child in paragraph._p.get_or_add_pPr()} == {"pStyle"}


async def test_headings_stay_with_what_they_head() -> None:
    styles = (await opened(RICH)).styles
    for name in ("Title", "Heading 1", "Heading 2", "Entry Details"):
        assert styles[name].paragraph_format.keep_with_next
    assert not styles["List Bullet"].paragraph_format.keep_with_next


async def test_the_next_paragraph_in_word_has_the_style_that_follows() -> None:
    styles = (await opened(RICH)).styles
    assert styles["Heading 1"].next_paragraph_style.name == "Heading 2"
    assert styles["Heading 2"].next_paragraph_style.name == "Entry Details"
    assert styles["List Bullet"].next_paragraph_style.name == "List Bullet"


async def test_links_are_links_and_only_safe_ones() -> None:
    basics = Basics(name="Jo Doe", email="jo@example.org", url="javascript:alert(1)")
    jobs = [
        Work(position="Clerk", name="Acme", url="file:///etc/passwd"),
        Work(position="Aide", url="acme.example.org"),
    ]
    data = await write_resume_docx(Resume(basics=basics, work=jobs))
    relations = [part for part in docx.Document(io.BytesIO(data)).part.rels.values() if part.is_external]
    assert [part.target_ref for part in relations] == ["mailto:jo@example.org", "https://acme.example.org"]
    assert all(part.reltype.endswith("/hyperlink") for part in relations)


async def test_more_links_than_a_resume_has_are_text() -> None:
    profiles = [Profile(url=f"https://a.example.org/{number}") for number in range(700)]
    document = await opened(Resume(basics=Basics(name="Jo", profiles=profiles)))
    assert 400 < len([part for part in document.part.rels.values() if part.is_external]) < 500
    assert document.paragraphs[1].text.count("a.example.org/") == 700


async def test_nothing_but_text_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(await write_resume_docx(RICH))) as archive:
        names = archive.namelist()
        body = archive.read("word/document.xml").decode()
    assert not [name for name in names if re.search(r"vba|embed|media|thumbnail|oleObject|activeX|header|footer", name)]
    assert not re.search(r"<w:(?:tbl|drawing|pict|object|fldSimple|instrText|txbxContent|altChunk|sdt)\b", body)


@pytest.mark.parametrize(
    ("country", "size"), [("US", (612, 792)), ("ca", (612, 792)), ("DE", (595, 842)), (None, (595, 842))]
)
async def test_the_paper_is_that_of_the_persons_country(country: str | None, size: tuple[int, int]) -> None:
    section = (await opened(Resume(basics=Basics(name="Jo", location=Location(country_code=country))))).sections[0]
    assert (round(section.page_width.pt), round(section.page_height.pt)) == size


async def test_the_properties_are_the_persons() -> None:
    document = await opened(RICH)
    properties = document.core_properties
    assert properties.title == "Noor Haddad-Weiss – Résumé"
    assert (properties.author, properties.last_modified_by) == ("Noor Haddad-Weiss", "Noor Haddad-Weiss")
    assert properties.language == "en-GB"
    assert properties.comments == ""
    assert document.settings.element.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']/@w:val") == ["15"]


@pytest.mark.parametrize(
    ("text", "attribute", "tag", "right_to_left"),
    [
        ("Ich habe die Pflege auf der Station geleitet und bin für den Dienst verantwortlich.", "val", "de-AT", False),
        ("I have worked on the ward and I am in charge of the night shift.", "val", "en-GB", False),
        ("كنت مسؤولة عن القسم", "bidi", "ar-SA", True),
        ("הייתי אחראית על המחלקה", "bidi", "he-IL", True),
        ("病棟の責任者でした", "eastAsia", "ja-JP", False),
    ],
)
async def test_the_language_is_that_of_the_text(text: str, attribute: str, tag: str, right_to_left: bool) -> None:
    basics = Basics(name="Jo", summary=text, location=Location(country_code="AT"))
    document = await opened(Resume(basics=basics))
    assert document.styles.element.xpath(f"w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:{attribute}") == [tag]
    normal = document.styles["Normal"]
    assert bool(normal.element.xpath("w:pPr/w:bidi")) == bool(normal.font.rtl) == right_to_left
    assert text in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("language", "country", "paper", "tag"),
    [
        ("en", "US", "us-letter", "en-US"),
        ("en", "", "us-letter", "en-US"),
        ("en", "NL", "a4", "en-GB"),
        ("pt", "BR", "a4", "pt-BR"),
        ("fr", "CA", "us-letter", "fr-CA"),
        ("uk", "UA", "a4", "uk"),
    ],
)
def test_a_language_is_tagged_with_a_country_that_spells_it(language: str, country: str, paper: str, tag: str) -> None:
    assert language_tag(language, country, paper) == tag


async def test_what_may_not_be_shown_is_not_in_it() -> None:
    resume = Resume(basics=Basics(name="Jo", extra={"salary": "S3CRET"}), work=[Work(name="A", extra={"x": "S3CRET"})])
    with zipfile.ZipFile(io.BytesIO(await write_resume_docx(resume))) as archive:
        assert not any(b"S3CRET" in archive.read(name) for name in archive.namelist())


async def test_what_is_empty_or_endless_is_refused() -> None:
    for empty in (Resume(), Resume(basics=Basics(name=" \x00"), work=[Work()], other=[OtherSection(title="Patents")])):
        with pytest.raises(RenderFailed, match="empty"):
            await write_resume_docx(empty)
    with pytest.raises(RenderFailed, match="too long"):
        await write_resume_docx(Resume(basics=Basics(summary="word " * 50_000)))
    with pytest.raises(RenderFailed, match="too long"):
        await write_resume_docx(Resume(work=[Work(highlights=["x"] * 50_000)]))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_text_in_any_place_gives_lines_that_word_can_hold(data: st.DataObject) -> None:
    texts = st.text(max_size=10) | st.sampled_from(["<w:p/>", "]]>", "2021-13", "\x00\x0b", "a\tb\nc", "﷽", "\ud800"])

    def made(kind: type[Any]) -> Any:
        values: dict[str, Any] = {}
        for field in msgspec.structs.fields(kind):
            annotation = str(field.type)
            if annotation == "str | None":
                values[field.name] = data.draw(st.none() | texts)
            elif annotation == "list[str]":
                values[field.name] = data.draw(st.lists(texts, max_size=2))
        return kind(**values)

    kinds = {"work": Work, "volunteer": Volunteer, "education": Education, "projects": Project, "awards": Award,
             "certificates": Certificate, "publications": Publication, "skills": Skill, "languages": Language,
             "interests": Interest, "references": Reference, "other": OtherSection}  # fmt: skip
    lists: dict[str, Any] = {
        name: [made(kind) for _ in range(data.draw(st.integers(0, 2)))] for name, kind in kinds.items()
    }
    resume = Resume(basics=made(Basics), **lists)
    try:
        lines = lay_out(resume)
    except RenderFailed:
        return
    for line in lines:
        assert line.words or line.at_margin
        assert not re.search(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", line.text.replace("\t", "", 1))
    with zipfile.ZipFile(io.BytesIO(_write(resume, (), {}))) as archive:
        assert archive.testzip() is None
