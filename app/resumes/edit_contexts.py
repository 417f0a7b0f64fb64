"""What the templates of the editor are given; `app/resumes/edit_form.py` makes it.

`resumes/edit.html` is GET and POST /resumes/{id}/edit. For its script (`hx-request: true`) a POST is answered with the
blocks `edit_notes` and `edit_state` and, when anything but the texts that were sent looks different now,
`edit_sections`; each replaces the element of its name (`-` for `_`).
"""

import msgspec


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One control of the edit form; `name` is its JSON pointer (RFC 6901).

    `kind`: text, email, tel, url, area (a paragraph), lines (a row for each) or chips (words side by side). `value` is
    the text, a list's lines joined. `theirs` is what another tab wrote here meanwhile, None when there is no such
    thing. `spellcheck` is off for names, addresses and links.
    """

    name: str
    label: str
    value: str
    kind: str = "text"
    hint: str = ""
    error: str = ""
    theirs: str | None = None
    spellcheck: bool = True

    @property
    def id(self) -> str:
        """The control's id: the pointer as one word."""
        return "f" + self.name.replace("/", "-")

    @property
    def is_list(self) -> bool:
        """Whether it is a list, with a control for each item."""
        return self.kind in {"lines", "chips"}

    @property
    def is_wide(self) -> bool:
        """Whether it takes a whole row."""
        return self.is_list or self.kind == "area"

    @property
    def items(self) -> tuple[str, ...]:
        """A list's items, and an empty one for adding."""
        return (*(line for line in self.value.split("\n") if line.strip()), "")

    @property
    def height(self) -> int:
        """Rows of text that a paragraph takes where the browser does not measure it."""
        return min(12, max(2, len(self.value) // 80 + 1))


class EditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one entry at `pointer`, number `index` of `count`.

    `is_new`: the empty one at the end of a section, for adding. `is_fixed`: not an item of a list. `was` is its pointer
    on the page that asked, empty for one that was not there.
    """

    pointer: str
    title: str
    fields: tuple[Field, ...]
    index: int = 0
    count: int = 0
    is_new: bool = False
    is_fixed: bool = False
    was: str = ""


class EditSection(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the form; `key` is a JSON Resume key. `index` of `count` sections that can be moved, if it can."""

    key: str
    title: str
    entries: tuple[EditEntry, ...]
    index: int | None = None
    count: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing yet but the entry for adding."""
        return all(entry.is_new for entry in self.entries)


class LostEntry(msgspec.Struct, frozen=True):
    """An entry that another tab removed while it was changed here. `value` is all of it, for a hidden control."""

    title: str
    text: str
    value: str


class ResumeEditPage(msgspec.Struct, frozen=True, kw_only=True):
    """`resumes/edit.html`.

    `errors` is the summary on top, a field's id to its sentence (`""` for the whole form); `refused` has the same by
    the fields' names. `clashes` are the labels of
    fields that both tabs changed, by their ids. `only_here` says what a LaTeX source does not have. `said` is what the
    last step did. `key` names the request that this form makes.
    """

    id: str
    title: str
    version: int
    key: str
    sections: tuple[EditSection, ...]
    is_latex: bool = False
    can_undo: bool = False
    can_redo: bool = False
    said: str = ""
    only_here: str = ""
    merged: bool = False
    errors: dict[str, str] = {}
    refused: dict[str, str] = {}
    clashes: dict[str, str] = {}
    lost: tuple[LostEntry, ...] = ()


class GonePage(msgspec.Struct, frozen=True):
    """`resumes/gone.html`: the résumé was deleted while it was edited; `text` is what the form held."""

    text: str
