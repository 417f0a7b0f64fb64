"""The endpoints of the five protocols as calls; nothing here touches the network."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from foreword_client import answers, chat_answers, wires
from foreword_client.calls import Call, Read, Request, StreamCall, new_key
from foreword_client.errors import BadAnswer
from foreword_client.events import AgentEvent, ChatDone, ChatEvent, LatexEvent, ReviewEvent
from foreword_client.wanted import (
    ChatWanted,
    LatexWanted,
    LetterWanted,
    MessageWanted,
    NewChatWanted,
    ReviewWanted,
    TailorWanted,
)

T = TypeVar("T")
_CAREER_NAMES = {"resume_id": "resumeId", "job_description": "jobDescription", "job_title": "jobTitle"} | {
    "company_name": "companyName"
}
_AS_JSON = {"Accept": "application/json"}


def tailor(wanted: TailorWanted) -> Call[answers.Tailoring]:
    """`POST /v1/tailor`, waited for."""
    return Call(_career("/v1/tailor", wanted), _as(answers.Tailoring))


def tailor_stream(wanted: TailorWanted) -> StreamCall[answers.Section]:
    """`POST /v1/tailor`."""
    return StreamCall(_career("/v1/tailor", wanted), wires.career)


def cover_letter(wanted: LetterWanted) -> Call[answers.Letter]:
    """`POST /v1/cover-letters/generate`, waited for."""
    return Call(_career("/v1/cover-letters/generate", wanted), _as(answers.Letter))


def cover_letter_stream(wanted: LetterWanted) -> StreamCall[answers.Section]:
    """`POST /v1/cover-letters/generate`."""
    return StreamCall(_career("/v1/cover-letters/generate", wanted), wires.career)


def upload_resume(content: bytes, filename: str) -> Call[str]:
    """`POST /v1/resumes`; it has no idempotency key."""

    class _Uploaded(msgspec.Struct, rename="camel"):
        resume_id: str

    files = {"file": (filename, content, "application/octet-stream")}
    return Call(
        Request(method="POST", path="/v1/resumes", files=files),
        lambda body, _: answers.read(body, _Uploaded).resume_id,
    )


def resumes() -> Call[tuple[answers.Resume, ...]]:
    """`GET /v1/resumes`."""
    return Call(Request(method="GET", path="/v1/resumes"), _member("resumes", tuple[answers.Resume, ...]))


def resume(resume_id: str) -> Call[answers.Resume]:
    """`GET /v1/resumes/{id}`."""
    return Call(Request(method="GET", path=f"/v1/resumes/{_part(resume_id)}"), _as(answers.Resume))


def delete_resume(resume_id: str) -> Call[None]:
    """`DELETE /v1/resumes/{id}`."""
    return Call(Request(method="DELETE", path=f"/v1/resumes/{_part(resume_id)}"), _nothing)


def review(wanted: ReviewWanted) -> Call[answers.Review]:
    """`GET /optimization/stream/{resume_id}`, waited for."""
    return Call(_review(wanted, _AS_JSON), _as(answers.Review))


def review_stream(wanted: ReviewWanted) -> StreamCall[ReviewEvent]:
    """`GET /optimization/stream/{resume_id}`."""
    return StreamCall(_review(wanted, {}), wires.review)


def tailor_latex(wanted: LatexWanted) -> Call[answers.LatexTailoring]:
    """`POST /api/tailor`."""
    return Call(_latex("/api/tailor", wanted), _as(answers.LatexTailoring))


def tailor_latex_stream(wanted: LatexWanted) -> StreamCall[LatexEvent]:
    """`POST /api/tailor-stream`."""
    return StreamCall(_latex("/api/tailor-stream", wanted), wires.latex, replays=True)


def chat(wanted: ChatWanted) -> StreamCall[ChatEvent]:
    """`POST /api/v1/chat`, which always streams."""
    return StreamCall(_posted("/api/v1/chat", wanted), wires.chat)


def usage() -> Call[tuple[chat_answers.Quota, ...]]:
    """`GET /api/v1/usage`."""
    return Call(Request(method="GET", path="/api/v1/usage"), _member("usage", tuple[chat_answers.Quota, ...]))


def agents() -> Call[tuple[chat_answers.Agent, ...]]:
    """`GET /api/v1/agents`."""
    return Call(Request(method="GET", path="/api/v1/agents"), _member("agents", tuple[chat_answers.Agent, ...]))


def create_chat(wanted: NewChatWanted) -> Call[chat_answers.Chat]:
    """`POST /api/v1/chats`."""
    return Call(_posted("/api/v1/chats", wanted), _as(chat_answers.Chat))


def chats(limit: int, offset: int) -> Call[chat_answers.ChatList]:
    """`GET /api/v1/chats`."""
    params = {"limit": str(limit), "offset": str(offset)}
    return Call(Request(method="GET", path="/api/v1/chats", params=params), _as(chat_answers.ChatList))


def read_chat(chat_id: int) -> Call[chat_answers.Chat]:
    """`GET /api/v1/chats/{id}`."""
    return Call(Request(method="GET", path=f"/api/v1/chats/{chat_id:d}"), _as(chat_answers.Chat))


def send_message(wanted: MessageWanted) -> Call[chat_answers.AgentReply]:
    """`POST /api/v1/chats/{id}/messages`, waited for."""
    return Call(_message(wanted, stream=False), _as(chat_answers.AgentReply))


def send_message_stream(wanted: MessageWanted) -> StreamCall[AgentEvent]:
    """`POST /api/v1/chats/{id}/messages`."""
    return StreamCall(_message(wanted, stream=True), wires.agent)


def whole_reply(events: Iterable[ChatEvent]) -> chat_answers.ChatReply:
    """A tutor's reply from all of its events."""
    text = ""
    for event in events:
        if isinstance(event, ChatDone):
            fields = {name: getattr(event, name) for name in event.__struct_fields__}
            return chat_answers.ChatReply(text=text, **fields)
        text += event.content
    raise BadAnswer("The reply ended without its last event.")


