"""The person at the top of a résumé: label, e-mail, phone, links, place, and a summary without a heading."""

import re
from itertools import pairwise

import msgspec

from app.documents.contact import Contact, absolute_url, find_contact, parse_location, profile_of
from app.documents.entries import looks_like_place, place_evidence, position_likelihood
from app.documents.folding import fold
from app.documents.reading.blocks import Block, Piece, joined
from app.documents.reading.separators import Segment, segments
from app.documents.reading.values import fill
from app.documents.resume import Basics, Location, Profile, Span

_LABEL_WORDS = 10
_SUMMARY_WORDS = 14
_SURELY = 2.0
_LABEL_LENGTH = 18
_ADDRESS_WORDS = 10
_SLASH = re.compile(r"\s+[/*]\s+")
_ADDRESS_LABEL = re.compile(
    r"(?:(?:home|current|postal|permanent) )?(?:address|location|place|city|residence|lives? in|living in|"
    r"based(?: in)?|home)|"
    r"(?:(?:privat|post)?adresse|anschrift|wohnort|wohnhaft(?: in)?|ort|domicile|lieu|ville|residence|habite)|"
    r"(?:direccion|domicilio|residencia|ubicacion|localidad|ciudad|lugar)|(?:adres|woonplaats|woonadres|plaats)|"
    r"(?:morada|endereco|localidade|cidade|residencia)|indirizzo|residenza|zuhause"
)


class _Person(msgspec.Struct):
    fields: dict[str, Piece] = {}
    profiles: list[tuple[str, Piece | None, Piece]] = []
    place: Piece | None = None
    prose: list[Block] = []


def read_basics(
    name: Piece | None, top: list[Block], details: list[Block], summary: list[Block], places: dict[str, Span]
) -> Basics:
    """Basics from the blocks above the first heading (`top`), a contact section and a summary section."""
    person = _Person()
    if name:
        person.fields["name"] = name
    every = [*top, *details]
    for block, following in zip(every, [*every[1:], None], strict=False):
        _take(person, block, goes_on=following is None or bool(find_contact(following.text).spans))
    prose = joined(summary) or joined(person.prose)
    text = prose.piece() if prose else None
    if text:
        person.fields["summary"] = text
    basics = fill(Basics, person.fields, "/basics", places)
    if person.place:
        basics.location = _location(person.place, places)
    basics.profiles = [_profile(index, found, places) for index, found in enumerate(person.profiles)]
    return basics


def _take(person: _Person, block: Block, *, goes_on: bool) -> None:
    """Read one line; `goes_on`: contact details or nothing follow it, so that a lone word may be a town."""
    contact = find_contact(block.text)
    linked = _take_links(person, block)
    _take_contact(person, block, contact)
    if not contact.spans and len(block.text.split()) > _SUMMARY_WORDS:
        person.prose.append(block)
        return
    parts = [part for line in _lines(block) for part in _parts(line, between=bool(contact.spans))]
    free = [part for part in parts if not _taken(part, linked)]
    for part in free:
        _take_words(person, part, alone=len(parts) == 1, goes_on=goes_on)


def _lines(block: Block) -> list[Block]:
    bounds = [0, *block.hard, len(block.text)]
    return [block.cut(start, end) for start, end in pairwise(bounds) if end > start]


