"""The language tutor by rule."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.tutor.agents.answer import Answer
from app.tutor.agents.gone import preceded
from app.tutor.agents.looking_up import told, wanted_call
from app.tutor.agents.prompts import language_of
from app.tutor.coaching.models import Correction
from app.tutor.coaching.practising import Lesson, LessonTurn, Level, tutor
from app.tutor.corrections.models import Correction as Found
from app.tutor.corrections.models import Level as AnyLevel
from app.tutor.models import Message

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn

_LEVELS: dict[AnyLevel, Level] = {"A1": "A2", "A2": "A2", "B1": "B1", "B2": "B2", "C1": "C1", "C2": "C2"}


async def teach(turn: "AgentTurn") -> Answer:
    """The answer to the message and to the corrections of it."""
    situation = turn.situation
    if turn.done:
        return Answer(text="\n\n".join(told(done) for done in turn.done), suggested=turn.suggested)
    call = wanted_call(situation.question, turn.offers)
    if call is not None:
        return Answer(calls=(call,))
    target = situation.conversation.target
    if target.casefold().split("-")[0] != "en":
        return Answer(text=preceded(situation, _only_english(language_of(target))))
    level = _LEVELS[situation.conversation.level]
    checked = await situation.checked()
    said = await asyncio.to_thread(_taught, situation.path[:-1], situation.question, checked.corrections, level)
    return Answer(text=preceded(situation, said.text), suggested=said.suggested)


def _taught(before: Sequence[Message], question: str, found: Sequence[Found], level: Level) -> LessonTurn:
    """The lesson is built again from what was written and corrected before."""
    lesson = Lesson()
    for message in before:
        if message.role == "user":
            lesson = tutor(lesson, message.text, _corrections(message.corrections), level).lesson
    return tutor(lesson, question, _corrections(found), level)


def _corrections(found: Sequence[Found]) -> list[Correction]:
    return [Correction(original=one.original, corrected=one.corrected, explanation=one.explanation) for one in found]


def _only_english(language: str) -> str:
    return (
        f"Without a language model I can only correct English, not {language}. Choose a language model in the settings "
        "to practise it, or change this conversation's language to English. What I can do in any language is to look "
        "things up in your documents."
    )
