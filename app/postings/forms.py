"""What a person types about a posting, checked."""

import msgspec

from app.errors import InvalidInput

MIN_CHARACTERS = 50
MAX_CHARACTERS = 50_000
MAX_NAME = 300


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
