"""Mistakes that a learner wants to lose: cards that come back with the learner's own sentence until they are known."""

from app.tutor.mistakes.deck import Mistakes
from app.tutor.mistakes.progress import Progress, Week
from app.tutor.repository.mistakes import Standing

__all__ = ["Mistakes", "Progress", "Standing", "Week"]
