"""Corrections of what a learner writes: by rules and Harper without a key, by a language model as well with one."""

from app.llm import Model
from app.tutor.corrections.models import Checked, Context, Correction

__all__ = ["Checked", "Context", "Correction", "check"]


async def check(text: str, *, model: Model, context: Context) -> Checked:
    """Everything to correct in a learner's message (see `checking.check`)."""
    # Its rules and patterns are loaded with the first message that is checked, not with the first page.
    from app.tutor.corrections.checking import check as check_message

    return await check_message(text, model=model, context=context)
