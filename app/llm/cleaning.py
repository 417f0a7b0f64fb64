"""What a model may put into a text that no text may hold: half surrogate pairs, NUL, its own thoughts."""

import re

_WRONG = re.compile("[\ud800-\udfff\x00]")
_OPEN, _CLOSE = "<think>", "</think>"


class Cleaner:
    """Cleans a text that comes in pieces. A pair that was cut between two pieces is joined again."""

    def __init__(self) -> None:
        self._held = ""

    def clean(self, text: str) -> str:
        """The piece without what is wrong in it; the first half of a pair waits for the next piece."""
        text = self._held + text
        self._held = ""
        if not _WRONG.search(text):
            return text
        if "\ud800" <= text[-1] <= "\udbff":
            text, self._held = text[:-1], text[-1]
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return joined.replace("\x00", "")

    def close(self) -> str:
        """What stands for a half that stayed alone."""
        held, self._held = self._held, ""
        return "\ufffd" if held else ""


class Thoughts:
    """Leaves out a `<think>…</think>` before the answer: local servers pass reasoning on like that."""

    def __init__(self) -> None:
        self._waiting = ""
        self._state = "before"
        self.length = 0

    def visible(self, text: str) -> str:
        """What of this piece is the answer."""
        if self._state == "answer":
            return text
        self._waiting += text
        if self._state == "before":
            self._begin()
        if self._state == "thought":
            self._think()
        if self._state == "gap" and self._waiting.strip():
            self._state, self._waiting = "answer", self._waiting.lstrip()
        return self._taken() if self._state == "answer" else ""

    def close(self) -> str:
        """What turned out to be the answer although it began like a thought."""
        return self._taken() if self._state == "before" else ""

    def _begin(self) -> None:
        start = self._waiting.lstrip()
        if start.startswith(_OPEN):
            self._state, self._waiting = "thought", start.removeprefix(_OPEN)
        elif not _OPEN.startswith(start):
            self._state = "answer"

    def _think(self) -> None:
        thought, close, rest = self._waiting.partition(_CLOSE)
        kept = 0 if close else len(_CLOSE) - 1
        self.length += max(0, len(thought) - kept)
        self._waiting = rest if close else thought[-kept:]
        if close:
            self._state = "gap"

    def _taken(self) -> str:
        taken, self._waiting = self._waiting, ""
        return taken
