"""The published agent chat (`protocols.md` section 5), by a real server and raw bytes; its replies are the tests'."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.tutor.replying import events
from app.tutor.service import Correction, Step
from app.usage.service import UsageWarning
from tests.protocols.chat import (
    AGENTS,
    BEGAN,
    CHATS,
    FOUND,
    SEARCHING,
    Frame,
    get,
    messages_of,
    names_of,
    new_chat,
    post,
    send,
    stream,
    text_of,
)
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
USED = events.Used(input_tokens=250, output_tokens=85, calls=1)
USAGE = {"total_prompt_tokens": 250, "total_completion_tokens": 85, "total_tokens": 335, "total_calls": 1}
HOURS: list[Item] = [
    "Our business hours are ",
    events.TitleSet("Question about business hours"),
    SEARCHING,
    FOUND,
    "nine to five.",
]
TRANSCRIPT = Path(__file__).parent / "transcripts" / "agent_chat.txt"
NASTY = 'line\nline\r\n\r\nevent: response.error\ndata: [DONE]\n\n: x \u2028 \0 "\\ 😀🏽 ‮ </script>'


def test_a_transcript_by_curl_is_the_documents(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says, replies.model, replies.used = HOURS, "openai/gpt-4", USED
    number = new_chat(scripted)
    coach = get(scripted.url + AGENTS).json()["agents"][0]["id"]
    command = [
        "curl", "-sN", "-X", "POST", scripted.url + messages_of(number), "-H", "Content-Type: application/json",
        "-H", "Accept: text/event-stream", "-d",
        json.dumps({"message": "Hello!", "stream": True, "agent_id": coach}),
    ]  # fmt: skip
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    run = re.findall(r"run_\w+", told)[0]
    for found, name in ((run, "RUN"), (f'"chat_id":{number},', '"chat_id":12345,'), (coach, "AGENT")):
        told = told.replace(found, name)
    assert told == TRANSCRIPT.read_text(encoding="utf-8")


def test_the_published_headers_and_nothing_compressed(scripted: ScriptedServer) -> None:
    body = {"message": "Hello.", "stream": True}
    answer = post(scripted.url + messages_of(new_chat(scripted)), json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in answer.headers


def test_the_final_text_is_all_deltas_also_for_a_client_that_comes_back(
    scripted: ScriptedServer, replies: Replies
) -> None:
    replies.says, number = [*HOURS, "\n\n", "Anything else?"], new_chat(scripted)
    whole = send(scripted, number)
    for at in range(len(whole) - 1):
        rest = stream(scripted, messages_of(number), {}, **{"Last-Event-ID": whole[at].id})
        assert rest[-1].data == "[DONE]"
        assert rest[-2].payload == whole[-2].payload
        assert text_of([*whole[: at + 1], *rest]) == rest[-2].payload["final_text"]


def test_hostile_text_stays_one_json_string_on_one_line(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says = [NASTY, "\ud83d", msgspec.structs.replace(SEARCHING, content=NASTY, args={"query": "\udc00"})]
    frames = send(scripted, new_chat(scripted), f"Say {NASTY}")
    assert all(frame.lines == ["event", "id", "data"] for frame in frames[:-1])
    assert (frames[-1].lines, frames[-1].data) == (["data"], "[DONE]")
    assert text_of(frames) == frames[-2].payload["final_text"] == NASTY + "\ufffd"
    (step,) = (frame.payload["step"] for frame in frames if "step" in frame.payload)
    assert (step["content"], step["args"]) == (NASTY, {"query": "\ufffd"})


RESULTS: list[tuple[str, Any, bool, str]] = [
    ("consultant_retrieve_context_source", {"passages": []}, True, "Found nothing."),
    (
        "consultant_lookup",
        {"found": [{"title": "Mock interview"}, {"title": "has → have"}]},
        True,
        "Found 2 entries: “Mock interview”, “has → have”.",
    ),
    (
        "consultant_search_web",
        {"results": [{"title": f"T{number % 7}"} for number in range(9)]},
        True,
        "Found 9 web pages: “T0”, “T1”, “T2”, “T3”, “T4”, ….",
    ),
    (
        "consultant_fetch_web_content",
        {"url": "https://example.org/", "title": "Example", "text": "…"},
        True,
        "Read “Example” (https://example.org/).",
    ),
    ("consultant_fetch_web_content", {"url": "https://example.org/", "title": ""}, True, "Read https://example.org/."),
    ("consultant_call_agent", {"agent": "adviser", "text": "Say 40 %."}, True, "Say 40 %."),
    ("consultant_fetch_web_content", {"problem": "The page does not answer."}, False, "The page does not answer."),
    ("consultant_lookup", None, False, "This did not succeed."),
    ("something_new", {"a": 1}, True, '{"a":1}'),
    ("something_new", "As it is.", True, "As it is."),
    ("consultant_retrieve_context_source", ["odd"], True, "Found nothing."),
]


@pytest.mark.parametrize(("kind", "data", "success", "sentence"), RESULTS)
def test_a_steps_result_is_a_sentence_and_its_details(
    scripted: ScriptedServer, replies: Replies, kind: str, data: Any, success: bool, sentence: str
) -> None:
    step = Step(id="s", type=kind, started_at=BEGAN)
    replies.says = [step, msgspec.structs.replace(step, data=data, success=success, ended_at=BEGAN)]
    ended = send(scripted, new_chat(scripted))[2].payload["step"]
    assert ended["result"] == {"success": success, "data": sentence, "details": data}
    assert set(ended) == {"id", "type", "result", "timestamp", "token_usage"}


def test_a_form_is_a_step_and_its_result_says_how_to_answer(scripted: ScriptedServer, replies: Replies) -> None:
    form = {"title": "About the job", "fields": [{"name": "job", "label": "Job title", "required": True}]}
    kind = "consultant_request_form"
    replies.says = [
        msgspec.structs.replace(SEARCHING, type=kind, args=form),
        msgspec.structs.replace(FOUND, type=kind, data={"form": form, "status": "waiting"}),
    ]
    frames = send(scripted, new_chat(scripted))
    steps = [frame.payload["step"] for frame in frames if "step" in frame.payload]
    assert (steps[0]["type"], steps[0]["args"]) == (kind, form)
    assert steps[1]["result"]["data"].startswith("**About the job**\n\n- Job title (required)")
    assert frames[-2].payload["final_text"] == ""


def test_without_stream_the_reply_is_one_document(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says, replies.model, replies.used = HOURS, "openai/gpt-4", USED
    replies.corrections = (Correction("hous", "hours", "A letter is missing.", "spelling", 14, 4),)
    replies.warning = UsageWarning(feature="ai_text_messages", used=490, limit=500, remaining=10, message="10.")
    number = new_chat(scripted)
    for body in ({"message": "What are your hous?"}, {"message": "What are your hous?", "stream": False}):
        answer = post(scripted.url + messages_of(number), json=body)
        assert answer.headers["content-type"] == "application/json"
        told = answer.json()
        assert (told["type"], told["chat_id"]) == ("response.output_text.completed", number)
        assert told["response_id"].startswith("run_")
        assert (told["final_text"], told["usage"]) == ("Our business hours are nine to five.", USAGE)
        assert (told["name"], told["model"]) == ("Question about business hours", "openai/gpt-4")
        assert UUID.fullmatch(told["agent_id"])
        assert told["corrections"] == [
            {
                "original": "hous",
                "corrected": "hours",
                "explanation": "A letter is missing.",
                "type": "spelling",
                "offset": 14,
                "length": 4,
            }
        ]
        assert told["usage_warning"]["used"] == 490
        (step,) = told["steps"]
        assert (step["content"], step["timestamp"], step["ended_at"]) == (
            "Searching your documents for “business hours”",
            "2024-01-15T10:30:00Z",
            "2024-01-15T10:30:01Z",
        )
        assert step["result"]["success"] is True


def test_the_accept_header_decides_when_the_body_does_not(scripted: ScriptedServer) -> None:
    path, accept = scripted.url + messages_of(new_chat(scripted)), {"Accept": "text/event-stream"}
    kinds = [
        post(path, json={"message": "Hello.", **more}, headers=accept).headers["content-type"]
        for more in ({}, {"stream": None}, {"stream": False})
    ]
    assert [kind.partition(";")[0] for kind in kinds] == ["text/event-stream"] * 2 + ["application/json"]


def test_the_agents_are_listed_and_one_of_them_answers_from_the_message_on(
    scripted: ScriptedServer, replies: Replies
) -> None:
    agents = get(scripted.url + AGENTS).json()["agents"]
    assert [agent["name"] for agent in agents] == ["Interview coach", "Language tutor", "Application adviser"]
    assert all(UUID.fullmatch(agent["id"]) and agent["description"] for agent in agents)
    assert len({agent["id"] for agent in agents}) == 3
    number = new_chat(scripted)
    for agent in (agents[2], agents[1]):
        created = send(scripted, number, agent_id=agent["id"].upper())[0].payload
        assert (created["type"], created["agent_id"]) == ("response.created", agent["id"])
    assert send(scripted, number)[0].payload["agent_id"] == agents[1]["id"]
    assert replies.model == "builtin"


def test_a_chat_is_made_named_listed_and_shown_with_its_messages(scripted: ScriptedServer, replies: Replies) -> None:
    adviser = get(scripted.url + AGENTS).json()["agents"][2]
    made = post(scripted.url + CHATS, json={"agent_id": adviser["id"], "name": " My  chat ", "level": "C1"})
    assert made.status_code == 201
    chat = made.json()
    assert isinstance(chat["id"], int)
    assert (chat["name"], chat["agent_id"], chat["level"], chat["state"]) == ("My chat", adviser["id"], "C1", "idle")
    replies.says, replies.used = [SEARCHING, FOUND, "Yes."], USED
    frames = send(scripted, chat["id"], "Is it good?")
    assert "response.chat.title.updated" not in names_of(frames)
    shown = get(f"{scripted.url}{CHATS}/{chat['id']}").json()
    assert shown["name"] == "My chat"
    question, reply = shown["messages"]
    assert (question["role"], question["text"], question["corrections"]) == ("user", "Is it good?", [])
    assert (reply["role"], reply["text"], reply["state"]) == ("assistant", "Yes.", "complete")
    assert reply["response_id"] == frames[0].payload["response_id"]
    assert reply["usage"]["total_prompt_tokens"] == 250
    assert reply["steps"][0]["result"]["data"].startswith("Found 1")


@pytest.mark.usefixtures("replies")
def test_chats_are_listed_a_page_at_a_time(scripted: ScriptedServer) -> None:
    numbers = [new_chat(scripted) for _ in range(5)]
    pages = [get(f"{scripted.url}{CHATS}", params={"limit": 2, "offset": offset}).json() for offset in (0, 2, 4)]
    listed = [chat["id"] for page in pages for chat in page["chats"]]
    assert listed[:5] == numbers[::-1]
    assert pages[0]["has_more"] is True
    every = get(f"{scripted.url}{CHATS}", params={"limit": 100}).json()
    assert every["has_more"] is False
    send(scripted, numbers[0])
    assert get(f"{scripted.url}{CHATS}?limit=1").json()["chats"][0]["id"] == numbers[0]


def test_a_chat_that_is_asked_for_twice_with_one_key_is_made_once(scripted: ScriptedServer) -> None:
    key = {"Idempotency-Key": "a-chat"}
    bodies = [{"name": "Once"}, {"name": "Once"}, {}]
    made = [post(scripted.url + CHATS, json=body, headers=key).json() for body in bodies]
    assert len({chat["id"] for chat in made}) == 1
    assert {chat["name"] for chat in made} == {"Once"}
    assert post(scripted.url + CHATS, json={"name": "\u200b \x07"}).json()["name"] == ""


def test_a_message_with_the_same_key_has_the_same_reply(scripted: ScriptedServer, replies: Replies) -> None:
    number, key = new_chat(scripted), {"Idempotency-Key": "a-message"}
    body = {"message": "Once.", "stream": True}
    first: list[Frame] = stream(scripted, messages_of(number), body, **key)
    replies.says = ["Another."]
    second = stream(scripted, messages_of(number), body, **key)
    assert [frame.payload for frame in second if not frame.text] == [frame.payload for frame in first if not frame.text]
    assert len(get(f"{scripted.url}{CHATS}/{number}").json()["messages"]) == 2


def test_a_message_that_is_sent_twice_does_not_bring_back_its_wishes(scripted: ScriptedServer) -> None:
    number, key = new_chat(scripted), {"Idempotency-Key": "a-wish"}
    body = {"message": "For the adviser.", "stream": True, "agent": "adviser", "level": "C2"}
    first = stream(scripted, messages_of(number), body, **key)
    send(scripted, number, "And now you.", agent="tutor", level="A1")
    again = stream(scripted, messages_of(number), body, **key)
    assert again[-2].id == first[-2].id
    shown = get(f"{scripted.url}{CHATS}/{number}").json()
    assert (shown["agent"], shown["level"]) == ("tutor", "A1")
