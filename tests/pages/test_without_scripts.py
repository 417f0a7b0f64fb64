"""Everything works as plain forms and links, for a browser without JavaScript."""

import re
from pathlib import Path

import pytest

from tests.running import SAMPLES, Server, Visitor

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


def test_upload_read_and_edit_a_resume(visitor: Visitor) -> None:
    answer = visitor.submit("/resumes", file=SAMPLES / "resume_plain.md")
    assert answer.status_code == 303
    path = answer.headers["location"]
    body = visitor.ended(path)
    assert "Amara Okafor-Lindqvist" in body
    assert "Polder Pay" in body
    form = visitor.get(f"{path}/edit").text
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    saved = visitor.submit(
        f"{path}/edit", {"version": version.group(1), "/basics/label": "Backend Engineer", "/work/0/highlights": "One"}
    )
    assert saved.status_code == 303
    body = visitor.get(path).text
    assert "Backend Engineer" in body
    assert "One" in body
    assert "1.2 billion rows" not in body


def test_an_edit_from_an_outdated_form_is_not_lost_and_not_saved(visitor: Visitor, tmp_path: Path) -> None:
    copy = tmp_path / "mine.md"
    copy.write_text((SAMPLES / "resume_plain.md").read_text(encoding="utf-8") + "\n\nmore\n", encoding="utf-8")
    path = visitor.submit("/resumes", file=copy).headers["location"]
    visitor.ended(path)
    assert visitor.submit(f"{path}/edit", {"version": "1", "/basics/label": "First"}).status_code == 303
    late = visitor.submit(f"{path}/edit", {"version": "1", "/basics/label": "Second"})
    assert late.status_code == 409
    assert "another tab" in late.text
    assert 'value="Second"' in late.text
    assert "First" in visitor.get(path).text


