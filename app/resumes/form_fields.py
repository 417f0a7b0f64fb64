"""The fields of a résumé as its editor shows them: which, in which order, under which names."""

from app.documents.resume import Resume
from app.documents.structure import SECTION_TITLES

LABELS = {
    "startDate": "From",
    "endDate": "Until",
    "studyType": "Degree",
    "countryCode": "Country code",
    "postalCode": "Postal code",
    "url": "Link",
    "image": "Picture (link)",
    "name": "Name",
    "area": "Field of study",
    "releaseDate": "Date",
    "highlights": "Achievements",
    "entity": "For",
    "type": "Kind",
    "email": "E-mail",
}
NAME_LABELS = {"work": "Employer", "projects": "Project", "skills": "Group", "interests": "Interest"}
HINTS = {
    "startDate": "2021, 2021-03 or 2021-03-15",
    "endDate": "Empty: up to the present",
    "date": "2021, 2021-03 or 2021-03-15",
    "releaseDate": "2021, 2021-03 or 2021-03-15",
}
ENTRY_FIELDS: dict[str, tuple[str, ...]] = {
    "work": (
        "position", "name", "location", "url", "startDate", "endDate", "description", "summary", "highlights",
    ),
    "projects": (
        "name", "entity", "type", "url", "startDate", "endDate", "description", "roles", "keywords", "highlights",
    ),
    "volunteer": ("position", "organization", "location", "url", "startDate", "endDate", "summary", "highlights"),
    "education": (
        "institution", "studyType", "area", "score", "location", "url", "startDate", "endDate", "courses",
        "highlights",
    ),
    "skills": ("name", "level", "keywords"),
    "certificates": ("name", "issuer", "date", "url"),
    "awards": ("title", "awarder", "date", "summary"),
    "publications": ("name", "publisher", "releaseDate", "url", "summary"),
    "languages": ("language", "fluency"),
    "interests": ("name", "keywords"),
    "references": ("name", "reference"),
    "other": ("title", "lines"),
}  # fmt: skip
PROFILE_FIELDS = ("network", "username", "url")
BASICS = ("name", "label", "email", "phone", "url", "image")
PLACE = ("address", "postalCode", "city", "region", "countryCode")
LINE_LISTS = frozenset({"highlights", "keywords", "courses", "roles", "lines"})
CHIPS = frozenset({"keywords", "roles"})
DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})
LINKS = frozenset({"url", "image"})
LONG = frozenset({"summary", "description", "reference"})
NOT_PROSE = frozenset({"name", "email", "phone", "url", "image", "institution", "username", "city", "keywords"})
_TITLES = ("position", "name", "institution", "organization", "title", "language", "network", "username")


def label_of(key: str, name: str) -> str:
    """The name of a field for people; `key` is its section's."""
    if name == "name" and key in NAME_LABELS:
        return NAME_LABELS[key]
    return LABELS.get(name, name.capitalize())


def entry_title(key: str, entry: object) -> str:
    """What an entry (a JSON object) is called: its position, name or the like."""
    values = entry if isinstance(entry, dict) else {}
    said = next((str(values[name]) for name in _TITLES if values.get(name)), "")
    return said[:120] or {"profiles": "Profile"}.get(key, SECTION_TITLES.get(key, key.capitalize()))


def entry_of(pointer: str) -> str | None:
    """The pointer of the entry that a field belongs to (`/work/0` for `/work/0/name`); None where there is none."""
    parts = pointer.split("/")
    at = 4 if parts[1:3] == ["basics", "profiles"] else 3
    return "/".join(parts[:at]) if len(parts) > at and parts[at - 1].isdecimal() else None


def described(pointer: str, resume: Resume) -> str:
    """Where a value stands, in words: "Experience 2, Employer"."""
    parts = pointer.split("/")[1:]
    if parts[0] == "basics":
        names = [part for part in parts[1:] if not part.isdecimal()]
        return "You" if not names else label_of("basics", names[-1])
    title = SECTION_TITLES.get(parts[0], parts[0])
    numbers = [int(part) + 1 for part in parts if part.isdecimal()]
    if numbers and len(getattr(resume, parts[0], ())) > 1:
        title += f" {numbers[0]}"
    names = [part for part in parts[1:] if not part.isdecimal()]
    if not names:
        return title
    label = label_of(parts[0], names[0])
    return f"{title}, {label.lower()}" + (f" {numbers[1]}" if len(numbers) > 1 else "")
