"""Feedback on an answer: its parts, one strength, one thing to improve, and what does not fit the résumé."""

from collections.abc import Sequence

from app.documents.folding import fold
from app.documents.resume import Resume
from app.documents.terms.tokens import language_of, stem, tokenize
from app.tutor.coaching import signs
from app.tutor.coaching.advice import advice_for, most_wanted
from app.tutor.coaching.doubting import doubts_of
from app.tutor.coaching.models import Feedback, Kind, Material, Part, Question, Remark
from app.tutor.coaching.parts import names_of_parts, parts_of
from app.tutor.coaching.praising import praise
from app.tutor.coaching.quoting import around, escaped, listed
from app.tutor.coaching.reading import Place, Reading, read_answer

_FEWEST: dict[Kind, int] = {"opener": 25, "story": 25, "duty": 25, "gap": 20, "dates": 8, "closing": 6}
_MOST_WORDS, _LONGEST_JUDGED = 250, 8_000
_MANY_HEDGES = 3
_WORDS_A_MINUTE = 140
_STORIES = ("story", "duty")
_LEAST_TOPIC, _A_STORY = 3, 3


def judge(
    question: Question, answer: str, resume: Resume | None = None, *, material: Material | None = None
) -> Feedback:
    """What an answer is worth, by rules of language alone; the same for the same words.

    A story needs situation, task, action and result (STAR); the other kinds have four parts of their own. With a
    résumé, claims about employers, dates and degrees that do not fit it are asked about. `material` names the wanted
    job, whose words are no claims. Only the first 8,000 characters are read. Answers are read as English; one in
    another language has no parts, and says so.
    """
    text = answer[:_LONGEST_JUDGED]
    reading = read_answer(text, _names(resume))
    parts = parts_of(question.kind, reading)
    is_foreign = reading.words > 4 and language_of(text) != "en"
    belongs = sum(part.found for part in parts) >= _A_STORY or _belongs(question, reading, resume)
    if is_foreign or not belongs:
        parts = tuple(Part(name=name, found=False) for name in names_of_parts(question.kind))
    doubts = doubts_of(text, resume, material) if resume is not None and not is_foreign else ()
    found = [part for part in parts if part.found]
    sure = [part for part in found if not any(part.start <= one.start < part.end for one in doubts)]
    return Feedback(
        score=len(found),
        parts=parts,
        words=reading.words,
        strength=praise(question, reading, sure),
        improve=_foreign() if is_foreign else _improve(question, reading, parts, belongs=belongs),
        doubts=doubts,
    )


def _names(resume: Resume | None) -> tuple[str, ...]:
    if resume is None:
        return ()
    return tuple(fold(work.name) for work in resume.work if work.name and len(work.name) > _LEAST_TOPIC)


def _belongs(question: Question, reading: Reading, resume: Resume | None) -> bool:
    """Whether a story has anything to do with work, the question or the résumé."""
    if question.kind not in _STORIES or reading.find(signs.WORK) or reading.find(signs.ASKED_OF_ME):
        return True
    if any(name in reading.folded for name in reading.names):
        return True
    told = [question.term, question.sentence, question.line]
    if resume is not None:
        told += [line for work in resume.work for line in (*work.highlights, work.position or "")]
        told += [word for skill in resume.skills for word in skill.keywords]
    return bool(_stems(reading.text) & _stems(" ".join(told)))


def _stems(text: str) -> set[str]:
    return {stem(token.folded) for token in tokenize(text) if len(token.folded) > _LEAST_TOPIC} - _EVERYWHERE


_EVERYWHERE = {
    stem(word)
    for word in [
        "with",
        "from",
        "that",
        "this",
        "have",
        "were",
        "their",
        "time",
        "what",
        "when",
        "your",
        "which",
        "and",
        "about",
    ]
}


def _improve(question: Question, reading: Reading, parts: Sequence[Part], *, belongs: bool) -> Remark:
    """The one thing that would help an answer most."""
    kind = question.kind
    missing = [part.name for part in parts if not part.found]
    if kind in _STORIES and reading.words > _LEAST_TOPIC and len(missing) == len(parts):
        return _without_parts(question, reading, belongs=belongs)
    remark = _nobody_acts(reading) if kind in _STORIES and "action" in missing else None
    if remark is not None:
        return remark
    if reading.words < _FEWEST[kind]:
        return _too_short(question, reading, missing)
    if missing:
        wanted = most_wanted(kind, missing)
        first = next((part for part in sorted(parts, key=lambda one: one.name != "action") if part.found), None)
        return Remark(
            kind="part",
            about=wanted,
            text=advice_for(kind, wanted).tip,
            tip=advice_for(kind, wanted).tip,
            start=first.start if first else 0,
            end=first.end if first else 0,
        )
    return _finish(question, reading, parts)


