"""What the chat protocols refuse before a stream opens: always JSON, `{"error": {"message", "code"}}`."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from app.accounts.models import LOCAL_USER, User
from app.tutor.service import NewConversation
from tests.accounts.keys import make_key
from tests.databases import open_database
from tests.protocols.chat import AGENTS, CHAT, CHATS, chat, frames_of, get, messages_of, new_chat, opened, post
from tests.protocols.scripted_replies import Replies, ScriptedServer, quiet

pytestmark = pytest.mark.usefixtures("replies")
EVE = User("usr_eve", "Eve")


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, str]:
    """The error of an answer that is a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json().keys() == {"error"}
    error: dict[str, str] = answer.json()["error"]
    assert error["code"] == code
    assert error["message"].endswith(".")
    return error


BODIES: list[tuple[dict[str, Any], int, str, str | None]] = [
    ({"json": {}}, 422, "invalid_input", "message"),
    ({"json": {"message": ""}}, 422, "invalid_input", "message"),
    ({"json": {"message": " \n\u00a0"}}, 422, "invalid_input", "message"),
    ({"json": {"message": 5}}, 422, "invalid_input", "message"),
    ({"json": {"message": None}}, 422, "invalid_input", "message"),
    ({"json": ["Hello."]}, 422, "invalid_input", None),
    ({"json": {"message": "x" * 20_001}}, 413, "too_large", "message"),
    ({"json": {"message": "Hi.", "agent": "dentist"}}, 422, "invalid_input", "agent"),
    ({"json": {"message": "Hi.", "level": "Z9"}}, 422, "invalid_input", "level"),
    ({"json": {"message": "Hi.", "target": "Klingon!"}}, 422, "invalid_input", "target"),
    ({"json": {"message": "Hi.", "resume_id": 7}}, 422, "invalid_input", "resume_id"),
    ({"json": {"message": "Hi.", "resume_id": "res_none"}}, 404, "not_found", None),
    ({"json": {"message": "Hi.", "posting_id": "pos_none"}}, 404, "not_found", None),
    ({"json": {"message": "Hi.", "letter_id": "let_none"}}, 404, "not_found", None),
    ({"json": {"message": "Hi.", "agent_id": "00000000-0000-0000-0000-000000000000"}}, 404, "not_found", None),
    ({"content": b'{"message": ', "headers": {"Content-Type": "application/json"}}, 400, "invalid_input", None),
    ({"content": b"\xff", "headers": {"Content-Type": "application/json"}}, 400, "invalid_input", None),
    (
        {"content": b'{"message": "\\ud800"}', "headers": {"Content-Type": "application/json"}},
        400,
        "invalid_input",
        None,
    ),
    (
        {"content": b'{"other": ' + b"[" * 100_000, "headers": {"Content-Type": "application/json"}},
        400,
        "invalid_input",
        None,
    ),
    ({"content": b"message=Hi", "headers": {"Content-Type": "text/plain"}}, 415, "unsupported_file", None),
    ({"content": b" " * 1_100_000, "headers": {"Content-Type": "application/json"}}, 413, "too_large", None),
]


@pytest.mark.parametrize("protocol", [CHAT, CHATS])
@pytest.mark.parametrize(("sent", "status", "code", "field"), BODIES)
def test_a_body_that_cannot_be_used_is_refused_and_nothing_is_written(
    scripted: ScriptedServer, protocol: str, sent: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    path = messages_of(new_chat(scripted)) if protocol == CHATS else CHAT
    with open_database(scripted.data_dir / "foreword.sqlite3") as connection:
        before = connection.execute("SELECT count(*) FROM messages").fetchall()
        error = refused(post(scripted.url + path, **sent), status, code)
        assert connection.execute("SELECT count(*) FROM messages").fetchall() == before
    assert error.get("field") == field


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", messages_of(999_999)),
        ("GET", f"{CHATS}/999999"),
        ("GET", f"{CHATS}/{10**30}"),
        ("GET", f"{CHATS}/-1"),
        ("GET", f"{CHATS}/0"),
        ("GET", f"{CHATS}/con_x"),
        ("GET", f"{CHATS}/١٢"),
        ("GET", f"{CHATS}/1.0"),
        ("POST", messages_of(10**30)),
    ],
)
def test_a_chat_that_there_is_not_is_not_found(scripted: ScriptedServer, method: str, path: str) -> None:
    answer = httpx.request(method, scripted.url + path, json={"message": "Hi."} if method == "POST" else None)
    refused(answer, 404, "not_found")