def _career(path: str, wanted: TailorWanted | LetterWanted) -> Request:
    fields, key = _fields(wanted)
    body = {_CAREER_NAMES.get(name, name): value for name, value in fields.items()}
    return Request(method="POST", path=path, json=body, key=key)


def _review(wanted: ReviewWanted, headers: Mapping[str, str]) -> Request:
    params = {"posting_id": wanted.get("posting_id", ""), "fresh": "1" if wanted.get("fresh") else ""}
    return Request(
        method="GET",
        path=f"/optimization/stream/{_part(wanted['resume_id'])}",
        params={name: value for name, value in params.items() if value},
        headers=headers,
    )


def _latex(path: str, wanted: LatexWanted) -> Request:
    fields, key = _fields(wanted)
    content, filename = fields.pop("resume_file"), fields.pop("filename", "resume.tex")
    return Request(
        method="POST", path=path, data=fields, files={"resume_file": (filename, content, "application/x-tex")}, key=key
    )


def _message(wanted: MessageWanted, *, stream: bool) -> Request:
    fields, key = _fields(wanted)
    chat_id = fields.pop("chat_id")
    return Request(method="POST", path=f"/api/v1/chats/{chat_id:d}/messages", json=fields | {"stream": stream}, key=key)


def _posted(path: str, wanted: ChatWanted | NewChatWanted) -> Request:
    fields, key = _fields(wanted)
    return Request(method="POST", path=path, json=fields, key=key)


def _fields(wanted: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What goes into the body, and the idempotency key."""
    fields = {name: value for name, value in wanted.items() if value is not None}
    return fields, fields.pop("idempotency_key", "") or new_key()


def _part(name: str) -> str:
    """A name as one part of a path, whatever is in it."""
    return quote(name, safe="")


def _as(kind: type[T]) -> Read[T]:
    return lambda body, _: answers.read(body, kind)


def _member(name: str, kind: type[T]) -> Read[T]:
    """One member of an object."""
    found = msgspec.defstruct("Answer", [("found", kind)], rename={"found": name})

    def read(body: bytes, _: Mapping[str, str]) -> T:
        value: T = answers.read(body, found).found  # type: ignore[attr-defined]  # made just above
        return value

    return read


def _nothing(_: bytes, __: Mapping[str, str]) -> None:
    """An answer without a body."""
