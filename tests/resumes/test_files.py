"""A résumé, a tailoring and a review as files to take away."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest

from app.documents.reader import read_resume
from tests.running import SAMPLES, Visitor

SCHEMA = json.loads((SAMPLES / "jsonresume.schema.json").read_text(encoding="utf-8"))
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A JSON Resume of a bus driver with members of other programs, in no other test."""
    members: dict[str, Any] = {
        "$schema": "https://example.org/schema.json",
        "basics": {
            "name": "Wanda Ruiz",
            "email": "wanda@example.org",
            "label": "",
            "summary": "Bus driver with nine years on city lines and an eye for Docker and PostgreSQL.",
            "pronouns": "SECRET-she",
        },
        "work": [
            {
                "name": "City Buses",
                "position": "Driver",
                "startDate": "2015-03-01",
                "highlights": [
                    "Drove line 9 for six years without an accident.",
                    "Was responsible for training 12 new drivers.",
                ],
                "id": "SECRET-1",
            },
            {"name": "Taxi Sur", "position": "Driver", "startDate": "2012", "endDate": "2015", "id": "SECRET-2"},
        ],
        "skills": [{"name": "Tools", "keywords": ["PostgreSQL", "Docker", "Excel"], "id": "SECRET-3"}],
        "languages": [],
        "meta": {"theme": "flat", "version": "v1.0.0", "build": 1.0},
    }
    path = tmp_path / "wanda.json"
    path.write_text(json.dumps(members), encoding="utf-8")
    return path


def uploaded(visitor: Visitor, file: Path) -> str:
    path = str(visitor.submit("/resumes", file=file).headers["location"])
    visitor.ended(path)
    return path


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_json_resume_comes_out_as_it_went_in(visitor: Visitor, file: Path) -> None:
    answer = visitor.get(f"{uploaded(visitor, file)}/resume.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert "Wanda_Ruiz_resume.json" in answer.headers["content-disposition"]
    assert answer.json() == json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(answer.json(), SCHEMA)


async def test_word_and_pdf_hold_the_resume_and_nothing_that_only_the_file_knows(visitor: Visitor, file: Path) -> None:
    path = uploaded(visitor, file)
    word = visitor.get(f"{path}/resume.docx")
    assert word.headers["content-type"].startswith(WORD)
    assert "attachment" in word.headers["content-disposition"]
    read = await read_resume(word.content, "wanda.docx")
    assert [job.name for job in read.resume.work] == ["City Buses", "Taxi Sur"]
    assert read.resume.work[0].start_date == "2015-03-01"
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        assert not any(b"SECRET" in archive.read(name) for name in archive.namelist())
    assert "SECRET" not in visitor.get(path).text
    assert visitor.get(f"{path}/resume.pdf").content.startswith(b"%PDF-")


def test_a_resume_that_came_as_latex_has_all_formats_too(visitor: Visitor) -> None:
    path = uploaded(visitor, SAMPLES / "jake_resume.tex")
    page = visitor.get(path).text
    for kind in ("pdf", "docx", "json"):
        assert f'href="{path}/resume.{kind}"' in page
    out = visitor.get(f"{path}/resume.json").json()
    jsonschema.validate(out, SCHEMA)
    assert out["basics"]["name"] == "Jake Ryan"
    styles = [
        (paragraph.style.name if paragraph.style else "", paragraph.text)
        for paragraph in docx.Document(io.BytesIO(visitor.get(f"{path}/resume.docx").content)).paragraphs
    ]
    assert [text for style, text in styles if style == "Heading 1"] == [
        "Education", "Experience", "Projects", "Technical Skills",
    ]  # fmt: skip
    assert visitor.get(f"{path}/resume.pdf").content.startswith(b"%PDF-")


def test_a_resume_that_is_not_there_has_no_files(visitor: Visitor) -> None:
    for kind in ("pdf", "docx", "json"):
        assert visitor.get(f"/resumes/res_absent/resume.{kind}").status_code == 404


def test_a_file_that_could_not_be_read_has_no_other_formats(visitor: Visitor, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"work": 3}', encoding="utf-8")
    path = uploaded(visitor, broken)
    answer = visitor.get(f"{path}/resume.docx")
    assert answer.status_code == 404
    assert "could not be read" in answer.text
    assert "resume.docx" not in visitor.get(path).text


def test_a_tailoring_keeps_the_unknown_members_and_comes_as_word(visitor: Visitor, file: Path) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "key": "wanda"}
    path = visitor.submit("/tailorings", fields, file=file).headers["location"]
    assert f"{path}/resume.docx" in visitor.ended(path)
    out = visitor.get(f"{path}/resume.json").json()
    assert out["basics"]["pronouns"] == "SECRET-she"
    assert {job["name"]: job["id"] for job in out["work"]} == {"City Buses": "SECRET-1", "Taxi Sur": "SECRET-2"}
    assert (out["meta"], out["skills"][0]["id"]) == ({"theme": "flat", "version": "v1.0.0", "build": 1.0}, "SECRET-3")
    word = visitor.get(f"{path}/resume.docx")
    assert word.headers["content-type"].startswith(WORD)
    assert "Was responsible for training 12 new drivers." in text_of(word.content)
    assert "SECRET" not in text_of(word.content)


def test_a_review_has_its_copy_in_all_formats(visitor: Visitor, file: Path) -> None:
    fields = {"resume_id": "new", "posting_id": "none", "text": ""}
    path = visitor.submit("/reviews", fields, file=file).headers["location"]
    page = visitor.ended(path)
    assert re.search(rf'href="{path}/resume.docx"', page)
    assert visitor.get(f"{path}/resume.json").json() == json.loads(file.read_text(encoding="utf-8"))
    assert "Drove line 9" in text_of(visitor.get(f"{path}/resume.docx").content)


def test_an_edit_changes_what_it_says_and_nothing_else(visitor: Visitor, file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))
    given["basics"] |= {"name": "Edda Ruiz", "nested": {"empty": [], "blank": "", "none": None}}
    own = file.with_name("edda.json")
    own.write_text(json.dumps(given), encoding="utf-8")
    path = uploaded(visitor, own)
    version = re.search(r'name="version" value="(\d+)"', visitor.get(f"{path}/edit").text)
    assert version is not None
    saved = visitor.submit(f"{path}/edit", {"version": version[1], "/work/1/name": "Taxi Norte"})
    assert saved.status_code == 303
    given["work"][1]["name"] = "Taxi Norte"
    assert visitor.get(f"{path}/resume.json").json() == given
