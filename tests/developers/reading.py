"""The page for developers as its reader sees it: lines to copy, tables, examples; and the frames that a line prints."""

import html
import json
import re
from typing import Any, NamedTuple

_LINE = re.compile(r'<pre [^>]*id="line-([\w-]+)"[^>]*><code>(.*?)</code></pre>', re.DOTALL)
_REFUSED = re.compile(r'<pre [^>]*id="([\w-]+)-refused"[^>]*><code>(.*?)</code></pre>', re.DOTALL)
_TABLE = re.compile(r'<table [^>]*id="([\w-]+)-(events|errors)">.*?<tbody>(.*?)</tbody>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_HEAD = re.compile(r'<th scope="row">(.*?)</th>', re.DOTALL)
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_FIELDS = re.compile(r'<td class="dev-fields"( data-open)?>(.*?)</td>', re.DOTALL)


class Told(NamedTuple):
    """What a table says of an event; `may` are the fields that are not always there. `open`: they differ."""

    must: frozenset[str]
    may: frozenset[str]
    open: bool

    def fits(self, payload: dict[str, Any]) -> bool:
        """Whether these are the fields that came."""
        return self.open or self.must <= payload.keys() <= self.must | self.may


class ReadPage:
    """One answer of `/developers`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = {name: html.unescape(line) for name, line in _LINE.findall(text)}
        self.refused: dict[str, dict[str, Any]] = {
            name: json.loads(html.unescape(body)) for name, body in _REFUSED.findall(text)
        }
        self.events: dict[str, dict[str, Told]] = {}
        self.statuses: dict[str, set[int]] = {}
        for protocol, kind, body in _TABLE.findall(text):
            if kind == "events":
                self.events[protocol] = dict(_event(row) for row in _ROW.findall(body))
            else:
                self.statuses[protocol] = {int(status) for status in _HEAD.findall(body)}


def _event(row: str) -> tuple[str, Told]:
    (head,), ((is_open, fields),) = _HEAD.findall(row), _FIELDS.findall(row)
    names = [html.unescape(name) for name in _CODE.findall(fields)]
    must = frozenset(name for name in names if not name.endswith("?"))
    may = frozenset(name.removesuffix("?") for name in names if name.endswith("?"))
    return html.unescape(_CODE.findall(head)[0]), Told(must, may, bool(is_open))


class Came(NamedTuple):
    """One event as it arrived."""

    name: str
    payload: dict[str, Any]


def events_in(printed: str) -> list[Came]:
    """The events of a stream; comments and frames without data are none."""
    found = []
    for raw in printed.split("\n\n"):
        fields = dict(line.partition(": ")[::2] for line in raw.split("\n") if not line.startswith(":"))
        if "data" not in fields:
            continue
        if fields["data"] == "[DONE]":
            found.append(Came("[DONE]", {}))
            continue
        payload = json.loads(fields["data"])
        found.append(Came(fields.get("event") or payload["type"], payload))
    return found
