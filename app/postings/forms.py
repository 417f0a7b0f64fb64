"""What a person types about a posting, checked."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.errors import InvalidInput
from app.web.forms import text_field

MIN_CHARACTERS = 50
MAX_CHARACTERS = 50_000
MAX_NAME = 300
MAX_URL = 4_000
SHOWN = frozenset({"url", "title", "company", "text"})
"""The fields of the form, beside which an error can stand."""


class Typed(msgspec.Struct, frozen=True):
    """What was typed into the form, as it was typed. A text that was pasted goes before an address."""

    url: str = ""
    title: str = ""
    company: str = ""
    text: str = ""

    @property
    def wants_fetch(self) -> bool:
        """Whether the text has to be had from the address."""
        return bool(self.url.strip()) and not self.text.strip()


class PostingForm(msgspec.Struct, frozen=True):
    """A posting that may be stored; `title` is never empty."""

    title: str
    company: str
    text: str


def parse_posting(text: str, title: str = "", company: str = "", *, field: str = "text") -> PostingForm:
    """Check and tidy; a missing title is taken from the posting's first line.

    Raises:
        InvalidInput: the text is too short (`protocols.md` section 4: at least 50 characters) or too long.
    """
    clean = "\n".join(line.rstrip() for line in text.replace("\0", "").splitlines()).strip()
    if len(clean) < MIN_CHARACTERS:
        raise InvalidInput(
            f"This posting has {len(clean)} characters; at least {MIN_CHARACTERS} are needed. Paste the whole text.",
            field=field,
        )
    if len(clean) > MAX_CHARACTERS:
        raise InvalidInput(
            f"This posting is longer than {MAX_CHARACTERS:,} characters. Paste only the posting itself.",
            field=field,
        )
    for name, value in (("title", title), ("company", company)):
        if len(value) > MAX_NAME:
            raise InvalidInput(f"The {name} is limited to {MAX_NAME} characters.", field=name)
    first_line = next(line.strip() for line in clean.splitlines() if line.strip())
    return PostingForm(" ".join(title.split()) or first_line[:120], " ".join(company.split()), clean)


def parse_typed(data: Mapping[str, Any]) -> Typed:
    """The form's fields. InvalidInput when one was sent twice, as a file, or is far too long."""
    return Typed(
        url=text_field(data, "url", MAX_URL),
        title=text_field(data, "title"),
        company=text_field(data, "company"),
        text=text_field(data, "text"),
    )


async def posting_from(typed: Typed) -> PostingForm:
    """The posting that was pasted, or the one that the address leads to; what was typed beside it is kept.

    Raises:
        InvalidInput: the text is too short or too long, or the page cannot be had or read (`field` is url).
        Unavailable: too many pages are being fetched.
    """
    if not typed.wants_fetch:
        return parse_posting(typed.text, typed.title, typed.company)
    from app.fetching import fetch_page, posting_of

    url = typed.url.strip()
    found = await posting_of(await fetch_page(url if "://" in url else f"https://{url}"))
    return parse_posting(found.text, typed.title or found.title, typed.company or found.company, field="url")
