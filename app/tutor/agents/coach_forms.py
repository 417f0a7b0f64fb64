"""The coach's two forms without a language model, and what their answers mean."""

import re
from collections.abc import Sequence

import msgspec

from app.documents.facts.sentences import sentences_of
from app.documents.resume import Resume, Work
from app.tutor.coaching.focusing import Focus, Wishes
from app.tutor.forms_asked import Field, Form, answers_in, form_of
from app.tutor.models import Message

SET_UP = "Set up the interview"
_SET_UP = re.compile(
    r"\W*(?:please\W+)?(?:set ?up|configure|plan|adapt)\W+(?:the |my |an |our )?interview\W*", re.IGNORECASE
)
_ALL = "All that you have"
_FOCUSES: dict[str, Focus] = {
    "Everything": "everything",
    "Where I fit": "fit",
    "What I am missing": "missing",
}
_TITLE, _COMPANY, _POSTING, _DONE = "job_title", "company", "posting", "done"
_MOST, _FOCUS, _READY = "questions", "focus", "ready_for"
SETTING_UP = Form(
    title=SET_UP,
    intro="The interview begins when you send this; you can set it up anew at any time.",
    fields=(
        Field(_MOST, "How many questions", "select", ("3", "6", _ALL), required=True, value="6"),
        Field(_FOCUS, "What about", "select", tuple(_FOCUSES), required=True, value="Everything"),
        Field(_READY, "What do you want to be ready for?", help="For example: pay, a gap in my dates, leading people."),
    ),
    submit="Begin",
)


class AboutJob(msgspec.Struct, frozen=True, kw_only=True):
    """What the learner told of the job and of their work, where nothing is attached."""

    title: str = ""
    company: str = ""
    posting: str = ""
    done: str = ""

    @property
    def resume(self) -> Resume | None:
        """What the learner has done as the lines of a job; None when they told nothing."""
        lines = [
            line[one.start : one.end].strip(" \t-–•*") for line in self.done.splitlines() for one in sentences_of(line)
        ]
        kept = [line for line in lines if line]
        return Resume(work=[Work(highlights=kept)]) if kept else None


def asking_for_the_job(*, has_resume: bool) -> Form:
    """The form about the job; what the person has done is asked for where no résumé tells it."""
    fields = [
        Field(_TITLE, "Job title", required=True),
        Field(_COMPANY, "Company"),
        Field(_POSTING, "The posting", "textarea", help="Paste its text: the questions come from it."),
    ]
    if not has_resume:
        help_text = "A few lines, each with one thing that you did, best with a number."
        fields.append(Field(_DONE, "What you have done so far", "textarea", help=help_text))
    return Form(
        title="What shall we rehearse?",
        intro="Tell me about the job, and I ask what an interviewer would ask.",
        fields=tuple(fields),
        submit="Start the interview",
    )


def wants_set_up(message: str) -> bool:
    """Whether the learner wants to choose what the interview is like."""
    return _SET_UP.fullmatch(message[:200]) is not None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What forms have told so far. `at` is the place in the path of the last answer to one, -1 without any.

    `was_asked`: the form about the job has been shown.
    """

    at: int = -1
    job: AboutJob | None = None
    wishes: Wishes | None = None
    was_asked: bool = False


def told_by_forms(path: Sequence[Message]) -> Told:
    """What the answers to the coach's forms say, the last of each counting."""
    told = Told()
    for at, message in enumerate(path):
        form = form_of(message) if message.role == "assistant" else None
        if form is None:
            continue
        names = {field.name for field in form.fields}
        if _POSTING in names:
            told = msgspec.structs.replace(told, was_asked=True)
        answers = answers_in(form, path[at + 1].text) if at + 1 < len(path) else {}
        if answers and {_TITLE, _POSTING} <= names:
            told = msgspec.structs.replace(told, at=at + 1, job=_job(answers))
        elif answers and {_MOST, _FOCUS} <= names:
            told = msgspec.structs.replace(told, at=at + 1, wishes=_wishes(answers))
    return told


def _job(answers: dict[str, str]) -> AboutJob:
    return AboutJob(
        title=answers[_TITLE], company=answers.get(_COMPANY, ""), posting=answers[_POSTING], done=answers.get(_DONE, "")
    )


def _wishes(answers: dict[str, str]) -> Wishes:
    number = answers[_MOST]
    return Wishes(
        most=int(number) if number.isdecimal() else None,
        focus=_FOCUSES.get(answers[_FOCUS], "everything"),
        ready_for=answers.get(_READY, ""),
    )
