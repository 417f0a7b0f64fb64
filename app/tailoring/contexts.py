"""What the templates of tailorings are given."""

import msgspec

from app.tailoring.match_contexts import MatchView
from app.web.contexts import Moment
from app.web.works import Work, band


class TailoringsPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tailorings/list.html`: the history, newest first."""

    tailorings: tuple[Work, ...] = ()


class Choice(msgspec.Struct, frozen=True):
    """One thing to choose; `value` is its id. `detail` is a second, quieter line."""

    value: str
    title: str
    detail: str
    selected: bool = False


class NewTailoringPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tailorings/new.html`: POST /tailorings, multipart.

    Fields: `resume_id` (an id, or `new` for the upload in `resume_file`), `posting_id` (an id, or `new` for
    `title`, `company` and `text`), `instructions`. When no choice is `selected`, `new` is. The texts are what
    was typed, when the form comes back with status 422; `errors` maps a field's name to its sentence, `""` to
    one about the whole form. `key` is this form's own, so that sending it twice begins one tailoring.
    `model_note` says who does the work ("Foreword's own language tools, on this
    machine.").
    """

    resumes: tuple[Choice, ...] = ()
    postings: tuple[Choice, ...] = ()
    title: str = ""
    company: str = ""
    text: str = ""
    instructions: str = ""
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


class MoveView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that moved. `what` names it, `where` its list ("Experience, Acme"); `why` is a sentence."""

    what: str
    where: str
    why: str
    keywords: tuple[str, ...] = ()


class InstructionView(msgspec.Struct, frozen=True):
    """A wish of the person; `note` is what it did, or why it could not be done."""

    text: str
    note: str


class Piece(msgspec.Struct, frozen=True):
    """Part of a line; `marked` when it is what differs."""

    text: str
    marked: bool = False


class DiffRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of two columns. `kind`: same, changed, removed, added or gap.

    Numbers are 1-based lines, None where a side has none. A gap stands for `skipped` equal lines that are not
    shown.
    """

    kind: str
    old_number: int | None = None
    old: tuple[Piece, ...] = ()
    new_number: int | None = None
    new: tuple[Piece, ...] = ()
    skipped: int = 0


class Diff(msgspec.Struct, frozen=True):
    """Two texts side by side, with how many lines each has of its own."""

    rows: tuple[DiffRow, ...]
    removed: int
    added: int


class PageImage(msgspec.Struct, frozen=True):
    """One page of the PDF as an image: /tailorings/{id}/pages/{number}.png, `width` by `height` pixels."""

    number: int
    url: str
    width: int
    height: int


class Download(msgspec.Struct, frozen=True):
    """A file to take away. `kind`: pdf, tex, docx or json; `note` says what it is good for."""

    kind: str
    label: str
    url: str
    filename: str
    note: str


class ResultView(msgspec.Struct, frozen=True, kw_only=True):
    """What a tailoring came to.

    `match` has the score and what it stands on. `pdf_note` says how the PDF was made, `warnings` what it may lack;
    `pdf_error` is None or the reason in plain words, `pdf_error_detail` TeX's own line. `duration` as shown ("1.4 s").
    `tex` is the tailored source to copy, empty when there is none.
    """

    match: MatchView
    moves: tuple[MoveView, ...] = ()
    honoured: tuple[InstructionView, ...] = ()
    not_honoured: tuple[InstructionView, ...] = ()
    diff: Diff | None = None
    pages: tuple[PageImage, ...] = ()
    pdf_note: str = ""
    warnings: tuple[str, ...] = ()
    pdf_error: str | None = None
    pdf_error_detail: str = ""
    downloads: tuple[Download, ...] = ()
    tex: str = ""
    model_note: str = ""
    duration: str = ""

    @property
    def band(self) -> str:
        """strong, fair or weak."""
        return band(self.match.score)

    @property
    def band_text(self) -> str:
        """The band in words."""
        return {"strong": "Strong match", "fair": "Fair match", "weak": "Weak match"}[self.band]


class Ending(msgspec.Struct, frozen=True):
    """How a run ended without a result. `tone`: error or info; `step`: where it happened, or empty."""

    title: str
    message: str
    tone: str = "error"
    step: str = ""


class TailoringPage(msgspec.Struct, frozen=True, kw_only=True):
    """`tailorings/show.html`: `result` when it is done, `ending` when it ended otherwise, else `progress`.

    `resume_url` and `posting_url` are None once the thing itself was deleted. Retry is POST
    /tailorings/{id}/retry, Stop POST /tailorings/{id}/stop, deleting POST /tailorings/{id}/delete;
    `again_url` is the new form, filled in; `both` is the query that names résumé and posting to other forms. `bill` is
    what models took, in a sentence.
    """

    id: str
    posting_title: str
    company: str
    resume_title: str
    created: Moment
    again_url: str
    posting_url: str | None = None
    resume_url: str | None = None
    instructions: str = ""
    result: ResultView | None = None
    ending: Ending | None = None
    bill: str = ""
    both: str = ""


ENDINGS = {
    "failed": Ending("This tailoring failed", "Your résumé and the posting are kept. Try again."),
    "cancelled": Ending("Stopped", "You stopped this tailoring. Nothing was changed.", "info"),
    "abandoned": Ending(
        "Stopped, because nobody was watching",
        "The page was closed for a while, so the work was not carried on. Try again whenever you like.",
        "info",
    ),
    "interrupted": Ending("Interrupted", "The server stopped in the middle of this. Try again.", "info"),
}
