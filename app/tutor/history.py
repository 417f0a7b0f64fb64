"""What a model is told of a conversation so far."""

from collections.abc import Sequence

import msgspec

from app.tutor.models import Message, Role

MOST_CHARACTERS = 60_000


class Turn(msgspec.Struct, frozen=True):
    """What one side said; not `complete` where a reply broke off."""

    role: Role
    text: str
    complete: bool = True


def turns_of(path: Sequence[Message], most_characters: int = MOST_CHARACTERS) -> list[Turn]:
    """The two sides in turn, beginning with the learner; of a long conversation its end.

    A reply that broke off before its first word is left out, and what the learner wrote around it is one turn, since
    providers refuse two turns of the same side in a row. The last turn is always there, whatever its length.
    """
    turns: list[Turn] = []
    for message in path:
        if not message.text:
            continue
        turn = Turn(message.role, message.text, message.state == "complete")
        if turns and turns[-1].role == turn.role:
            turn = Turn(turn.role, f"{turns.pop().text}\n\n{turn.text}", turn.complete)
        turns.append(turn)
    return _end_of(turns, most_characters)


def _end_of(turns: list[Turn], most_characters: int) -> list[Turn]:
    left, start = most_characters, len(turns)
    for at in range(len(turns) - 1, -1, -1):
        left -= len(turns[at].text)
        if left < 0:
            break
        if turns[at].role == "user":
            start = at
    return turns[start:] or turns[-1:]
