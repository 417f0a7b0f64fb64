"""What coaching works on and what it says: plain values that are stored, shown and sent as they are."""

from datetime import date
from typing import Literal

import msgspec

from app.clock import utc_today
from app.documents.resume import Resume
from app.postings.service import ExtractedKeywords
from app.tailoring.service import MatchResult

Kind = Literal["opener", "story", "gap", "dates", "duty", "closing"]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a conversation is about; everything may be absent.

    `posting` is the posting's text, into which the places of `keywords` point. `match` is there when both résumé and
    posting are. `today` ends jobs that go on.
    """

    resume: Resume | None = None
    keywords: ExtractedKeywords | None = None
    match: MatchResult | None = None
    posting: str = ""
    title: str = ""
    company: str = ""
    today: date = msgspec.field(default_factory=utc_today)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question of an interview, as Markdown.

    `term` is the keyword it is about, `sentence` the posting's sentence that asks for it, `line` the résumé's line
    that it starts from and `pointer` that line's JSON pointer; each is empty where the question has none.
    """

    kind: Kind
    text: str
    term: str = ""
    sentence: str = ""
    line: str = ""
    pointer: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of one interview in their order, and what the wanted job is called in a sentence."""

    questions: tuple[Question, ...]
    job: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an answer to a kind of question should have.

    `start` and `end` are the sentence that it was found in, in code points of the answer; both 0 when it is missing.
    """

    name: str
    found: bool
    start: int = 0
    end: int = 0


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence about an answer, in Markdown, with the place in the answer that it rests on.

    `tip` says the same in a few words that can stand behind the quoted place. `about` is the name of the part that it
    is about, where there is one. Both places are 0 for a remark on the whole answer.
    """

    kind: str
    text: str
    tip: str = ""
    about: str = ""
    start: int = 0
    end: int = 0


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer is worth: `score` 0 to 4, one point for each part found.

    `strength` is None where there is nothing to praise; `improve` is the one thing to work on; `doubts` are claims
    that do not fit the résumé's facts.
    """

    score: int
    parts: tuple[Part, ...]
    words: int
    improve: Remark
    strength: Remark | None = None
    doubts: tuple[Remark, ...] = ()


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was answered, or skipped (`feedback` is None); `text` joins the answer and its follow-ups."""

    question: int
    text: str = ""
    feedback: Feedback | None = None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Where an interview stands.

    `at` is the index of the open question, -1 before the first, and `asked` how it, or the follow-up to it, was asked.
    `said` is what was answered to it so far, `found` the parts in it and `follow_ups` what was followed up. `turns`
    counts the learner's messages.
    """

    at: int = -1
    asked: str = ""
    said: str = ""
    found: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    finished: bool = False
    turns: int = 0


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A reply in Markdown, the state after it, and short answers that the learner may want to give with one touch."""

    text: str
    state: State = State()
    suggested: tuple[str, ...] = ()
    feedback: Feedback | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake in a message of the learner, what is right, and why in a sentence."""

    original: str
    corrected: str
    explanation: str = ""
