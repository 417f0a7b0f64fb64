"""A line that a person adds to their résumé, as form fields of the entry that it belongs to."""

import re
from collections.abc import Mapping

from app.documents.resume import Resume
from app.errors import InvalidInput

_LISTS = {
    "work": "highlights",
    "projects": "highlights",
    "volunteer": "highlights",
    "education": "highlights",
    "skills": "keywords",
}
_ENTRY = re.compile(r"/(?P<key>[a-z]+)/(?P<index>\d{1,3})")


def line_added(resume: Resume, entry: str, line: str) -> Mapping[str, str]:
    """The field that holds the entry's lines (JSON pointer) with `line` as the last; `/skills/0` may be a new list.

    Raises:
        InvalidInput: there is no such entry, or it says this already.
    """
    found = _ENTRY.fullmatch(entry)
    field = _LISTS.get(found["key"]) if found else None
    if found is None or field is None:
        raise InvalidInput("Choose where in your résumé this belongs.", field="entry")
    entries, index = getattr(resume, found["key"]), int(found["index"])
    is_first_skill = found["key"] == "skills" and index == 0 and not entries
    if index >= len(entries) and not is_first_skill:
        raise InvalidInput("This part of your résumé is not there any more. Choose another one.", field="entry")
    lines = [] if is_first_skill else getattr(entries[index], field)
    if line in lines:
        raise InvalidInput("Your résumé says exactly this already, in this place.", field="line")
    return {f"{entry}/{field}": "\n".join([*lines, line])}
