"""Writing a reply: a producer that knows neither HTTP nor who watches. `events.py` lists what it says."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing

import msgspec

from app.letters.service import Letters
from app.llm import Models
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement
from app.tutor.attachments import Attachments
from app.tutor.models import Conversation, Ended, Message, ReplyInput
from app.tutor.replies import ending_of
from app.tutor.replying.besides import context_of
from app.tutor.replying.calling import Toolbox, ToolSession
from app.tutor.replying.events import CREATED, SUGGESTED, TEXT, Created, ReplyDone, Suggested
from app.tutor.replying.knowing import Knowledge, situation_of
from app.tutor.replying.looping import Loop
from app.tutor.replying.metering import Meter
from app.tutor.replying.mixing import mixed
from app.tutor.replying.saying import Saying
from app.tutor.replying.sides import Sides
from app.tutor.repository.saying import keep_as_said
from app.tutor.service import REPLY_KIND, Conversations
from app.tutor.tools import typed_texts
from app.usage.service import Quotas, UsageWarning, settling

DEADLINE_SECONDS = 300.0
_MOST_METERS = 256


class ReplyWriter:
    """What the writing needs. Without a `toolbox` agents have no tools but each other and forms."""

    def __init__(
        self,
        conversations: Conversations,
        resumes: Resumes,
        postings: Postings,
        letters: Letters,
        models: Models,
        toolbox: Toolbox | None = None,
        quotas: Quotas | None = None,
        files: Attachments | None = None,
    ) -> None:
        self._conversations = conversations
        self._knowledge = Knowledge(resumes, postings, letters, files)
        self._models = models
        self._toolbox = toolbox
        self._quotas = quotas
        self._meters: OrderedDict[str, tuple[str, Meter]] = OrderedDict()

    def kind(self) -> Kind:
        """The kind of run, for the engine. A reply that breaks off keeps what it has; nobody takes it up again."""
        kind = Kind(REPLY_KIND, self.produce, resumable=False, deadline=DEADLINE_SECONDS, on_end=self.keep_ending)
        return settling(kind, {TEXT})

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        """A reply to the last message of a branch."""
        reply = msgspec.json.decode(context.input, type=ReplyInput)
        run, meter = context.run, Meter()
        model = await context.patiently(lambda: self._models.for_run(reply.owner, run.id, meter.hear))
        self._remember(run.id, model.name, meter)
        conversation = await context.patiently(lambda: self._conversations.get(reply.owner, reply.conversation_id))
        yield Emit(CREATED, _created(conversation, reply, model.name))
        path = await context.patiently(lambda: self._conversations.replies.path(reply.owner, reply.question_id))
        attached = await context.patiently(lambda: self._knowledge.attached_to(conversation))
        sides = Sides(
            self._conversations, conversation, path, context_of(conversation, attached.resume, attached.posting), model
        )
        saying = Saying()
        try:
            if (title := sides.at_once()) is not None:
                yield title
            situation = situation_of(conversation, attached, path, context.day, sides.wait_for_check)
            loop = Loop(model, situation, self._session(reply, path), saying, meter)
            async with aclosing(mixed(loop.run(), sides.correct, sides.name)) as said:
                async for emit in said:
                    yield emit
            async for emit in sides.rest():
                yield emit
        finally:
            await sides.close()
        if loop.suggested:
            yield Emit(SUGGESTED, Suggested(loop.suggested))
        done = ReplyDone(
            conversation_id=conversation.id,
            reply_id=reply.reply_id,
            model=model.name,
            used=meter.used,
            corrections=sides.checked.corrections,
            title=sides.title or None,
            usage_warning=await context.patiently(lambda: self._warning(reply.owner)),
        )
        ended = Ended(
            state=RunState.DONE,
            text=saying.text,
            model=model.name,
            tokens_in=meter.used.input_tokens,
            tokens_out=meter.used.output_tokens,
            steps=saying.steps,
        )
        yield Finish(done, data=done, statements=ending_of(run, ended))

    def keep_ending(self, run: Run, state: RunState, message: str) -> Sequence[Statement]:
        """How the run ended; the text and the steps as far as anybody has been shown them."""
        reply = msgspec.json.decode(run.input, type=ReplyInput)
        name, meter = self._meters.pop(run.id, ("", Meter()))
        ended = Ended(
            state=state,
            problem=message,
            model=name,
            tokens_in=meter.used.input_tokens,
            tokens_out=meter.used.output_tokens,
        )
        return [*keep_as_said(run.id, reply.reply_id), *ending_of(run, ended)]

    async def _warning(self, owner: str) -> UsageWarning | None:
        return await self._quotas.warning(owner, "ai_text_messages") if self._quotas else None

    def _session(self, reply: ReplyInput, path: Sequence[Message]) -> ToolSession | None:
        if self._toolbox is None:
            return None
        return self._toolbox.session(reply.owner, reply.conversation_id, typed_texts(path))

    def _remember(self, run_id: str, model: str, meter: Meter) -> None:
        self._meters[run_id] = model, meter
        while len(self._meters) > _MOST_METERS:
            self._meters.popitem(last=False)


def _created(conversation: Conversation, reply: ReplyInput, model: str) -> Created:
    return Created(
        conversation_id=conversation.id,
        number=conversation.number,
        question_id=reply.question_id,
        reply_id=reply.reply_id,
        agent=conversation.agent,
        model=model,
    )
