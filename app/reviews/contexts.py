"""What the templates of reviews are given.

The page that watches a run (`reviews/show.html`) takes `shell`, `page` and `progress`; its blocks:

| block | takes | id |
|---|---|---|
| `review` | `shell`, `page`, `progress` | `#review`, the `<article>` above the lists: how far it is, or its end |
| `review_steps`, `review_label` | `progress` | `#review-steps` and `#review-label`, as on every page that watches |
| `review_tally` | `shell`, `page` | `#review-tally`, the counts and what can be done with all of it |
| `review_card` | `shell`, `review_id`, `card` | `#item-…`, one finding |
| `review_preview` | `preview` | `#review-preview`, the copy on paper |

The lists lie outside of the article that the end of the stream replaces, so that nobody loses what they are typing
when the last suggestion has come. A decision answers with the card, the tally, the preview and a sentence for screen
readers, each as an `<hx-partial>`.
"""

import msgspec

from app.reviews.wording import WordPiece
from app.web.contexts import Moment
from app.web.works import Work


class Choice(msgspec.Struct, frozen=True):
    """One thing to choose; `detail` is a second, quieter line."""

    value: str
    title: str
    detail: str
    selected: bool = False


class NewReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """`reviews/new.html`: POST /reviews, multipart.

    Fields: `resume_id` (an id, or `new` for the upload in `resume_file`), `posting_id` (an id, `none`, or `new` for
    `title`, `company` and `text`). `errors` maps a field's name to its sentence, `""` to one about the whole form.
    `key` is this form's own, so that sending it twice begins one review.
    """

    resumes: tuple[Choice, ...] = ()
    postings: tuple[Choice, ...] = ()
    without_posting: bool = False
    title: str = ""
    company: str = ""
    text: str = ""
    model_note: str = ""
    key: str = ""
    errors: dict[str, str] = {}

    @property
    def resume_is_new(self) -> bool:
        """Whether a file is to be uploaded here."""
        return not any(choice.selected for choice in self.resumes)

    @property
    def posting_is_new(self) -> bool:
        """Whether a posting is to be pasted here."""
        return not self.without_posting and not any(choice.selected for choice in self.postings)


class Doubt(msgspec.Struct, frozen=True):
    """Words that nothing in the résumé supports; `number` names them to POST …/remove, `nearest` are lines to compare.

    `removable`: the line can do without them.
    """

    number: int
    text: str
    problem: str
    nearest: tuple[str, ...]
    removable: bool


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `kind`: suggestion or question; `state`: open, doubtful, accepted or rejected.

    `words` is the line with what goes and what comes marked. `revision` goes with every form. `text` is what the edit
    form begins with, `can_edit` whether there is one. `problem` is why the last click did nothing.
    """

    id: str
    kind: str
    state: str
    revision: int
    title: str
    reason: str
    keyword: str
    words: tuple[WordPiece, ...]
    evidence: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    text: str
    can_edit: bool
    edited: bool
    affirmed: bool
    adds: bool = False
    problem: str = ""

    @property
    def state_text(self) -> str:
        """The state in words: colour alone does not tell."""
        return {"open": "Open", "doubtful": "Please check", "accepted": "Accepted", "rejected": "Rejected"}[self.state]


class PageImage(msgspec.Struct, frozen=True):
    """One page of the PDF as an image, `width` by `height` pixels."""

    number: int
    url: str
    width: int
    height: int


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """The working copy on paper. `error` is None or why its own LaTeX could not be used."""

    pages: tuple[PageImage, ...] = ()
    note: str = ""
    error: str | None = None


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many suggestions there are, and what became of them; `acceptable` are open and wholly supported."""

    suggestions: int = 0
    questions: int = 0
    open: int = 0
    acceptable: int = 0
    accepted: int = 0
    rejected: int = 0


class Keeping(msgspec.Struct, frozen=True):
    """Whether the copy can be written into the résumé. `state`: nothing, ready, kept, stale or gone."""

    state: str


class Download(msgspec.Struct, frozen=True):
    """A file to take away."""

    label: str
    url: str


class Ending(msgspec.Struct, frozen=True):
    """How a run ended early. `tone`: error or info."""

    title: str
    message: str
    tone: str = "error"


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """`reviews/show.html`. `resume_url` and `posting_url` are None once the thing itself was deleted.

    `bill`: what models took for it, in a sentence. `empty` is why nothing was found, when nothing was. `stale`: what is
    on the page may lack something; it has to be loaded again.
    """

    id: str
    resume_title: str
    posting_title: str
    company: str
    created: Moment
    again_url: str
    resume_url: str | None = None
    posting_url: str | None = None
    suggestions: tuple[Card, ...] = ()
    questions: tuple[Card, ...] = ()
    tally: Tally = Tally()
    preview: Preview = Preview()
    keeping: Keeping = Keeping("nothing")
    downloads: tuple[Download, ...] = ()
    running: bool = False
    ending: Ending | None = None
    empty: str = ""
    model_note: str = ""
    bill: str = ""
    notice: str = ""
    stale: bool = False


class ReviewsPage(msgspec.Struct, frozen=True, kw_only=True):
    """`reviews/list.html`, newest first."""

    reviews: tuple[Work, ...] = ()


ENDINGS = {
    "failed": Ending("This review failed", "What was found is kept. Try again, and it goes on from there."),
    "cancelled": Ending("Stopped", "You stopped this review. What was found is kept.", "info"),
    "abandoned": Ending(
        "Stopped, because nobody was watching",
        "The page was closed for a while, so the work was not carried on. What was found is kept.",
        "info",
    ),
    "interrupted": Ending("Interrupted", "The server stopped in the middle of this. What was found is kept.", "info"),
}
