"""The interview coach by rule: an interview that is built again from the conversation at each turn."""

import asyncio
import re
from typing import TYPE_CHECKING

import msgspec

from app.llm import ToolCall
from app.tutor.agents.answer import Answer
from app.tutor.agents.coach_forms import (
    SET_UP,
    SETTING_UP,
    Told,
    asking_for_the_job,
    told_by_forms,
    wants_set_up,
)
from app.tutor.agents.gone import preceded
from app.tutor.agents.knowing import material_of
from app.tutor.agents.looking_up import told, wanted_call
from app.tutor.agents.remembering import States, about_of
from app.tutor.agents.situation import Situation
from app.tutor.agents.tools import REQUEST_FORM
from app.tutor.coaching.asking import job_of
from app.tutor.coaching.focusing import Wishes, is_focused
from app.tutor.coaching.interview import Interview, aside, begin, prepare, reply
from app.tutor.coaching.models import State, Turn
from app.tutor.coaching.planning import plan
from app.tutor.coaching.quoting import listed, quoted
from app.tutor.forms_asked import Form

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn

_GLADLY = "Gladly. Choose what it is to be like:"
_NEW_JOB = (
    "Hello. I rehearse the interview with you. No posting is attached to this conversation, so tell me about the job; "
    "or attach a posting above. Write “start” instead, and I ask what is asked everywhere."
)
_WITH_FOCUS = {"everything": "", "fit": " about what fits", "missing": " about what you are missing"}
_NOTHING_OF_IT = {
    "fit": "I find no line of yours that the posting asks for, so I ask about everything.",
    "missing": "I find nothing that is missing, so I ask about everything.",
}
_ENOUGH = 60
_states = States()
_IN_QUOTES = re.compile(r"(“[^”]*”)")


class Rehearsal(msgspec.Struct, frozen=True):
    """An interview, and what forms have told for it. `is_told`: what the learner wrote stands in for a résumé."""

    interview: Interview
    told: Told
    is_told: bool = False

    def spoken(self, turn: Turn) -> Turn:
        """A turn as the learner gets it: nobody's résumé is spoken of who has none."""
        if not self.is_told:
            return turn
        parts = _IN_QUOTES.split(turn.text)
        text = "".join(part if part.startswith("“") else _own_words(part) for part in parts)
        return msgspec.structs.replace(turn, text=text)


async def rehearse(turn: "AgentTurn") -> Answer:
    """The coach's answer to the last message."""
    situation = turn.situation
    rehearsal = await rehearsal_of(situation)
    if rehearsal.told.at >= 0 and rehearsal.told.at == len(situation.path) - 1:
        return _answer(situation, rehearsal, _begun(rehearsal))
    if wants_set_up(situation.question) and turn.offers(REQUEST_FORM):
        return Answer(text=preceded(situation, _GLADLY), calls=(_form(SETTING_UP),))
    state = await asyncio.to_thread(replayed, rehearsal, situation)
    if turn.done:
        text = "\n\n".join(told(done) for done in turn.done)
        return _answer(situation, rehearsal, aside(rehearsal.interview, _counted(state), text))
    call = wanted_call(situation.question, turn.offers)
    if call is not None and not _is_closing(rehearsal.interview, state):
        return Answer(calls=(call,))
    said = await asyncio.to_thread(reply, rehearsal.interview, state, situation.question)
    has_begun = state.at < 0 <= said.state.at
    if has_begun and turn.offers(REQUEST_FORM) and _lacks_job(situation, rehearsal.told):
        asked = asking_for_the_job(has_resume=situation.resume is not None)
        return Answer(text=preceded(situation, _NEW_JOB), calls=(_form(asked),))
    return _answer(situation, rehearsal, said)


async def rehearsal_of(situation: Situation) -> Rehearsal:
    """The interview about what is attached; where nothing is, about what a form has told."""
    forms = told_by_forms(situation.path)
    job = forms.job
    material = await material_of(situation, job)
    is_told = job is not None and situation.resume is None and material.resume is not None
    return Rehearsal(await asyncio.to_thread(prepare, material, forms.wishes), forms, is_told)


