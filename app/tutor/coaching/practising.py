"""The language tutor without a language model: corrections shown, the sentence tried again, an exercise made of it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from app.documents.folding import fold
from app.tutor.coaching.models import Correction
from app.tutor.coaching.quoting import escaped, pick, quoted
from app.tutor.coaching.reading import read_answer

Level = Literal["A2", "B1", "B2", "C1", "C2"]
ABILITIES = (
    "I am the language tutor that comes with Foreword: rules of language, no language model, and nothing leaves this "
    "machine. Write to me about your work in English. I show what is not right and why, ask you to try the sentence "
    "again, and make short exercises out of your own mistakes. I cannot chat about everything; “another topic” and "
    "“skip” work at any time."
)
_TOPICS: dict[Level, tuple[str, ...]] = {
    "A2": (
        "Write two or three sentences: where do you work, and what do you do every day?",
        "Write three sentences about your last working day. What did you do first?",
        "Write two sentences: what do you like in your work, and what do you not like?",
    ),
    "B1": (
        "Write three or four sentences about a problem at work and what you did.",
        "Write a short message to a colleague: you cannot come to a meeting, and you suggest another time.",
        "Write a few sentences: how long have you done your job, and what has changed since you began?",
    ),
    "B2": (
        "Describe something at work that you would do differently today, and why.",
        "Write a short e-mail: ask an employer politely when you may expect an answer.",
        "Explain to somebody from another trade what your job is about, in five sentences.",
    ),
    "C1": (
        "Argue for a change at your workplace, name the strongest objection, and answer it.",
        "Tell of a disagreement at work so that both sides would accept your account.",
    ),
    "C2": (
        "Turn down an offer in a letter after which they would ask you again.",
        "Write the paragraph of your reference that you would most like to read.",
    ),
}
_SHOWN, _CLOSE, _LONGEST = 5, 0.6, 4_000
_WELL = ("I find no mistake in that.", "That is right as it stands.", "Nothing to correct there.")
_WISHES = re.compile(
    r"(?:please )?(?:skip|next|another topic|another (?:one|question)|new topic|pass|stop|go on)(?: please)?"
)
_ASKS_WHO = re.compile(r"(?:what can you do|who are you|what are you|help|how does this work|are you (?:a |an )?\w+)")


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """Where a lesson stands.

    `awaits` is what the next message should be: a text, a second try of `target`, or the answer to an exercise whose
    right sentence is `target` and whose wrong one is `wrong`, with `letter` naming the right one. `mistakes` are all
    that were shown, the newest last, and `practised` the places in it of those that an exercise was made of.
    """

    awaits: Literal["text", "retry", "exercise"] = "text"
    target: str = ""
    wrong: str = ""
    letter: str = ""
    mistakes: tuple[tuple[str, str], ...] = ()
    practised: int = 0
    turns: int = 0


class LessonTurn(msgspec.Struct, frozen=True, kw_only=True):
    """A reply in Markdown, the lesson after it, and short answers to choose from."""

    text: str
    lesson: Lesson
    suggested: tuple[str, ...] = ()


def tutor(lesson: Lesson, message: str, corrections: Sequence[Correction], level: Level = "B1") -> LessonTurn:
    """The tutor's answer to one message and the corrections that were found in it."""
    lesson = msgspec.structs.replace(lesson, turns=lesson.turns + 1)
    plain = _plain(message)
    if not plain:
        return _turn(f"I got no words from you. {_topic(lesson, level)}", lesson)
    if _ASKS_WHO.fullmatch(plain):
        return _turn(ABILITIES, lesson)
    if _WISHES.fullmatch(plain):
        return _turn(f"All right. {_topic(lesson, level)}", _fresh(lesson))
    if lesson.awaits == "exercise":
        return _after_exercise(lesson, message, level)
    if lesson.awaits == "retry" and _is_close(plain, _plain(lesson.target)):
        return _after_retry(lesson, message, corrections, level)
    return _after_text(lesson, message[:_LONGEST], corrections, level)


