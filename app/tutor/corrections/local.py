"""The check without a model: own rules, learners' spellings, Harper."""

from app.tutor.corrections.guarding import guards_of
from app.tutor.corrections.harper import find_by_harper
from app.tutor.corrections.merging import merge
from app.tutor.corrections.models import LONGEST, Context, Correction
from app.tutor.corrections.rules import find_by_rules
from app.tutor.corrections.spelling import find_misspellings, posting_words


def check_locally(text: str, context: Context) -> tuple[Correction, ...]:
    """The corrections of an English text; none for another language. It blocks for some ten milliseconds."""
    if not context.is_english:
        return ()
    text = text[:LONGEST]
    harper = find_by_harper(text, posting_words(context.posting))
    guards = guards_of(text, context, harper.foreign)
    return merge((find_by_rules(text), find_misspellings(text), harper.corrections), text, guards)
