"""Where interviews stood after a reply, so that a long conversation is not judged from its beginning at each turn."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import msgspec

from app.tutor.coaching.interview import Interview
from app.tutor.coaching.models import State
from app.tutor.models import Message

_MOST = 256


class States:
    """The states that were worked out last, by the reply after which they hold and by what the interview is about.

    It saves time alone: what is not remembered is worked out from the conversation, to the same state.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bytes], State] = OrderedDict()
        self._lock = Lock()

    def latest(self, path: Sequence[Message], about: bytes) -> tuple[int, State]:
        """How many messages of the path a remembered state covers, the longest of them, and that state."""
        with self._lock:
            for at in range(len(path) - 1, -1, -1):
                state = self._kept.get((path[at].id, about))
                if state is not None:
                    return at + 1, state
        return 0, State()

    def keep(self, path: Sequence[Message], about: bytes, state: State) -> None:
        """Remember the state after the last message of the path, a reply."""
        if not path or path[-1].role != "assistant":
            return
        with self._lock:
            self._kept[path[-1].id, about] = state
            self._kept.move_to_end((path[-1].id, about))
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def about_of(interview: Interview, begun_at: int) -> bytes:
    """What makes an interview the same: its questions, the résumé that answers are held against, where it began."""
    material = interview.material
    return blake2b(
        msgspec.json.encode((interview.plan, material.resume, material.company, begun_at)), digest_size=16
    ).digest()
