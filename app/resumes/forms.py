"""The editor's form as it arrives, and what a form held whose résumé is gone."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.errors import InvalidInput
from app.resumes.arranging import Action, moved_rows, parse_action
from app.resumes.editor import Wish
from app.resumes.form_fields import LINE_LISTS, described
from app.resumes.rebasing import Lost
from app.web.forms import text_field

_REPEATED = frozenset({"list", "lost"})


def parse_wish(data: Mapping[str, Any], *, whole: bool) -> Wish:
    """What the form asks for: `version`, `do`, `key`, `lost`, and a field for each pointer.

    A list arrives as one control for each item; `list` names the lists of which the form holds all items, so that one
    without any is known to be empty.

    Raises:
        InvalidInput: it did not come from the editor's form.
    """
    version = text_field(data, "version", 12)
    if not version.isdecimal():
        raise InvalidInput("This form is incomplete. Reload the page and try again.")
    action = parse_action(text_field(data, "do", 200))
    rows = {name: _rows(data, name) for name in data if name.startswith("/")}
    rows |= {name: [] for name in _rows(data, "list") if name.startswith("/") and name not in rows}
    owner = action.pointer.rpartition("/")[0]
    if owner.rpartition("/")[2] in LINE_LISTS:
        rows[owner] = moved_rows(rows.get(owner, []), action)
        action = Action("save")
        whole = False
    return Wish(
        version=int(version),
        fields={name: "\n".join(lines) for name, lines in rows.items()},
        action=action,
        key=text_field(data, "key", 64),
        whole=whole and action.verb == "save",
        lost=[_lost(text) for text in _rows(data, "lost")] if action.verb == "restore" else [],
    )


def _rows(data: Mapping[str, Any], name: str) -> list[str]:
    value = data.get(name, [])
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in values):
        raise InvalidInput("A field of this form is not text. Reload the page and try again.")
    if len(values) > 1 and name not in _REPEATED and name.rpartition("/")[2] not in LINE_LISTS:
        raise InvalidInput("A field of this form was sent twice. Reload the page and try again.")
    return [one.replace("\0", "") for one in values]


def _lost(text: str) -> Lost:
    try:
        return msgspec.json.decode(text, type=Lost)
    except msgspec.DecodeError as error:
        raise InvalidInput("This form is incomplete. Reload the page and try again.") from error


def as_text(data: Mapping[str, Any]) -> str:
    """Everything that a form held, as lines of text to take away."""
    said = []
    for name in data:
        if name.startswith("/"):
            lines = [line for line in _rows(data, name) if line.strip()]
            if lines:
                said.append(f"{described(name, Resume())}:\n" + "\n".join(lines))
    return "\n\n".join(said)


def way_on(data: Mapping[str, Any]) -> str:
    """Where a form without scripts leads, behind the résumé's address: what was pressed in the editor stays there."""
    action = parse_action(text_field(data, "do", 200))
    if action.verb == "save":
        return ""
    parts = action.pointer.split("/")
    key = parts[2] if parts[1:2] == ["sections"] and len(parts) > 2 else parts[1] if len(parts) > 1 else ""
    return f"/edit#s-{key}" if key else "/edit"
