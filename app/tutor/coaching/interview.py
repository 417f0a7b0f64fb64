"""The interview: one message of the learner in, the coach's reply and the next state out."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from app.tutor.coaching import phrases
from app.tutor.coaching.advising import changes, looked_up, of_words
from app.tutor.coaching.focusing import Wishes, focused
from app.tutor.coaching.following import MOST_FOLLOW_UPS, follow_up
from app.tutor.coaching.judging import judge
from app.tutor.coaching.models import Answered, Feedback, Material, Plan, Question, State, Turn
from app.tutor.coaching.planning import plan
from app.tutor.coaching.quoting import escaped
from app.tutor.coaching.skeletons import skeleton
from app.tutor.coaching.summing import summary
from app.tutor.coaching.understanding import Understood, Wish, understand

_HALF = 2
_UNDER_WAY = ("Give me a hint", "Skip this question", "Finish")
_BEFORE = ("Start the interview", "What does the job ask for?", "What can you do?")
_AFTER = ("Start again", "What am I missing?", "What should I change first?")


class Interview(NamedTuple):
    """What stays the same from turn to turn."""

    material: Material
    plan: Plan


def prepare(material: Material, wishes: Wishes | None = None) -> Interview:
    """An interview about a résumé and a posting, or about whichever of them there is; of the questions as wished."""
    whole = plan(material)
    return Interview(material, whole if wishes is None else focused(whole, material, wishes))


def replay(interview: Interview, messages: Iterable[str]) -> State:
    """The state after the learner's messages, oldest first: what the conversation itself remembers."""
    state = State()
    for message in messages:
        state = reply(interview, state, message).state
    return state


def begin(interview: Interview, state: State | None = None, greeting: str = "") -> Turn:
    """The greeting, of one's own or the usual one, with the first question."""
    return _begin(interview, state or State(), greeting)


def reply(interview: Interview, state: State, message: str) -> Turn:
    """The coach's answer to one message; the same state and message give the same reply.

    A short message may be a wish in plain words (skip, repeat, hint, stop, a question about the job or the résumé);
    anything else is the answer to the open question.
    """
    state = msgspec.structs.replace(state, turns=state.turns + 1)
    question = None if state.at < 0 or state.finished else interview.plan.questions[state.at]
    understood = understand(message, questions_are_answers=question is not None and question.kind == "closing")
    looked = _look_up(interview, understood, message)
    if looked is not None:
        return aside(interview, state, looked)
    if state.finished:
        return _when_finished(interview, state, understood.wish)
    if question is None:
        return _before(interview, state, understood.wish)
    if understood.wish == "answer":
        return _answer(interview, state, question, message)
    return _wished(interview, state, question, understood.wish)


def _look_up(interview: Interview, understood: Understood, message: str) -> str | None:
    if understood.wish == "abilities":
        return phrases.ABILITIES
    if understood.wish == "other":
        return of_words(interview.material, message, understood) or phrases.OUTSIDE
    if understood.wish == "change":
        return changes(interview.material)
    return looked_up(interview.material, understood)


def aside(interview: Interview, state: State, text: str) -> Turn:
    """An answer to something beside the interview, which then goes on where it was."""
    if state.finished:
        return Turn(text=text, state=state, suggested=_AFTER)
    if state.at < 0:
        return Turn(text=f"{text}\n\nSay “start” when you want to begin.", state=state, suggested=_BEFORE)
    return Turn(text=f"{text}\n\n{_back(interview, state)}", state=state, suggested=_UNDER_WAY)


def _back(interview: Interview, state: State) -> str:
    """The open question in short, or the follow-up that waits for an answer."""
    question = interview.plan.questions[state.at]
    if state.asked == question.text and question.term:
        return f"Back to {escaped(question.term)}: {question.text.rsplit('”. ', 1)[-1]}"
    return f"{phrases.back(state.turns)} {state.asked}"


def _before(interview: Interview, state: State, wish: Wish) -> Turn:
    if wish == "stop":
        return Turn(text=summary(interview.plan, ()), state=state, suggested=_BEFORE)
    return _begin(interview, state)


def _begin(interview: Interview, state: State, greeting: str = "") -> Turn:
    fresh = State(turns=state.turns)
    greeting = greeting or phrases.greeting(interview.material, interview.plan)
    return _ask(interview, fresh, 0, greeting)


def _when_finished(interview: Interview, state: State, wish: Wish) -> Turn:
    if wish in ("start", "restart"):
        return _ask(interview, State(turns=state.turns), 0, "Gladly, once more from the beginning.")
    if wish == "again":
        return _again(interview, state)
    if wish == "stop":
        return Turn(text=summary(interview.plan, state.answers), state=state, suggested=_AFTER)
    return Turn(text=phrases.OVER, state=state, suggested=_AFTER)