def _without_parts(question: Question, reading: Reading, *, belongs: bool) -> Remark:
    if not belongs:
        topic = escaped(question.term) if question.term else "what I asked"
        text = f"I do not see yet how this belongs to {topic}. Tell of one time from your own work."
        return Remark(kind="unrelated", text=text)
    remark = _nobody_acts(reading)
    if remark is not None:
        return remark
    if reading.words < _FEWEST[question.kind]:
        return _too_short(question, reading, names_of_parts(question.kind))
    whole = reading.sentences[0]
    quote = around(reading.text, *whole)
    text = f"{quote} is said in general. Tell of one time: when it was, what you did, what came of it."
    tip = "Tell of one time instead."
    return Remark(kind="vague", text=text, tip=tip, about="action", start=whole.start, end=whole.end)


def _too_short(question: Question, reading: Reading, missing: Sequence[str]) -> Remark:
    words = f"{reading.words} word{'' if reading.words == 1 else 's'}"
    if missing:
        rest = advice_for(question.kind, most_wanted(question.kind, list(missing))).tip
        text = f"That is {words}; an interviewer waits for more. {rest}"
    else:
        text = f"That is {words}: everything is there, but too briefly to be seen. Give each part a sentence."
    place = reading.sentences[0] if reading.sentences else Place(0, 0)
    about = most_wanted(question.kind, list(missing)) if missing else ""
    tip = advice_for(question.kind, about).tip if about else "Give each part a sentence."
    return Remark(kind="short", text=text, tip=tip, about=about, start=place.start, end=place.end)


def _nobody_acts(reading: Reading) -> Remark | None:
    ours, would = reading.find(signs.OURS), reading.find(signs.WOULD)
    return _ours(reading, ours) if ours else _would(reading, would) if would else None


def _ours(reading: Reading, place: Place) -> Remark:
    whole = reading.quotable(*place)
    text = f"{around(reading.text, *whole)} is about the team. Say which part was yours, with “I”."
    tip = "Say which part was yours, with “I”."
    return Remark(kind="ours", text=text, tip=tip, about="action", start=whole.start, end=whole.end)


def _would(reading: Reading, place: Place) -> Remark:
    whole = reading.quotable(*place)
    text = f"{around(reading.text, *whole)} is what you do in general or would do. Tell of one time when you did it."
    tip = "Tell of one time when you really did it."
    return Remark(kind="would", text=text, tip=tip, about="action", start=whole.start, end=whole.end)


def _finish(question: Question, reading: Reading, parts: Sequence[Part]) -> Remark:
    """For an answer that has everything: its length, its numbers, its certainty, or how to say it."""
    if reading.words > _MOST_WORDS:
        minutes = reading.words / _WORDS_A_MINUTE
        text = (
            f"That is {reading.words} words, about {minutes:.0f} minutes. Leave out what nobody would miss and stay "
            "under two minutes; they ask when they want more."
        )
        return Remark(kind="long", text=text)
    hedges = list(signs.HEDGE.finditer(reading.folded))
    if len(hedges) >= _MANY_HEDGES:
        whole = reading.quotable(*hedges[0].span())
        words = listed([f"“{reading.text[one.start() : one.end()]}”" for one in hedges], 3)
        text = f"You were there, so be sure: take out {words}. In {around(reading.text, *whole)} they make you smaller."
        return Remark(kind="hedged", text=text, tip=f"Take out {words}.", start=whole.start, end=whole.end)
    result = next((part for part in parts if part.name == "result"), None)
    if result is not None and not signs.NUMBER.search(reading.folded):
        text = f"Put a number to {around(reading.text, result.start, result.end)}: how many, how much, how long?"
        return Remark(
            kind="number", text=text, tip="Put a number to it.", about="result", start=result.start, end=result.end
        )
    return _polish(question, reading)


def _polish(question: Question, reading: Reading) -> Remark:
    if question.kind in _STORIES and not reading.find(signs.LEARNED):
        text = "Close with one sentence on what you learned from it, or would do otherwise today."
    elif question.kind == "closing":
        text = "Add why you ask: one half-sentence from their posting shows that you read it."
    else:
        seconds = max(10, round(reading.words / _WORDS_A_MINUTE * 60, -1))
        text = f"Say it aloud once without reading: about {seconds:.0f} seconds."
    return Remark(kind="polish", text=text)


def _foreign() -> Remark:
    text = (
        "I can only judge answers in English, and this does not look like it. Try it in English, as simply as you "
        "like; a language model (in the settings) reads other languages."
    )
    return Remark(kind="language", text=text)
