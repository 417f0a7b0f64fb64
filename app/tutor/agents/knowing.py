"""A situation as the coach's rules take it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from app.tutor.agents.situation import Situation
from app.tutor.coaching.material import gather
from app.tutor.coaching.models import Material

if TYPE_CHECKING:
    from app.tutor.agents.coach_forms import AboutJob


async def material_of(situation: Situation, job: "AboutJob | None" = None) -> Material:
    """The material of a conversation; what is not attached is taken from what the learner told of the `job`.

    Its day is the conversation's, so that the questions stay the same.
    """
    posting, resume = situation.posting, situation.resume
    if posting is not None:
        text, title, company = posting.text, posting.title, posting.company
    else:
        text, title, company = (job.posting, job.title, job.company) if job else ("", "", "")
    if resume is None and job is not None:
        resume = job.resume
    material = await gather(resume, text, title=title, company=company)
    day = datetime.fromtimestamp(situation.conversation.created_at, UTC).date()
    return msgspec.structs.replace(material, today=day)
