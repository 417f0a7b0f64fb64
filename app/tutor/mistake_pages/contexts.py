"""What the templates of mistakes are given."""

from typing import Literal

import msgspec

from app.tutor.mistake_pages.plot import Plot
from app.web.contexts import Moment


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a comparison: in both texts, only in the old one (`del`), or only in the new one (`ins`)."""

    kind: Literal["same", "del", "ins"]
    text: str


class Learn(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/mistakes/learn.html`: a correction under a message, and whether it is a card.

    `card_id` is empty when it is none; `due` None when it is due now. Undo is offered for a card that this made.
    """

    message_id: str
    index: int
    words: str
    card_id: str = ""
    due: Moment | None = None
    times: int = 1
    can_undo: bool = False


class CardView(msgspec.Struct, frozen=True, kw_only=True):
    """A card. The mistake `wrong` (empty: words are missing there) stands between `before` and `after`.

    `solved` is the sentence with the mistake and what is right. `due` None: it is due now.
    """

    id: str
    before: str
    wrong: str
    after: str
    right: str
    solved: tuple[Piece, ...]
    explanation: str
    kind: str
    kind_name: str
    times: int
    reviews: int
    due: Moment | None


class KindView(msgspec.Struct, frozen=True):
    """A type of mistake as a filter; `kind` is empty for all of them."""

    kind: str
    name: str
    cards: int
    learned: int
    url: str
    is_chosen: bool


class MistakesPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/mistakes/list.html`: GET /tutor/mistakes?kind=&q=&page=.

    `cards`, `due` and `learned` count the whole deck, `next_due` is None when something is due or nothing is there.
    `recall` is the share of the plot's reviews, in per cent, in which the mistake was remembered; None without any.
    `shown` is the page of those that the filter lets through, `found` of them.
    """

    cards: int
    due: int
    learned: int
    next_due: Moment | None
    reviewed: int
    recall: int | None
    plot: Plot
    kinds: tuple[KindView, ...]
    kind: str
    typed: str
    shown: tuple[CardView, ...]
    found: int
    earlier_url: str = ""
    later_url: str = ""


class GradeView(msgspec.Struct, frozen=True):
    """A button: FSRS's grade, its name, when the card would come back ("10 min"), the key that presses it."""

    value: int
    name: str
    back_in: str
    is_suggested: bool


class AnswerView(msgspec.Struct, frozen=True):
    """What was typed. `is_right` None: nothing was tried. `pieces` compare it with what was wanted."""

    typed: str
    is_right: bool | None
    pieces: tuple[Piece, ...] = ()


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/mistakes/review.html`.

    A `card` without an `answer` is asked, with one it is graded: POST of `seen` and a grade. Without a card all is
    done: `next_due` None when the deck is empty, `soon` when the next can be taken at once (`?ahead=yes`).
    """

    card: CardView | None = None
    seen: int = 0
    left: int = 0
    ahead: bool = False
    answer: AnswerView | None = None
    grades: tuple[GradeView, ...] = ()
    next_due: Moment | None = None
    soon: bool = False
