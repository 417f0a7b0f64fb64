"""What the coach says about a part that is missing, and the question that asks for it."""

from typing import NamedTuple

from app.tutor.coaching.models import Kind


class Advice(NamedTuple):
    """`tip` says what to do, `ask` asks for it, `order` is which of the missing parts is worth most (0 first)."""

    tip: str
    ask: str
    order: int


_STAR = {
    "action": Advice(
        "Say what you did yourself, step by step, in sentences that begin with “I”.",
        "What did you do yourself, step by step?",
        0,
    ),
    "result": Advice(
        "Say how it ended and what changed, best with a number.",
        "And how did it end? What was different afterwards? A rough number helps.",
        1,
    ),
    "situation": Advice(
        "Begin with one sentence of when and where: the listener was not there.",
        "When and where was that, and who else was involved?",
        2,
    ),
    "task": Advice(
        "Say what was wrong, or what had to be reached, before you say what you did.",
        "What was the problem, or what were you asked to reach?",
        3,
    ),
}
_TABLE: dict[Kind, dict[str, Advice]] = {
    "story": _STAR,
    "duty": _STAR,
    "opener": {
        "why this job": Advice(
            "Finish with why you want this job: one thing from the posting that draws you.",
            "And why this job? Which one thing in the posting draws you?",
            0,
        ),
        "a proof": Advice(
            "Add one thing that you did, with a number, so that the rest is believed.",
            "What is one thing that you did and are proud of, with a number?",
            1,
        ),
        "your experience": Advice(
            "Say how long you have done this, and where.",
            "How long have you done this work, and where?",
            2,
        ),
        "who you are": Advice(
            "Begin with who you are today, in one sentence: “I am a … at …”.",
            "Who are you at work today, in one sentence?",
            3,
        ),
    },
    "gap": {
        "a plain answer": Advice(
            "Say first, in one plain sentence, how much of it you have done.",
            "In one plain sentence: how much of it have you done yourself?",
            0,
        ),
        "what comes close": Advice(
            "Tell of the closest thing that you did, and what carries over.",
            "What is the closest thing that you have done?",
            1,
        ),
        "a plan": Advice(
            "Say how you would learn it, and how soon.",
            "How would you learn it in the first weeks?",
            2,
        ),
        "something concrete": Advice(
            "Name one concrete thing: a course, a small project, a number of weeks.",
            "Can you name one concrete step, with a time?",
            3,
        ),
    },
    "dates": {
        "the reason": Advice(
            "Give the reason in one calm sentence; nobody needs the details.",
            "What was the reason, in one sentence?",
            0,
        ),
        "what you want now": Advice(
            "End in the present: what you look for now, and why this job fits.",
            "And now: what are you looking for?",
            1,
        ),
        "what you did then": Advice(
            "Name one thing that you did or learned in that time.",
            "What is one thing that you did or learned in that time?",
            2,
        ),
        "brevity": Advice("Keep this answer to three or four sentences, then stop.", "", 3),
    },
    "closing": {
        "a question": Advice(
            "Ask something. Somebody with no question seems not to want the job.",
            "What would you like to know about the work?",
            0,
        ),
        "an open question": Advice(
            "Ask so that “yes” is no answer: begin with “how”, “what” or “which”.",
            "Can you ask that with “how” or “what”?",
            1,
        ),
        "their work": Advice(
            "Ask about their work or the team, not only about conditions.",
            "What would you like to know about the team or the work itself?",
            2,
        ),
        "a second question": Advice(
            "Have a second question ready; the first is often answered on the way.",
            "And a second one?",
            3,
        ),
    },
}


def advice_for(kind: Kind, part: str) -> Advice:
    """What to say about a part that an answer to a question of `kind` lacks."""
    return _TABLE[kind][part]


def most_wanted(kind: Kind, missing: list[str]) -> str:
    """Of the missing parts the one that is worth most."""
    return min(missing, key=lambda part: _TABLE[kind][part].order)
