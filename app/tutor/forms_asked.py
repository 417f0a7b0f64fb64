"""Forms that an agent puts into the chat: what a form may ask, what an answer to it has to be, and both as text.

An answer is the learner's next message, a line of Markdown for each field: `- **Label**: value`. Further lines of a
value are indented by two blanks, so that the way back is never in doubt.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from app.errors import InvalidInput
from app.streaming.encoding import clean_text
from app.tutor.models import Message, Step

FORM_STEP = "consultant_request_form"
FieldType = Literal["text", "textarea", "number", "date", "select", "checkbox", "multiselect"]
Values = Mapping[str, str | Sequence[str]]
YES, NO = "yes", "no"
MOST_FIELDS, MOST_OPTIONS = 8, 24
LONGEST_LINE, LONGEST_TEXT, LONGEST_ANSWER = 500, 12_000, 19_000
_LONGEST_TITLE, _LONGEST_LABEL, _LONGEST_INTRO = 120, 120, 600
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
_BETWEEN = "; "
_INDENT = "  "


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field. `options` are for `select` and `multiselect`; `value` stands in it at first (`yes` ticks a checkbox,
    the values of a `multiselect` are joined by `; `).
    """

    name: str
    label: str
    type: FieldType = "text"
    options: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    value: str = ""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form; `submit` is what its button says."""

    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    submit: str = "Send"


class Asked(msgspec.Struct, frozen=True):
    """The `data` of the step that shows a form."""

    form: Form
    status: Literal["waiting"] = "waiting"


def form_of(message: Message) -> Form | None:
    """The form that a message ends with; None when it has none."""
    found = (step for step in reversed(message.steps) if step.type == FORM_STEP and step.success)
    step = next(found, None)
    return None if step is None else _form_in(step)


def _form_in(step: Step) -> Form | None:
    try:
        return msgspec.convert(step.data, Asked).form
    except msgspec.ValidationError:
        return None


def checked_form(arguments: str) -> Form:
    """The form that a model asks for by a JSON object, its texts tidied and cut to size.

    Raises:
        InvalidInput: it cannot be shown; the sentence is for the model.
    """
    try:
        asked = msgspec.json.decode(arguments, type=Form)
    except msgspec.MsgspecError as error:
        raise InvalidInput(f"The form does not have the form that was described: {error}") from error
    fields = tuple(_tidied(field) for field in asked.fields)
    wrong = next(_problems(fields), None)
    if wrong is not None:
        raise InvalidInput(wrong)
    return Form(
        title=_line(asked.title, _LONGEST_TITLE) or "Please fill in",
        fields=fields,
        intro=clean_text(asked.intro).strip()[:_LONGEST_INTRO],
        submit=_line(asked.submit, 40) or "Send",
    )


def _tidied(field: Field) -> Field:
    takes_options = field.type in ("select", "multiselect")
    # A semicolon separates the values of a multiselect in the answer, an asterisk ends a label.
    options = dict.fromkeys(_line(one.replace(";", ","), _LONGEST_LABEL) for one in field.options if one.strip())
    return Field(
        name=field.name.strip(),
        label=_line(field.label.replace("*", ""), _LONGEST_LABEL),
        type=field.type,
        options=tuple(options) if takes_options else (),
        required=field.required,
        help=_line(field.help, 300),
        value=clean_text(field.value)[:LONGEST_TEXT] if field.type == "textarea" else _line(field.value, LONGEST_LINE),
    )


def _problems(fields: Sequence[Field]) -> Iterator[str]:
    if not 1 <= len(fields) <= MOST_FIELDS:
        yield f"A form has 1 to {MOST_FIELDS} fields; this one has {len(fields)}."
    for field in fields:
        if not _NAME.fullmatch(field.name):
            yield f"The name {field.name[:40]!r} is not possible: a letter, then letters, digits, _ and -, 40 at most."
        if not field.label:
            yield f"The field {field.name} needs a label."
        if field.type in ("select", "multiselect") and not 1 <= len(field.options) <= MOST_OPTIONS:
            yield f"The field {field.name} needs 1 to {MOST_OPTIONS} options."
    for what in ("name", "label"):
        said = [getattr(field, what).casefold() for field in fields]
        if len(set(said)) < len(said):
            yield f"Each field needs a {what} of its own."


def answer_text(form: Form, values: Values) -> str:
    """The message that answers a form; fields that were left empty are left out.

    Raises:
        InvalidInput: a value is missing or does not fit, or all together is too long; `field` is the field's name.
    """
    said = [(field, _value(field, values.get(field.name, ""))) for field in form.fields]
    lines = [f"- **{field.label}**: {_indented(value)}" for field, value in said if value]
    if not lines:
        raise InvalidInput("Fill in at least one field.", field=form.fields[0].name)
    text = "\n".join(lines)
    if len(text) > LONGEST_ANSWER:
        longest = max(said, key=lambda one: len(one[1]))[0]
        raise InvalidInput(
            f"All answers together are limited to {LONGEST_ANSWER:,} characters. Shorten this one.", field=longest.name
        )
    return text


def answers_in(form: Form, text: str) -> dict[str, str]:
    """The way back: each field's value by its name, `""` for one left out; nothing when the text begins with no field.

    Programs and people write such answers too: a further line need not be indented, unless it looks like a field.
    """
    by_head = {f"- **{field.label}**:": field for field in form.fields}
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.split("\n"):
        head, _, rest = line.partition("**:")
        field = by_head.get(f"{head}**:")
        if field is not None and field.name not in found:
            current = found.setdefault(field.name, [rest.removeprefix(" ")])
        elif found:
            current.append(line.removeprefix(_INDENT))
        else:
            return {}
    return {field.name: "\n".join(found.get(field.name, [])).strip() for field in form.fields}


def chosen_in(value: str) -> tuple[str, ...]:
    """The options that the value of a `multiselect` names."""
    return tuple(one for one in value.split(_BETWEEN) if one)


def _value(field: Field, typed: str | Sequence[str]) -> str:
    several = [typed] if isinstance(typed, str) else list(typed)
    given = [tidy for one in several if (tidy := _tidy(one))]
    if field.type == "checkbox":
        return _ticked(field, given)
    if not given:
        if field.required:
            raise InvalidInput(f"Please fill in “{field.label}”.", field=field.name)
        return ""
    if field.type in ("select", "multiselect"):
        return _chosen(field, given)
    return _written(field, given[0])


def _ticked(field: Field, given: Sequence[str]) -> str:
    is_on = bool(given) and given[-1].casefold() not in {"no", "off", "false", "0"}
    if field.required and not is_on:
        raise InvalidInput(f"Please tick “{field.label}”.", field=field.name)
    return YES if is_on else NO


def _chosen(field: Field, given: Sequence[str]) -> str:
    if field.type == "multiselect":
        given = [part for one in given for part in ([one] if one in field.options else chosen_in(one))]
    if any(one not in field.options for one in given) or (field.type == "select" and len(given) > 1):
        raise InvalidInput(f"Choose one of the options of “{field.label}”.", field=field.name)
    return _BETWEEN.join(option for option in field.options if option in given)


def _written(field: Field, value: str) -> str:
    most = LONGEST_TEXT if field.type == "textarea" else LONGEST_LINE
    if len(value) > most:
        raise InvalidInput(f"“{field.label}” is limited to {most:,} characters.", field=field.name)
    if field.type == "number" and not _NUMBER.fullmatch(value):
        raise InvalidInput(f"“{field.label}” takes a number, such as 12 or 3.5.", field=field.name)
    if field.type == "date" and not _is_date(value):
        raise InvalidInput(f"“{field.label}” takes a date, such as 2026-03-31.", field=field.name)
    return value if field.type == "textarea" else " ".join(value.split())


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _tidy(typed: str) -> str:
    return clean_text(typed).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _line(text: str, most: int) -> str:
    return " ".join(_tidy(text).split())[:most].strip()


def _indented(value: str) -> str:
    first, *rest = value.split("\n")
    return "\n".join([first, *(f"{_INDENT}{line}" if line.strip() else "" for line in rest)])
