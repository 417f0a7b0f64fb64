"""The person as the arguments of a template's function give them: name, what they are, how to reach them."""

import re
from typing import Final

from app.documents.contact import absolute_url
from app.documents.typst.values import (
    GROUP,
    HEADING,
    LINE,
    LINK,
    Arguments,
    Content,
    Element,
    Part,
    Value,
    Words,
    is_inline,
    separated,
    shown,
    text_of,
    trimmed,
)
from app.documents.typst.vocabulary import (
    FIRST_NAMES,
    HEAD_SETTINGS,
    HEADLINES,
    HOMES,
    HOSTS,
    LAST_NAMES,
    NAMES,
    PERSONAL,
    REACH,
    SCHEMES,
    SITES,
    SUMMARIES,
)

_IS_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def is_person(given: Arguments) -> bool:
    """Whether the arguments tell who a person is and how to reach them."""
    keys = {key.lower() for key in given.named}
    personal = [one for key, one in given.named.items() if key.lower() in PERSONAL]
    inner = {name.lower() for one in personal if isinstance(one, dict) for name in one}
    return bool((keys | inner) & REACH) and bool((keys | inner) & (NAMES | FIRST_NAMES | HOMES | REACH))


def person_parts(given: Arguments) -> list[Part]:
    """Name, label, contact details and a summary as the head of a résumé."""
    person = _Person()
    for key, value in given.named.items():
        person.take(key.lower(), value)
    return person.parts()


class _Person:
    def __init__(self) -> None:
        self.names: dict[str, list[Part]] = {}
        self.labels: list[list[Part]] = []
        self.reach: list[list[Part]] = []
        self.summary: list[Part] = []
        self.bodies: list[Part] = []

    def take(self, key: str, value: Value) -> None:
        """Sort in one argument."""
        if isinstance(value, dict):
            self._take_all(key, value)
        elif isinstance(value, list) and key not in HEADLINES:
            for one in value:
                self.take(key if not isinstance(one, dict) else "", one)
        elif isinstance(value, list):
            self.labels.append(shown(value))
        else:
            parts = trimmed(shown(value))
            if parts and not (HEAD_SETTINGS.fullmatch(key) and key not in HEADLINES and not isinstance(value, Content)):
                self._take_parts(key, parts, value)

    def _take_all(self, key: str, values: dict[str, Value]) -> None:
        link = next((values[name] for name in ("link", "url", "href") if isinstance(values.get(name), Words)), None)
        if isinstance(link, Words):
            words = [values.get(name) for name in ("display", "text", "username", "value", "body", "name")]
            body = next((shown(one) for one in words if one is not None), shown(link))
            self.reach.append([Element(LINK, body, url=_absolute(link.text))])
            return
        named = values.get("text") or values.get("value") or values.get("display")
        if key not in PERSONAL and named is not None:
            self.take(key, named)
            return
        for name, one in values.items():
            self.take(name.lower(), one)

    def _take_parts(self, key: str, parts: list[Part], value: Value) -> None:
        if key in NAMES | FIRST_NAMES | LAST_NAMES:
            kind = "first" if key in FIRST_NAMES else "last" if key in LAST_NAMES else "name"
            self.names.setdefault(kind, parts)
        elif key in HEADLINES:
            self.labels.append(parts)
        elif key in SUMMARIES or (key not in REACH and not is_inline(parts)):
            self.summary += [Element(LINE, parts)]
        else:
            self.reach.append(self._linked(key, parts, value))

    def _linked(self, key: str, parts: list[Part], value: Value) -> list[Part]:
        """A handle on a known network becomes the address that it stands for; an address says itself."""
        text = text_of(value)
        if key in SCHEMES and isinstance(value, Words):
            return [Element(LINK, parts, url=SCHEMES[key] + text)]
        if key in SITES and isinstance(value, Words) and _IS_ADDRESS.fullmatch(text):
            return [Element(LINK, parts, url=absolute_url(text))]
        host = HOSTS.get(key) or HOSTS.get(key.partition("-")[0])
        if host is None or not isinstance(value, Words) or " " in text:
            return parts
        if _IS_ADDRESS.fullmatch(text) and ("/" in text or "www." in text):
            return [Element(LINK, parts, url=absolute_url(text))]
        handle = text.removeprefix("@").removeprefix("in/")
        return [Element(LINK, parts, url=f"https://{host}{handle}")]

    def parts(self) -> list[Part]:
        """The head's lines, the name as the document's title."""
        made: list[Part] = []
        names = [self.names[kind] for kind in ("name", "first", "last") if kind in self.names]
        names = names[:1] if "name" in self.names else names
        if names:
            made.append(Element(HEADING, separated(names, " "), level=1))
        if self.labels:
            made.append(Element(LINE, separated(self.labels, ", ")))
        if self.reach:
            made.append(Element(LINE, separated(self.reach, " | ")))
        return [Element(GROUP, [*made, *self.summary])]


def _absolute(url: str) -> str:
    return url if re.match(r"[a-z]+:", url) else absolute_url(url)
