"""The form over every field of a résumé; each control is named by its JSON pointer (RFC 6901)."""

from collections.abc import Mapping

import msgspec

from app.documents.resume import Resume
from app.documents.structure import SECTION_TITLES
from app.errors import Conflict
from app.resumes.contexts import EditEntry, EditSection, Field, ResumeEditPage
from app.resumes.editing import LINE_LISTS
from app.resumes.models import StoredResume

_LABELS = {
    "startDate": "From (2021, 2021-03)",
    "endDate": "Until (empty: present)",
    "studyType": "Degree",
    "countryCode": "Country code",
    "postalCode": "Postal code",
    "url": "Link",
    "name": "Name",
    "area": "Field of study",
    "releaseDate": "Date",
    "highlights": "Achievements, one a line",
    "keywords": "Keywords, one a line",
    "courses": "Courses, one a line",
    "roles": "Roles, one a line",
}
_ENTRY_FIELDS: dict[str, tuple[str, ...]] = {
    "work": ("position", "name", "location", "url", "startDate", "endDate", "summary", "highlights"),
    "projects": ("name", "description", "url", "startDate", "endDate", "keywords", "highlights"),
    "volunteer": ("position", "organization", "location", "startDate", "endDate", "summary", "highlights"),
    "education": (
        "institution", "studyType", "area", "location", "startDate", "endDate", "score", "courses", "highlights",
    ),
    "skills": ("name", "level", "keywords"),
    "certificates": ("name", "issuer", "date", "url"),
    "awards": ("title", "awarder", "date", "summary"),
    "publications": ("name", "publisher", "releaseDate", "url", "summary"),
    "languages": ("language", "fluency"),
    "interests": ("name", "keywords"),
    "references": ("name", "reference"),
}  # fmt: skip
_BASICS = ("name", "label", "email", "phone", "url")
_PLACE = ("city", "region", "countryCode")
_EMPLOYER_LABELS = {"work": "Employer", "projects": "Project"}
_LONG = frozenset({"summary", "description", "reference"})
_NOT_PROSE = frozenset({"name", "email", "phone", "url", "institution", "username", "city", "keywords"})


def edit_page(
    stored: StoredResume, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> ResumeEditPage:
    """The form with what is stored, or with what was `typed` when it comes back; Conflict before it was read."""
    if stored.document is None:
        raise Conflict("This résumé is still being read. Wait until that is done, then edit it.")
    form = _Form(stored.document.resume, typed or {}, errors or {})
    return ResumeEditPage(
        id=stored.id,
        title=stored.title,
        version=stored.version,
        sections=(form.basics(), *(form.section(key) for key in _ENTRY_FIELDS)),
        is_latex=stored.format == "tex",
        errors={form.id_of(name): message for name, message in (errors or {}).items()},
    )


class _Form:
    def __init__(self, resume: Resume, typed: Mapping[str, str], errors: Mapping[str, str]) -> None:
        self._tree = msgspec.to_builtins(resume)
        self._typed = typed
        self._errors = errors

    def basics(self) -> EditSection:
        """Who this is, with the summary and the profiles."""
        basics = self._tree.get("basics", {})
        place = basics.get("location", {})
        fields = [self._field(f"/basics/{name}", name, basics.get(name)) for name in _BASICS]
        fields += [self._field(f"/basics/location/{name}", name, place.get(name)) for name in _PLACE]
        fields.append(self._field("/basics/summary", "summary", basics.get("summary")))
        profiles = basics.get("profiles", [])
        entries = [EditEntry("You", tuple(fields))]
        for index, profile in enumerate([*profiles, {}]):
            legend = profile.get("network") or "Add a profile"
            names = ("network", "username", "url")
            controls = tuple(self._field(f"/basics/profiles/{index}/{name}", name, profile.get(name)) for name in names)
            entries.append(EditEntry(legend, controls, is_new=not profile))
        return EditSection("basics", "You", tuple(entries))

    def section(self, key: str) -> EditSection:
        """All entries of one part, and an empty one for adding."""
        entries = [*self._tree.get(key, []), {}]
        return EditSection(
            key,
            SECTION_TITLES[key],
            tuple(
                EditEntry(
                    _legend(key, entry),
                    tuple(
                        self._field(f"/{key}/{index}/{name}", name, entry.get(name), _EMPLOYER_LABELS.get(key))
                        for name in _ENTRY_FIELDS[key]
                    ),
                    is_new=not entry,
                )
                for index, entry in enumerate(entries)
            ),
        )

    def id_of(self, name: str) -> str:
        """The control's id for a pointer; nothing for the whole form."""
        return "f" + name.replace("/", "-") if name else ""

    def _field(self, pointer: str, name: str, value: object, name_label: str | None = None) -> Field:
        lines = name in LINE_LISTS
        stored = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
        label = name_label if name == "name" and name_label else _LABELS.get(name, name.capitalize())
        return Field(
            name=pointer,
            label=label,
            value=self._typed.get(pointer, stored),
            kind="lines" if lines else "area" if name in _LONG else _KINDS.get(name, "text"),
            wide=lines or name in _LONG,
            rows=min(12, max(3, stored.count("\n") + 2)) if lines else 4,
            error=self._errors.get(pointer, ""),
            spellcheck=name not in _NOT_PROSE,
        )


_KINDS = {"email": "email", "phone": "tel", "url": "url"}


def _legend(key: str, entry: dict[str, object]) -> str:
    names = ("position", "name", "institution", "organization", "title", "language")
    if not entry:
        return f"Add to {SECTION_TITLES[key].lower()}"
    return next((str(entry[name]) for name in names if entry.get(name)), SECTION_TITLES[key])
