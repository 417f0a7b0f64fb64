"""The built-in letter writer: a letter from the person's own achievements, ranked against the posting.

It writes English. Every sentence about the person stands on lines of the résumé; what the posting says of itself is
told back in its own words. The same occasion gives the same letter, and each part can be composed by itself.
"""

from collections.abc import Sequence

from app.letters.composing.occasion import PARTS, LetterWishes, Occasion, Paragraph

__all__ = ["PARTS", "LetterWishes", "Occasion", "Paragraph", "compose_part", "warm"]


def compose_part(
    occasion: Occasion,
    part: str,
    written: Sequence[Paragraph] = (),
    *,
    avoid: Sequence[str] = (),
    shorter: bool = False,
) -> Paragraph:
    """One part, fitting to what stands already and unlike what the person does not want (see `letter.compose_part`)."""
    # Its word lists and patterns are loaded with the first letter, not with the first page.
    from app.letters.composing.letter import compose_part as compose

    return compose(occasion, part, written, avoid=avoid, shorter=shorter)


def warm() -> None:
    """Load what the first letter would otherwise wait for."""
    import app.documents.facts.checking
    import app.letters.composing.letter  # noqa: F401 - loading is all that is wanted
