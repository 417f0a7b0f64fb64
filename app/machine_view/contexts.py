"""What `machine_view/show.html` is given."""

import msgspec


class Count(msgspec.Struct, frozen=True):
    """`state` as chips know it (matched, nearly, missing); `text` with its number ("49 arrive")."""

    state: str
    text: str


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """`tone`: error, warning or info; `where` says on which pages, or nothing; `examples` as they arrive."""

    title: str
    tone: str
    where: str
    why: str
    change: str
    examples: tuple[str, ...] = ()


class FieldView(msgspec.Struct, frozen=True, kw_only=True):
    """`state` as chips know it, `state_text` in a word; `note` is why, `arrives` what comes instead."""

    kind: str
    expected: str
    state: str
    state_text: str
    note: str = ""
    arrives: str = ""


class FieldGroup(msgspec.Struct, frozen=True):
    """The values of one section."""

    title: str
    fields: tuple[FieldView, ...]


class Piece(msgspec.Struct, frozen=True):
    """Part of a text; `mark` says what is wrong with it, or is empty."""

    text: str
    mark: str = ""


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    """One way of reading the file, with how its order agrees with the résumé's. `id` names its heading."""

    id: str
    title: str
    explanation: str
    order: str
    is_open: bool
    strays: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


class FontView(msgspec.Struct, frozen=True):
    """A font and a sentence on what its letters stand for; `is_bad` when some stand for nothing."""

    name: str
    kind: str
    note: str
    is_bad: bool


class MachineViewPage(msgspec.Struct, frozen=True, kw_only=True):
    """`machine_view/show.html`. `back_url` is the thing that was looked at; `problem` is a sentence when a program gets
    nothing, and then there is nothing below it. `facts` are pairs of a name and a value."""

    title: str
    back_url: str
    back_text: str
    made_by: str
    notes: tuple[str, ...] = ()
    problem: str = ""
    headline: str = ""
    counts: tuple[Count, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[FindingView, ...] = ()
    spoilt: tuple[FieldView, ...] = ()
    groups: tuple[FieldGroup, ...] = ()
    mixed_rows: tuple[str, ...] = ()
    texts: tuple[TextView, ...] = ()
    fonts: tuple[FontView, ...] = ()
