"""Messages as a conversation's page shows them."""

from collections.abc import Mapping, Sequence

import msgspec
from markupsafe import Markup

from app.ids import new_id
from app.tutor.contexts import Branches, FieldView, FormView, MessageView, Notes, StepView, Trouble
from app.tutor.forms_asked import FORM_STEP, Field, Form, answers_in, chosen_in, form_of
from app.tutor.models import AGENTS, Conversation, Message, Step
from app.tutor.presenting.steps import step_view
from app.tutor.reading import Shown
from app.web.markdown import render
from app.web.moments import moment

_FIELD = "field-"
_STOPPED = "Stopped. What was written is kept."
_FAILED = "This reply could not be finished."


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """A reply while it is written: its text so far, and what was done for it."""

    settled: Markup = Markup()
    tail: Markup = Markup()
    steps: tuple[Step, ...] = ()


def question_view(conversation: Conversation, shown: Shown, before: Message | None, notes: Notes) -> MessageView:
    """The learner's message; `before` is the reply that it answers."""
    message = shown.message
    form = form_of(before) if before is not None else None
    answers = answers_in(form, message.text) if form is not None else {}
    return MessageView(
        id=message.id,
        conversation_id=conversation.id,
        is_mine=True,
        who="You",
        state="complete",
        created=moment(message.created_at),
        text=message.text,
        answers=_labelled(form, answers) if form is not None and answers else (),
        notes=notes,
        branches=_branches(shown),
        lang=_language(conversation),
        can_change=not conversation.is_running,
    )


def reply_view(
    conversation: Conversation,
    shown: Shown,
    *,
    growth: Growth | None = None,
    suggested: Sequence[str] = (),
    trouble: Trouble | None = None,
    is_last: bool = False,
) -> MessageView:
    """A reply. `suggested` and a form that waits are shown under the last one only."""
    message = shown.message
    running = message.state == "running"
    steps = growth.steps if growth is not None else message.steps
    form = form_of(message) if is_last and not running else None
    return MessageView(
        id=message.id,
        conversation_id=conversation.id,
        is_mine=False,
        who=AGENTS[conversation.agent],
        state=message.state,
        created=moment(message.created_at),
        text="" if running else message.text,
        settled=growth.settled if growth is not None else render(message.text) if message.text else Markup(),
        tail=growth.tail if growth is not None else Markup(),
        problem=_problem(message),
        steps=steps_view(message.id, steps),
        branches=_branches(shown),
        form=form_view(message.id, form, trouble) if form is not None else None,
        suggested=tuple(suggested) if is_last and not running and form is None else (),
        key=new_id("form"),
        lang=_language(conversation),
        can_change=not conversation.is_running,
    )


def steps_view(message_id: str, steps: Sequence[Step]) -> tuple[StepView, ...]:
    """What was done, but for the form that stands below the text anyway."""
    return tuple(
        step_view(message_id, index, step)
        for index, step in enumerate(steps)
        if step.type != FORM_STEP or (step.ended_at is not None and not step.success)
    )


def form_view(message_id: str, form: Form, trouble: Trouble | None = None) -> FormView:
    """A form that waits; with `trouble` as it was filled in."""
    refused = trouble if trouble is not None and trouble.where == message_id else None
    return FormView(
        id=f"message-{message_id}-form",
        message_id=message_id,
        title=form.title,
        intro=form.intro,
        submit=form.submit,
        fields=tuple(_field_view(message_id, field, refused) for field in form.fields),
        key=new_id("form"),
        errors={refused.field: refused.message} if refused is not None else {},
    )


def values_in(data: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was filled into a form, by the fields' own names."""
    return {name.removeprefix(_FIELD): list(values) for name, values in data.items() if name.startswith(_FIELD)}


def _field_view(message_id: str, field: Field, refused: Trouble | None) -> FieldView:
    typed = refused.values.get(field.name, []) if refused is not None else None
    value = field.value if typed is None else "\n".join(typed)
    chosen = typed if typed is not None else chosen_in(field.value)
    return FieldView(
        id=f"message-{message_id}-{field.name}",
        name=_FIELD + field.name,
        label=field.label,
        type=field.type,
        options=field.options,
        required=field.required,
        help=field.help,
        value=value,
        chosen=tuple(chosen),
    )


def _labelled(form: Form, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((field.label, answers[field.name]) for field in form.fields if answers.get(field.name))


def _problem(message: Message) -> str:
    if message.state == "partial":
        return message.problem or _STOPPED
    return (message.problem or _FAILED) if message.state == "failed" else ""


def _branches(shown: Shown) -> Branches | None:
    place = shown.place
    return Branches(place.index, place.count, place.previous_id, place.next_id) if place.count > 1 else None


def _language(conversation: Conversation) -> str:
    """The language that is practised; other agents may be written to in any."""
    return conversation.target if conversation.agent == "tutor" and conversation.target != "en" else ""
