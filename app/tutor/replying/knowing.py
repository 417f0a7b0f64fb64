"""What an agent knows when it answers, read together."""

from collections.abc import Awaitable, Callable
from datetime import date

import msgspec

from app.documents.resume import Resume
from app.errors import AppError, NotFound, StoreAway
from app.letters.service import Letters
from app.postings.service import Posting, Postings
from app.resumes.service import Resumes
from app.tutor.agents import Situation
from app.tutor.attachments import Attachments
from app.tutor.corrections import Checked
from app.tutor.forms_asked import form_of
from app.tutor.history import turns_of
from app.tutor.models import Conversation, Message

RESUME_GONE = "The résumé that was attached to this conversation has been deleted."
RESUME_UNREAD = "The résumé that is attached to this conversation cannot be read."
POSTING_GONE = "The posting that was attached to this conversation has been deleted."
LETTER_GONE = "The letter that was attached to this conversation has been deleted."


class Known(msgspec.Struct, frozen=True):
    """What is attached, as it is now. `files` are the names of the conversation's own files; `gone` says what cannot
    be read any more, in sentences for the person.
    """

    resume: Resume | None = None
    posting: Posting | None = None
    letter: str = ""
    files: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Knowledge:
    """Reads what conversations are about."""

    def __init__(
        self, resumes: Resumes, postings: Postings, letters: Letters, files: Attachments | None = None
    ) -> None:
        self._files = files
        self._resumes = resumes
        self._postings = postings
        self._letters = letters

    async def attached_to(self, conversation: Conversation) -> Known:
        """The résumé, the posting and the letter; one that was deleted is missed, not an error."""
        owner, gone = conversation.owner, []
        resume, posting, letter = None, None, ""
        if conversation.resume_id is not None:
            try:
                resume = (await self._resumes.read_now(owner, conversation.resume_id)).resume
            except NotFound:
                gone.append(RESUME_GONE)
            except StoreAway:
                raise
            except AppError:
                gone.append(RESUME_UNREAD)
        if conversation.posting_id is not None:
            try:
                posting = await self._postings.get(owner, conversation.posting_id)
            except NotFound:
                gone.append(POSTING_GONE)
        if conversation.letter_id is not None:
            try:
                letter = await self._letter(owner, conversation.letter_id)
            except NotFound:
                gone.append(LETTER_GONE)
        return Known(resume, posting, letter, await self._names(conversation), tuple(gone))

    async def _names(self, conversation: Conversation) -> tuple[str, ...]:
        if self._files is None:
            return ()
        return tuple(file.name for file in await self._files.of(conversation.owner, conversation.id))

    async def _letter(self, owner: str, letter_id: str) -> str:
        letter = await self._letters.read(owner, letter_id)
        return "\n\n".join(part.current.text for part in letter.parts if part.current is not None)


def situation_of(
    conversation: Conversation,
    attached: Known,
    path: list[Message],
    day: date,
    checked: Callable[[], Awaitable[Checked]],
) -> Situation:
    """Everything around the last message of `path`."""
    return Situation(
        agent=conversation.agent,
        conversation=conversation,
        day=day,
        question=path[-1].text,
        path=tuple(path),
        turns=tuple(turns_of([_with_form(message) for message in path])),
        resume=attached.resume,
        posting=attached.posting,
        letter=attached.letter,
        files=attached.files,
        gone=attached.gone,
        checked=checked,
    )


def _with_form(message: Message) -> Message:
    """A reply whose form is told in words: a model knows then what the next message answers."""
    form = form_of(message) if message.role == "assistant" else None
    if form is None:
        return message
    labels = ", ".join(field.label for field in form.fields)
    told = f"[A form was shown: {form.title}. It asked for: {labels}]"
    return msgspec.structs.replace(message, text=f"{message.text}\n\n{told}".strip())
