"""Text made comparable (no case, no accents) without moving a single offset."""

import unicodedata


def _folded(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


_TABLE = {code: _folded(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250))}
_TABLE |= {ord("’"): "'", ord("‘"): "'", ord("ß"): "s", ord("ø"): "o", ord("Ø"): "o", 0xA0: " ", 0x202F: " "}


def fold(text: str) -> str:
    """Lower case without accents, each character for one character: a span in the result is a span in `text`."""
    return text.translate(_TABLE)
