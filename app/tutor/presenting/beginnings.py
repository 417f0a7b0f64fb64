"""What an empty conversation says: what its agent does, and words to begin with."""

from app.ids import new_id
from app.tutor.agents_catalogue import AGENT_CARDS
from app.tutor.contexts import Beginning, Materials
from app.tutor.models import Agent, Conversation

_STARTERS: dict[Agent, tuple[str, ...]] = {
    "coach": ("Set up the interview", "Start the interview", "Which questions should I be ready for?"),
    "tutor": ("Let us talk about my work", "Ask me about my last job", "What mistakes do I make?"),
    "adviser": ("Does my résumé fit this posting?", "What am I missing for this posting?", "What should I stress?"),
}


def beginning(conversation: Conversation, materials: Materials) -> Beginning:
    """`materials` is what the person has."""
    return Beginning(
        about=AGENT_CARDS[conversation.agent].description,
        starters=_STARTERS[conversation.agent],
        needs_resume=not materials.resumes,
        needs_posting=not materials.postings,
        key=new_id("form"),
    )
