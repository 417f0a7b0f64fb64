"""What the templates of letters are given."""

import msgspec

from app.documents.evidence import Claim
from app.web.contexts import Moment
from app.web.works import Work


class Choice(msgspec.Struct, frozen=True):
    """One thing to choose; `value` is what the form sends. `detail` is a second, quieter line."""

    value: str
    title: str
    detail: str = ""
    selected: bool = False


class LettersPage(msgspec.Struct, frozen=True, kw_only=True):
    """`letters/list.html`: the letters, newest first."""

    letters: tuple[Work, ...] = ()


class NewLetterPage(msgspec.Struct, frozen=True, kw_only=True):
    """`letters/new.html`: POST /letters, multipart.

    Fields: `resume_id` and `posting_id` (an id, or `new` for what is brought along in `resume_file`, or in `title`,
    `company` and `text`), `tone`, `length`, `language`, `hints`. The texts are what was typed, when the form comes
    back with status 422; `errors` maps a field's name to its sentence, `""` to one about the whole form. `key` is
    this form's own, so that sending it twice begins one letter.
    """

    resumes: tuple[Choice, ...] = ()
    postings: tuple[Choice, ...] = ()
    tones: tuple[Choice, ...] = ()
    lengths: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    title: str = ""
    company: str = ""
    text: str = ""
    hints: str = ""
    model_note: str = ""
    usage_note: str = ""
    key: str = ""
    errors: dict[str, str] = {}

    @property
    def resume_is_new(self) -> bool:
        """Whether a file is to be uploaded here."""
        return not any(choice.selected for choice in self.resumes)

    @property
    def posting_is_new(self) -> bool:
        """Whether a posting is to be pasted here."""
        return not any(choice.selected for choice in self.postings)


class VersionView(msgspec.Struct, frozen=True):
    """An earlier text of a paragraph; `how` says where it came from ("Rewritten")."""

    number: int
    how: str
    text: str
    created: Moment
    is_current: bool


class DoubtView(msgspec.Struct, frozen=True):
    """A claim that the résumé does not support. `line` is what could be added to the résumé, empty for a claim that a
    line would not settle (an employer, a title, a date, a degree); `entry` is the pointer of where it would go."""

    claim: Claim
    line: str = ""
    entry: str = ""


class Trouble(msgspec.Struct, frozen=True):
    """A form of one paragraph that could not be carried out. `form`: edit, add or nothing for a plain button.

    `text` is what was typed there, shown again; `start` is that of the claim that it was about.
    """

    part: str
    form: str = ""
    message: str = ""
    text: str = ""
    start: int = -1


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph. `state`: waiting, writing, partial or whole; `number` is the version shown (0 for none).

    `title` names it for people ("Opening"); `tools` are shown when nothing is being written.
    """

    name: str
    title: str
    state: str
    text: str = ""
    number: int = 0
    claims: tuple[Claim, ...] = ()
    doubts: tuple[DoubtView, ...] = ()
    blanks: tuple[str, ...] = ()
    versions: tuple[VersionView, ...] = ()
    has_tools: bool = False
    trouble: Trouble | None = None

    @property
    def has_evidence(self) -> bool:
        """Whether any claim is supported."""
        return any(claim.supported and claim.evidence for claim in self.claims)


class Ending(msgspec.Struct, frozen=True):
    """How the last run ended without a result. `tone`: error or info; `button` names what goes on from there."""

    title: str
    message: str
    tone: str
    button: str


class LetterPage(msgspec.Struct, frozen=True, kw_only=True):
    """`letters/show.html`: `ending` when the last run ended badly or parts are missing.

    `wishes` is a sentence about tone, length and language. `is_running`: a run is at work. `open_questions` counts
    the marks nobody answered. `text` is what the copy button takes, `bill` what models took, in a sentence. `entries`
    are the places of the résumé to which a line can be added, none when the résumé is gone. `resume_url` and
    `posting_url` are None once the thing itself was deleted.
    """

    id: str
    posting_title: str
    company: str
    resume_title: str
    created: Moment
    wishes: str
    language: str
    parts: tuple[PartView, ...]
    resume_id: str
    posting_id: str
    is_running: bool = False
    hints: str = ""
    text: str = ""
    ending: Ending | None = None
    bill: str = ""
    open_questions: int = 0
    entries: tuple[Choice, ...] = ()
    resume_url: str | None = None
    posting_url: str | None = None


class LetterProgress(msgspec.Struct, frozen=True, kw_only=True):
    """What is being written. `events_url` ends in `?after=N`; `label` is the sentence about it."""

    events_url: str
    label: str
    started: Moment


class ExportQuestion(msgspec.Struct, frozen=True):
    """One thing to look at before a letter is taken away: in which paragraph, the words, what is wrong with them."""

    part: str
    title: str
    words: str
    problem: str


class ExportPage(msgspec.Struct, frozen=True, kw_only=True):
    """`letters/export.html`: what is unanswered; `anyway_url` takes the file nevertheless."""

    id: str
    posting_title: str
    kind: str
    anyway_url: str
    questions: tuple[ExportQuestion, ...]
    missing: tuple[str, ...] = ()
