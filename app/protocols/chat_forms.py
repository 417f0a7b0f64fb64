"""A form that an agent asks for, as text: what a program's user is shown, who has no form to fill in."""

import msgspec

from app.tutor.service import FORM_STEP, Asked, Form, Step

_HOW = "Answer in your next message, with a line for each:"


def form_of(step: Step) -> Form | None:
    """The form that a step has shown; None for any other step."""
    if step.type != FORM_STEP or not step.success:
        return None
    try:
        return msgspec.convert(step.data, Asked).form
    except msgspec.ValidationError:
        return None


def form_text(form: Form) -> str:
    """The form as Markdown, and how to answer it so that its fields are understood."""
    asked = "\n".join(_line(form, number) for number in range(len(form.fields)))
    answer = "\n".join(f"    - **{field.label}**: …" for field in form.fields)
    return "\n\n".join(part for part in (f"**{form.title}**", form.intro, asked, _HOW, answer) if part)


def _line(form: Form, number: int) -> str:
    field = form.fields[number]
    notes = ["required"] if field.required else []
    if field.type == "select":
        notes.append("one of: " + "; ".join(field.options))
    elif field.type == "multiselect":
        notes.append("any of: " + "; ".join(field.options))
    elif field.type in ("number", "date"):
        notes.append({"number": "a number", "date": "a date, such as 2026-03-31"}[field.type])
    elif field.type == "checkbox":
        notes.append("yes or no")
    if field.value:
        notes.append(f"at first: {field.value}")
    label = f"- {field.label}" + (f" ({', '.join(notes)})" if notes else "")
    return f"{label}: {field.help}" if field.help else label
