"""What the templates of the reference are given."""

from collections.abc import Callable

import msgspec
from markupsafe import Markup


class TypePart(msgspec.Struct, frozen=True):
    """A piece of a type in words; `schema` names the one that it links to, or is empty."""

    text: str
    schema: str = ""


TypeText = tuple[TypePart, ...]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member of an object, or a parameter. `place`: path, query, header, cookie, or empty; `limits` in words."""

    name: str
    kind: TypeText
    required: bool
    description: str = ""
    limits: str = ""
    place: str = ""
    example: str = ""


class EventView(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a stream. `is_named`: its name stands in `event:`; `runs` are the kinds of run that say it, when not
    all do; `example` is JSON.
    """

    name: str
    when: str
    kind: TypeText
    members: tuple[Member, ...]
    example: str
    is_named: bool
    ends: bool
    runs: tuple[str, ...] = ()


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """A body of one media type. `members` are those of its object, where it is one; a stream has `events` instead."""

    media: str
    kind: TypeText
    description: str = ""
    members: tuple[Member, ...] = ()
    example: str = ""
    events: tuple[EventView, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One status. `is_refusal`: from 400 on."""

    status: str
    description: str
    headers: tuple[str, ...]
    contents: tuple[Content, ...]

    @property
    def is_refusal(self) -> bool:
        """Whether it says what was wrong."""
        return self.status >= "4"


class OperationView(msgspec.Struct, frozen=True, kw_only=True):
    """One operation. `paragraphs` are its description's."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Member, ...]
    bodies: tuple[Content, ...]
    body_required: bool
    answers: tuple[Answer, ...]
    is_public: bool

    @property
    def successes(self) -> tuple[Answer, ...]:
        """What it may come to when nothing was wrong."""
        return tuple(answer for answer in self.answers if not answer.is_refusal)

    @property
    def refusals(self) -> tuple[Answer, ...]:
        """The others."""
        return tuple(answer for answer in self.answers if answer.is_refusal)


class SchemaView(msgspec.Struct, frozen=True, kw_only=True):
    """A named schema."""

    name: str
    description: str
    kind: TypeText
    members: tuple[Member, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An operation or a schema, rendered once. `words` are what a search looks through, in lower case."""

    id: str
    html: Markup
    words: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The operations of one tag. `id` is its anchor."""

    id: str
    name: str
    description: str
    entries: tuple[Entry, ...]


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The whole document for people. `ways` are what may come along to say who asks."""

    title: str
    version: str
    paragraphs: tuple[str, ...]
    ways: tuple[Member, ...]
    groups: tuple[Group, ...]
    schemas: tuple[Entry, ...]


class ReferencePage(msgspec.Struct, frozen=True, kw_only=True):
    """`developers/reference.html`. `query` is what was searched for; `count` operations were found."""

    reference: Reference
    query: str
    count: int


Render = Callable[..., str]
"""`Pages.render`."""
