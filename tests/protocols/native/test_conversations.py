"""Conversations and messages in the native API."""

from typing import Any

import pytest

from tests.databases import open_database
from tests.protocols.native.api import BACKEND, Api, problem
from tests.running import Server


def say(api: Api, path: str, text: str) -> dict[str, Any]:
    """A message whose reply is done."""
    begun = api.make(path, {"text": text}, 202)
    assert api.until_ended(begun["run_id"]) == "done"
    return begun


def test_a_conversation_is_made_changed_and_deleted(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    made = api.make("/api/conversations", {"agent": "tutor", "target": "de", "level": "A2", "resume_id": resume["id"]})
    assert (made["agent"], made["target"], made["level"], made["resume_id"]) == ("tutor", "de", "A2", resume["id"])
    assert (made["state"], made["title"], made["run_id"]) == ("idle", "", "")
    path = f"/api/conversations/{made['id']}"
    change = {"title": "Rehearsal", "agent": "coach", "resume_id": "", "posting_id": posting["id"]}
    changed = api.patch(path, json=change)
    assert changed.status_code == 200
    told = api.read(path)
    assert told == changed.json()
    assert (told["title"], told["agent"], told["resume_id"], told["posting_id"], told["target"]) == (
        "Rehearsal", "coach", None, posting["id"], "de",
    )  # fmt: skip
    assert told["number"] in {chat["id"] for chat in api.read("/api/v1/chats")["chats"]}
    assert api.delete(path).status_code == 204
    assert problem(api.get(path), 404)


def test_a_message_is_answered(api: Api) -> None:
    path = f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages"
    begun = say(api, path, "How do I begin an interview?")
    question, reply = api.read(path)["items"]
    assert (question["id"], reply["id"], reply["parent_id"]) == (
        begun["question_id"], begun["reply_id"], begun["question_id"],
    )  # fmt: skip
    assert (question["role"], reply["role"], reply["state"], reply["run_id"]) == (
        "user", "assistant", "complete", begun["run_id"],
    )  # fmt: skip
    said = "".join(event.data["text"] for event in api.events(begun["run_id"]) if event.name == "text")
    assert reply["text"] == said


def test_mistakes_are_corrected_in_their_place(api: Api) -> None:
    path = f"/api/conversations/{api.make('/api/conversations', {'agent': 'tutor'})['id']}/messages"
    say(api, path, "I has worked there since two years.")
    question = api.read(path)["items"][0]
    assert question["corrections"]
    for one in question["corrections"]:
        assert question["text"][one["offset"] : one["offset"] + one["length"]] == one["original"]


def test_branches_stand_beside_each_other(api: Api) -> None:
    talk = api.make("/api/conversations", {})
    path = f"/api/conversations/{talk['id']}/messages"
    first = say(api, path, "Hello.")
    edited = api.make(f"{path}/{first['question_id']}/edit", {"text": "Good evening."}, 202)
    assert api.until_ended(edited["run_id"]) == "done"
    question = api.read(path)["items"][0]
    assert (question["text"], question["alternative"], question["alternatives"]) == ("Good evening.", 2, 2)
    opened = api.post(f"{path}/{first['question_id']}/open")
    assert (opened.status_code, opened.json()["id"]) == (200, talk["id"])
    assert api.read(path)["items"][0]["text"] == "Hello."
    again = api.post(f"{path}/{first['reply_id']}/retry")
    assert again.status_code == 202
    assert api.until_ended(again.json()["run_id"]) == "done"
    assert api.read(path)["items"][1]["alternatives"] == 2


def test_a_message_of_another_conversation_is_not_found(api: Api) -> None:
    here, there = (f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages" for _ in range(2))
    said = say(api, here, "Hello.")
    for action, body in (("edit", {"text": "Mine."}), ("retry", {}), ("open", {})):
        assert problem(api.post(f"{there}/{said['question_id']}/{action}", json=body), 404)
    assert api.read(there)["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"agent": "friend"}, 422, "agent"),
        ({"level": "D1"}, 422, "level"),
        ({"target": "klingon!"}, 422, "target"),
        ({"resume_id": "res_none"}, 404, None),
        ({"agent_id": "nobody"}, 404, None),
        ({"titel": "x"}, 422, None),
        ([], 422, None),
    ],
)
def test_a_conversation_that_cannot_be_is_refused(api: Api, body: Any, status: int, field: str | None) -> None:
    assert problem(api.post("/api/conversations", json=body), status).get("field") == field
    talk = api.make("/api/conversations", {})
    assert problem(api.patch(f"/api/conversations/{talk['id']}", json=body), status).get("field") == field
    assert api.read(f"/api/conversations/{talk['id']}") == talk


@pytest.mark.parametrize(("text", "status"), [("", 422), ("  \n", 422), ("x" * 20_001, 413), (5, 422), (None, 422)])
def test_a_message_that_is_none_is_refused(api: Api, text: object, status: int) -> None:
    path = f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages"
    assert problem(api.post(path, json={"text": text}), status)["field"] == "text"
    assert api.read(path)["items"] == []


def test_what_is_begun_here_is_not_given_up_when_nobody_listens(server: Server, api: Api) -> None:
    resume = api.upload(more="\n\nnobody listens\n")
    posting = api.make("/api/postings", {"text": f"{BACKEND}\nNobody listens."})
    both = {"resume_id": resume["id"], "posting_id": posting["id"]}
    runs = [
        api.make("/api/tailorings", both)["run_id"],
        api.make(f"/api/postings/{posting['id']}/analysis", {}, 202)["run_id"],
        api.make(f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages", {"text": "Hello."}, 202)[
            "run_id"
        ],
    ]
    letter = api.make("/api/letters", both)
    runs.append(letter["run_id"])
    api.until_ended(letter["run_id"])
    runs.append(api.make(f"/api/letters/{letter['id']}/paragraphs/opening/rewrite", {}, 202)["run_id"])
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        marks = ", ".join("?" * len(runs))
        rows = connection.execute(f"SELECT abandon_after FROM runs WHERE id IN ({marks})", runs).fetchall()  # noqa: S608
    assert rows == [(None,)] * 5
    for run_id in runs:
        assert api.until_ended(run_id) == "done"
