"""How far a page has come, as one number that grows: the last reply it shows, and the last event of that reply."""

from typing import NamedTuple

_EVENTS = 1_000_000
ENDED = _EVENTS - 1


class Cursor(NamedTuple):
    """`reply` is a message's number, 0 before the first; `seq` an event's, `ENDED` once the whole reply is shown."""

    reply: int
    seq: int

    def __int__(self) -> int:
        return self.reply * _EVENTS + min(self.seq, ENDED)


def cursor_in(number: int) -> Cursor:
    """The way back; nonsense is a page that shows nothing yet."""
    return Cursor(*divmod(number, _EVENTS)) if number >= 0 else Cursor(0, 0)
