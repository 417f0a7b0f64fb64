"""The agents: what each is told of its work, which tools it has, and how it answers without a language model."""

from app.tutor.agents.kits import KITS, Kit
from app.tutor.agents.situation import Done, Situation
from app.tutor.agents.turn import AgentTurn

__all__ = ["KITS", "AgentTurn", "Done", "Kit", "Situation"]
