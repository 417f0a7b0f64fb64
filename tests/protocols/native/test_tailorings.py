"""Tailorings and matches in the native API."""

from typing import Any

import pytest

from tests.protocols.native.api import BACKEND, Api, problem


@pytest.fixture(scope="module")
def latex(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A tailoring of a LaTeX résumé, done."""
    with Api(request.getfixturevalue("server")) as api:
        resume = api.upload("jake_resume.tex", more="% to be tailored\n")
        posting = {"text": BACKEND, "company": "Northwind Ledger"}
        wish = {"resume_id": resume["id"], "posting": posting, "instructions": "Projects first"}
        made = api.make("/api/tailorings", wish)
        assert api.until_ended(made["run_id"]) == "done"
        return api.read(f"/api/tailorings/{made['id']}")


def test_a_tailoring_is_made_and_shown_with_its_result(
    api: Api, resume: dict[str, Any], posting: dict[str, Any]
) -> None:
    made = api.make("/api/tailorings", {"resume_id": resume["id"], "posting_id": posting["id"]})
    assert (made["state"], made["result"], made["score"]) == ("running", None, None)
    assert [event.name for event in api.events(made["run_id"])] == ["progress"] * 6 + ["done"]
    done = api.read(f"/api/tailorings/{made['id']}")
    assert (done["state"], done["company"], done["posting_id"]) == ("done", "Northwind Ledger", posting["id"])
    result = done["result"]
    assert done["score"] == result["match"]["score"] == sum(part["points"] for part in result["match"]["score_parts"])
    assert result["resume"]["basics"]["name"] == "Amara Okafor-Lindqvist"
    assert list(result["files"]) == ["pdf", "docx", "json"]


def test_latex_stays_latex(latex: dict[str, Any]) -> None:
    result = latex["result"]
    assert list(result["files"]) == ["pdf", "tex", "docx", "json"]
    assert result["latex"].startswith("%-----") or "\\documentclass" in result["latex"]
    assert result["diff"].startswith("--- ")
    assert latex["instructions"] == "Projects first"
    assert [wish["text"] for wish in result["reorder_plan"]["honoured"]]


def test_every_file_that_is_named_is_there(api: Api, latex: dict[str, Any]) -> None:
    begins = {"pdf": b"%PDF-", "tex": b"%", "docx": b"PK", "json": b"{"}
    for kind, url in latex["result"]["files"].items():
        answer = api.get(url)
        assert answer.content.startswith(begins[kind]), kind
        assert answer.headers["content-disposition"].endswith(f".{kind}")
        assert api.get(url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert api.get(latex["result"]["files"]["tex"]).text == latex["result"]["latex"]
    assert problem(api.get(f"/api/tailorings/{latex['id']}/files/exe"), 404)


def test_a_posting_that_is_sent_along_is_kept(api: Api, latex: dict[str, Any]) -> None:
    kept = api.read(f"/api/postings/{latex['posting_id']}")
    assert (kept["text"], kept["company"]) == (BACKEND.strip(), "Northwind Ledger")


def test_what_is_not_done_has_no_file(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    both = {"resume_id": resume["id"], "posting_id": posting["id"]}
    made = api.make("/api/tailorings", both)
    stopped = api.post(f"/api/runs/{made['run_id']}/cancel").json()
    path = f"/api/tailorings/{made['id']}"
    assert stopped["state"] == api.read(path)["state"] == "cancelled"
    assert problem(api.get(f"{path}/files/json"), 409)
    again = api.post(f"{path}/retry")
    assert (again.status_code, again.json()["id"]) == (202, made["id"])
    assert again.headers["location"] == f"/api/runs/{again.json()['run_id']}"
    assert api.until_ended(again.json()["run_id"]) == "done"
    assert problem(api.post(f"{path}/retry"), 409)["code"] == "conflict"
    assert problem(api.get(f"{path}/files/tex"), 404)
    assert api.delete(path).status_code == 204
    assert problem(api.get(path), 404)
    assert problem(api.get(f"{path}/files/pdf"), 404)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"resume_id": "res_none"}, 404, None),
        ({"posting_id": "job_none"}, 404, None),
        ({"posting_id": ""}, 422, "posting_id"),
        ({"posting": {"text": BACKEND}}, 422, "posting_id"),
        ({"posting_id": "", "posting": {"text": "short"}}, 422, "posting.text"),
        ({"posting_id": "", "posting": {"words": BACKEND}}, 422, "posting"),
        ({"instructions": "x" * 2_001}, 422, "instructions"),
        ({"resume_id": None}, 422, "resume_id"),
        ({"surprise": 1}, 422, None),
    ],
)
def test_what_cannot_be_tailored_is_refused(
    api: Api, resume: dict[str, Any], posting: dict[str, Any], change: dict[str, Any], status: int, field: str | None
) -> None:
    body = {"resume_id": resume["id"], "posting_id": posting["id"], **change}
    before = api.read("/api/tailorings?limit=1")
    assert problem(api.post("/api/tailorings", json=body), status).get("field") == field
    assert api.read("/api/tailorings?limit=1") == before


def at(document: Any, pointer: str) -> Any:
    """What a JSON pointer names."""
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def newest(api: Api) -> list[list[str]]:
    """Which tailoring, posting and run came last; how they are may change, when an earlier test's run ends."""
    paths = ("tailorings", "postings", "runs")
    return [[item["id"] for item in api.read(f"/api/{path}?limit=1")["items"]] for path in paths]


def test_a_match_is_told_at_once_and_keeps_nothing(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    before = newest(api)
    told = api.make("/api/matches", {"resume_id": resume["id"], "posting": {"text": BACKEND}}, 200)
    assert newest(api) == before
    assert told["score"] == told["match"]["score"] == sum(part["points"] for part in told["match"]["score_parts"])
    shown = {one["term"]: at(resume["resume"], one["pointer"]) for one in told["match"]["matched"]}
    assert "Python" in str(shown["Python"])
    by_id = api.make("/api/matches", {"resume_id": resume["id"], "posting_id": posting["id"]}, 200)
    assert by_id["score"] == told["score"]
    assert problem(api.post("/api/matches", json={"resume_id": resume["id"]}), 422)["field"] == "posting_id"
