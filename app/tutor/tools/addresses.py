"""Web addresses in what the learner typed, made comparable: only these, and those that a search found, may be opened.

What is opened is always the address as it was typed or found, never the model's own spelling of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote_to_bytes, urlsplit

from app.tutor.forms_asked import Form, answers_in, form_of
from app.tutor.models import Message

LONGEST = 4_000
MOST = 200
_MOST_LOOKED_AT = 100_000
_WITHIN = r"[^\s<>\"“”„«»`|\\^{}。，、；！？（）「」『』【】《》]"
# With a scheme, with www., or a bare name with a path: "jobs.example.org/baker". A sentence's end is no address.
_ADDRESS = re.compile(
    rf"(?:(?<![a-z0-9+.-])https?://{_WITHIN}+"
    r"|(?<![\w@/.:-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?::\d{2,5})?(?=[/?\s),;!'\"“”«»\]]|[.:](?:\s|$)|$)"
    rf"(?:[/?]{_WITHIN}*)?)",
    re.IGNORECASE,
)
_CLOSERS = {")": "(", "]": "["}
_SAFE = "/:@!$&'()*+,;=~-._%"
_PORTS = {"http": 80, "https": 443}


def addresses_in(texts: Iterable[str]) -> dict[str, str]:
    """The addresses in texts, each by its key (`key_of`); at most 200, those that stand last."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _ADDRESS.finditer(text[:_MOST_LOOKED_AT]):
            key, whole = _named(match[0])
            if key is not None:
                found.pop(key, None)
                found[key] = whole
    return dict(list(found.items())[-MOST:])


def key_of(address: str) -> str | None:
    """What two spellings of one address have in common; None for what is no web address.

    Scheme, the name's capitals, the usual port, the part behind `#` and needless escapes make no difference; path and
    query make every difference.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        name = host if host.isascii() else host.encode("idna").decode("ascii")
        place = f"{_escaped(parts.path) or '/'}{'?' if parts.query else ''}{_escaped(parts.query)}"
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in _PORTS or not name or parts.username is not None or len(address) > LONGEST:
        return None
    return f"{name.lower()}{'' if port in {None, *_PORTS.values()} else f':{port}'}{place}"


def typed_texts(path: Sequence[Message]) -> tuple[str, ...]:
    """What the learner's own hands wrote in the messages from a conversation's beginning.

    In the answer to a form only what was written into its free fields counts: its labels, its options, and what stood
    in a field already, are the agent's words.
    """
    typed: list[str] = []
    asked: Form | None = None
    for message in path:
        if message.role == "assistant":
            asked = form_of(message)
            continue
        answers = answers_in(asked, message.text) if asked is not None else {}
        typed += _free(asked, answers) if asked is not None and answers else [message.text]
        asked = None
    return tuple(typed)


def _free(form: Form, answers: Mapping[str, str]) -> Iterator[str]:
    agents = addresses_in(text for field in form.fields for text in (field.label, field.value, *field.options))
    for field in form.fields:
        if field.type in ("text", "textarea"):
            yield _ADDRESS.sub(lambda match: " " if _named(match[0])[0] in agents else match[0], answers[field.name])


def _named(written: str) -> tuple[str | None, str]:
    """An address as it stands in a text: its key, and the whole of it."""
    address = _trimmed(written)
    whole = address if "://" in address else f"https://{address}"
    return key_of(whole), whole


def _trimmed(address: str) -> str:
    """Without the marks of the sentence around it: a bracket stays where it was opened within."""
    while address:
        last = address[-1]
        opener = _CLOSERS.get(last)
        if last not in ".,;:!?…*'’" and (opener is None or address.count(opener) >= address.count(last)):
            break
        address = address[:-1]
    return address


def _escaped(part: str) -> str:
    """Escapes in one spelling. Those of signs that mean something stay escapes."""
    plain = re.sub(r"%([0-9a-fA-F]{2})", _unescaped, part)
    return quote(plain, safe=_SAFE + "?")


def _unescaped(match: re.Match[str]) -> str:
    byte = unquote_to_bytes(match[0])
    unreserved = byte.isalnum() or byte in b"-._~"
    return byte.decode("ascii") if unreserved else match[0].upper()
