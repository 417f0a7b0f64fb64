"""Résumés in the native API."""

import re
from typing import Any

import httpx
import pytest

from tests.protocols.native.api import OF_ITS_OWN, Api, problem
from tests.running import SAMPLES, Server


def test_a_resume_is_uploaded_read_and_shown(api: Api) -> None:
    sent = (SAMPLES / "resume_plain.md").read_bytes() + b"\n\nto be shown\n"
    answer = api.post("/api/resumes", files={"file": ("mine.md", sent)})
    assert answer.status_code == 201
    made = answer.json()
    assert re.fullmatch(r"res_\w{20}", made["id"])
    assert answer.headers["location"] == f"/api/resumes/{made['id']}"
    assert [event.name for event in api.events(made["run_id"])] == ["progress", "progress", "done"]
    shown = api.read(answer.headers["location"])
    assert (shown["filename"], shown["format"], shown["state"], shown["version"]) == ("mine.md", "md", "ready", 1)
    assert shown["resume"]["basics"]["name"] == "Amara Okafor-Lindqvist"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", shown["created_at"])
    assert {"id", "title", "state"} <= api.read("/api/resumes?limit=1")["items"][0].keys()


def test_a_deleted_resume_is_gone(api: Api) -> None:
    path = f"/api/resumes/{api.upload(more='to be deleted')['id']}"
    assert api.delete(path).status_code == 204
    for answer in (
        api.get(path),
        api.delete(path),
        api.get(f"{path}/source"),
        api.patch(path, json={"action": "undo"}),
    ):
        assert problem(answer, 404)["code"] == "not_found"


def test_fields_are_changed_by_their_pointers(api: Api) -> None:
    path = f"/api/resumes/{api.upload(more='to be changed')['id']}"
    fields = {"/basics/label": "Payments engineer", "/work/0/highlights": "Ran it\nKept it running"}
    changed = api.patch(path, json={"fields": fields})
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == 2
    assert changed.json() == api.read(path)
    assert changed.headers["etag"] == api.get(path).headers["etag"]
    shown = changed.json()["resume"]
    assert (shown["basics"]["label"], shown["work"][0]["highlights"]) == (
        "Payments engineer",
        ["Ran it", "Kept it running"],
    )
    emptied = api.patch(path, json={"fields": {"/basics/label": ""}}).json()
    assert "label" not in emptied["resume"]["basics"]


def test_entries_are_moved_and_what_was_done_is_undone(api: Api) -> None:
    path = f"/api/resumes/{api.upload(more='to be moved')['id']}"
    names = [entry["name"] for entry in api.read(path)["resume"]["work"]]
    assert len(names) > 1
    moved = api.patch(path, json={"action": "down:/work/0"}).json()["resume"]["work"]
    assert [entry["name"] for entry in moved][:2] == [names[1], names[0]]
    undone = api.patch(path, json={"action": "undo"}).json()["resume"]["work"]
    assert [entry["name"] for entry in undone] == names


def test_a_change_of_latex_is_written_into_its_source(api: Api) -> None:
    resume = api.upload("jake_resume.tex", more="% to be changed\n")
    path = f"/api/resumes/{resume['id']}"
    assert api.patch(path, json={"fields": {"/basics/name": "Jacoba Ryan"}}).status_code == 200
    assert "Jacoba Ryan" in api.get(f"{path}/source").text
    assert "Jacoba Ryan" not in api.get(f"{path}/original").text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "fields"),
        ({"fields": {"/basics/name": "A"}, "action": "undo"}, "fields"),
        ({"fields": {"/basics/email": "none"}}, "/basics/email"),
        ({"fields": {"/work/0/startDate": "last year"}}, "/work/0/startDate"),
        ({"fields": {"/nowhere/0/at": "all"}}, "/nowhere/0/at"),
        ({"fields": {"/work/99/name": "Far"}}, "/work/99/name"),
        ({"fields": {"/work/0": "all of it"}}, "/work/0"),
        ({"fields": {"/extra/name": "x"}}, "/extra/name"),
        ({"fields": {"basics": "x"}}, "basics"),
        ({"fields": {"/basics/name": 5}}, "fields"),
        ({"action": "explode"}, "action"),
        ({"action": "save"}, "action"),
        ({"action": "restore"}, "action"),
        ({"action": "take:/work/0/name"}, "action"),
        ({"action": "remove:/work/99"}, "action"),
        ({"action": "redo"}, "action"),
        ({"name": "Ada"}, None),
    ],
)
def test_a_change_that_cannot_be_made_changes_nothing(
    api: Api, resume: dict[str, Any], body: dict[str, Any], field: str | None
) -> None:
    if len(body.get("fields", {})) == 1:
        body = {**body, "fields": {"/basics/label": "never", **body["fields"]}}
    told = problem(api.patch(f"/api/resumes/{resume['id']}", json=body), 422)
    assert told.get("field") == field
    assert api.read(f"/api/resumes/{resume['id']}") == resume


def test_a_resume_is_taken_away_in_every_format(api: Api, resume: dict[str, Any]) -> None:
    path = f"/api/resumes/{resume['id']}"
    begins = {"pdf": b"%PDF-", "docx": b"PK", "json": b"{"}
    for kind, magic in begins.items():
        answer = api.get(f"{path}/files/{kind}")
        assert answer.content.startswith(magic)
        assert f"Amara_Okafor_Lindqvist_resume.{kind}" in answer.headers["content-disposition"]
    assert api.get(f"{path}/source").content == (SAMPLES / "resume_plain.md").read_bytes() + OF_ITS_OWN.encode()
    assert problem(api.get(f"{path}/files/exe"), 404)


def test_a_file_that_cannot_be_taken_is_refused(api: Api) -> None:
    for files, status in (
        ({"file": ("cv.exe", b"MZ")}, 400),
        ({"file": ("cv.pdf", b"no pdf")}, 400),
        ({"other": ("cv.md", b"# Ada")}, 422),
        ({"file": ("cv.tex", b"%" * (3 * 1024 * 1024))}, 413),
    ):
        assert problem(api.post("/api/resumes", files=files), status)["field"] == "file"
    assert problem(api.post("/api/resumes", json={"file": "x"}), 400)["code"] == "bad_request"


def test_a_file_that_cannot_be_read_says_why_and_is_read_again(api: Api) -> None:
    broken = b"%PDF-1.7\n" + b"\0" * 200
    made = api.post("/api/resumes", files={"file": ("broken.pdf", broken)})
    assert made.status_code == 201, made.text
    path = f"/api/resumes/{made.json()['id']}"
    assert api.until_ended(made.json()["run_id"]) == "failed"
    shown = api.read(path)
    assert (shown["state"], shown["resume"]) == ("failed", None)
    assert shown["problem"].endswith(".")
    again = api.post(f"{path}/read")
    assert again.status_code == 202
    run_id = again.json()["run_id"]
    assert run_id != made.json()["run_id"]
    assert again.headers["location"] == f"/api/runs/{run_id}"
    assert api.until_ended(run_id) == "failed"
    error = api.read(f"/api/runs/{run_id}")["error"]
    assert error["message"] == shown["problem"]


def test_another_site_cannot_make_a_browser_change_anything(server: Server, resume: dict[str, Any]) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for method in ("POST", "PATCH", "DELETE"):
        answer = httpx.request(method, f"{server.url}/api/resumes/{resume['id']}", headers=headers, json={})
        assert problem(answer, 403)
