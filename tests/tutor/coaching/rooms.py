"""Interviews for the applicants of the tests, on a fixed day."""

import asyncio
from datetime import date

import msgspec

from app.documents.resume import Resume
from app.tutor.coaching.interview import Interview, prepare, reply
from app.tutor.coaching.material import gather
from app.tutor.coaching.models import Material, State, Turn

DAY = date(2026, 11, 21)


def material_of(resume: Resume | None, posting: str = "") -> Material:
    """What the coach knows, gathered as the application does."""
    return msgspec.structs.replace(asyncio.run(gather(resume, posting)), today=DAY)


def interview_of(resume: Resume | None, posting: str = "") -> Interview:
    return prepare(material_of(resume, posting))


def talk(interview: Interview, *messages: str, state: State | None = None) -> Turn:
    """The reply to the last of some messages."""
    turn = Turn(text="", state=state or State())
    for message in messages:
        turn = reply(interview, turn.state, message)
    return turn
