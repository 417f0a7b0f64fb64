"""The two things that are done beside one reply, and the events in which they end."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from app.errors import NotFound
from app.llm import BuiltinModel, Model
from app.streaming import Emit, patiently
from app.tutor.agents import KITS
from app.tutor.agents.prompts import language_of
from app.tutor.corrections import Checked, Context
from app.tutor.forms_asked import answers_in, form_of
from app.tutor.models import Agent, Conversation, Message
from app.tutor.replying.besides import checked_message, in_time, title_by
from app.tutor.replying.events import CORRECTIONS, TITLE, Corrected, TitleSet
from app.tutor.service import Conversations
from app.tutor.titles import title_of

CHECK_SECONDS = 8.0
"""How long a reply that is finished waits for a model's check of the message that it answers."""


class Sides:
    """The check of a message and the title of a conversation, under way from the moment that this is made."""

    def __init__(
        self,
        conversations: Conversations,
        conversation: Conversation,
        path: list[Message],
        context: Context,
        model: Model,
    ) -> None:
        self._conversations = conversations
        self._conversation = conversation
        self._question = path[-1]
        self._context = context
        self._model = model
        self._checking = asyncio.create_task(
            checked_message(self._question, context, model, is_given=is_given(conversation.agent, path)),
            name="check of a message",
        )
        self._is_first = self._question.parent_id is None
        self._said_title = False
        self._said_corrections = False
        self.checked = Checked()
        self.title = conversation.title if self._is_first else None

    @property
    def _may_be_named(self) -> bool:
        """Whether a model may find a better title: what the person chose and what a model found before stay."""
        conversation = self._conversation
        is_own = conversation.titled == "itself" and conversation.title == title_of(self._question.text)
        return self._is_first and self._model.name != BuiltinModel.name and (is_own or conversation.titled == "not")

    def at_once(self) -> Emit | None:
        """The title, where nobody looks for a better one."""
        if self._may_be_named or not self.title:
            return None
        return self._titled(self.title)

    async def wait_for_check(self) -> Checked:
        """The corrections, for an agent that needs them."""
        return await asyncio.shield(self._checking)

    async def correct(self) -> Emit:
        """The corrections, once the check is done and they are kept."""
        return await self._corrected(await asyncio.shield(self._checking))

    async def name(self) -> Emit:
        """A title by the model, or the one that there is; it never comes where there is neither."""
        if self._may_be_named:
            found = await title_by(self._model, self._question.text, language_of(self._conversation.target))
            self.title = await asyncio.shield(self._named(found)) if found else self.title
        if not self.title or self._said_title:
            await asyncio.Event().wait()
        return self._titled(self.title or "")

    async def rest(self) -> AsyncGenerator[Emit, None]:
        """What has not been said by the end of the reply."""
        if self.title and not self._said_title:
            yield self._titled(self.title)
        if not self._said_corrections:
            seconds = None if self._model.name == BuiltinModel.name else CHECK_SECONDS
            checked = await in_time(self._checking, seconds, self._question.text, self._context)
            yield await self._corrected(checked)

    async def close(self) -> None:
        """Give up what is not done."""
        self._checking.cancel()
        await asyncio.gather(self._checking, return_exceptions=True)

    async def _named(self, found: str) -> str:
        """What the conversation is called now: as found, unless the person has chosen something meanwhile."""
        owner, conversation_id = self._conversation.owner, self._conversation.id

        async def name() -> str:
            await self._conversations.name(owner, conversation_id, found)
            return (await self._conversations.get(owner, conversation_id)).title

        return await patiently(name, f"the title of {conversation_id}")

    async def _keep(self, checked: Checked) -> None:
        replies = self._conversations.replies
        await replies.keep_corrections(self._conversation.owner, self._question.id, checked.corrections)

    def _titled(self, title: str) -> Emit:
        self.title, self._said_title = title, True
        return Emit(TITLE, TitleSet(title))

    async def _corrected(self, checked: Checked) -> Emit:
        if checked.corrections and not self._question.corrections:
            # The conversation may be deleted while its reply is stopped.
            with contextlib.suppress(NotFound):
                await patiently(lambda: self._keep(checked), f"what corrects {self._question.id}")
        self.checked, self._said_corrections = checked, True
        return Emit(
            CORRECTIONS,
            Corrected(question_id=self._question.id, corrections=checked.corrections, note=checked.note),
        )


def is_given(agent: Agent, path: list[Message]) -> bool:
    """Whether the last message is none of the person's own wording: the answer to a form, or a suggested reply."""
    form = form_of(path[-2]) if len(path) > 1 else None
    is_answer = form is not None and bool(answers_in(form, path[-1].text))
    return is_answer or path[-1].text in KITS[agent].suggested
