"""Follow-up questions: what an answer left out, asked for in its own words."""

from app.tutor.coaching.advice import advice_for
from app.tutor.coaching.models import Feedback, Question, Remark
from app.tutor.coaching.quoting import quoted

MOST_FOLLOW_UPS = 2
_QUOTED = 110
_NOTHING_TO_ASK = frozenset({"long", "hedged", "polish", "language"})


def follow_up(question: Question, answer: str, feedback: Feedback) -> str | None:
    """What to ask next about the same question, with words of the answer; None when enough is there."""
    remark = feedback.improve
    if remark.kind in _NOTHING_TO_ASK or (remark.kind == "short" and not remark.about):
        return None
    if remark.kind == "unrelated":
        return "Let us stay with the question. When did you do something like that? Start with where you were."
    ask = _ask(question, remark)
    said = quoted(answer[remark.start : remark.end], _QUOTED) if remark.end > remark.start else ""
    if not ask:
        return None
    return f"You say {said}. {ask}" if said else ask


def _ask(question: Question, remark: Remark) -> str:
    if remark.kind == "ours":
        return "Which part was yours?"
    if remark.kind in ("would", "vague"):
        return "When did you last do that? Tell me about that one time."
    if remark.kind == "number":
        return "How much was it, roughly: how many, how long, how much money or time?"
    return advice_for(question.kind, remark.about).ask