def test_a_conversation_that_there_is_not_is_not_found(scripted: ScriptedServer) -> None:
    answer = post(scripted.url + CHAT, json={"message": "Hi.", "conversation_id": "con_none"})
    refused(answer, 404, "not_found")


def test_somebody_elses_conversation_is_not_found_by_any_way(scripted: ScriptedServer) -> None:
    conversations = scripted.application.conversations

    async def hers() -> tuple[str, int, str, str]:
        key = await make_key(scripted.application.database, EVE)
        prepared = await conversations.questions.begin(EVE.id, NewConversation(), "My secret.")
        run = await conversations.start(prepared, abandon_after=None)
        await scripted.application.engine.wait(run.id)
        made = await conversations.get(EVE.id, prepared.reply.conversation_id)
        return made.id, made.number, run.id, key

    conversation, number, run, key = scripted.wait_for(hers())
    mine = new_chat(scripted)
    cursor = {"Last-Event-ID": f"{run}:1"}
    attempts = [
        post(scripted.url + CHAT, json={"message": "Hi.", "conversation_id": conversation}),
        post(scripted.url + CHAT, json={}, headers=cursor),
        post(scripted.url + messages_of(number), json={"message": "Hi."}),
        post(scripted.url + messages_of(number), json={"message": "Hi."}, headers=cursor),
        post(scripted.url + messages_of(mine), json={"message": "Hi."}, headers=cursor),
        get(f"{scripted.url}{CHATS}/{number}"),
    ]
    for answer in attempts:
        refused(answer, 404, "not_found")
        assert "secret" not in answer.text
    assert number not in [one["id"] for one in get(f"{scripted.url}{CHATS}?limit=100").json()["chats"]]
    own = {"Authorization": f"Bearer {key}"}
    told = get(f"{scripted.url}{CHATS}/{number}", headers=own).json()
    assert told["messages"][0]["text"] == "My secret."
    assert [one["id"] for one in get(scripted.url + CHATS, headers=own).json()["chats"]] == [number]


def test_the_reply_of_a_deleted_conversation_is_not_told_again(scripted: ScriptedServer) -> None:
    frames = chat(scripted)
    conversation = frames[-1].payload["conversation_id"]
    scripted.wait_for(scripted.application.conversations.delete(LOCAL_USER.id, conversation))
    answer = post(scripted.url + CHAT, json={}, headers={"Last-Event-ID": frames[0].id})
    refused(answer, 404, "not_found")


def test_a_key_that_is_wrong_opens_nothing(scripted: ScriptedServer) -> None:
    chat_id = new_chat(scripted)
    for headers in ({"Authorization": "Bearer ck_live_wrong"}, {"x-api-key": "ck_live_wrong"}):
        for method, path in (
            ("POST", CHAT),
            ("POST", CHATS),
            ("GET", CHATS),
            ("GET", f"{CHATS}/{chat_id}"),
            ("POST", messages_of(chat_id)),
            ("GET", AGENTS),
        ):
            body = {"message": "Hi."} if method == "POST" else None
            refused(httpx.request(method, scripted.url + path, headers=headers, json=body), 401, "not_signed_in")


@pytest.mark.parametrize("cursor", ["run_absent:3", "nonsense", "7", "run_x:-1", "run_x:1:2"])
def test_a_cursor_that_was_never_sent_is_refused(scripted: ScriptedServer, cursor: str) -> None:
    chat_id = new_chat(scripted)
    for path in (CHAT, messages_of(chat_id)):
        answer = post(scripted.url + path, json={}, headers={"Last-Event-ID": cursor})
        refused(answer, *((404, "not_found") if cursor.startswith("run_absent") else (422, "invalid_input")))


