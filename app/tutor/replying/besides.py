"""What is done beside a reply: the check of the learner's message, and a title for a new conversation."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field

from app.documents.resume import Resume
from app.errors import ModelError
from app.llm import BuiltinModel, Message, Model, prompt
from app.postings.service import Posting
from app.tutor.corrections import Checked, Context, check
from app.tutor.corrections.models import LONGEST
from app.tutor.models import Conversation
from app.tutor.models import Message as Written
from app.tutor.titles import LONGEST as LONGEST_TITLE
from app.tutor.titles import tidy_title, title_of

logger = logging.getLogger(__name__)
_TOO_LONG = f"Messages of up to {LONGEST:,} characters are checked for mistakes; this one is longer."
_TOO_SLOW = "The language model took too long to check this message; these are the corrections of the built-in tools."
_FAILED = "This message could not be checked for mistakes."
_QUOTES = "\"'“”‘’«»*_`#. "


async def checked_message(question: Written, context: Context, model: Model, *, is_given: bool) -> Checked:
    """The corrections of a message: those that it has from an earlier reply, else those of a check.

    What `is_given`, a form's answer or a suggested reply, has none.

    It raises nothing: a reply does not fail because the message could not be checked.
    """
    if question.corrections:
        return Checked(question.corrections)
    if is_given:
        return Checked()
    if len(question.text) > LONGEST:
        return Checked(note=_TOO_LONG)
    try:
        return await check(question.text, model=model, context=context)
    except Exception:
        logger.exception("a message could not be checked")
        return Checked(note=_FAILED)


async def in_time(checking: "asyncio.Task[Checked]", seconds: float | None, text: str, context: Context) -> Checked:
    """What the check comes to within so many seconds (None: whenever); else what the built-in tools find alone."""
    done, _ = await asyncio.wait({checking}, timeout=seconds)
    if done:
        return checking.result()
    checking.cancel()
    found = await check(text, model=BuiltinModel(), context=context)
    return Checked(found.corrections, by=found.by, note=_TOO_SLOW)


def context_of(conversation: Conversation, resume: Resume | None, posting: Posting | None) -> Context:
    """Who writes in what, and the names that are never mistakes."""
    return Context(
        target=conversation.target,
        native=conversation.native,
        level=conversation.level,
        names=tuple(dict.fromkeys(name for name in (*_names(resume), posting.company if posting else "") if name)),
        posting=posting.text if posting else "",
    )


def _names(resume: Resume | None) -> list[str]:
    if resume is None:
        return []
    names = [resume.basics.name, *(job.name for job in resume.work), *(one.name for one in resume.projects)]
    names += [place.organization for place in resume.volunteer] + [school.institution for school in resume.education]
    return [name for name in names if name]


@dataclass(frozen=True, slots=True)
class NameConversation:
    """What is a conversation called that begins with this message?"""

    text: str
    language: str
    name: str = field(default="title_conversation", init=False)
    answer_type: type[str] = field(default=str, init=False)

    def messages(self) -> list[Message]:
        """The prompt."""
        job = (
            f"Give a title for a conversation that begins with this message, in {self.language}: three to six words "
            "that say what it is about, no quotation marks, no full stop."
        )
        return prompt(job, str, message=self.text[:2_000])

    def builtin(self) -> str:
        """The beginning of the message."""
        return title_of(self.text)


async def title_by(model: Model, text: str, language: str) -> str:
    """A title by a model; empty when it has none that can be used."""
    with contextlib.suppress(ModelError):
        said = await model.ask(NameConversation(text, language))
        line = next((line for line in said.splitlines() if line.strip(_QUOTES)), "")
        title = tidy_title(line).strip(_QUOTES)
        if len(title) <= 2 * LONGEST_TITLE:
            return title_of(title)
    return ""
