"""Postings in the native API."""

from typing import Any

import pytest

from tests.protocols.native.api import BACKEND, Api, problem


def test_a_posting_is_kept_shown_and_deleted(api: Api) -> None:
    made = api.make("/api/postings", {"text": f"{BACKEND}\nTo be deleted.", "title": "Baker", "company": "Crumb"})
    path = f"/api/postings/{made['id']}"
    assert api.read(path) == made
    assert (made["title"], made["company"]) == ("Baker", "Crumb")
    item = api.read("/api/postings?limit=1")["items"][0]
    assert item.keys() == {"id", "title", "company", "excerpt", "created_at"}
    assert made["text"].startswith(item["excerpt"])
    assert api.delete(path).status_code == 204
    assert problem(api.get(path), 404)
    assert problem(api.delete(path), 404)


def test_an_analysis_is_made_followed_and_read(api: Api) -> None:
    made = api.make("/api/postings", {"text": f"{BACKEND}\nTo be analysed."})
    path = f"/api/postings/{made['id']}/analysis"
    assert problem(api.get(path), 404)
    begun = api.post(path)
    assert (begun.status_code, begun.json()["state"], begun.json()["result"]) == (202, "running", None)
    run_id = begun.json()["run_id"]
    assert begun.headers["location"] == f"/api/runs/{run_id}"
    said = [event.data["piece"] for event in api.events(run_id) if event.name == "findings"]
    assert said == ["overview", "requirements", "keywords", "terms", "flags", "questions"]
    done = api.read(path)
    assert (done["state"], done["attempt"]) == ("done", 1)
    for must in done["result"]["requirements"]["musts"]:
        assert made["text"][must["start"] : must["end"]] == must["quote"]
    assert api.post(path).json()["run_id"] == run_id
    again = api.post(path, json={"again": True}).json()
    assert (again["attempt"], again["run_id"] != run_id) == (2, True)
    assert api.until_ended(again["run_id"]) == "done"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "short"}, "text"),
        ({"text": BACKEND * 50}, "text"),
        ({"text": BACKEND, "url": "https://jobs.example/1"}, "text"),
        ({"text": BACKEND, "title": "x" * 301}, "title"),
        ({"text": BACKEND, "company": 7}, "company"),
        ({"url": "http://127.0.0.1/"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "https://jobs.example/" + "x" * 4_000}, "url"),
    ],
)
def test_what_is_no_posting_is_refused(api: Api, body: dict[str, Any], field: str) -> None:
    assert problem(api.post("/api/postings", json=body), 422)["field"] == field
