"""How each protocol's frames are read: which event a frame is, whether it is the last, which error it tells of.

A frame of a name that this client does not know is passed over, so that a newer server can say more.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from foreword_client import errors
from foreword_client.answers import LatexTailoring, Section, Suggestion, read
from foreword_client.events import (
    AgentEvent,
    ChatDone,
    ChatEvent,
    Chunk,
    LatexEvent,
    Progress,
    ReplyCreated,
    ReviewEvent,
    Status,
    StepEnded,
    StepStarted,
    TextCompleted,
    TextDelta,
    TitleUpdated,
)
from foreword_client.sse import Frame

E_co = TypeVar("E_co", covariant=True)
_AGENT_EVENTS: Mapping[str, type[AgentEvent]] = {
    kind.type: kind for kind in (ReplyCreated, TitleUpdated, StepStarted, StepEnded, TextDelta, TextCompleted)
}
_BAD_REQUEST = 10006
_BY_REASON = {"rate_limit": errors.LimitReached, "timeout": errors.TimedOut}
_TIMED_OUT = "LLM timeout"


class Heard(msgspec.Struct, Generic[E_co], frozen=True):
    """What a frame comes to: its event, if it is one for the caller, and whether nothing comes after it."""

    event: E_co | None = None
    ends: bool = False


Wire: TypeAlias = Callable[[Frame], Heard[E_co]]
_NOTHING: Heard[Any] = Heard()
_END: Heard[Any] = Heard(ends=True)


class _Said(msgspec.Struct, frozen=True, rename={"status_code": "statusCode"}):
    """What every frame is first read as."""

    type: str = ""
    message: str = ""
    detail: str = ""
    status_code: int = 0
    step: Any = None
    code: Any = None
    reason: str = ""
    retryable: bool | None = None
    request_id: str = ""
    data: msgspec.Raw = msgspec.Raw(b"null")


def career(frame: Frame) -> Heard[Section]:
    """`section`s, then `done` or `error` with an HTTP status."""
    said = read(frame.data, _Said)
    if said.type == "error":
        raise errors.kind_of(said.status_code)(said.message, status=said.status_code)
    if said.type == "section":
        return Heard(read(frame.data, Section))
    return _END if said.type == "done" else _NOTHING


def review(frame: Frame) -> Heard[ReviewEvent]:
    """`status` and `suggestion`s, then `complete` or `error`."""
    said = read(frame.data, _Said)
    if said.type == "error":
        kind = errors.ModelTimedOut if said.message == _TIMED_OUT else errors.InternalError
        raise kind(said.message)
    if said.type == "status":
        return Heard(Status(said.message))
    if said.type == "suggestion":
        return Heard(read(bytes(said.data), Suggestion))
    return _END if said.type == "complete" else _NOTHING


def latex(frame: Frame) -> Heard[LatexEvent]:
    """`progress`, then `complete` or `error` with its step."""
    if frame.event == "error":
        said = read(frame.data, _Said)
        if isinstance(said.step, int) and said.step >= 0:
            raise errors.StepFailed(said.detail, step=said.step)
        raise errors.InternalError(said.detail)
    if frame.event == "progress":
        return Heard(read(frame.data, Progress))
    return Heard(read(frame.data, LatexTailoring), ends=True) if frame.event == "complete" else _NOTHING


def chat(frame: Frame) -> Heard[ChatEvent]:
    """`chunk`s, then `done` or `error` with its reason."""
    if frame.event == "error":
        said = read(frame.data, _Said)
        kind = _BY_REASON.get(said.reason, errors.InternalError)
        raise kind(said.message, retryable=said.retryable, request_id=said.request_id)
    if frame.event == "chunk":
        return Heard(read(frame.data, Chunk))
    return Heard(read(frame.data, ChatDone), ends=True) if frame.event == "done" else _NOTHING


def agent(frame: Frame) -> Heard[AgentEvent]:
    """The seven `response.…` events; `[DONE]` after the last of them says nothing more."""
    if frame.event == "response.error":
        said = read(frame.data, _Said)
        kind = errors.BadRequest if said.code == _BAD_REQUEST else errors.InternalError
        raise kind(said.message)
    known = _AGENT_EVENTS.get(frame.event)
    if known is None:
        return _NOTHING
    return Heard(read(frame.data, known), ends=known is TextCompleted)
