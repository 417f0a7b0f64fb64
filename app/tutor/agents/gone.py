"""What was attached and is gone: said once."""

from app.tutor.agents.situation import Situation


def missed(situation: Situation) -> str:
    """What has not been said yet about it in this conversation, as a paragraph; empty when there is nothing."""
    said = [message.text for message in situation.path if message.role == "assistant"]
    fresh = [sentence for sentence in situation.gone if not any(sentence in text for text in said)]
    return f"{' '.join(fresh)} I go on without it." if fresh else ""


def preceded(situation: Situation, text: str) -> str:
    """An answer with that before it."""
    lead = missed(situation)
    return f"{lead}\n\n{text}" if lead else text
