"""The pages of letters."""

from app.letters.pages.letters import LetterController
from app.letters.pages.paragraphs import ParagraphController

__all__ = ["LetterController", "ParagraphController"]
