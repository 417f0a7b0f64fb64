"""Changing one line of a résumé where it stands.

A LaTeX résumé is changed in its source: only the words that differ, with the markup around the others kept. The source
is then read again, and a change that does not give exactly the résumé with that one value changed is refused. Of every
other format the structured résumé is changed; what was read from the file stays beside it.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

import msgspec

from app.documents.pointing import list_at, no_such_text, text_at, with_item, with_text, without_item
from app.documents.resume import ReadResume, Resume
from app.documents.structure import groups_of
from app.errors import Conflict, InvalidInput

ChangeKind = Literal["replace", "add_keyword", "remove"]
LONGEST_TEXT = 5_000
_LISTS = frozenset({"highlights", "keywords", "courses", "roles"})
_BEYOND_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change to a résumé, in plain text.

    `pointer` (RFC 6901) names the text that changes (`/work/0/highlights/1`), for `add_keyword` the owner of the list
    (`/skills/2`). `before` is what stands there, empty for `add_keyword`; `after` what is to stand there, empty for
    `remove`.
    """

    kind: ChangeKind
    pointer: str
    before: str = ""
    after: str = ""


def reword(read: ReadResume, change: Change) -> ReadResume:
    """The résumé with a change made.

    Raises:
        Conflict: `before` is not what stands there, or the keyword is there already.
        InvalidInput: it cannot be written there, or not without changing anything else.
    """
    clean = _checked(read.resume, change)
    after = _changed(read.resume, clean)
    if read.format != "tex":
        return restructured(read, after)
    # The reader of LaTeX comes along with this, which the first page need not wait for.
    from app.documents.latex.rewording import reword_latex

    return reword_latex(read, clean, after)


def reword_texts(read: ReadResume, texts: Mapping[str, str]) -> ReadResume:
    """A LaTeX résumé with several texts replaced in its source at once; raises InvalidInput as `reword`."""
    from app.documents.latex.rewording import replace_latex

    return replace_latex(read, {pointer: _printable(plain(text)) for pointer, text in texts.items()})


def restructured(read: ReadResume, resume: Resume) -> ReadResume:
    """`read` with another structured résumé: places of the old one are dropped, sections can still be moved."""
    sections = [group for group in read.groups if group.kind == "sections"]
    return msgspec.structs.replace(read, resume=resume, places={}, groups=[*sections, *groups_of(resume)])


def plain(text: str) -> str:
    """Text as a résumé holds it: composed, with single spaces and no soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def _checked(resume: Resume, change: Change) -> Change:
    """The change with its texts cleaned. Raises Conflict and InvalidInput for what no format can take."""
    if len(change.after) > LONGEST_TEXT:
        raise InvalidInput(f"A line is limited to {LONGEST_TEXT:,} characters. Write it shorter.")
    after = _printable(plain(change.after))
    if change.kind != "remove" and not re.search(r"\w", after):
        raise InvalidInput("The new text is empty. Write some words, or remove the line instead.")
    clean = msgspec.structs.replace(change, before=plain(change.before), after=after)
    if change.kind == "add_keyword":
        _check_keyword(resume, clean)
        return clean
    stands = text_at(resume, change.pointer)
    if stands is None or plain(stands) != clean.before:
        raise Conflict("This line of the résumé has changed meanwhile. Look at it again and decide anew.")
    if change.kind == "replace" and clean.before == after:
        raise InvalidInput("The new text is the same as the old one.")
    return msgspec.structs.replace(clean, before=stands)


def _printable(text: str) -> str:
    if any(unicodedata.category(char) in _BEYOND_TEXT for char in text):
        raise InvalidInput("The new text holds characters that cannot be printed. Type it again without them.")
    return text


def _check_keyword(resume: Resume, change: Change) -> None:
    keywords = list_at(resume, f"{change.pointer}/keywords")
    if keywords is None:
        raise no_such_text()
    if change.after.casefold() in (keyword.casefold() for keyword in keywords):
        raise Conflict(f"“{change.after}” is in this list already.")


def _changed(resume: Resume, change: Change) -> Resume:
    if change.kind == "replace":
        return with_text(resume, change.pointer, change.after)
    if change.kind == "add_keyword":
        keywords = list_at(resume, f"{change.pointer}/keywords") or []
        return with_item(resume, f"{change.pointer}/keywords/{len(keywords)}", change.after)
    owner, _, _ = change.pointer.rpartition("/")
    items = list_at(resume, owner)
    if items is None or owner.rpartition("/")[2] not in _LISTS:
        raise InvalidInput("Only an item of a list can be removed. Reword this text instead.")
    if len(items) == 1:
        raise InvalidInput("This is the only item of its list, so it cannot be removed. Reword it instead.")
    return without_item(resume, change.pointer)