def test_tailor_all_in_one_form(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "company": "Northwind Ledger", "key": "k1"}
    answer = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex")
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"]
    body = visitor.ended(path)
    assert "of 100" in body
    assert "PostgreSQL" in body
    pdf = visitor.get(f"{path}/resume.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert visitor.get(f"{path}/resume.tex").text.startswith("%")
    assert visitor.get(f"{path}/resume.json").json()["basics"]["name"] == "Jake Ryan"
    assert visitor.get(f"{path}/pages/1.png").content.startswith(b"\x89PNG")
    assert visitor.get(f"{path}/pages/99.png").status_code == 404


def test_a_form_sent_twice_begins_one_tailoring(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "key": "twice"}
    first = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex")
    second = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex")
    assert first.headers["location"] == second.headers["location"]
    changed = visitor.submit(
        "/tailorings", {**fields, "instructions": "skills first"}, file=SAMPLES / "jake_resume.tex"
    )
    assert changed.status_code == 303
    assert changed.headers["location"] != first.headers["location"]


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(visitor: Visitor) -> None:
    answer = visitor.submit_multipart(
        "/tailorings", {"resume_id": "new", "posting_id": "new", "text": "short", "instructions": "keep it"}
    )
    assert answer.status_code == 422
    assert "Choose a résumé" in answer.text
    assert ">\nkeep it</textarea>" in answer.text
    answer = visitor.submit("/postings", {"title": "Engineer", "text": "too short"})
    assert answer.status_code == 422
    assert "at least 50" in answer.text
    assert 'value="Engineer"' in answer.text


def test_postings_are_kept_shown_and_deleted(visitor: Visitor) -> None:
    path = visitor.submit("/postings", {"title": "To be deleted", "text": BACKEND}).headers["location"]
    assert "Northwind Ledger" in visitor.get(path).text
    assert visitor.submit(f"{path}/delete").status_code == 303
    assert visitor.get(path).status_code == 404


def test_a_deleted_resume_leaves_what_was_tailored_from_it(visitor: Visitor, tmp_path: Path) -> None:
    copy = tmp_path / "leaving.md"
    copy.write_text((SAMPLES / "resume_plain.md").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
    path = visitor.submit("/tailorings", fields, file=copy).headers["location"]
    body = visitor.ended(path)
    resume = re.search(r'href="(/resumes/res_[^"]+)"', body)
    assert resume is not None
    assert visitor.submit(f"{resume.group(1)}/delete").status_code == 303
    assert visitor.get(resume.group(1)).status_code == 404
    after = visitor.get(path)
    assert after.status_code == 200
    assert resume.group(1) not in after.text.replace("?resume=", "")


@pytest.mark.parametrize(
    "path", ["/resumes/res_absent", "/postings/job_absent", "/tailorings/tlr_absent", "/tailorings/tlr_absent/events"]
)
def test_what_is_absent_is_404_with_a_way_on(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert answer.headers["x-request-id"] in answer.text


def test_a_hostile_file_name_and_text_are_only_text(visitor: Visitor, tmp_path: Path) -> None:
    nasty = tmp_path / 'x"><script>alert(1)</script>.md'.replace("/", "_")
    nasty.write_text("# <img src=x onerror=alert(1)>\n\n## Skills\n\nPython\n", encoding="utf-8")
    path = visitor.submit("/resumes", file=nasty).headers["location"]
    body = visitor.ended(path)
    assert "<img src=x" not in body
    assert "<script>alert" not in body


def test_the_health_checks_answer(server: Server, visitor: Visitor) -> None:
    assert visitor.get("/health/live").json() == {"status": "live"}
    assert visitor.get("/health/ready").json() == {"status": "ready"}
    assert server.pid > 0


def test_a_resume_that_was_deleted_meanwhile_is_said_in_the_form_and_what_was_typed_stays(visitor: Visitor) -> None:
    fields = {"resume_id": "res_gone", "posting_id": "new", "text": BACKEND, "instructions": "keep it"}
    answer = visitor.submit_multipart("/tailorings", fields)
    assert answer.status_code == 422
    assert "was deleted. Choose another one." in answer.text
    assert ">\nkeep it</textarea>" in answer.text
    answer = visitor.submit(
        "/tailorings", fields | {"resume_id": "new", "posting_id": "job_gone"}, SAMPLES / "resume_plain.md"
    )
    assert answer.status_code == 422
    assert "posting does not exist" in answer.text


def test_a_file_sent_again_after_an_edit_is_read_afresh(visitor: Visitor, tmp_path: Path) -> None:
    copy = tmp_path / "again.md"
    copy.write_text((SAMPLES / "resume_plain.md").read_text(encoding="utf-8") + "\n\nagain\n", encoding="utf-8")
    path = visitor.submit("/resumes", file=copy).headers["location"]
    visitor.ended(path)
    assert visitor.submit("/resumes", file=copy).headers["location"] == path
    assert visitor.submit(f"{path}/edit", {"version": "1", "/basics/name": "Somebody Else"}).status_code == 303
    fresh = visitor.submit("/resumes", file=copy).headers["location"]
    assert fresh != path
    assert "Amara Okafor-Lindqvist" in visitor.ended(fresh)
    assert visitor.submit(f"{path}/edit", {"version": "2", "/basics/name": "A Third"}).status_code == 303


def test_the_character_set_is_named_once(visitor: Visitor) -> None:
    for path in ("/", "/absent"):
        assert visitor.get(path).headers["content-type"] == "text/html; charset=utf-8"


def test_what_could_not_be_read_is_said_beside_the_pdf(visitor: Visitor, tmp_path: Path) -> None:
    odd = tmp_path / "odd.md"
    odd.write_text(
        "# Ada Lovelace\n\nada@example.org\n\n## Skills\n\nPython, SQL\n\n"
        "## Experience\n\n### Cook\n\nThe Inn\n\n- Five clubs\n",
        encoding="utf-8",
    )
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
    body = visitor.ended(visitor.submit("/tailorings", fields, file=odd).headers["location"])
    assert "before you send it" in body
    assert "No dates were found under Experience." in body
