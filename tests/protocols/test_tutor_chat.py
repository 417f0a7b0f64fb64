"""The published tutor chat (`protocols.md` section 3), by a real server and raw bytes; its replies are the tests'."""

import json
import re
import subprocess

import msgspec
import pytest

from app.tutor.replying import events
from app.tutor.service import Correction
from app.usage.service import UsageWarning
from tests.protocols.chat import CHAT, FOUND, SEARCHING, chat, get, messages_of, names_of, post, send, stream, text_of
from tests.protocols.scripted_replies import Replies, ScriptedServer

NASTY = 'line\nline\r\n\r\nevent: done\ndata: {"type":"done"}\n\n: x \u2028 \0 "\\ 😀🏽 ‮ </script> ؈'
MISTAKES = (
    Correction("has", "have", "With “I” it is “have”.", "grammar", 2, 3),
    Correction("gonna", "going to", "Spoken English.", "register", 6, 5),
)


def test_a_transcript_by_curl_is_the_documents(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says = ["안녕", "하세요! ", "How can I help you today?"]
    replies.model, replies.used = "anthropic/claude-sonnet-4-20250514", events.Used(input_tokens=42, output_tokens=156)
    command = [
        "curl", "-sNi", "-X", "POST", scripted.url + CHAT, "-H", "Content-Type: application/json",
        "-d", '{"message": "How do I say \'hello\' in Korean?"}',
    ]  # fmt: skip
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    head, _, body = told.partition("\r\n\r\n")
    assert {"content-type: text/event-stream; charset=utf-8", "cache-control: no-cache", "x-accel-buffering: no"} <= {
        line.lower() for line in head.split("\r\n")
    }
    run, conversation = re.findall(r"run_\w+", body)[0], re.findall(r"con_\w+", body)[0]
    *chunks, done, nothing = body.split("\n\n")
    assert nothing == ""
    assert done.replace(run, "RUN").replace(conversation, "clxyz123") == (
        "event: done\nid: RUN:6\n"
        'data: {"type":"done","conversation_id":"clxyz123","corrections":[],'
        '"usage":{"input_tokens":42,"output_tokens":156},'
        '"model":{"provider":"anthropic","id":"claude-sonnet-4-20250514"},"title":"How do I say \'hello\' in Korean?"}'
    )
    for chunk in chunks:
        assert re.fullmatch(rf'event: chunk\nid: {run}:\d\ndata: \{{"type":"chunk","content":"[^"\n]+"\}}', chunk)
    told_text = "".join(json.loads(chunk.rpartition("data: ")[2])["content"] for chunk in chunks)
    assert told_text == "안녕하세요! How can I help you today?"


def test_the_conversation_goes_on_and_only_its_first_reply_has_the_title(
    scripted: ScriptedServer, replies: Replies
) -> None:
    first = chat(scripted, "Teach me Korean numbers.")
    conversation = first[-1].payload["conversation_id"]
    assert first[-1].payload["title"] == "Teach me Korean numbers"
    replies.says = ["Sure."]
    second = chat(scripted, "And how about ten?", conversation_id=conversation)
    assert second[-1].payload["conversation_id"] == conversation
    assert "title" not in second[-1].payload
    assert text_of(second) == "Sure."
    assert "title" in chat(scripted, "Another one.", conversation_id=None)[-1].payload


def test_corrections_are_in_done_with_the_documents_four_types(scripted: ScriptedServer, replies: Replies) -> None:
    replies.corrections = (*MISTAKES, Correction("hous", "house", "", "spelling", 12, 4))
    corrections = chat(scripted, "I has gonna hous")[-1].payload["corrections"]
    assert corrections[0] == {
        "original": "has",
        "corrected": "have",
        "explanation": "With “I” it is “have”.",
        "type": "grammar",
        "offset": 2,
        "length": 3,
    }
    assert [correction["type"] for correction in corrections] == ["grammar", "word choice", "spelling"]
    replies.corrections = (Correction("a", "b", "", "word_choice", 0, 1), Correction("c", "d", "", "punctuation", 2, 1))
    kinds = [correction["type"] for correction in chat(scripted, "a c")[-1].payload["corrections"]]
    assert kinds == ["word choice", "punctuation"]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("builtin", {"provider": "builtin", "id": "builtin"}),
        ("anthropic/claude-x", {"provider": "anthropic", "id": "claude-x"}),
        ("openai/meta/llama-3", {"provider": "openai", "id": "meta/llama-3"}),
    ],
)
def test_the_model_is_told_by_provider_and_id(
    scripted: ScriptedServer, replies: Replies, name: str, model: dict[str, str]
) -> None:
    replies.model = name
    assert chat(scripted)[-1].payload["model"] == model


def test_a_warning_is_told_when_there_is_one(scripted: ScriptedServer, replies: Replies) -> None:
    assert "usage_warning" not in chat(scripted)[-1].payload
    said = "You have 10 messages remaining today."
    replies.warning = UsageWarning(feature="ai_text_messages", used=490, limit=500, remaining=10, message=said)
    assert chat(scripted)[-1].payload["usage_warning"] == {
        "feature": "ai_text_messages",
        "used": 490,
        "limit": 500,
        "remaining": 10,
        "message": said,
    }


