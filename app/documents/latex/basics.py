"""The person: name, label, contact, profiles and place, from a class's own commands or from the lines at the top."""

import re
from collections.abc import Iterator

from app.documents.contact import absolute_url, find_contact, profile_of
from app.documents.folding import fold
from app.documents.latex.draft import Draft, item_cells
from app.documents.latex.families import PROFILES
from app.documents.latex.header import DOCUMENT_TITLES, Header, has_contact, keep_rest, put_label_and_place
from app.documents.latex.outline import Flow, Line
from app.documents.latex.rich import Link, Rich
from app.documents.latex.segments import cut_segments, trimmed
from app.documents.latex.signatures import BOLD, CAPS, HUGE, LARGE
from app.documents.resume import Profile, Span

_LONGEST_LINE = 4000


def read_basics(draft: Draft, flow: Flow) -> None:
    """Fill `basics` from the lines before the first section."""
    header = Header()
    lines = list(_lines(flow))
    if not any(cell.role == "name" for line in lines for cell in line.cells):
        named = _largest(lines)
        if named is not None:
            header.names.append(named)
    told = [len(line.text) <= _LONGEST_LINE and has_contact(line) for line in lines]
    for number, line in enumerate(lines):
        near = any(told[max(0, number - 1) : number + 2])
        for cell in line.cells if len(line.text) <= _LONGEST_LINE else ():
            _sort_cell(draft, header, line, cell, near=near)
    basics = draft.resume.basics
    basics.name = draft.put_span("/basics/name", header.names)
    put_label_and_place(draft, header)
    if header.prose and not basics.summary:
        basics.summary = draft.put_span("/basics/summary", header.prose)


def _lines(flow: Flow) -> Iterator[Line]:
    for part in flow:
        if isinstance(part, Line):
            yield part
        else:
            for item in part.items:
                cells = item_cells(item)
                if cells:
                    yield Line(cells, item.start, item.start)


def _largest(lines: list[Line]) -> Rich | None:
    """The first text in the largest size; else the first in bold or small capitals; else the first of all."""
    cells = [cell for line in lines for cell in line.cells]
    for bits in (HUGE, LARGE, BOLD | CAPS):
        for cell in cells:
            part = _styled_part(cell, bits)
            if part is not None and _could_be_name(part.text):
                return part
    first = next((cell for cell in cells if _could_be_name(cell.text)), None)
    return cut_segments(first, right=False)[0].rich if first is not None else None


def _could_be_name(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters > 1 and len(text) < 80 and "@" not in text and fold(text) not in DOCUMENT_TITLES


def _styled_part(cell: Rich, bits: int) -> Rich | None:
    inside = [index for index, style in enumerate(cell.styles) if style & bits and cell.text[index].isalnum()]
    if not inside:
        return None
    end = inside[0]
    while end < len(cell.text) and (cell.styles[end] & bits or not cell.text[end].isalnum()):
        end += 1
    part = trimmed(cell.slice(inside[0], end))
    return part if part.text else None


def _sort_cell(draft: Draft, header: Header, line: Line, cell: Rich, *, near: bool) -> None:
    role = cell.role
    basics = draft.resume.basics
    if role == "name":
        header.names.append(cell)
    elif role in ("email", "phone") and not getattr(basics, role):
        setattr(basics, role, draft.put(f"/basics/{role}", cell))
    elif role == "url" and basics.url is None:
        basics.url = absolute_url(draft.put("/basics/url", cell) or "") or None
    elif role in PROFILES:
        network, address = PROFILES[role]
        _add_profile(draft, network, cell, None, address)
    elif role == "location" and not find_contact(cell.text).spans:
        header.places.append(cell)
    elif role in ("tagline", "title"):
        basics.label = basics.label or draft.put("/basics/label", cell)
    elif role == "summary":
        header.prose.append(cell)
    elif not (header.names and _same_place(header.names[0], cell)):
        _read_contact(draft, cell)
        keep_rest(header, line, cell, near=near)


def _same_place(one: Rich, other: Rich) -> bool:
    return one.span() == other.span()


def _read_contact(draft: Draft, cell: Rich) -> None:
    basics = draft.resume.basics
    found = find_contact(cell.text)
    if found.email and basics.email is None:
        basics.email = draft.put("/basics/email", cell.slice(found.email.span.start, found.email.span.end))
    if found.phone and basics.phone is None:
        basics.phone = draft.put("/basics/phone", cell.slice(found.phone.span.start, found.phone.span.end))
    for profile in found.profiles:
        shown = cell.slice(profile.span.start, profile.span.end)
        link = next((link for link in cell.links if link.offset == profile.span.start), None)
        hidden = profile_of(link.address) if link is not None else None
        address = link.address if link is not None and hidden and hidden[1] == profile.username else profile.url
        _add_profile(draft, profile.network, shown, profile.username, address)
    for url in found.urls:
        shown = cell.slice(url.span.start, url.span.end)
        if basics.url is None:
            basics.url = url.value
            _note(draft, "/basics/url", shown.span())
        elif url.value.rstrip("/") != basics.url.rstrip("/"):
            _add_site(draft, url.value, shown)
    for link in cell.links:
        _read_link(draft, link)


def _read_link(draft: Draft, link: Link) -> None:
    basics = draft.resume.basics
    scheme, _, rest = link.address.partition(":")
    if scheme in ("mailto", "tel"):
        target = "email" if scheme == "mailto" else "phone"
        value = rest.split("?")[0].strip("/ ")
        if not getattr(basics, target) and value:
            setattr(basics, target, value)
            draft.places[f"/basics/{target}"] = Span(link.start, link.end)
        return
    profile = profile_of(link.address)
    if profile is not None:
        if all(known.network != profile[0] for known in basics.profiles):
            basics.profiles.append(Profile(network=profile[0], username=profile[1], url=absolute_url(link.address)))
            _note(draft, f"/basics/profiles/{len(basics.profiles) - 1}/url", (link.start, link.end))
    elif basics.url is None and "." in link.address and scheme in ("http", "https", link.address):
        basics.url = absolute_url(link.address)
        _note(draft, "/basics/url", (link.start, link.end))


def _add_profile(draft: Draft, network: str, shown: Rich, username: str | None, address: str) -> None:
    profiles = draft.resume.basics.profiles
    if any(profile.network == network for profile in profiles):
        return
    at = f"/basics/profiles/{len(profiles)}"
    if username is None:
        value = draft.source.value(shown)
        username = value.text if value is not None else None
        known = profile_of(username or "")
        if known is not None:
            username, address = known[1], absolute_url(username or "")
        elif address and username:
            address += username
    start = shown.text.rfind(username) if username else -1
    if username and start >= 0:
        draft.put(f"{at}/username", shown.slice(start, start + len(username)))
    profiles.append(Profile(network=network, username=username, url=address or None))
    if address:
        _note(draft, f"{at}/url", shown.span())


def _add_site(draft: Draft, address: str, shown: Rich) -> None:
    """Another page of the person, on a network that is not known: its host stands for the network's name."""
    profiles = draft.resume.basics.profiles
    host = re.sub(r"^[a-z]+://(?:www\.)?", "", address).split("/")[0]
    if host and all(profile.url != address for profile in profiles):
        _note(draft, f"/basics/profiles/{len(profiles)}/url", shown.span())
        profiles.append(Profile(network=host, url=address))


def _note(draft: Draft, pointer: str, place: tuple[int, int] | None) -> None:
    if place is not None:
        draft.places[pointer] = Span(*draft.source.balanced(*place))
