"""The agents as programs list and name them (protocols §5)."""

import msgspec

from app.errors import NotFound
from app.tutor.models import AGENTS, Agent


class AgentCard(msgspec.Struct, frozen=True):
    """`id` is a UUID that stays the same in every installation, so that a client may keep it."""

    id: str
    agent: Agent
    name: str
    description: str


AGENT_CARDS: dict[Agent, AgentCard] = {
    card.agent: card
    for card in (
        AgentCard(
            "8f0c1c6e-4f0b-4d4f-9a53-0d7f3f8c2b61",
            "coach",
            AGENTS["coach"],
            "Rehearses the interview for a posting: asks, listens, follows up, and says what one thing to improve.",
        ),
        AgentCard(
            "c2f4a0d9-71e6-4c57-8f3e-5b1e92a6d704",
            "tutor",
            AGENTS["tutor"],
            "Talks at your level in the language you practise, corrects gently, and explains in your own.",
        ),
        AgentCard(
            "3d9b7e52-0a8d-4e1c-b6c4-e7f2415d8a93",
            "adviser",
            AGENTS["adviser"],
            "Answers questions about your application from your résumés, letters and the posting.",
        ),
    )
}


def agent_by_id(agent_id: str) -> Agent:
    """The agent with this id, in any case, or with this name of Foreword's own (`coach`); NotFound for another."""
    wanted = agent_id.strip().casefold()
    found = next((card.agent for card in AGENT_CARDS.values() if wanted in {card.id, card.agent}), None)
    if found is None:
        raise NotFound("There is no such agent. GET /api/v1/agents lists those that there are.")
    return found
