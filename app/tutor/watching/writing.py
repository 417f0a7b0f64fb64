"""What a conversation's stream writes of its messages: the pieces of HTML, and where each goes."""

from html import escape

import msgspec
from markupsafe import Markup

from app.tutor.contexts import MessageView
from app.tutor.corrections.sentences import sentences_of
from app.tutor.models import Message
from app.tutor.presenting.messages import steps_view
from app.tutor.presenting.steps import said_of
from app.tutor.reading import Opened
from app.tutor.watching.folding import News, ReplyFold
from app.tutor.watching.room import Room
from app.web.fragments import partial

_LONGEST_SAID = 200
_ENDINGS = {
    "complete": "Reply done.",
    "partial": "Stopped. What was written is kept.",
    "failed": "This reply could not be finished.",
}


class Writing:
    """The pieces of one room."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def grown(self, reply: Message, fold: ReplyFold, news: News) -> str:
        """What is new of a reply that is being written."""
        name = f"message-{reply.id}"
        parts = []
        if news.settled:
            parts.append(partial(f"{name}-text", "beforeend", news.settled))
        if news.tail is not None:
            parts.append(partial(f"{name}-tail", "innerHTML", news.tail))
        parts.extend(self._steps(reply, fold, news))
        if news.title is not None:
            parts.append(partial("chat-title", "textContent", escape(news.title)))
        return "".join(parts)

    def _steps(self, reply: Message, fold: ReplyFold, news: News) -> list[str]:
        views = {view.id: view for view in steps_view(reply.id, fold.steps)}
        parts = []
        for places, swap in ((news.steps, "beforeend"), (news.ended_steps, "outerHTML")):
            for at in places:
                view = views.get(f"message-{reply.id}-step-{at}")
                if view is not None:
                    target = f"message-{reply.id}-steps" if swap == "beforeend" else view.id
                    parts.append(partial(target, swap, self._room.part("step", step=view)))
        if news.steps:
            said = said_of(fold.steps[news.steps[-1]])
            parts.append(partial("chat-said", "textContent", escape(said)))
        return parts

    def put(self, view: MessageView, *, is_drawn: bool = False) -> str:
        """What may be new of a message. The text of a reply that is drawn stays: to lay it out again may take long.

        Of a question only what may be done with it and its corrections change, and those only if they are not drawn:
        one may be learned at this very moment. A button that is replaced while it is pressed does nothing, and what
        the page shows may be ahead of `view`.
        """
        name = f"message-{view.id}"
        if view.is_mine:
            tools = partial(f"{name}-tools", "outerHTML", self._room.part("message_tools", message=view))
            notes = partial(f"{name}-notes", "innerMorph", self._room.part("notes", notes=view.notes))
            return tools if is_drawn else tools + notes
        if is_drawn:
            return partial(name, "outerMorph", self._room.message(_without_text(view)))
        return partial(name, "outerHTML", self._room.message(view))

    def turn(self, opened: Opened) -> str:
        """Whose turn it is: Stop while a reply is written."""
        run_id = opened.conversation.running_id
        return partial("chat-turn", "innerHTML", self._room.part("turn", id=self._room.id, run_id=run_id))


def _without_text(view: MessageView) -> MessageView:
    """Its `.settled` is left alone by a morph (`hx-morph-skip`)."""
    return msgspec.structs.replace(view, settled=Markup())


def with_note(view: MessageView, note: str) -> MessageView:
    """The message with a sentence about its check, which nobody keeps."""
    if view.notes is None or not note:
        return view
    return msgspec.structs.replace(view, notes=msgspec.structs.replace(view.notes, note=note))


def said_at_end(reply: Message) -> str:
    """How it ended, with the first sentence: a reader of the screen hears what it is about, not every word."""
    said = _ENDINGS.get(reply.state, "")
    if reply.state == "failed" and reply.problem:
        return reply.problem
    first = next((sentence.text for sentence in sentences_of(reply.text[:2_000])), "")
    plain = " ".join(first.translate(str.maketrans("", "", "*_`#>|")).split())
    return f"{said} {plain[:_LONGEST_SAID]}".strip()
