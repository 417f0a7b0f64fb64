"""What a run says, as the events of the Career API: sections with their content, then `done` or `error`.

A section's text is the concatenation of its `content`s. It cannot be taken back once it is sent, so a paragraph that
is written once more after a crash goes on where its first text ended; when the new text is another one, the stream
ends with an error, and the same request sent again answers the whole letter.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.documents.structure import to_plain_text
from app.errors import AppError, Conflict, Unavailable
from app.streaming import Event
from app.tailoring.service import Injected

SECTION_OF = {
    "salutation": "salutation",
    "opening": "opening",
    "body_1": "body",
    "body_2": "body",
    "closing": "closing",
}
BETWEEN_PARAGRAPHS = "\n\n"
RESTART_SECONDS = 5.0
INJECTED = 5
"""The step of a tailoring that begins once the tailored résumé is there."""
_RESUME_SECTIONS = {
    "summary": "summary",
    "work": "experience",
    "skills": "skills",
    "education": "education",
    "projects": "projects",
}
_CHANGED = "The server was restarted while this was written, and went on with other words. Send the request again."
_UNKNOWN = "This stream cannot be taken up from there. Send the request again without Last-Event-ID."
_RESTARTING = "The server is restarting. Send the request again; what is finished is kept."
_REASON_STATUS = {"rate_limit": 429, "timeout": 504}


class _Said(msgspec.Struct, frozen=True):
    part: str = ""
    text: str = ""
    step: int = -1


class LetterSections:
    """The pieces of a letter's sections, event by event."""

    def __init__(self) -> None:
        self._sent: dict[str, str] = {}
        self._attempt = ""

    def take(self, event: Event) -> list[dict[str, str]]:
        """The events to send. Raises Conflict when what was sent is no longer what the letter says."""
        if event.name not in {"open", "text", "paragraph"}:
            return []
        said = msgspec.json.decode(event.data, type=_Said)
        if event.name == "open":
            self._attempt = ""
            return []
        self._attempt = said.text if event.name == "paragraph" else self._attempt + said.text
        return self._rest(said.part, whole=event.name == "paragraph")

    def _rest(self, part: str, *, whole: bool) -> list[dict[str, str]]:
        sent, now = self._sent.get(part, ""), self._attempt
        if not (now.startswith(sent) or (sent.startswith(now) and not whole)):
            raise Conflict(_CHANGED)
        if len(now) <= len(sent):
            return []
        self._sent[part] = now
        begins = part == "body_2" and not sent
        return [section(SECTION_OF[part], (BETWEEN_PARAGRAPHS if begins else "") + now[len(sent) :])]


def contradicted(history: Iterable[Event]) -> set[int]:
    """The numbers of text events that a later attempt at the same paragraph contradicts."""
    attempts: dict[str, list[tuple[set[int], str]]] = {}
    for event in history:
        if event.name not in {"open", "text", "paragraph"}:
            continue
        said = msgspec.json.decode(event.data, type=_Said)
        mine = attempts.setdefault(said.part, [])
        if event.name == "text" and mine:
            mine[-1] = (mine[-1][0] | {event.seq}, mine[-1][1] + said.text)
        else:
            mine.append((set(), said.text))
    return {
        number
        for mine in attempts.values()
        for numbers, text in mine[:-1]
        if not (mine[-1][1].startswith(text) or text.startswith(mine[-1][1]))
        for number in numbers
    }


def section(name: str, content: str) -> dict[str, str]:
    """One event of a section."""
    return {"type": "section", "section": name, "content": content}


def resume_sections(injected: Injected) -> list[dict[str, str]]:
    """The tailored résumé's sections that the protocol has, in the résumé's order, each as plain text."""
    keys = [*injected.sections, *(key for key in _RESUME_SECTIONS if key not in injected.sections)]
    texts = {key: section_text(injected.resume, key) for key in keys if key in _RESUME_SECTIONS}
    return [section(_RESUME_SECTIONS[key], text) for key, text in texts.items() if text]


def section_text(resume: Resume, key: str) -> str:
    """One section as lines of text, without its heading."""
    alone = Resume()
    if key == "summary":
        return resume.basics.summary or ""
    setattr(alone, key, getattr(resume, key))
    return to_plain_text(alone, [key]).strip().partition("\n")[2]


def is_injected(event: Event) -> bool:
    """Whether a tailoring says with this event that its résumé is ready."""
    return event.name == "progress" and msgspec.json.decode(event.data, type=_Said).step == INJECTED


class Failure(msgspec.Struct, frozen=True):
    """Why a run did not get done. `retry_after` in seconds."""

    message: str
    status: int
    retry_after: float | None = None

    @property
    def event(self) -> dict[str, Any]:
        """The document's error event."""
        return {"type": "error", "message": self.message, "statusCode": self.status}


def failure_of(event: Event | None) -> Failure:
    """What a run that did not get done comes to; None is a server that shuts down."""
    if event is None:
        return Failure(_RESTARTING, Unavailable.status, RESTART_SECONDS)
    if event.name == "reset":
        return Failure(_UNKNOWN, Conflict.status)
    if event.name != "failed":
        message = f"This was {event.name} before it was finished. Send the request again."
        return Failure(message, Unavailable.status, RESTART_SECONDS)
    payload: dict[str, Any] = msgspec.json.decode(event.data)
    status = _REASON_STATUS.get(payload.get("reason", "")) or _STATUS.get(payload["code"], AppError.status)
    return Failure(payload["message"], status, payload.get("retry_after"))


def _statuses(kind: type[AppError]) -> dict[str, int]:
    found = {kind.code: kind.status}
    for narrower in kind.__subclasses__():
        found |= _statuses(narrower)
    return found


_STATUS = _statuses(AppError)
