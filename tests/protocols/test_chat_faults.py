"""The chat protocols when something goes wrong after the stream has begun: errors, broken lines, stopped replies."""

import re
from typing import Any

import pytest

from app.accounts.models import LOCAL_USER
from app.errors import LimitReached, ModelError, NotFound
from app.streaming.endings import DeadlineExceeded
from tests.protocols.chat import (
    CHAT,
    CHATS,
    chat,
    frames_of,
    get,
    messages_of,
    names_of,
    new_chat,
    opened,
    post,
    send,
    stream,
    text_of,
)
from tests.protocols.scripted_replies import Replies, ScriptedServer

BUSY = ModelError("The provider is busy. Please try again.", reason="rate_limit", retryable=True, retry_after=90)
FAULTS: list[tuple[Exception, dict[str, Any], int, int]] = [
    (BUSY, {"reason": "rate_limit", "retryable": True}, 10005, 429),
    (
        ModelError("No credit is left.", reason="rate_limit", retryable=False),
        {"reason": "rate_limit", "retryable": False},
        10005,
        429,
    ),
    (
        ModelError("It did not begin in time.", reason="timeout", retryable=True),
        {"reason": "timeout", "retryable": True},
        10005,
        504,
    ),
    (DeadlineExceeded(), {"reason": "timeout", "retryable": True}, 10005, 504),
    (
        ModelError("The model broke.", reason="internal", retryable=True),
        {"reason": "internal", "retryable": True},
        10005,
        502,
    ),
    (
        ModelError("It was declined.", reason="refused", retryable=False),
        {"reason": "internal", "retryable": False},
        10006,
        502,
    ),
    (
        ModelError("It is too long.", reason="too_long", retryable=False),
        {"reason": "internal", "retryable": False},
        10006,
        502,
    ),
    (
        LimitReached("That was all for today.", retry_after=60),
        {"reason": "rate_limit", "retryable": True},
        10005,
        429,
    ),
    (NotFound("The letter is gone."), {"reason": "internal", "retryable": False}, 10006, 404),
    (ValueError("/srv/secret: key sk-123"), {"reason": "internal", "retryable": True}, 10005, 500),
]


@pytest.mark.parametrize(("fault", "said", "code", "status"), FAULTS)
def test_a_reply_that_fails_is_told_in_each_protocols_words(
    scripted: ScriptedServer, replies: Replies, fault: Exception, said: dict[str, Any], code: int, status: int
) -> None:
    replies.says, number = ["So far. ", fault], new_chat(scripted)
    with opened(scripted, CHAT, {"message": "Hello."}) as answer:
        told = list(frames_of(answer))
        error = told[-1].payload
        assert error["request_id"] == answer.headers["x-request-id"]
    assert names_of(told) == ["chunk", "error"]
    assert text_of(told) == "So far. "
    assert {name: error[name] for name in ("reason", "retryable")} == said
    assert error.keys() == {"type", "message", "request_id", "retryable", "reason"}
    frames = send(scripted, number)
    assert names_of(frames)[-2:] == ["response.error", "[DONE]"]
    failed = frames[-2].payload
    assert failed.keys() == {"type", "response_id", "chat_id", "message", "code"}
    assert (failed["code"], failed["message"]) == (code, error["message"])
    waited = post(scripted.url + messages_of(number), json={"message": "Hello."})
    assert (waited.status_code, waited.json()["error"]["message"]) == (status, error["message"])
    assert ("retry-after" in waited.headers) == (getattr(fault, "retry_after", None) is not None)
    assert re.search(r"secret|sk-", str(told[-1].data) + str(failed) + waited.text) is None


@pytest.mark.parametrize("protocol", ["tutor", "agent"])
def test_a_failed_turn_that_is_sent_again_is_not_in_the_history_twice(
    scripted: ScriptedServer, replies: Replies, protocol: str
) -> None:
    number = new_chat(scripted)
    conversation = get(f"{scripted.url}{CHATS}/{number}").json()["conversation_id"]

    def ask() -> str:
        if protocol == "agent":
            return text_of(send(scripted, number, "Try this."))
        return text_of(chat(scripted, "Try this.", conversation_id=conversation))

    replies.says = [BUSY]
    assert ask() == ""
    replies.says = ["Half ", BUSY]
    assert ask() == "Half "
    replies.says = ["Whole."]
    assert ask() == "Whole."
    messages = get(f"{scripted.url}{CHATS}/{number}").json()["messages"]
    assert [message["text"] for message in messages] == ["Try this.", "Whole."]


