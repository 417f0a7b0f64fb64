"""Cards as their pages show them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from app.tutor.corrections.models import Type
from app.tutor.mistake_pages.contexts import (
    AnswerView,
    CardView,
    GradeView,
    KindView,
    Learn,
    MistakesPage,
    ReviewPage,
)
from app.tutor.mistake_pages.forms import Filter
from app.tutor.mistake_pages.plot import KINDS, plot_of
from app.tutor.mistake_pages.wording import compared, margins, solved, span_of
from app.tutor.mistakes import Mistakes, Progress
from app.tutor.mistakes.answering import around, as_asked, is_right, wanted_text
from app.tutor.models import Grade, Message, Mistake
from app.web.moments import moment

OVERVIEW = "/tutor/mistakes"
PAGE_SIZE = 50
AHEAD_SECONDS = 20 * 60.0
"""How long before its time a card may be taken when nothing else is due: those that are being learned come soon."""
_GRADES = {Grade.AGAIN: "Again", Grade.HARD: "Hard", Grade.GOOD: "Good", Grade.EASY: "Easy"}


async def mistakes_page(mistakes: Mistakes, owner: str, wish: Filter) -> MistakesPage:
    """The deck: how it stands, how the weeks went, and a page of the cards that are wished for."""
    standing, progress = await mistakes.standing(owner), await mistakes.progress(owner)
    found, total, page = await _found(mistakes, owner, wish, progress)
    reviewed = sum(sum(week.reviewed.values()) for week in progress.weeks)
    remembered = sum(sum(week.remembered.values()) for week in progress.weeks)
    return MistakesPage(
        cards=standing.cards,
        due=standing.due,
        learned=sum(progress.learned.values()),
        next_due=moment(standing.next_due_at) if standing.next_due_at is not None and not standing.due else None,
        reviewed=reviewed,
        recall=round(100 * remembered / reviewed) if reviewed else None,
        plot=plot_of(progress.weeks),
        kinds=_kinds(progress, wish),
        kind=wish.kind or "",
        typed=wish.typed,
        shown=tuple(card_view(mistakes, item) for item in found),
        found=total,
        earlier_url=url_of(wish.kind, wish.typed, page - 1) if page > 1 else "",
        later_url=url_of(wish.kind, wish.typed, page + 1) if page * PAGE_SIZE < total else "",
    )


async def review_page(mistakes: Mistakes, owner: str, *, ahead: bool) -> ReviewPage:
    """The card that waits longest, or that nothing waits."""
    seconds = AHEAD_SECONDS if ahead else 0.0
    standing = await mistakes.standing(owner, ahead=seconds)
    waiting = await mistakes.due(owner, 1, ahead=seconds)
    if waiting:
        card = waiting[0]
        return ReviewPage(card=card_view(mistakes, card), seen=card.reviews, left=standing.due, ahead=ahead)
    if standing.next_due_at is None:
        return ReviewPage()
    soon = bool(await mistakes.due(owner, 1, ahead=AHEAD_SECONDS))
    return ReviewPage(next_due=moment(standing.next_due_at), soon=soon)


async def answered_page(mistakes: Mistakes, owner: str, card: Mistake, typed: str | None, *, ahead: bool) -> ReviewPage:
    """A card with its answer, to be graded; `typed` None: nothing was tried."""
    standing = await mistakes.standing(owner, ahead=AHEAD_SECONDS if ahead else 0.0)
    card = as_asked(card)
    if not typed and card.corrected.strip():
        typed = None
    right = None if typed is None else is_right(card, typed)
    pieces = compared(typed, wanted_text(card, typed)) if typed and right is False else ()
    suggested = Grade.GOOD if right else Grade.AGAIN
    return ReviewPage(
        card=card_view(mistakes, card),
        seen=card.reviews,
        left=max(1, standing.due),
        ahead=ahead,
        answer=AnswerView(typed or "", right, pieces),
        grades=tuple(
            GradeView(int(grade), _GRADES[grade], span_of(seconds), grade == suggested)
            for grade, seconds in mistakes.choices(card).items()
        ),
    )


def card_view(mistakes: Mistakes, card: Mistake) -> CardView:
    """One card."""
    card = as_asked(card)
    before, after = around(card)
    lead, wrong, tail = margins(card.original)
    return CardView(
        id=card.id,
        before=before + lead,
        wrong=wrong,
        after=tail + after,
        right=card.corrected.strip(),
        solved=solved(before, card.original, card.corrected, after),
        explanation=card.explanation,
        kind=card.type,
        kind_name=KINDS[card.type],
        times=card.times,
        reviews=card.reviews,
        due=None if mistakes.is_due(card) else moment(card.due_at),
    )


async def learnable(mistakes: Mistakes, owner: str, message: Message) -> tuple[Learn, ...]:
    """The message's corrections, each with the card that it is, in their order."""
    cards = await mistakes.cards_in(owner, message)
    return tuple(_learn(mistakes, message, index, cards.get(index)) for index in range(len(message.corrections)))


def _learn(mistakes: Mistakes, message: Message, index: int, card: Mistake | None) -> Learn:
    correction = message.corrections[index]
    words = f"{correction.original} → {correction.corrected}"
    if card is None:
        return Learn(message_id=message.id, index=index, words=words)
    return Learn(
        message_id=message.id,
        index=index,
        words=words,
        card_id=card.id,
        due=None if mistakes.is_due(card) else moment(card.due_at),
        times=card.times,
        can_undo=card.message_id == message.id and card.times == 1 and card.reviews == 0,
    )


def url_of(kind: Type | None, typed: str, page: int = 1) -> str:
    """The overview with a filter."""
    asked = {"kind": kind or "", "q": typed, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{OVERVIEW}?{query}" if query else OVERVIEW


async def _found(mistakes: Mistakes, owner: str, wish: Filter, progress: Progress) -> tuple[list[Mistake], int, int]:
    """A page of the cards that are wished for, how many there are in all, and which page it is."""
    found = await mistakes.search(owner, wish.typed, wish.kind) if wish.typed else None
    counts = progress.cards
    total = len(found) if found is not None else counts.get(wish.kind, 0) if wish.kind else sum(counts.values())
    page = min(wish.page, max(1, -(-total // PAGE_SIZE)))
    first = (page - 1) * PAGE_SIZE
    if found is not None:
        return found[first : first + PAGE_SIZE], total, page
    return await mistakes.by_due(owner, wish.kind, limit=PAGE_SIZE, offset=first), total, page


def _kinds(progress: Progress, wish: Filter) -> tuple[KindView, ...]:
    present: Sequence[Type] = [kind for kind in KINDS if progress.cards.get(kind) or kind == wish.kind]
    everything = KindView(
        "", "All", sum(progress.cards.values()), sum(progress.learned.values()), url_of(None, wish.typed), not wish.kind
    )
    return (
        everything,
        *(
            KindView(
                kind,
                KINDS[kind],
                progress.cards.get(kind, 0),
                progress.learned.get(kind, 0),
                url_of(kind, wish.typed),
                kind == wish.kind,
            )
            for kind in present
        ),
    )
