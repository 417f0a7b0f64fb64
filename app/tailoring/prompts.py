"""Prompts of tailoring: pure functions."""

from collections.abc import Sequence

import msgspec

from app.documents.extras import without_extras
from app.documents.resume import Resume
from app.llm import Message, prompt
from app.tailoring.results import Inferences


def inference_messages(resume: Resume, terms: Sequence[str]) -> list[Message]:
    """Ask which of the terms a résumé shows in other words."""
    job = (
        "None of these keywords stands in the résumé. Name those that a single line of it shows all the same, as an "
        "experienced recruiter would agree at once: give the keyword exactly as listed, the JSON pointer of the line, "
        "the whole line exactly as it is, and one sentence that says why. Leave out whatever is only likely."
    )
    return prompt(job, Inferences, resume=_resume(resume), keywords="\n".join(terms))


def _resume(resume: Resume) -> str:
    return msgspec.json.encode(without_extras(resume)).decode()
