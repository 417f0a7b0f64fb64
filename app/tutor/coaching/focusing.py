"""What the learner wants of an interview: how many questions, about what, and what to be ready for."""

from typing import Literal

import msgspec

from app.documents.terms.tokens import stem, tokenize
from app.tutor.coaching import asking
from app.tutor.coaching.models import Material, Plan, Question
from app.tutor.coaching.pairing import without_line
from app.tutor.coaching.quoting import quoted

Focus = Literal["everything", "fit", "missing"]
_MOST_MISSING, _SHORTEST_STEM = 8, 3
_LONGEST_WISH = 120
_FITTING = frozenset({"opener", "story", "duty"})
_SMALL_WORDS = (
    "about and any are asked being can for from have how into me my of on or questions ready the they this that to "
    "talk talking tell what when where which who why will with would you your"
)
_SMALL_WORDS = (
    "about and any are asked being can for from have how into me my of on or questions ready the they this that to "
    "talk talking tell what when where which who why will with would you your"
)
_SMALL = frozenset(_SMALL_WORDS.split())


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """`most` questions (None: all that there are), `focus` says which kind, `ready_for` is in the learner's words."""

    most: int | None = None
    focus: Focus = "everything"
    ready_for: str = ""


def focused(plan: Plan, material: Material, wishes: Wishes) -> Plan:
    """The plan as it is wished for: what is to be prepared first, then the other questions in their order.

    Where nothing is missing, or nothing fits, the questions are about everything.
    """
    questions = list(_of_focus(plan, material, wishes.focus)) or list(plan.questions)
    wish = " ".join(wishes.ready_for.split())
    if wish:
        wanted = _stems(wish)
        close = [one for one in plan.questions if _stems(f"{one.term} {one.sentence} {one.line}") & wanted]
        questions = [_of_wish(wish), *close, *(one for one in questions if one not in close)]
    if wishes.most is not None:
        questions = questions[: wishes.most]
    return Plan(questions=tuple(questions), job=plan.job)


def is_focused(plan: Plan, material: Material, focus: Focus) -> bool:
    """Whether there are questions of this focus."""
    return focus == "everything" or bool(_of_focus(plan, material, focus))


def _of_focus(plan: Plan, material: Material, focus: Focus) -> tuple[Question, ...]:
    if focus == "everything":
        return plan.questions
    if focus == "fit":
        fitting = tuple(one for one in plan.questions if one.kind in _FITTING)
        return fitting if any(one.kind == "story" and one.line for one in fitting) else ()
    lacking = without_line(material, _MOST_MISSING)
    gaps = tuple(asking.lack(pair, number) for number, pair in enumerate(lacking))
    return (*gaps, *(one for one in plan.questions if one.kind == "dates"))


def _of_wish(wish: str) -> Question:
    told = quoted(wish, _LONGEST_WISH)
    return Question(
        kind="duty",
        text=f"You want to be ready for {told}. Suppose that I bring it up: what would you say, and what is one time "
        "at work that shows it?",
        term="",
    )


def _stems(text: str) -> set[str]:
    return {
        stem(token.folded)
        for token in tokenize(text)
        if len(token.folded) >= _SHORTEST_STEM and token.folded not in _SMALL
    }
