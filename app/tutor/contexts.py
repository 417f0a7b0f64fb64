"""What the templates of conversations are given."""

import msgspec
from markupsafe import Markup

from app.tutor.mistake_pages.contexts import Learn
from app.tutor.searching import Snippet
from app.web.contexts import Moment


class Choice(msgspec.Struct, frozen=True):
    """One thing to choose; `value` is what the form sends, `detail` a second, quieter line."""

    value: str
    title: str
    detail: str = ""
    selected: bool = False


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """Who may answer and how, what is chosen marked."""

    agents: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    natives: tuple[Choice, ...]
    levels: tuple[Choice, ...]


class Materials(msgspec.Struct, frozen=True, kw_only=True):
    """What a conversation can be about, what is chosen marked; none of a kind when the person has none."""

    resumes: tuple[Choice, ...] = ()
    postings: tuple[Choice, ...] = ()
    letters: tuple[Choice, ...] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a search found. `who` is empty when the title itself was found."""

    url: str
    title: str
    who: str
    snippet: Snippet
    at: Moment

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The snippet in order, each piece with whether it was looked for."""
        pieces: list[tuple[str, bool]] = []
        end = 0
        for start, stop in self.snippet.marks:
            pieces += [(self.snippet.text[end:start], False), (self.snippet.text[start:stop], True)]
            end = stop
        return tuple(piece for piece in [*pieces, (self.snippet.text[end:], False)] if piece[0])


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation of the list."""

    url: str
    title: str
    agent: str
    is_running: bool
    used: Moment


class ListPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/list.html`: `found` is None unless `query` was searched for; `more`: not all conversations are shown."""

    agents: tuple[Choice, ...]
    rows: tuple[Row, ...] = ()
    more: bool = False
    query: str = ""
    found: tuple[Found, ...] | None = None


class NewPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/new.html`: POST /tutor. `message` is what was typed; `errors` as in the other forms."""

    manners: Manners
    materials: Materials
    message: str = ""
    key: str = ""
    errors: dict[str, str] = {}


class CorrectionView(msgspec.Struct, frozen=True, kw_only=True):
    """One correction with the words around it; `kind` is its type in words, `card` whether it is learned."""

    before: str
    original: str
    corrected: str
    after: str
    explanation: str
    kind: str
    card: Learn


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be corrected in a learner's message; `note` is a sentence when somebody could not look."""

    message_id: str
    corrections: tuple[CorrectionView, ...] = ()
    note: str = ""
    target: str = "en"
    native: str = "en"

    @property
    def cards(self) -> tuple[Learn, ...]:
        """What is learned of them, in their order."""
        return tuple(correction.card for correction in self.corrections)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a step brought: `text` is quoted, `url` opens it (away from here when `is_away`)."""

    title: str
    text: str = ""
    url: str = ""
    is_away: bool = False


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done. `state`: running, done or failed; `took` is how long, in words, when it is over."""

    id: str
    title: str
    why: str
    state: str
    took: str = ""
    sources: tuple[Source, ...] = ()
    said: Markup = Markup()
    problem: str = ""

    @property
    def state_text(self) -> str:
        """The state in words."""
        return {"running": "at work", "done": "done", "failed": "did not work"}[self.state]


class FieldView(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form in the chat; `name` is what the form sends. `chosen` are the options that are ticked."""

    id: str
    name: str
    label: str
    type: str
    options: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    value: str = ""
    chosen: tuple[str, ...] = ()


class FormView(msgspec.Struct, frozen=True, kw_only=True):
    """A form in the chat that waits for its answer. `errors` maps a field's name to its sentence."""

    id: str
    message_id: str
    title: str
    intro: str
    submit: str
    fields: tuple[FieldView, ...]
    key: str
    errors: dict[str, str] = {}


class Branches(msgspec.Struct, frozen=True):
    """Which of how many versions of a message is shown."""

    index: int
    count: int
    previous_id: str | None
    next_id: str | None


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """One message.

    A reply's text is `settled` and, while it is written, `tail`; the learner's is `text`, or `answers` (label, value)
    when it answers a form. `state`: running, complete, partial or failed. `can_change`: nothing is being written.
    """

    id: str
    conversation_id: str
    is_mine: bool
    who: str
    state: str
    created: Moment
    text: str = ""
    settled: Markup = Markup()
    tail: Markup = Markup()
    problem: str = ""
    steps: tuple[StepView, ...] = ()
    notes: Notes | None = None
    answers: tuple[tuple[str, str], ...] = ()
    branches: Branches | None = None
    form: FormView | None = None
    suggested: tuple[str, ...] = ()
    key: str = ""
    lang: str = ""
    can_change: bool = True


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """Something the conversation is about; `url` is empty when it was deleted since."""

    kind: str
    title: str
    url: str = ""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be done: `where` is composer, title, manner, attached, files, or the id of a form's message.

    `text` and `values` are what was typed; `field` names the field that is wrong.
    """

    where: str
    message: str
    field: str = ""
    text: str = ""
    values: dict[str, list[str]] = {}


class FileItem(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the conversation; `note` says what of it was kept."""

    id: str
    name: str
    note: str = ""


class FilePage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/file.html`: what was read of a file."""

    conversation_id: str
    name: str
    text: str
    is_cut: bool


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The top of a conversation's page. `open_part` is the part whose form is open with its `errors`."""

    id: str
    title: str
    has_title: bool
    agent: str
    about: str
    chips: tuple[Chip, ...]
    manners: Manners
    materials: Materials
    files: tuple[FileItem, ...] = ()
    open_part: str = ""
    errors: dict[str, str] = {}


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """What an empty conversation says: what the agent does, and first messages to send with one touch."""

    about: str
    starters: tuple[str, ...]
    needs_resume: bool
    needs_posting: bool
    key: str


class ChatPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/show.html`. `earlier` counts the messages before those shown, `earlier_url` shows more of them.

    `live_url` is the stream that brings the page up to date. `run_id` writes a reply now, "" when none does. `draft` is
    what was typed when sending it was refused. `usage_note` says how few messages are left of today.
    """

    id: str
    head: Head
    messages: tuple[MessageView, ...]
    live_url: str
    key: str
    run_id: str = ""
    earlier: int = 0
    earlier_url: str = ""
    beginning: Beginning | None = None
    draft: str = ""
    problem: str = ""
    usage_note: str = ""


class EditPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tutor/edit.html`: say an earlier message differently."""

    id: str
    conversation_id: str
    text: str
    key: str
    problem: str = ""
