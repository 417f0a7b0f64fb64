"""What is good in an answer, said with the sentence that shows it."""

from collections.abc import Sequence

from app.tutor.coaching import signs
from app.tutor.coaching.models import Kind, Part, Question, Remark
from app.tutor.coaching.quoting import around, pick
from app.tutor.coaching.reading import Reading

_FEWEST_WORDS = 3
_PRAISE_PLAIN_RESULT: tuple[str, ...] = (
    "{quote} tells how it ended; many people forget that.",
    "With {quote} the story has an end. Good.",
)
_STAR_PRAISE: dict[str, tuple[str, ...]] = {
    "result": (
        "{quote} is a result with a number; that stays in the memory.",
        "What convinces is {quote}: something that can be counted.",
    ),
    "action": (
        "{quote} says plainly what you did yourself.",
        "Good: with {quote} one sees you at work.",
    ),
    "situation": (
        "{quote} puts the listener in the picture at once.",
        "A good beginning: {quote}.",
    ),
    "task": ("{quote} makes clear what was at stake.", "{quote} says why it mattered."),
}
_PRAISE: dict[Kind, dict[str, tuple[str, ...]]] = {
    "story": _STAR_PRAISE,
    "duty": _STAR_PRAISE,
    "opener": {
        "a proof": ("{quote} is something that can be checked; that makes the rest believable.",),
        "why this job": ("{quote} gives a reason of your own for this job.",),
        "your experience": ("{quote} says quickly what you bring.",),
        "who you are": ("{quote} is a clear beginning.",),
    },
    "gap": {
        "a plain answer": ("{quote} is honest, and worth more than a bluff.",),
        "what comes close": ("With {quote} you show what carries over.",),
        "a plan": ("{quote} shows that you have thought about the next step.",),
    },
    "dates": {
        "the reason": ("{quote} is a calm, clear reason.",),
        "what you did then": ("{quote} fills that time with something of use.",),
        "what you want now": ("{quote} leads back to the present.",),
    },
    "closing": {
        "their work": ("{quote} shows that you think about their work.",),
        "an open question": ("{quote} cannot be answered with yes or no; good.",),
    },
}


def praise(question: Question, reading: Reading, found: Sequence[Part]) -> Remark | None:
    """The best part that was `found`, unless it is hedged; None where there is nothing to praise."""
    by_name = {part.name: part for part in found}
    for name, options in _PRAISE[question.kind].items():
        part = by_name.get(name)
        if part is None or part.end == part.start:
            continue
        body = reading.folded[part.start : part.end]
        if signs.HEDGE.search(body) or len(body.split()) < _FEWEST_WORDS:
            continue
        if name == "result" and not signs.NUMBER.search(body):
            options = _PRAISE_PLAIN_RESULT
        quote = around(reading.text, part.start, part.end)
        text = pick(options, question.text, reading.text).format(quote=quote)
        return Remark(kind="strength", text=text, about=name, start=part.start, end=part.end)
    return None
