"""Which spellings of a term mean the very same thing, and how a posting or the makers write it."""

import re
from collections.abc import Iterable, Sequence

from app.documents.terms.lexicon import Hit
from app.documents.terms.vocabulary import categories

_NAMED = frozenset({"languages", "frameworks", "tools"})
_SUFFIX = re.compile(r"(?:\.?js|lang)$")
_NUMERONYM = re.compile(r"([a-z])(\d{1,2})([a-z])")


def squashed(text: str) -> str:
    """Without case, spaces and punctuation, for telling spellings from words."""
    return re.sub(r"[^\w+#]|_", "", text.casefold())


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: K8s and Kubernetes, JS and JavaScript, Postgres and PostgreSQL.

    A narrower or wider thing ("Django REST Framework" for "Django") is not the same, whatever a lexicon files it under.
    """
    left, right = squashed(one), squashed(other)
    if not left or not right:
        return False
    if left == right or _SUFFIX.sub("", left) == _SUFFIX.sub("", right):
        return True
    short, long = sorted((one, other), key=len)
    return _abbreviates(short, long)


def _abbreviates(short: str, long: str) -> bool:
    low, high = squashed(short), squashed(long)
    counted = _NUMERONYM.fullmatch(low)
    if counted is not None:
        return high.startswith(counted[1]) and high.endswith(counted[3]) and len(high) == int(counted[2]) + 2
    words = re.findall(r"[^\W_]+", long)
    if len(words) > 1:
        return low == "".join(word[0] for word in words).casefold()
    capitals = "".join(char for char in long if char.isupper()).casefold()
    return (len(low) > 1 and low == capitals) or (len(low) > 3 and len(high) - len(low) <= 3 and high.startswith(low))


def in_full(written: str, wanted: str) -> str:
    """The wanted spelling; both where one is the initials of the other, for people search for either."""
    short, long = sorted((written, wanted), key=len)
    if " " in long and " " not in short and _abbreviates(short, long):
        return f"{long} ({short})"
    return wanted


def is_named(term: str) -> bool:
    """Whether a term is a proper name (a language, framework or tool), which has one right spelling."""
    return categories().get(term) in _NAMED


def usual(term: str, written: str) -> str | None:
    """The usual spelling of a name that is written with other capitals, spaces or points; None when it is usual."""
    if not is_named(term) or written == term or squashed(written) != squashed(term):
        return None
    if (written == written.upper() and len(written) > 3) or written.replace("-", " ") == term.replace("-", " "):
        return None
    return term


def wanted_spelling(term: str, found: Iterable[str]) -> str:
    """How a posting spells a term; the usual way where the posting differs by capitals alone."""
    spelt = [text for text in found if text]
    if not spelt or any(text.casefold() == term.casefold() for text in spelt):
        return term
    return spelt[0]


def holds_word(text: str, word: str) -> bool:
    """Whether a text has a word whole, as a search for it would find it."""
    return re.search(rf"(?<![\w+#]){re.escape(word)}(?![\w+#])", text, re.IGNORECASE) is not None


def respelt(text: str, hits: Sequence[Hit], spellings: dict[str, str]) -> str:
    """A text with each hit's term spelt as `spellings` has it."""
    for hit in sorted(hits, key=lambda hit: hit.start, reverse=True):
        if hit.term in spellings:
            text = text[: hit.start] + spellings[hit.term] + text[hit.end :]
    return text