def test_a_cursor_beyond_what_was_said_or_of_another_chat_is_refused(scripted: ScriptedServer) -> None:
    run = chat(scripted)[-1].id.partition(":")[0]
    beyond = post(scripted.url + CHAT, json={}, headers={"Last-Event-ID": f"{run}:999"})
    assert refused(beyond, 422, "invalid_input")["field"] == "Last-Event-ID"
    other = post(scripted.url + messages_of(new_chat(scripted)), json={}, headers={"Last-Event-ID": f"{run}:1"})
    refused(other, 404, "not_found")


@pytest.mark.parametrize("protocol", [CHAT, CHATS])
def test_while_a_reply_is_written_the_next_message_is_refused(
    scripted: ScriptedServer, replies: Replies, protocol: str
) -> None:
    gate = scripted.gate()
    replies.says = ["One moment. ", gate, "Done."]
    chat_id = new_chat(scripted)
    conversation = get(f"{scripted.url}{CHATS}/{chat_id}").json()["conversation_id"]
    path = messages_of(chat_id) if protocol == CHATS else CHAT
    more = {"stream": True} if protocol == CHATS else {"conversation_id": conversation}
    with opened(scripted, path, {"message": "First.", **more}) as answer:
        frames = frames_of(answer)
        while not next(frames).text:
            pass
        second = post(scripted.url + path, json={"message": "Second.", "level": "C2", **more})
        assert "is being written" in refused(second, 409, "conflict")["message"]
        gate.open()
        assert "".join(frame.text for frame in frames) == "Done."
    told = get(f"{scripted.url}{CHATS}/{chat_id}").json()
    assert [message["text"] for message in told["messages"]] == ["First.", "One moment. Done."]
    assert told["level"] == "B1"


@pytest.mark.usefixtures("enough_of_today")
def test_a_quota_that_is_used_up_says_when_it_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet(monkeypatch)
    with ScriptedServer(tmp_path / "data", quota_ai_text_messages=2) as server:
        chat_id = new_chat(server)
        first = chat(server, "One.")
        assert first[-1].event == "done"
        assert post(server.url + messages_of(chat_id), json={"message": "Two."}).status_code == 200
        for path in (CHAT, messages_of(chat_id)):
            answer = post(server.url + path, json={"message": "Three."})
            refused(answer, 429, "limit_reached")
            assert 1 <= int(answer.headers["retry-after"]) <= 86_400
        again = post(server.url + CHAT, json={}, headers={"Last-Event-ID": first[0].id})
        assert again.status_code == 200


def test_another_site_cannot_make_a_browser_spend(scripted: ScriptedServer) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for path in (CHAT, CHATS, messages_of(new_chat(scripted))):
        assert post(scripted.url + path, json={"message": "Hi."}, headers=headers).status_code == 403


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "offset=-1", f"offset={10**20}"])
def test_a_page_that_there_cannot_be_is_refused(scripted: ScriptedServer, query: str) -> None:
    answer = get(f"{scripted.url}{CHATS}?{query}")
    assert answer.status_code in (400, 422)
    assert answer.json().keys() == {"error"}


@pytest.mark.parametrize("path", ["/api/v1/chat", "/api/v1/chats/1/messages", "/api/v1/nowhere"])
def test_what_no_route_takes_is_refused_in_the_same_body(scripted: ScriptedServer, path: str) -> None:
    """A client of section 3 reads `error.message` of every refusal."""
    refused = httpx.put(f"{scripted.url}{path}", json={})
    assert refused.status_code in {404, 405}
    assert set(refused.json()["error"]) == {"message", "code"}


def test_a_host_that_is_not_ours_is_refused_in_the_same_body(scripted: ScriptedServer) -> None:
    refused = httpx.post(f"{scripted.url}/api/v1/chat", json={}, headers={"host": "elsewhere.example"})
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] == "bad_request"
