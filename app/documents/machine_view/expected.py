"""The values of a résumé that a reader must get, in the order in which they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.documents.resume import Basics, Resume
from app.documents.structure import section_order

# Each section's fields: their name in the schema and what they are. Lists are taken item by item.
_ENTRY_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "work": (
        ("position", "title"), ("name", "employer"), ("location", "place"), ("dates", "dates"),
        ("summary", "text"), ("highlights", "bullet"),
    ),
    "volunteer": (
        ("position", "title"), ("organization", "employer"), ("location", "place"), ("dates", "dates"),
        ("summary", "text"), ("highlights", "bullet"),
    ),
    "education": (
        ("institution", "school"), ("study_type", "degree"), ("area", "degree"), ("location", "place"),
        ("dates", "dates"), ("score", "grade"), ("highlights", "bullet"), ("courses", "skill"),
    ),
    "projects": (
        ("name", "project"), ("dates", "dates"), ("description", "text"), ("highlights", "bullet"),
        ("keywords", "skill"),
    ),
    "awards": (("title", "entry"), ("awarder", "employer"), ("dates", "dates"), ("summary", "text")),
    "certificates": (("name", "entry"), ("issuer", "employer"), ("dates", "dates")),
    "publications": (("name", "entry"), ("publisher", "employer"), ("dates", "dates"), ("summary", "text")),
    "skills": (("name", "label"), ("keywords", "skill")),
    "languages": (("language", "language"), ("fluency", "level")),
    "interests": (("name", "label"), ("keywords", "interest")),
    "references": (("name", "label"), ("reference", "text")),
    "other": (("title", "heading"), ("lines", "text")),
}  # fmt: skip
LINES = frozenset({"bullet", "text"})


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A section's key (a JSON Resume array, `summary` or `other`) and its title as it is printed."""

    key: str
    title: str


class Period(msgspec.Struct, frozen=True):
    """Dates as the schema has them; a start without an end means "present"."""

    start: str | None
    end: str | None

    def __str__(self) -> str:
        if self.start is None:
            return self.end or ""
        return self.start if self.start == self.end else f"{self.start} – {self.end or 'present'}"


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """One value: `block` is the entry or the section that it belongs to (`/work/0`, `/skills`), `section` its key.

    `period` is given for dates instead of a text that would have to be there word for word. `others` are further
    ways to write the value that mean the same.
    """

    pointer: str
    kind: str
    text: str
    block: str
    section: str
    period: Period | None = None
    others: tuple[str, ...] = ()


def expected_of(resume: Resume, headings: Sequence[Heading]) -> list[Expected]:
    """All values in the order in which they stand; sections in the order of `headings`, then the usual one."""
    found = list(_basics(resume.basics))
    for key in section_order(resume, [heading.key for heading in headings]):
        for index, heading in enumerate(headings):
            if heading.key == key != "other":
                pointer = f"/sections/{index}"
                found += _value(pointer, "heading", heading.title, pointer, key)
        if key == "summary":
            found += _value("/basics/summary", "text", resume.basics.summary, "/basics/summary", "summary")
            continue
        for index, entry in enumerate(getattr(resume, key)):
            found += _entry(key, index, entry)
    return found


def _basics(basics: Basics) -> Iterator[Expected]:
    for name, kind in (("name", "name"), ("label", "label"), ("email", "email"), ("phone", "phone")):
        yield from _value(f"/basics/{name}", kind, getattr(basics, name), "/basics", "basics")
    if basics.url:
        yield _link("/basics/url", basics.url, None, None)
    place = basics.location
    if place is not None:
        for name in ("address", "city", "region", "postal_code"):
            pointer = f"/basics/location/{'postalCode' if name == 'postal_code' else name}"
            yield from _value(pointer, "place", getattr(place, name), "/basics", "basics")
    for index, profile in enumerate(basics.profiles):
        if profile.url or profile.username:
            yield _link(f"/basics/profiles/{index}", profile.url, profile.username, profile.network)


def bare_address(url: str) -> str:
    """A web address as people print it."""
    return url.strip().partition("://")[2].removeprefix("www.").rstrip("/") if "://" in url else url.strip()


def _link(pointer: str, url: str | None, username: str | None, network: str | None) -> Expected:
    shown = bare_address(url) if url else f"{network or ''} {username or ''}".strip()
    name = (username or "").strip().lstrip("@")
    return Expected(
        pointer=pointer,
        kind="link",
        text=shown,
        block="/basics",
        section="basics",
        others=(name,) if len(name) > 2 else (),
    )


def _entry(key: str, index: int, entry: Any) -> Iterator[Expected]:
    one_by_one = key not in {"skills", "languages", "interests", "references"}
    pointer = f"/{key}/{index}"
    block = pointer if one_by_one else f"/{key}"
    for name, kind in _ENTRY_FIELDS[key]:
        if name == "dates":
            yield from _dates(pointer, entry, block, key)
            continue
        value = getattr(entry, name)
        member = {"study_type": "studyType"}.get(name, name)
        if isinstance(value, list):
            for at, item in enumerate(value):
                yield from _value(f"{pointer}/{member}/{at}", kind, item, block, key)
        else:
            yield from _value(f"{pointer}/{member}", kind, value, block, key)


def _value(pointer: str, kind: str, text: str | None, block: str, section: str) -> Iterator[Expected]:
    cleaned = " ".join((text or "").split())
    if any(char.isalnum() for char in cleaned):
        yield Expected(pointer=pointer, kind=kind, text=cleaned, block=block, section=section)


def _dates(pointer: str, entry: Any, block: str, key: str) -> Iterator[Expected]:
    single = getattr(entry, "date", None) or getattr(entry, "release_date", None)
    start, end = getattr(entry, "start_date", None), getattr(entry, "end_date", None)
    period = Period(single, single) if single else Period(start, end)
    name = next(
        (
            name
            for name, value in (("date", getattr(entry, "date", None)), ("startDate", start), ("endDate", end))
            if value
        ),
        "releaseDate",
    )
    if str(period):
        yield Expected(
            pointer=f"{pointer}/{name}", kind="dates", text=str(period), block=block, section=key, period=period
        )