def _after_text(lesson: Lesson, message: str, corrections: Sequence[Correction], level: Level) -> LessonTurn:
    if not corrections:
        number = len(message.split())
        thanks = f" Thank you for writing {number} words of it." if number > 1 else ""
        return _turn(f"{pick(_WELL, message, lesson.turns)}{thanks}\n\n{_topic(lesson, level)}", _fresh(lesson))
    shown = "\n".join(_line(one) for one in corrections[:_SHOWN])
    rest = len(corrections) - _SHOWN
    more = f"\n\nThere are {rest} more; these come first." if rest > 0 else ""
    original, target = _sentence_of(message, corrections)
    lesson = msgspec.structs.replace(
        lesson,
        awaits="retry",
        target=target,
        wrong=original,
        mistakes=(*lesson.mistakes, (original, target)),
    )
    count = "One thing is" if len(corrections) == 1 else f"{len(corrections)} things are"
    text = f"Thank you. {count} not right yet:\n\n{shown}{more}\n\nTry this sentence again: {quoted(original)}."
    return _turn(text, lesson, ("Skip",))


def _after_retry(lesson: Lesson, message: str, corrections: Sequence[Correction], level: Level) -> LessonTurn:
    if _plain(message) == _plain(lesson.target):
        return _exercise(lesson, f"Yes: {quoted(lesson.target)}. That is right.", level)
    if not corrections and _plain(message) != _plain(lesson.wrong):
        return _exercise(lesson, f"Good, that works too. I had in mind {quoted(lesson.target)}.", level)
    return _exercise(lesson, f"Not quite yet. It is {quoted(lesson.target)}.", level)


def _exercise(lesson: Lesson, before: str, level: Level) -> LessonTurn:
    """A choice between a sentence of the learner's own and its right form; an older mistake, where there is one."""
    if lesson.practised >= len(lesson.mistakes):
        return _turn(f"{before}\n\n{_topic(lesson, level)}", _fresh(lesson))
    wrong, right = lesson.mistakes[lesson.practised]
    letter = pick(("a", "b"), wrong, right)
    first, second = (right, wrong) if letter == "a" else (wrong, right)
    lesson = msgspec.structs.replace(
        lesson, awaits="exercise", target=right, wrong=wrong, letter=letter, practised=lesson.practised + 1
    )
    text = f"{before}\n\nAn exercise in your own words. Which is right?\n\n- a) {quoted(first)}\n- b) {quoted(second)}"
    return _turn(text, lesson, ("a", "b"))


def _after_exercise(lesson: Lesson, message: str, level: Level) -> LessonTurn:
    said = _plain(message)
    is_right = said.removeprefix("answer ").removeprefix("it is ") == lesson.letter or said == _plain(lesson.target)
    told = "Right." if is_right else f"No, the other one: {quoted(lesson.target)}."
    return _turn(f"{told}\n\n{_topic(lesson, level)}", _fresh(lesson))


def _line(one: Correction) -> str:
    if one.corrected.strip():
        change = f"{quoted(one.original, 80)} → {quoted(one.corrected, 80)}"
    else:
        change = f"leave out {quoted(one.original, 80)}"
    return f"- {change}. {escaped(one.explanation)}".rstrip()


def _sentence_of(message: str, corrections: Sequence[Correction]) -> tuple[str, str]:
    """The sentence with the first correction, as it was written and with all of its corrections made."""
    places = []
    at = 0
    for one in corrections:
        found = message.find(one.original, at)
        if found >= 0 and one.original:
            places.append((found, found + len(one.original), one.corrected))
            at = found + len(one.original)
    if not places:
        return corrections[0].original, corrections[0].corrected
    whole = read_answer(message).sentence_at(places[0][0])
    right = message[whole.start : whole.end]
    for start, end, corrected in reversed(places):
        if whole.start <= start and end <= whole.end:
            right = right[: start - whole.start] + corrected + right[end - whole.start :]
    return message[whole.start : whole.end], " ".join(right.split())


def _is_close(said: str, target: str) -> bool:
    """Whether a message is another try of a sentence rather than a new text."""
    return SequenceMatcher(None, said.split(), target.split()).ratio() >= _CLOSE


def _topic(lesson: Lesson, level: Level) -> str:
    topics = _TOPICS[level]
    return topics[lesson.turns % len(topics)]


def _fresh(lesson: Lesson) -> Lesson:
    return msgspec.structs.replace(lesson, awaits="text", target="", wrong="", letter="")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'’]", " ", fold(text[:_LONGEST])).split())


def _turn(text: str, lesson: Lesson, suggested: tuple[str, ...] = ("Another topic",)) -> LessonTurn:
    return LessonTurn(text=text, lesson=lesson, suggested=suggested)
