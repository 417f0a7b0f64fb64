"""The end of an interview: scores question by question, and the sentences that are worth another try."""

from collections.abc import Sequence

from app.tutor.coaching.models import Answered, Feedback, Plan, Question, Remark
from app.tutor.coaching.quoting import around, escaped, quoted
from app.tutor.corrections.guarding import guards_of
from app.tutor.corrections.merging import merge
from app.tutor.corrections.models import Context
from app.tutor.corrections.rules import find_by_rules

_MOST = 4
_SENTENCES = 3
_ABOUT = {
    "opener": "Who you are",
    "story": "A story",
    "gap": "A gap",
    "dates": "Dates",
    "duty": "Behaviour",
    "closing": "Your questions",
}


def summary(plan: Plan, answers: Sequence[Answered]) -> str:
    """A table of scores and at most three sentences to work on, the weakest answers first; Markdown."""
    judged = [(plan.questions[one.question], one, one.feedback) for one in answers if one.feedback is not None]
    if not judged:
        return "We stopped before the first answer, so there is nothing to sum up. Say “start” when you want to begin."
    skipped = sum(one.feedback is None for one in answers)
    points = sum(feedback.score for _, _, feedback in judged)
    rows = "\n".join(
        f"| {number} | {_about(question)} | {feedback.score} of {_MOST} | {_missing(feedback)} |"
        for number, (question, _, feedback) in enumerate(judged, 1)
    )
    head = f"That was {len(judged)} answer{'' if len(judged) == 1 else 's'}: {points} of {_MOST * len(judged)} points."
    if skipped:
        head += f" You skipped {skipped}."
    table = f"| | Question | Score | Missing |\n|---|---|---|---|\n{rows}"
    return "\n\n".join(part for part in (head, table, _to_work_on(judged), _best(judged)) if part)


def _about(question: Question) -> str:
    name = _ABOUT[question.kind]
    return f"{name}: {escaped(question.term)}" if question.term else name


def _missing(feedback: Feedback) -> str:
    return ", ".join(part.name for part in feedback.parts if not part.found) or "nothing"


def _to_work_on(judged: Sequence[tuple[Question, Answered, Feedback]]) -> str:
    weakest = sorted(judged, key=lambda one: one[2].score)
    items: list[str] = []
    for _, answered, feedback in weakest:
        remark = feedback.improve
        if len(items) == _SENTENCES:
            break
        if remark.end <= remark.start:
            continue
        quote = around(answered.text, remark.start, remark.end)
        tip = remark.tip or remark.text
        items.append(f"{len(items) + 1}. {quote}: {tip[0].lower()}{tip[1:]}")
    if not items:
        return ""
    word = "One sentence" if len(items) == 1 else f"{('Two', 'Three')[len(items) - 2]} sentences"
    return f"{word} to work on:\n\n" + "\n".join(items)


def _best(judged: Sequence[tuple[Question, Answered, Feedback]]) -> str:
    """The praise of the best answer, of one without mistakes if there is any: what is to be kept is right English."""
    praised = sorted((one for one in judged if one[2].strength is not None), key=lambda one: -one[2].score)
    if not praised:
        return ""
    kept = [_kept(answered.text, feedback.strength) for _, answered, feedback in praised if feedback.strength]
    praise, _ = min(kept, key=lambda one: one[1])
    return f"And keep this: {praise}"


def _kept(answer: str, strength: Remark) -> tuple[str, bool]:
    """A praise with its sentence in right English, and whether that had a mistake."""
    sentence = answer[strength.start : strength.end]
    righted = _righted(sentence)
    return strength.text.replace(quoted(sentence), quoted(righted)), righted != sentence


def _righted(sentence: str) -> str:
    """By the rules alone: an interview is summed up again at every turn behind its end."""
    for correction in reversed(merge((find_by_rules(sentence),), sentence, guards_of(sentence, Context()))):
        sentence = sentence[: correction.offset] + correction.corrected + sentence[correction.end :]
    return sentence
