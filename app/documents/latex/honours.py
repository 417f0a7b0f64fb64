"""Awards, certificates and publications: what, from whom, and when."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.documents.latex.draft import Draft, pointer_of
from app.documents.latex.entries import Entry, entries_of, has_date
from app.documents.latex.fields import first_link, put_moment, running_text
from app.documents.latex.givers import Cut, comma_of_giver, with_short_date
from app.documents.latex.headings import Heading, read_heading
from app.documents.latex.outline import Flow, Item, Line, ListNode
from app.documents.latex.rich import Rich
from app.documents.latex.segments import trimmed
from app.documents.resume import Award, Certificate, Publication

_QUOTED: Final = re.compile(r"(?:``|[“\"„«‚‘])(.+?)[,.]?(?:''|[”\"“»‘])[,.:;]?\s*(?=\W|[A-Z]|$)")
_BAR: Final = re.compile(r"\s*[|•·▪∙⋅◦‖]\s*")
_COMMA: Final = re.compile(r",\s+")
_DASH: Final = re.compile(r"\s+(?:-{1,3}|[–—])\s+|\s*---\s*|\s*—\s*|:\s+")
_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[?!)\d]))[.?!]\s+(?=\S)")
_QUOTES: Final = '“”"„«»'


@dataclass(slots=True)
class Honour:
    """The texts of one entry; `heading` has its date and links."""

    heading: Heading
    title: Rich | None = None
    giver: Rich | None = None


def honour_entries(flow: Flow, limit: int) -> list[Entry]:
    """The entries of such a section: one for each line where each line stands for itself, else as in other sections."""
    lines, in_item = _single_lines(flow)
    own = [line for line in lines if not line.soft]
    dated = sum(map(has_date, own))
    alike = dated == 0 or 2 * dated >= len(own) or (in_item and len(own) > 2)
    if len(own) < 2 or not alike or any(line.starts_entry for line in own):
        return [_with_remarks(entry) for entry in entries_of(flow, limit)]
    found: list[Entry] = []
    for line in lines:
        if line.soft and found:
            found[-1].tail.append(line)
            continue
        if found:
            found[-1].limit = line.opening
        found.append(Entry(line.after, line.opening, limit, [line], is_fixed=in_item))
    return found


def _single_lines(flow: Flow) -> tuple[list[Line], bool]:
    """The lines of a flow without lists, or of its only item; whether it is the latter."""
    if len(flow) == 1 and isinstance(flow[0], ListNode) and len(flow[0].items) == 1:
        item: Item = flow[0].items[0]
        return ([] if item.lists else item.lines), True
    lines = [part for part in flow if isinstance(part, Line)]
    return (lines if len(lines) == len(flow) else []), False


def _with_remarks(entry: Entry) -> Entry:
    """Lines after a soft break within an entry are remarks on it."""
    kept = [line for number, line in enumerate(entry.lines) if not (number and line.soft)]
    remarks = [line for number, line in enumerate(entry.lines) if number and line.soft]
    return replace(entry, lines=kept, tail=[*remarks, *entry.tail]) if remarks else entry


def read_honours(draft: Draft, key: str, entries: list[Entry]) -> list[str]:
    """Append the entries of a section of the kind `key`; returns their pointers."""
    headings = [with_short_date(read_heading(entry, place=False)) for entry in entries]
    texts = [heading.parts[0].text for heading in headings if heading.parts]
    dashes, commas = sum(bool(_DASH.search(text)) for text in texts), sum(bool(_COMMA.search(text)) for text in texts)
    stops = (_STOP,) if key == "publications" else ()
    if dashes > commas:
        cuts: tuple[Cut, ...] = (_first(_BAR), *map(_first, stops), _first(_DASH), comma_of_giver)
    else:
        comma = _first(_COMMA) if key == "publications" else comma_of_giver
        cuts = (_first(_BAR), *map(_first, stops), comma, *((_first(_DASH),) if not commas else ()))
    return [_PUT[key](draft, entry, _honour(heading, cuts)) for entry, heading in zip(entries, headings, strict=True)]


def _honour(heading: Heading, cuts: Sequence[Cut]) -> Honour:
    roles, parts = heading.roles, [part for part in heading.parts if part.text]
    if "title" in roles or "organization" in roles:
        texts = [roles[role] for role in ("title", "organization", "location", "score") if role in roles]
        texts = [text for text in texts if text.text] + parts
        return Honour(heading, texts[0] if texts else None, texts[1] if len(texts) > 1 else None)
    if not parts:
        return Honour(heading)
    title, giver = _divided(parts[0], cuts)
    if giver is None and len(parts) > 1:
        giver = parts[1]
    return Honour(heading, title, giver)


def _divided(text: Rich, cuts: Sequence[Cut]) -> tuple[Rich, Rich | None]:
    """A title in quotes or in a style of its own, else what stands before the first separator; and the rest."""
    quoted = _QUOTED.match(text.text)
    if quoted:
        return text.slice(*quoted.span(1)), _rest(text, quoted.end())
    change = next((at for at in text.style_changes() if not text.text[at - 1].isalnum()), None)
    if change is not None and trimmed(text.slice(0, change)).text:
        return _bare(text.slice(0, change)), _rest(text, change)
    for cut in cuts:
        found = cut(text)
        if found is not None and found[0] > 1:
            return _bare(text.slice(0, found[0])), _rest(text, found[1])
    return _bare(text), None


def _first(separator: re.Pattern[str]) -> Cut:
    """Cuts a text at the first such sign outside parentheses."""

    def cut(text: Rich) -> tuple[int, int] | None:
        found = (match for match in separator.finditer(text.text) if _is_outside(text.text, match.start()))
        return next((match.span() for match in found), None)

    return cut


def _is_outside(text: str, at: int) -> bool:
    return text.count("(", 0, at) == text.count(")", 0, at)


def _bare(text: Rich) -> Rich:
    """The text without separators and quotes around it."""
    inner = trimmed(text)
    start = len(inner.text) - len(inner.text.lstrip(_QUOTES))
    return trimmed(inner.slice(start, len(inner.text.rstrip(_QUOTES + ".,")) if start else len(inner.text)))


def _rest(text: Rich, start: int) -> Rich | None:
    rest = trimmed(text.slice(start, len(text.text)))
    rest = trimmed(rest.slice(0, len(rest.text) - 1)) if rest.text.endswith(".") else rest
    return rest if any(map(str.isalnum, rest.text)) else None


def _put_award(draft: Draft, entry: Entry, honour: Honour) -> str:
    at = pointer_of("awards", len(draft.resume.awards))
    award = Award(title=draft.put(f"{at}/title", honour.title), awarder=draft.put(f"{at}/awarder", honour.giver))
    award.date = put_moment(draft, f"{at}/date", honour.heading)
    award.summary = running_text(draft, at, entry, with_lists=True)
    draft.resume.awards.append(award)
    return at


def _put_certificate(draft: Draft, _entry: Entry, honour: Honour) -> str:
    at = pointer_of("certificates", len(draft.resume.certificates))
    certificate = Certificate(
        name=draft.put(f"{at}/name", honour.title), issuer=draft.put(f"{at}/issuer", honour.giver)
    )
    certificate.date = put_moment(draft, f"{at}/date", honour.heading)
    certificate.url = first_link(draft, at, honour.heading)
    draft.resume.certificates.append(certificate)
    return at


def _put_publication(draft: Draft, entry: Entry, honour: Honour) -> str:
    at = pointer_of("publications", len(draft.resume.publications))
    publication = Publication(
        name=draft.put(f"{at}/name", honour.title), publisher=draft.put(f"{at}/publisher", honour.giver)
    )
    publication.release_date = put_moment(draft, f"{at}/releaseDate", honour.heading)
    publication.url = first_link(draft, at, honour.heading)
    publication.summary = running_text(draft, at, entry, with_lists=True)
    draft.resume.publications.append(publication)
    return at


_PUT: Final[dict[str, Callable[[Draft, Entry, Honour], str]]] = {
    "awards": _put_award,
    "certificates": _put_certificate,
    "publications": _put_publication,
}
KEYS: Final = frozenset(_PUT)