def _parts(line: Block, *, between: bool) -> list[Segment]:
    """The parts of a line at the top; `between` contact details a slash parts too ("Utrecht / +31 6 …")."""
    parts = segments(line)
    if not between:
        return parts
    found = []
    for part in parts:
        bounds = [0, *(edge for match in _SLASH.finditer(part.text) for edge in match.span()), len(part.text)]
        found += [part.part(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return found


def _taken(part: Segment, linked: list[str]) -> bool:
    return bool(find_contact(part.text).spans) or part.text in linked


def _take_words(person: _Person, part: Segment, *, alone: bool, goes_on: bool) -> None:
    words = part.text.split()
    label, _, value = part.text.partition(":")
    if value and len(label) < _LABEL_LENGTH:
        inner = part.part(len(part.text) - len(value.lstrip()), len(part.text))
        if inner.text and _ADDRESS_LABEL.fullmatch(fold(label).strip().lower()):
            person.place = person.place or inner.piece()
        return
    is_place = looks_like_place(part.text) or parse_digits_place(part.text)
    known = place_evidence(part.text) >= _SURELY
    placed = known or "," in part.text or not alone or ("label" in person.fields and goes_on)
    if is_place and person.place is None and placed:
        person.place = part.piece()
    elif "label" not in person.fields and len(words) <= _LABEL_WORDS and _can_be_label(part.text):
        piece = part.piece()
        if piece:
            person.fields["label"] = piece
    elif len(words) > _SUMMARY_WORDS // 2 and alone:
        person.prose.append(part.block)


def parse_digits_place(text: str) -> bool:
    """Whether the text is a postal address: words with a number and a comma, or a town with its postcode."""
    if len(text.split()) > _ADDRESS_WORDS or not any(char.isdigit() for char in text) or not text[:1].isalnum():
        return False
    parsed = parse_location(text)
    return "," in text or bool(parsed and parsed.postal_code and parsed.city and looks_like_place(parsed.city))


def _can_be_label(text: str) -> bool:
    return position_likelihood(text) > 0 or (text[:1].isupper() and not text.endswith((".", ":", ",")))


def _take_links(person: _Person, block: Block) -> list[str]:
    taken = []
    for mark in block.marked("link"):
        url = mark.url or ""
        shown = block.piece(mark.start, mark.end)
        if shown is None:
            continue
        taken.append(shown.text)
        if url.startswith("mailto:"):
            found = find_contact(shown.text).email
            address = found.value if found else url[len("mailto:") :].partition("?")[0]
            person.fields.setdefault("email", Piece(address, shown.span))
        elif url.startswith("tel:"):
            person.fields.setdefault("phone", shown)
        elif url.startswith(("http://", "https://")):
            _add_url(person, url, shown)
    return taken


def _take_contact(person: _Person, block: Block, contact: Contact) -> None:
    for attribute, found in (("email", contact.email), ("phone", contact.phone)):
        if found:
            span = block.source(found.span.start, found.span.end)
            person.fields.setdefault(attribute, Piece(found.value, span))
    every = [(found.value, found.span) for found in contact.urls]
    every += [(profile.url, profile.span) for profile in contact.profiles]
    for url, span in sorted(every, key=lambda pair: pair[1].start):
        inside = any(mark.start <= span.start < mark.end for mark in block.marked("link"))
        if not inside:
            _add_url(person, url, Piece(url, block.source(span.start, span.end)))


def _add_url(person: _Person, url: str, shown: Piece) -> None:
    known = profile_of(url)
    piece = Piece(url, shown.span)
    if known is None:
        if person.fields.setdefault("url", piece).text != url:
            known = (url.partition("://")[2].partition("/")[0].removeprefix("www."), None)
        else:
            return
    written = profile_of(shown.text)
    if url.endswith("...") and written:
        # A template's address that was never filled in; what is printed is the person's own.
        known, piece = written, Piece(absolute_url(shown.text), shown.span)
    network, username = known
    if all(network != other[0] or piece.text != other[2].text for other in person.profiles):
        person.profiles.append((network, Piece(username, shown.span) if username else None, piece))


def _location(place: Piece, places: dict[str, Span]) -> Location | None:
    location = parse_location(place.text)
    if location is not None:
        for field in msgspec.structs.fields(location):
            value = getattr(location, field.name)
            at = place.text.find(value) if value else -1
            if at >= 0:
                whole = place.span.end - place.span.start == len(place.text)
                span = Span(place.span.start + at, place.span.start + at + len(value)) if whole else place.span
                places[f"/basics/location/{field.encode_name}"] = span
    return location


def _profile(index: int, found: tuple[str, Piece | None, Piece], places: dict[str, Span]) -> Profile:
    network, username, url = found
    pointer = f"/basics/profiles/{index}"
    places[f"{pointer}/network"] = url.span
    fields = {"url": url, "username": username} if username else {"url": url}
    profile = fill(Profile, fields, pointer, places)
    profile.network = network
    return profile
