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
    """`postings/list.html`: the list and the form (POST /postings: `title`, `company`, `text`).

    The last three are what was typed, when the form comes back with status 422; `errors` maps a field's name
    to its sentence, `""` to one about the whole form.
    """

    postings: tuple[PostingItem, ...] = ()
    title: str = ""
    company: str = ""
    text: str = ""
    errors: dict[str, str] = {}


class PostingPage(msgspec.Struct, frozen=True, kw_only=True):
    """`postings/show.html`. `paragraphs` is the text, cut at blank lines, its single line ends kept."""

    id: str
    title: str
    company: str
    paragraphs: tuple[str, ...]
    created: Moment
