"""The form over every field of a résumé; each control is named by its JSON pointer (RFC 6901)."""

from typing import Any

import msgspec

from app.documents.structure import SECTION_TITLES
from app.ids import new_id
from app.resumes.edit_contexts import EditEntry, EditSection, Field, LostEntry, ResumeEditPage
from app.resumes.editing import movable_sections, only_here
from app.resumes.editor import Saved
from app.resumes.fields import text_in
from app.resumes.form_fields import (
    BASICS,
    CHIPS,
    ENTRY_FIELDS,
    HINTS,
    LINE_LISTS,
    LONG,
    NOT_PROSE,
    PLACE,
    PROFILE_FIELDS,
    described,
    entry_title,
    label_of,
)

_KINDS = {"email": "email", "phone": "tel", "url": "url", "image": "url"}


def edit_page(saved: Saved, error: str = "") -> ResumeEditPage:
    """The form over what is stored, with what was typed where that could not be saved; `error` is about all of it."""
    stored, document = saved.stored, saved.stored.document
    assert document is not None  # noqa: S101 - the editor opens only what was read
    form = _Form(msgspec.to_builtins(document.resume), saved)
    keys = movable_sections(document)
    others = [key for key in ENTRY_FIELDS if key not in keys]
    errors = {form.id_of(name): message for name, message in saved.refused.items()}
    return ResumeEditPage(
        id=stored.id,
        title=stored.title,
        version=stored.version,
        key=new_id("key"),
        sections=(
            form.basics(),
            *(form.section(key, index, len(keys)) for index, key in enumerate(keys)),
            *(form.section(key) for key in others),
        ),
        is_latex=stored.format == "tex",
        can_undo=saved.can_undo,
        can_redo=saved.can_redo,
        said=saved.said,
        only_here=only_here(document),
        merged=saved.merged,
        errors={"": error, **errors} if error else errors,
        refused=saved.refused,
        clashes={form.id_of(one.pointer): described(one.pointer, document.resume) for one in saved.clashes},
        lost=tuple(LostEntry(one.title, _as_text(one.entry), msgspec.json.encode(one).decode()) for one in saved.lost),
    )


def _as_text(entry: dict[str, Any]) -> str:
    lines = []
    for value in entry.values():
        lines += [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []
    return "\n".join(line for line in lines if line)


class _Form:
    def __init__(self, tree: Any, saved: Saved) -> None:
        self._tree = tree
        self._saved = saved
        self._theirs = {one.pointer: one.theirs for one in saved.clashes}

    def basics(self) -> EditSection:
        """Who this is, with the summary and the profiles."""
        names = (*BASICS, *(f"location/{name}" for name in PLACE), "summary")
        fields = tuple(self._field("/basics", name) for name in names)
        you = EditEntry(pointer="/basics", title="You", fields=fields, is_fixed=True)
        profiles = self._entries("/basics/profiles", "profiles", PROFILE_FIELDS, "Add a profile")
        return EditSection(key="basics", title="You", entries=(you, *profiles))

    def section(self, key: str, index: int | None = None, count: int = 0) -> EditSection:
        """All entries of one part, and an empty one for adding."""
        title = SECTION_TITLES[key]
        entries = self._entries(f"/{key}", key, ENTRY_FIELDS[key], f"Add to {title.lower()}")
        return EditSection(key=key, title=title, entries=entries, index=index, count=count)

    def id_of(self, name: str) -> str:
        """The control's id for a pointer; nothing for the whole form."""
        return "f" + name.replace("/", "-") if name else ""

    def _entries(self, owner: str, key: str, names: tuple[str, ...], adding: str) -> tuple[EditEntry, ...]:
        node = self._tree
        for part in owner.split("/")[1:]:
            node = node.get(part, {})
        stored = node or []
        entries = [
            EditEntry(
                pointer=f"{owner}/{index}",
                title=entry_title(key, entry),
                fields=tuple(self._field(f"{owner}/{index}", name) for name in names),
                index=index,
                count=len(stored),
                was=self._saved.was.get(f"{owner}/{index}", ""),
            )
            for index, entry in enumerate(stored)
        ]
        new = f"{owner}/{len(stored)}"
        fields = tuple(self._field(new, name) for name in names)
        return (*entries, EditEntry(pointer=new, title=adding, fields=fields, is_new=True))

    def _field(self, owner: str, path: str) -> Field:
        pointer, name, key = f"{owner}/{path}", path.rpartition("/")[2], owner.split("/")[1]
        listed = "chips" if name in CHIPS else "lines"
        return Field(
            name=pointer,
            label=label_of(key, name),
            value=self._saved.typed.get(pointer, text_in(self._tree, pointer)),
            kind=listed if name in LINE_LISTS else "area" if name in LONG else _KINDS.get(name, "text"),
            hint=HINTS.get(name, ""),
            error=self._saved.refused.get(pointer, ""),
            theirs=self._theirs.get(pointer),
            spellcheck=name not in NOT_PROSE,
        )
