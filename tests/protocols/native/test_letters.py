"""Letters in the native API."""

from typing import Any

import pytest

from tests.protocols.native.api import Api, problem
from tests.running import Server

PARTS = ["salutation", "opening", "body_1", "body_2", "closing"]


@pytest.fixture
def letter(server: Server, resume: dict[str, Any], posting: dict[str, Any]) -> dict[str, Any]:
    """A letter that is written."""
    with Api(server) as api:
        made = api.make("/api/letters", {"resume_id": resume["id"], "posting_id": posting["id"]})
        assert made["state"] == "running"
        assert api.until_ended(made["run_id"]) == "done"
        return api.read(f"/api/letters/{made['id']}")


def test_a_letter_is_written_and_each_claim_has_its_evidence(letter: dict[str, Any]) -> None:
    assert [paragraph["part"] for paragraph in letter["paragraphs"]] == PARTS
    assert (letter["state"], letter["is_whole"], letter["finished"]) == ("done", True, 5)
    assert letter["text"] == "\n\n".join(paragraph["text"] for paragraph in letter["paragraphs"])
    claims = [(paragraph, claim) for paragraph in letter["paragraphs"] for claim in paragraph["claims"]]
    assert len(claims) > 5
    for paragraph, claim in claims:
        assert paragraph["text"][claim["start"] : claim["end"]] == claim["text"]
        assert claim["supported"]
        assert claim["evidence"]


def test_a_paragraph_is_edited_and_an_earlier_text_restored(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/letters/{letter['id']}"
    edited = api.put(f"{path}/paragraphs/opening", json={"text": "I ran 900 bakeries at Acme."})
    assert edited.status_code == 200
    opening = edited.json()["paragraphs"][1]
    assert (opening["text"], opening["number"]) == ("I ran 900 bakeries at Acme.", 2)
    assert [version["origin"] for version in opening["versions"]] == ["written", "edited"]
    assert any(not claim["supported"] for claim in opening["claims"])
    assert edited.json()["unanswered_marks"] > 0
    restored = api.post(f"{path}/paragraphs/opening/restore", json={"number": 1})
    assert restored.json()["paragraphs"][1]["text"] == letter["paragraphs"][1]["text"]
    assert problem(api.post(f"{path}/paragraphs/opening/restore", json={"number": 99}), 404)


def test_an_edit_of_words_that_nobody_saw_is_refused(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/letters/{letter['id']}"
    seen = {"If-Match": api.get(path).headers["etag"]}
    first = api.put(f"{path}/paragraphs/closing", json={"text": "Yours, A."}, headers=seen)
    assert first.status_code == 200
    stale = api.put(f"{path}/paragraphs/opening", json={"text": "Mine."}, headers=seen)
    assert problem(stale, 412)["code"] == "precondition_failed"
    by_number = api.put(f"{path}/paragraphs/closing", json={"text": "Yours, B.", "number": 1})
    assert problem(by_number, 409)["code"] == "conflict"
    assert api.read(path)["paragraphs"][4]["text"] == "Yours, A."


@pytest.mark.parametrize("action", ["rewrite", "shorten"])
def test_a_paragraph_is_written_again_while_the_rest_stays(api: Api, letter: dict[str, Any], action: str) -> None:
    path = f"/api/letters/{letter['id']}"
    begun = api.post(f"{path}/paragraphs/body_1/rewrite", json={"action": action})
    assert begun.status_code == 202
    assert begun.headers["location"] == f"/api/runs/{begun.json()['run_id']}"
    assert api.until_ended(begun.json()["run_id"]) == "done"
    after = api.read(path)["paragraphs"]
    assert len(after[2]["versions"]) == 2
    assert [after[at] for at in (0, 1, 3, 4)] == [letter["paragraphs"][at] for at in (0, 1, 3, 4)]


def test_a_letter_that_was_stopped_is_gone_on_with(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    made = api.make("/api/letters", {"resume_id": resume["id"], "posting_id": posting["id"]})
    path = f"/api/letters/{made['id']}"
    assert api.post(f"/api/runs/{made['run_id']}/cancel").json()["state"] == "cancelled"
    stopped = api.read(path)
    assert (stopped["state"], stopped["is_whole"]) == ("cancelled", False)
    begun = api.post(f"{path}/retry")
    assert begun.status_code == 202, begun.text
    assert api.until_ended(begun.json()["run_id"]) == "done"
    assert api.read(path)["is_whole"]
    assert problem(api.post(f"{path}/retry"), 409)


def test_a_letter_is_taken_away(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/letters/{letter['id']}"
    for kind, magic in {"pdf": b"%PDF-", "docx": b"PK", "txt": b"Dear"}.items():
        answer = api.get(f"{path}/files/{kind}")
        assert answer.content.startswith(magic)
        assert answer.headers["x-unanswered-marks"] == "0"
    assert problem(api.get(f"{path}/files/exe"), 404)


def test_a_letter_with_unanswered_marks_is_taken_away_only_knowingly(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/letters/{letter['id']}"
    api.put(f"{path}/paragraphs/opening", json={"text": "I ran 900 bakeries at [name of the firm]."})
    assert problem(api.get(f"{path}/files/txt"), 409)["code"] == "unanswered_marks"
    anyway = api.get(f"{path}/files/txt?anyway=true")
    assert "900 bakeries" in anyway.text
    assert int(anyway.headers["x-unanswered-marks"]) > 0


def test_a_letter_is_deleted(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/letters/{letter['id']}"
    assert api.delete(path).status_code == 204
    for answer in (api.get(path), api.delete(path), api.put(f"{path}/paragraphs/opening", json={"text": "x"})):
        assert problem(answer, 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tone": "silly"}, "tone"),
        ({"language": "de"}, "language"),
        ({"hints": "x" * 2_001}, "hints"),
        ({"x": 1}, None),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    api: Api, resume: dict[str, Any], posting: dict[str, Any], change: dict[str, Any], field: str | None
) -> None:
    body = {"resume_id": resume["id"], "posting_id": posting["id"], **change}
    assert problem(api.post("/api/letters", json=body), 422).get("field") == field


@pytest.mark.parametrize(
    ("method", "below", "body", "status"),
    [
        ("PUT", "postscript", {"text": "x"}, 404),
        ("PUT", "opening", {"text": " "}, 422),
        ("PUT", "opening", {"text": "x" * 100_000}, 422),
        ("PUT", "opening", {}, 422),
        ("POST", "postscript/rewrite", {}, 404),
        ("POST", "opening/rewrite", {"action": "sing"}, 422),
        ("POST", "opening/restore", {}, 422),
    ],
)
def test_a_paragraph_that_cannot_be_is_refused(
    api: Api, letter: dict[str, Any], method: str, below: str, body: dict[str, Any], status: int
) -> None:
    path = f"/api/letters/{letter['id']}"
    assert problem(api.request(method, f"{path}/paragraphs/{below}", json=body), status)
    assert api.read(path) == letter