def replayed(rehearsal: Rehearsal, situation: Situation) -> State:
    """Where the interview stands before the last message, as the conversation itself remembers it.

    The answer to a form begins it anew. So does a reply that these rules would not have given: what is attached has
    changed, or a language model spoke. Nobody is judged by a question that was never asked.
    """
    interview, path = rehearsal.interview, situation.path[:-1]
    about = about_of(interview, rehearsal.told.at)
    known, state = _states.latest(path, about)
    for at in range(known, len(path)):
        message = path[at]
        if message.role != "user" or at < rehearsal.told.at:
            continue
        said = path[at + 1] if at + 1 < len(path) else None
        if said is not None and said.steps:
            state = _counted(state)
            continue
        turn = rehearsal.spoken(_begun(rehearsal) if at == rehearsal.told.at else reply(interview, state, message.text))
        state = turn.state if said is None else _after(state, turn, said.text)
    _states.keep(path, about, state)
    return state


def _begun(rehearsal: Rehearsal) -> Turn:
    """The first question after a form was answered."""
    interview, forms = rehearsal.interview, rehearsal.told
    number = len(interview.plan.questions)
    count = "One question" if number == 1 else f"{number} questions"
    if forms.wishes is not None:
        greeting = f"{_wished(interview, forms.wishes, count)} “Hint”, “skip” and “finish” work at any time."
    else:
        read = ["the posting"] * bool(interview.material.posting.strip())
        read += ["what you have done"] * (interview.material.resume is not None)
        known = f" I have read {listed(read)}." if read else ""
        greeting = (
            f"Thank you. Let us rehearse the interview for {job_of(interview.material)}.{known} There are {number} "
            "questions; answer as you would speak. “Hint”, “skip”, “repeat” and “finish” work at any time."
        )
    return begin(interview, State(), greeting)


def _wished(interview: Interview, wishes: Wishes, count: str) -> str:
    is_there = is_focused(plan(interview.material), interview.material, wishes.focus)
    about = _WITH_FOCUS[wishes.focus] if is_there else ""
    ready = " ".join(wishes.ready_for.split())
    first = f", first of all what you want to be ready for: {quoted(ready, 120)}" if ready else ""
    sorry = "" if is_there else f" {_NOTHING_OF_IT[wishes.focus]}"
    return f"All right: {count[0].lower()}{count[1:]}{about}{first}.{sorry}"


def _answer(situation: Situation, rehearsal: Rehearsal, said: Turn) -> Answer:
    state = said.state
    is_fresh = state.at == 0 and not state.said and not state.answers
    suggested = (SET_UP, *said.suggested) if is_fresh or state.at < 0 or state.finished else said.suggested
    return Answer(text=preceded(situation, rehearsal.spoken(said).text), suggested=suggested)


def _after(before: State, turn: Turn, said: str) -> State:
    """The state after a reply as it was shown: the turn's, perhaps behind another paragraph.

    A reply that was stopped before its question came has not happened; one that is quite another begins anew.
    """
    expected, shown = turn.text.strip(), said.strip()
    if shown.endswith(expected):
        return turn.state
    if expected.startswith(shown):
        return turn.state if turn.state.asked[:_ENOUGH] in shown else _counted(before)
    return State(turns=before.turns + 1)


def _lacks_job(situation: Situation, forms: Told) -> bool:
    return situation.posting is None and not forms.was_asked and forms.wishes is None


def _form(form: Form) -> ToolCall:
    return ToolCall("", REQUEST_FORM, msgspec.json.encode(form).decode())


def _own_words(text: str) -> str:
    return text.replace("Your résumé", "What you wrote").replace("your résumé", "what you wrote")


def _counted(state: State) -> State:
    return msgspec.structs.replace(state, turns=state.turns + 1)


def _is_closing(interview: Interview, state: State) -> bool:
    return state.at >= 0 and not state.finished and interview.plan.questions[state.at].kind == "closing"