def test_steps_are_not_told_and_text_around_them_is_whole(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says = ["Let me look. ", SEARCHING, FOUND, "From nine ", "to five."]
    frames = chat(scripted, "When?")
    assert text_of(frames) == "Let me look. From nine to five."
    assert names_of(frames) == ["chunk", "done"]


def test_a_form_is_told_as_text_that_says_how_to_answer(scripted: ScriptedServer, replies: Replies) -> None:
    asked = {
        "title": "Set up the interview",
        "intro": "So that it is about you.",
        "fields": [
            {"name": "job", "label": "Job title", "required": True},
            {"name": "many", "label": "How many questions", "type": "select", "options": ["3", "6"], "value": "3"},
        ],
    }
    form = msgspec.structs.replace(FOUND, type="consultant_request_form", data={"form": asked, "status": "waiting"})
    replies.says = ["Gladly.", form]
    told = text_of(chat(scripted, "Rehearse with me."))
    assert told == (
        "Gladly.\n\n**Set up the interview**\n\nSo that it is about you.\n\n"
        "- Job title (required)\n- How many questions (one of: 3; 6, at first: 3)\n\n"
        "Answer in your next message, with a line for each:\n\n"
        "    - **Job title**: …\n    - **How many questions**: …"
    )
    replies.says = [form]
    assert text_of(chat(scripted)).startswith("**Set up")
    replies.says = [msgspec.structs.replace(form, success=False, data={"problem": "No."}), "Never mind."]
    assert text_of(chat(scripted)) == "Never mind."


def test_hostile_text_stays_one_json_string_on_one_line(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says = [NASTY, "\ud83d", "\n\nevent: error\ndata: x\n\n"]
    answer = post(scripted.url + CHAT, json={"message": f"Say {NASTY}"})
    assert "content-encoding" not in answer.headers
    assert b"\r" not in answer.content
    assert b"\0" not in answer.content
    frames = [raw.split("\n") for raw in answer.text.split("\n\n")]
    assert frames.pop() == [""]
    assert all([line.partition(": ")[0] for line in lines] == ["event", "id", "data"] for lines in frames)
    said = "".join(json.loads(lines[2][6:]).get("content", "") for lines in frames)
    assert said == NASTY + "\ufffd" + "\n\nevent: error\ndata: x\n\n"
    assert frames[-1][0] == "event: done"


def test_a_client_that_names_the_last_event_it_saw_goes_on_behind_it(
    scripted: ScriptedServer, replies: Replies
) -> None:
    replies.says = ["One. ", SEARCHING, FOUND, "Two. ", SEARCHING, FOUND, "Three."]
    whole = chat(scripted, "Count.")
    for at in range(len(whole)):
        rest = stream(scripted, CHAT, {}, **{"Last-Event-ID": whole[at].id})
        assert text_of([*whole[: at + 1], *rest]) == "One. Two. Three."
        assert rest[-1].payload == whole[-1].payload


def test_the_same_idempotency_key_gives_the_same_reply(scripted: ScriptedServer, replies: Replies) -> None:
    key = {"Idempotency-Key": "once"}
    first = stream(scripted, CHAT, {"message": "Once."}, **key)
    replies.says = ["Another reply."]
    second = stream(scripted, CHAT, {"message": "Once."}, **key)
    assert (second[-1].id, text_of(second)) == (first[-1].id, text_of(first))
    other = post(scripted.url + CHAT, json={"message": "Something else."}, headers=key)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "conflict")


@pytest.mark.usefixtures("replies")
def test_wishes_hold_from_the_message_on(scripted: ScriptedServer) -> None:
    posting = post(f"{scripted.url}/v1/resumes", files={"file": ("a.md", b"# Ada\n\nada@example.org\n")})
    resume_id = posting.json()["resumeId"]
    first = chat(scripted, "Hallo.", agent="tutor", target="de", native="en", level="A2", resume_id=resume_id)
    conversation = first[-1].payload["conversation_id"]

    def now() -> tuple[str, str, str, str | None]:
        chats = get(f"{scripted.url}/api/v1/chats").json()["chats"]
        one = next(chat for chat in chats if chat["conversation_id"] == conversation)
        return one["agent"], one["target"], one["level"], one["resume_id"]

    assert now() == ("tutor", "de", "A2", resume_id)
    chat(scripted, "Weiter.", conversation_id=conversation)
    assert now() == ("tutor", "de", "A2", resume_id)
    chat(scripted, "Now the interview.", conversation_id=conversation, agent="coach", resume_id="")
    assert now() == ("coach", "de", "A2", None)


@pytest.mark.usefixtures("replies")
def test_both_protocols_speak_of_one_conversation(scripted: ScriptedServer) -> None:
    conversation = chat(scripted, "By one protocol.")[-1].payload["conversation_id"]
    chats = get(f"{scripted.url}/api/v1/chats").json()["chats"]
    number = next(one["id"] for one in chats if one["conversation_id"] == conversation)
    send(scripted, number, "By the other.")
    told = get(f"{scripted.url}{messages_of(number).removesuffix('/messages')}").json()["messages"]
    assert [message["text"] for message in told if message["role"] == "user"] == ["By one protocol.", "By the other."]