def _wished(interview: Interview, state: State, question: Question, wish: Wish) -> Turn:
    """A wish in plain words while a question is open."""
    if wish == "skip":
        return _move_on(interview, _kept(interview, state, question), "Skipped; no harm done.")
    if wish == "stop":
        kept = _kept(interview, state, question) if state.said else state
        return _finish(interview, kept, "")
    if wish == "restart":
        return _ask(interview, State(turns=state.turns), 0, "From the beginning, then.")
    if wish == "again":
        return _again(interview, state)
    if wish == "hint":
        shape = skeleton(question, interview.material)
        text = f"{shape}\n\nNow you, in your own words. {_back(interview, state)}"
    elif wish == "progress":
        left = len(interview.plan.questions) - state.at - 1
        text = f"This is question {state.at + 1}; {left} come after it. {_back(interview, state)}"
    elif wish == "repeat":
        text = f"Of course. {state.asked}"
    elif wish == "empty":
        text = f"I got no words from you. Take your time. {state.asked}"
    else:
        text = f"{phrases.courtesy(state.turns)} {_back(interview, state)}"
    return Turn(text=text, state=state, suggested=_UNDER_WAY)


def _again(interview: Interview, state: State) -> Turn:
    """A second try at the open question, or at the last one where nothing has been said to the open one yet."""
    at, answers = state.at, state.answers
    if answers and (state.finished or not state.said):
        at, answers = answers[-1].question, answers[:-1]
    fresh = State(turns=state.turns, answers=answers)
    return _ask(interview, fresh, at, "A second try is how one gets better.")


def _answer(interview: Interview, state: State, question: Question, message: str) -> Turn:
    joined = f"{state.said}\n\n{message}" if state.said else message
    feedback = _judged(interview, question, joined)
    if feedback.improve.kind == "language" and "language" not in state.follow_ups:
        state = msgspec.structs.replace(state, follow_ups=(*state.follow_ups, "language"))
        text = f"{feedback.improve.text}\n\n{state.asked}"
        return Turn(text=text, state=state, suggested=_UNDER_WAY, feedback=feedback)
    had = state.found if state.said else None
    doubt = next((one.text for one in feedback.doubts if one.start >= len(joined) - len(message)), "")
    found = tuple(part.name for part in feedback.parts if part.found)
    state = msgspec.structs.replace(state, said=joined, found=found)
    ask = _next_follow_up(state, question, feedback)
    if ask is None:
        spoken = phrases.judged(question, joined, feedback, had)
        kept = msgspec.structs.replace(state, answers=(*state.answers, _answered(state, feedback)))
        turn = _move_on(interview, kept, "\n\n".join(part for part in (spoken, doubt) if part))
        return msgspec.structs.replace(turn, feedback=feedback)
    spoken = phrases.on_the_way(joined, feedback, had)
    text = "\n\n".join(part for part in (spoken, doubt, ask) if part)
    key = f"{feedback.improve.kind} {feedback.improve.about}"
    state = msgspec.structs.replace(state, follow_ups=(*state.follow_ups, key), asked=ask)
    return Turn(text=text, state=state, suggested=_UNDER_WAY, feedback=feedback)


def _next_follow_up(state: State, question: Question, feedback: Feedback) -> str | None:
    """A follow-up where one is left: a second one only where half or less is there, and none for the same thing."""
    asked = [one for one in state.follow_ups if one != "language"]
    key = f"{feedback.improve.kind} {feedback.improve.about}"
    if len(asked) >= MOST_FOLLOW_UPS or key in asked or (asked and feedback.score > _HALF):
        return None
    if any(one.split()[-1] == feedback.improve.about for one in asked if feedback.improve.about):
        return None
    return follow_up(question, state.said, feedback)


def _judged(interview: Interview, question: Question, text: str) -> Feedback:
    return judge(question, text, interview.material.resume, material=interview.material)


def _answered(state: State, feedback: Feedback | None) -> Answered:
    return Answered(question=state.at, text=state.said, feedback=feedback)


def _kept(interview: Interview, state: State, question: Question) -> State:
    """The state with the open question closed as it is: judged where something was said, else skipped."""
    feedback = _judged(interview, question, state.said) if state.said else None
    return msgspec.structs.replace(state, answers=(*state.answers, _answered(state, feedback)))


def _move_on(interview: Interview, state: State, text: str) -> Turn:
    if state.at + 1 >= len(interview.plan.questions):
        return _finish(interview, state, text)
    return _ask(interview, state, state.at + 1, text)


def _ask(interview: Interview, state: State, at: int, before: str) -> Turn:
    question = interview.plan.questions[at]
    head = f"**Question {at + 1} of {len(interview.plan.questions)}.**"
    state = msgspec.structs.replace(state, at=at, said="", found=(), follow_ups=(), asked=question.text, finished=False)
    return Turn(text=f"{before}\n\n{head} {question.text}", state=state, suggested=_UNDER_WAY)


def _finish(interview: Interview, state: State, text: str) -> Turn:
    state = msgspec.structs.replace(state, finished=True, said="", found=(), follow_ups=(), asked="")
    told = summary(interview.plan, state.answers)
    return Turn(text=f"{text}\n\n{told}" if text else told, state=state, suggested=_AFTER)
