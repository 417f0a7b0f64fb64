"""Uses and limits in words."""

from app.usage.models import Feature

_ONE_AND_MANY: dict[Feature, tuple[str, str]] = {
    "ai_text_messages": ("message", "messages"),
    "letters": ("letter", "letters"),
    "tailorings": ("tailoring", "tailorings"),
}


def counted(feature: Feature, number: int) -> str:
    """`1 letter`, `1,200 messages`."""
    return f"{number:,} {_noun(feature, number)}"


def message_of(feature: Feature, remaining: int) -> str:
    """What is left of today, in the protocol's sentence (`protocols.md` section 3)."""
    return f"You have {counted(feature, remaining) if remaining else f'no {_noun(feature, 0)}'} remaining today."


def used_up(feature: Feature, limit: int, reset: str) -> str:
    """Why nothing more can be begun, and when it can."""
    whole = f"{_noun(feature, 1)} is" if limit == 1 else f"{counted(feature, limit)} are"
    return f"Today's {whole} used up. You can go on {reset}."


def too_many_streams(most: int) -> str:
    """Why another run cannot be begun beside so many, and what to do."""
    if most == 1:
        return "Something is being written for you already. Wait until it is done, or stop it."
    return f"{most} things are being written for you already. Wait until one of them is done, or stop one."


def _noun(feature: Feature, number: int) -> str:
    one, many = _ONE_AND_MANY[feature]
    return one if number == 1 else many
