"""The built-in letter writer: a letter from the person's own achievements, ranked against the posting.

It writes English. Every sentence about the person stands on lines of the résumé; what the posting says of itself is
told back in its own words. The same occasion gives the same letter, and each part can be composed by itself.
"""

from app.letters.composing.letter import compose_letter, compose_part
from app.letters.composing.occasion import PARTS, LetterWishes, Occasion, Paragraph

__all__ = ["PARTS", "LetterWishes", "Occasion", "Paragraph", "compose_letter", "compose_part"]
