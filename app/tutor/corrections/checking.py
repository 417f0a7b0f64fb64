"""The check of one message: the built-in tools, and the person's language model beside them."""

import asyncio
import logging

from app.errors import ModelError
from app.llm import BuiltinModel, Model
from app.tutor.corrections.asking import CheckEnglish, verified
from app.tutor.corrections.guarding import guards_of
from app.tutor.corrections.local import check_locally
from app.tutor.corrections.merging import merge
from app.tutor.corrections.models import LONGEST, Checked, Context, Correction

logger = logging.getLogger(__name__)
_OTHER_LANGUAGE = "Without a language model only English is corrected."
_NO_MODEL = "The language model could not check this message; these are the corrections of the built-in tools."


async def check(text: str, *, model: Model, context: Context) -> Checked:
    """Everything to correct in a learner's message of at most 4,000 code points; what is longer is checked up to there.

    A model that fails takes nothing away: the built-in corrections stand, with a note. Where both find the same place
    the built-in correction stays: its rule was tested, and it does not change from one day to the next.
    """
    local = asyncio.to_thread(check_locally, text, context)
    if model.name == BuiltinModel.name:
        by = (model.name,) if context.is_english else ()
        return Checked(await local, by=by, note="" if context.is_english else _OTHER_LANGUAGE)
    builtin, asked = await asyncio.gather(local, _ask(text[:LONGEST], model, context))
    by = (BuiltinModel.name,) if context.is_english else ()
    if asked is None:
        return Checked(builtin, by=by, note=_NO_MODEL)
    corrections = merge((builtin, asked), text, guards_of(text, context))
    return Checked(corrections, by=(*by, model.name))


async def _ask(text: str, model: Model, context: Context) -> list[Correction] | None:
    try:
        proposals = await model.ask(CheckEnglish(text, context))
    except ModelError as error:
        logger.warning("The model did not check a message: %s", error.reason)
        return None
    return list(verified(text, proposals))
