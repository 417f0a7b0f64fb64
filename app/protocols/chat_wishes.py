"""What a program may ask for beside its message: who answers, in which languages, about what.

Both chat protocols take these optional fields; none of their documents has them, so a client that knows nothing of
them talks with the interview coach about nothing in particular. What is absent or null stays as it is.
"""

import msgspec

from app.tutor.service import Attached, Conversations, Manner, NewConversation, Prepared, agent_by_id, parse_manner


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """`agent` is `coach`, `tutor` or `adviser`, `agent_id` a UUID of `GET /api/v1/agents`.

    A résumé, posting or letter whose id is `""` is taken away.
    """

    agent: str | None = None
    agent_id: str | None = None
    target: str | None = None
    native: str | None = None
    level: str | None = None
    resume_id: str | None = None
    posting_id: str | None = None
    letter_id: str | None = None

    def manner(self, known: Manner | None = None) -> Manner:
        """Who answers and how. Raises NotFound for an agent that there is not, InvalidInput for what is not offered."""
        agent = agent_by_id(self.agent_id) if self.agent_id else self.agent
        chosen = {"agent": agent, "target": self.target, "native": self.native, "level": self.level}
        return parse_manner({name: value for name, value in chosen.items() if value is not None}, known)

    def attached(self, known: Attached | None = None) -> Attached:
        """What the conversation is about."""
        before = known or Attached()
        return Attached(
            resume_id=_chosen(self.resume_id, before.resume_id),
            posting_id=_chosen(self.posting_id, before.posting_id),
            letter_id=_chosen(self.letter_id, before.letter_id),
        )

    @property
    def opening(self) -> NewConversation:
        """What a conversation that is made with these begins with."""
        return NewConversation(self.manner(), self.attached())


def _chosen(wanted: str | None, before: str | None) -> str | None:
    return before if wanted is None else wanted or None


async def prepare(
    conversations: Conversations, owner: str, conversation_id: str, text: str, wishes: Wishes, key: str | None
) -> Prepared:
    """The next message of a conversation, which is as wished from this message on.

    Raises:
        NotFound: the conversation, the agent, or what it is to be about.
        Conflict: a reply is being written, or the key was used for something else.
        InvalidInput, TooLarge: the message or a wish.
    """
    conversation = await conversations.get(owner, conversation_id)
    manner, attached = wishes.manner(conversation.manner), wishes.attached(conversation.attached)
    prepared = await conversations.questions.ask(owner, conversation_id, text, key)
    if prepared.repeated:
        return prepared
    if attached != conversation.attached:
        await conversations.attach(owner, conversation_id, attached)
    if manner != conversation.manner:
        await conversations.configure(owner, conversation_id, manner)
    return prepared
