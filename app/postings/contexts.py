"""What the templates of postings are given."""

import msgspec

from app.web.contexts import Moment


class PostingItem(msgspec.Struct, frozen=True):
    """A posting in a list. `company` may be empty; `excerpt` is the beginning of its text."""

    id: str
    title: str
    company: str
    excerpt: str
    created: Moment


class PostingsPage(msgspec.Struct, frozen=True, kw_only=True):
    """`postings/list.html`: the list and the form (POST /postings: `url`, `title`, `company`, `text`).

    The four are what was typed, when the form comes back; `errors` maps a field's name to its sentence, `""` to one
    about the whole form.
    """

    postings: tuple[PostingItem, ...] = ()
    url: str = ""
    title: str = ""
    company: str = ""
    text: str = ""
    errors: dict[str, str] = {}


class Ref(msgspec.Struct, frozen=True):
    """A link from a marked sentence to what was found in it: `text` is short, `label` begins with it and says all."""

    href: str
    text: str
    label: str


class Segment(msgspec.Struct, frozen=True):
    """A stretch of the posting. `kinds` are the sorts of findings in it, `id` is empty where a mark goes on."""

    text: str
    marked: bool = False
    id: str = ""
    kinds: str = ""
    refs: tuple[Ref, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """One paragraph of the posting, its single line ends kept."""

    segments: tuple[Segment, ...]


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `number` is that of its reference in the text, 0 without one; `href` leads to its sentence."""

    id: str
    number: int
    text: str
    why: str = ""
    quote: str = ""
    href: str = ""
    serious: bool = False


class Fact(msgspec.Struct, frozen=True):
    """A condition by its name, with everything found about it; `missing` is said instead when there is nothing."""

    label: str
    values: tuple[FindingView, ...]
    missing: str = ""


class KeywordChip(msgspec.Struct, frozen=True):
    """A keyword. `href` leads to its sentence; `asked` is required, welcome or mentioned."""

    id: str
    text: str
    href: str
    asked: str
    note: str = ""


class KeywordGroup(msgspec.Struct, frozen=True):
    """The keywords of one category."""

    title: str
    chips: tuple[KeywordChip, ...]


class AnalysisView(msgspec.Struct, frozen=True, kw_only=True):
    """What was found so far; `arrived` are the pieces that have come, in their order."""

    arrived: tuple[str, ...] = ()
    overview: tuple[FindingView, ...] = ()
    musts: tuple[FindingView, ...] = ()
    nices: tuple[FindingView, ...] = ()
    keyword_groups: tuple[KeywordGroup, ...] = ()
    facts: tuple[Fact, ...] = ()
    flags: tuple[FindingView, ...] = ()
    questions: tuple[FindingView, ...] = ()
    language_note: str = ""
    model_note: str = ""


class AnalysisEnding(msgspec.Struct, frozen=True):
    """How an analysis ended that has no result: `tone` is error or info, `step` the label it happened at."""

    title: str
    message: str
    tone: str = "error"


class PostingPage(msgspec.Struct, frozen=True, kw_only=True):
    """`postings/show.html`.

    `view` is None before the first analysis; while one runs it holds what has come. `ending` says why there is no
    result; `earlier` that what is shown is an earlier one.
    """

    id: str
    title: str
    company: str
    paragraphs: tuple[Paragraph, ...]
    created: Moment
    view: AnalysisView | None = None
    ending: AnalysisEnding | None = None
    earlier: bool = False
    model_note: str = ""
    bill: str = ""


ENDINGS = {
    "failed": AnalysisEnding("This analysis failed", "The posting is kept. Try again."),
    "cancelled": AnalysisEnding("Stopped", "You stopped this analysis.", "info"),
    "abandoned": AnalysisEnding(
        "Stopped, because nobody was watching",
        "The page was closed for a while, so the work was not carried on. Try again whenever you like.",
        "info",
    ),
    "interrupted": AnalysisEnding("Interrupted", "The server stopped in the middle of this. Try again.", "info"),
}
