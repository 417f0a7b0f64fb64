"""What the lines at the top say besides name and contact details: the label, the place, a summary."""

import re
from dataclasses import dataclass, field
from typing import Final

from app.documents.contact import find_contact, parse_location
from app.documents.entries import looks_like_place, position_likelihood
from app.documents.folding import fold
from app.documents.latex.draft import Draft
from app.documents.latex.entries import is_prose
from app.documents.latex.outline import Line
from app.documents.latex.places import place_likelihood
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_segments
from app.documents.resume import Location

DOCUMENT_TITLES: Final = frozenset(
    {"curriculum vitae", "cv", "resume", "lebenslauf", "curriculum", "vita", "vitae", "curriculo", "hoja de vida"}
)
_LABEL: Final = re.compile(r"([^\W\d_][\w .'-]{1,24}?)\s*:\s*(?=\S)|([^\W\d_][\w.'-]{1,24})\s*:?$")
# Folded words before a place, and before another detail of contact.
_PLACE_WORDS: Final = (
    "address|home address|location|based in|lives in|residence|city|anschrift|adresse|wohnort|wohnhaft in|ort|standort|"
    "domicile|lieu|ville|direccion|domicilio|ciudad|residencia|ubicacion|adres|woonplaats|plaats|endereco|morada|"
    "localidade|cidade|indirizzo|residenza"
)
_OTHER_WORDS: Final = (
    "phone|tel|telephone|mobile|mobil|cell|fax|email|e-mail|mail|web|website|homepage|site|url|telefon|handy|telefono|"
    "movil|celular|telefoon|mobiel|telefone|telemovel|cellulare|courriel|correo|portable|skype|linkedin|github|contact|"
    "kontakt|internet|www"
)
_PLACE_LABELS: Final = frozenset(_PLACE_WORDS.split("|"))
_OTHER_LABELS: Final = frozenset(_OTHER_WORDS.split("|"))
_LABEL_WORDS: Final = 10
_PROSE: Final = 60
_CONTACT_SHARE: Final = 0.3


@dataclass(slots=True)
class Rest:
    """A text that is no detail of contact; `beside`: on one line with such details, `near`: next to such a line."""

    rich: Rich
    beside: bool
    near: bool


@dataclass(slots=True)
class Header:
    """Cells at the top by what they turned out to be."""

    names: list[Rich] = field(default_factory=list)
    free: list[Rest] = field(default_factory=list)
    prose: list[Rich] = field(default_factory=list)
    places: list[Rich] = field(default_factory=list)


def has_contact(line: Line) -> bool:
    """Whether a line holds an address, a number or a link."""
    return any(cell.links or find_contact(cell.text).spans for cell in line.cells)


def keep_rest(header: Header, line: Line, cell: Rich, *, near: bool) -> None:
    """Sort what a cell says besides contact details; `near`: a line next to it has some."""
    used = find_contact(cell.text).spans
    covered = sum(span.end - span.start for span in used)
    if is_prose(line) and len(cell.text) > _PROSE and len(used) < 2 and covered < _CONTACT_SHARE * len(cell.text):
        header.prose.append(cell)
        return
    beside = bool(used) or has_contact(line)
    labelled = False
    for segment in cut_segments(cell, right=False):
        start = cell.text.find(segment.text)
        taken = any(span.start < start + len(segment.text) and start < span.end for span in used)
        named = any(name.text in segment.text for name in header.names)
        if named or fold(segment.text) in DOCUMENT_TITLES:
            continue
        label, rich = _unlabelled(segment.rich)
        labelled = labelled or label in _PLACE_LABELS
        if taken or not rich.text:
            continue
        if labelled or _is_place(rich.text):
            header.places.append(rich)
            labelled = False
        else:
            header.free.append(Rest(rich, beside, near or beside))


def _unlabelled(rich: Rich) -> tuple[str, Rich]:
    """The label before a text ("Address: Bonn"), folded, and the text; the text of a label alone is empty."""
    found = _LABEL.match(rich.text)
    label = fold(found[1] or found[2]).lower().strip(" .") if found else ""
    if found is None or label not in _PLACE_LABELS | _OTHER_LABELS:
        return "", rich
    return label, rich.slice(found.end(), len(rich.text))


def _is_place(text: str) -> bool:
    place = parse_location(text)
    has_code = place is not None and place.postal_code is not None
    if has_code and place is not None and place.city and looks_like_place(place.city) and "," not in text:
        return True
    return "," in text and (has_code or (looks_like_place(text) and place_likelihood(text) > 0))


def put_label_and_place(draft: Draft, header: Header) -> None:
    """The label and the place: what says so by its words, then what stands where such a text stands."""
    weak = _place_by_position(header) if not header.places else None
    if weak is not None:
        header.places.append(weak.rich)
        header.free.remove(weak)
    basics = draft.resume.basics
    labels = [rest.rich for rest in header.free if len(rest.rich.text.split()) <= _LABEL_WORDS]
    likely = [rich for rich in labels if position_likelihood(rich.text) > 0]
    alone = [rest.rich for rest in header.free[:1] if not rest.beside and rest.rich in labels]
    for rich in likely or alone:
        basics.label = basics.label or draft.put("/basics/label", rich)
    _put_location(draft, header)


def _place_by_position(header: Header) -> Rest | None:
    """A place without any other sign stands on one line with contact details or, below the label, next to such a line.

    One that the lists know may stand anywhere.
    """
    for rest in header.free:
        if place_likelihood(rest.rich.text) == 1:
            return rest
    for number, rest in enumerate(header.free):
        likely = place_likelihood(rest.rich.text) > 0 and position_likelihood(rest.rich.text) <= 0
        if likely and (rest.beside or (rest.near and (number or len(rest.rich.text.split()) == 1))):
            return rest
    return None


def _put_location(draft: Draft, header: Header) -> None:
    if not header.places:
        return
    text = next((place for place in header.places if "," in place.text), header.places[0])
    found = parse_location(text.text)
    if found is None:
        return
    location = Location()
    for name, key in (
        ("address", "address"), ("postal_code", "postalCode"), ("city", "city"), ("region", "region"),
        ("country_code", "countryCode"),
    ):  # fmt: skip
        part = getattr(found, name)
        start = text.text.find(part) if part else -1
        if part and start >= 0:
            setattr(location, name, draft.put(f"/basics/location/{key}", text.slice(start, start + len(part))))
    draft.resume.basics.location = location