def test_a_first_message_that_failed_is_sent_again_to_the_conversation_that_the_header_names(
    scripted: ScriptedServer, replies: Replies
) -> None:
    replies.says = [BUSY]
    with opened(scripted, CHAT, {"message": "Begin."}) as answer:
        assert names_of(list(frames_of(answer))) == ["error"]
        conversation = answer.headers["x-conversation-id"]
    replies.says = ["Gladly."]
    done = chat(scripted, "Begin.", conversation_id=conversation)[-1].payload
    assert (done["conversation_id"], done["title"]) == (conversation, "Begin")
    (newest,) = get(f"{scripted.url}{CHATS}?limit=1").json()["chats"]
    messages = get(f"{scripted.url}{CHATS}/{newest['id']}").json()["messages"]
    assert [message["text"] for message in messages] == ["Begin.", "Gladly."]


@pytest.mark.parametrize("protocol", ["tutor", "agent"])
def test_a_client_whose_line_breaks_goes_on_where_it_was(
    scripted: ScriptedServer, replies: Replies, protocol: str
) -> None:
    gate = scripted.gate()
    replies.says = ["One. ", gate, "Two. ", "Three."]
    path = CHAT if protocol == "tutor" else messages_of(new_chat(scripted))
    seen = []
    with opened(scripted, path, {"message": "Count.", "stream": True}) as answer:
        for frame in frames_of(answer):
            seen.append(frame)
            if frame.text:
                break
    gate.open()
    rest = stream(scripted, path, {}, **{"Last-Event-ID": seen[-1].id})
    assert text_of([*seen, *rest]) == "One. Two. Three."
    if protocol == "agent":
        assert rest[-2].payload["final_text"] == "One. Two. Three."
    assert rest[-1].event == "done" if protocol == "tutor" else rest[-1].data == "[DONE]"


def test_a_reply_that_is_stopped_elsewhere_ends_both_streams(scripted: ScriptedServer, replies: Replies) -> None:
    replies.says = ["One. ", scripted.gate()]
    number = new_chat(scripted)
    conversation = get(f"{scripted.url}{CHATS}/{number}").json()["conversation_id"]
    with opened(scripted, messages_of(number), {"message": "Go on.", "stream": True}) as answer:
        frames = frames_of(answer)
        first = next(frame for frame in frames if frame.text)
        with opened(scripted, CHAT, {}, **{"Last-Event-ID": first.id}) as other:
            scripted.wait_for(scripted.application.conversations.stop(LOCAL_USER.id, conversation))
            assert [frame.payload.get("retryable") for frame in frames_of(other)] == [False]
        assert names_of(list(frames)) == ["response.error", "[DONE]"]
    shown = get(f"{scripted.url}{CHATS}/{number}").json()
    assert (shown["messages"][-1]["text"], shown["messages"][-1]["state"]) == ("One. ", "partial")


def test_pieces_arrive_while_the_reply_is_written(scripted: ScriptedServer, replies: Replies) -> None:
    gate = scripted.gate()
    replies.says = ["First ", gate, "second."]
    with opened(scripted, CHAT, {"message": "Slowly."}) as answer:
        frames = frames_of(answer)
        assert next(frames).text == "First "
        gate.open()
        assert "".join(frame.text for frame in frames) == "second."


def test_a_reply_of_two_thousand_pieces_is_whole_and_final_in_both(scripted: ScriptedServer, replies: Replies) -> None:
    pieces = [f"{number} 😀\n" for number in range(2_000)]
    replies.says, number = pieces, new_chat(scripted)
    assert text_of(chat(scripted)) == "".join(pieces)
    frames = send(scripted, number)
    assert text_of(frames) == frames[-2].payload["final_text"] == "".join(pieces)
