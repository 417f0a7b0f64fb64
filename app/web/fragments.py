"""The frames of a page's stream (`app/web/contexts.py` says what each holds)."""

from html import escape

from app.web.sse import frame

PING = frame("1", event="app:ping")


def partial(target: str, swap: str, content: str) -> str:
    """One `<hx-partial>`: what to put where, and how. `content` is HTML."""
    return f'<hx-partial hx-target="#{target}" hx-swap="{swap}">{content}</hx-partial>'


def progress_partials(name: str, steps: str, label: str) -> str:
    """A snapshot of the dots and of the sentence below them; `name` is tailoring or resume."""
    return partial(f"{name}-steps", "innerMorph", steps) + partial(f"{name}-label", "textContent", label)


def end_frames(name: str, seq: int, article: str, said: str) -> bytes:
    """The authoritative article, a sentence for screen readers, then the end."""
    whole = partial(name, "outerHTML", article) + partial(f"{name}-said", "textContent", escape(said))
    return frame(whole) + frame(str(seq), event="app:end", id=seq)


def reset_frames(name: str, seq: int, article: str) -> bytes:
    """The page's cursor was unknown: forget what was seen, and show the article as it is now."""
    return frame(str(seq), event="app:reset", id=seq) + frame(partial(name, "outerHTML", article))


def cursor_of(after: int, last_event_id: str | None) -> int:
    """Where to go on: `Last-Event-ID` wins over the URL's `after`; nonsense becomes -1, which the engine resets."""
    if last_event_id is None:
        return after
    return int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else -1
