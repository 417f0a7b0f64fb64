"""A text that arrives in pieces: its finished blocks, each once, and what is still open, drawn again as it grows."""

from typing import NamedTuple

from markupsafe import Markup

_LONG = 8_000
_NOTHING = Markup()


class Grown(NamedTuple):
    """What changed on the page.

    `settled`: HTML of the blocks that are finished now and go before the tail; they never change again.
    `tail`: HTML of everything after them, in place of the tail before; None if it stays as it is.
    """

    settled: Markup
    tail: Markup | None


class Growing:
    """Follows one growing text. All that was settled, joined, is what `render` makes of the whole text.

    The tail is drawn again when it has grown by a thirty-second part (by more when it is longer than anybody's list),
    so that a text without any end of a block, one long table or program, costs work in proportion to its length too.
    The few letters held back come with the next ones.
    """

    def __init__(self) -> None:
        self._read = 0
        self._open = ""
        self._drawn = 0
        self._tail = _NOTHING
        self._outline: list[int] = []

    def feed(self, buffer: str) -> Grown:
        """Take in the whole text so far, which begins with the one given before."""
        self._take(buffer, until=len(buffer) - buffer.endswith("\r"))
        if len(self._open) - self._drawn <= max(self._drawn // 32, (self._drawn - _LONG) // 4):
            return Grown(_NOTHING, None)
        from app.web.markdown.parsing import open_to_html

        settled = self._settle()
        self._drawn = len(self._open)
        tail = open_to_html(self._open, self._outline)
        changed = tail != self._tail
        self._tail = tail
        return Grown(settled, tail if changed else None)

    def close(self, buffer: str) -> Grown:
        """The text is whole: everything left is settled, and the tail is empty."""
        from app.web.markdown.parsing import to_html

        self._take(buffer, until=len(buffer))
        settled, self._open = to_html(self._open, self._outline), ""
        self._drawn, self._tail = 0, _NOTHING
        return Grown(settled, _NOTHING)

    def _take(self, buffer: str, *, until: int) -> None:
        from app.web.markdown.parsing import cleaned

        self._open += cleaned(buffer[self._read : until])
        self._read = until

    def _settle(self) -> Markup:
        """A last line without its end may still become anything, so it decides nothing."""
        from app.web.markdown.parsing import start_of_last_block, to_html

        whole_lines = self._open[: self._open.rfind("\n") + 1]
        end = start_of_last_block(whole_lines)
        if not end:
            return _NOTHING
        finished, self._open = self._open[:end], self._open[end:]
        return to_html(finished, self._outline)
