"""The fields that are compared, and the text of each value as it is compared."""

import re
import unicodedata

import msgspec

from app.documents.resume import Basics, Education, Profile, Project, Resume, Volunteer, Work

FIELDS = (
    "name",
    "email",
    "phone",
    "location",
    "links",
    "summary",
    "employer",
    "title",
    "dates",
    "work_location",
    "bullets",
    "institution",
    "degree",
    "education_dates",
    "skills",
    "skill_groups",
    "projects",
    "languages",
    "certificates",
    "awards",
    "publications",
    "other",
    "details",
)
_TYPED = str.maketrans(
    {**dict.fromkeys("‘’‚‛′´`", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "\xad": None}
)
_LINKING = frozenset({"in", "en", "em", "im"})
_LASTING = "present"


class Entry(msgspec.Struct, frozen=True):
    """The values of one entry by field, in their order there."""

    values: dict[str, tuple[str, ...]]


def normal(text: str) -> str:
    """A value as it is compared; case stays."""
    folded = unicodedata.normalize("NFKC", text).translate(_TYPED)
    return " ".join(folded.split()).rstrip(" .,;:")


def singles_of(resume: Resume) -> dict[str, tuple[str, ...]]:
    """The fields that belong to no entry."""
    basics = resume.basics
    keywords = [keyword for group in resume.skills for keyword in group.keywords]
    keywords += [group.name for group in resume.skills if group.name and not group.keywords]
    return {
        "name": _normal(basics.name),
        "email": _normal(basics.email),
        "phone": _normal(basics.phone),
        "location": _place(basics),
        "summary": _normal(basics.summary),
        "skills": tuple(sorted(set(_normal(*keywords)))),
        "skill_groups": _normal(*(group.name for group in resume.skills if group.keywords)),
        "details": (
            *_normal(basics.label),
            *_normal(*(text for item in resume.interests for text in (item.name, *item.keywords))),
            *_normal(*(text for item in resume.references for text in (item.name, item.reference))),
        ),
    }


def links_of(resume: Resume) -> list[tuple[str, ...]]:
    """Each link by its host and path, and by network and name where no address is given; the first one names it."""
    basics = resume.basics
    own = [(_address(basics.url),)] if basics.url else []
    return own + [_profile(profile) for profile in basics.profiles if profile.url or profile.username]


def entries_of(resume: Resume) -> dict[str, list[Entry]]:
    """The entries by section."""
    return {
        "work": [Entry(_job(entry, entry.name)) for entry in resume.work],
        "volunteer": [Entry(_job(entry, entry.organization)) for entry in resume.volunteer],
        "education": [Entry(_studies(entry)) for entry in resume.education],
        "projects": [Entry(_project(entry)) for entry in resume.projects],
        "languages": [
            Entry({"languages": _labelled(language=entry.language, fluency=entry.fluency)})
            for entry in resume.languages
        ],
        "certificates": [
            Entry({"certificates": _labelled(name=entry.name, date=entry.date, issuer=entry.issuer)})
            for entry in resume.certificates
        ],
        "awards": [
            Entry(
                {"awards": _labelled(title=entry.title, date=entry.date, awarder=entry.awarder, summary=entry.summary)}
            )
            for entry in resume.awards
        ],
        "publications": [
            Entry({"publications": _labelled(name=entry.name, by=entry.publisher, date=entry.release_date)})
            for entry in resume.publications
        ],
        "other": [
            Entry({"other": (f"title: {normal(section.title or '').casefold()}", *_normal(*section.lines))})
            for section in resume.other
        ],
    }


def _job(entry: Work | Volunteer, employer: str | None) -> dict[str, tuple[str, ...]]:
    return {
        "employer": _normal(employer),
        "title": _normal(entry.position),
        "dates": _dates(entry.start_date, entry.end_date),
        "work_location": _normal(entry.location),
        "bullets": _normal(*entry.highlights),
        "details": _normal(entry.summary),
    }


def _project(entry: Project) -> dict[str, tuple[str, ...]]:
    return {
        "projects": _normal(entry.name),
        "dates": _dates(entry.start_date, entry.end_date),
        "bullets": _normal(*entry.highlights),
        "details": (*_normal(entry.description, *entry.keywords), *((_address(entry.url),) if entry.url else ())),
    }


def _studies(entry: Education) -> dict[str, tuple[str, ...]]:
    words = " ".join(part for part in (entry.study_type, entry.area) if part).replace(",", " ").split()
    return {
        "institution": _normal(entry.institution),
        "degree": _normal(" ".join(word for word in words if word.casefold() not in _LINKING)),
        "education_dates": _dates(entry.start_date, entry.end_date),
        "details": _normal(entry.location, entry.score, *entry.courses, *entry.highlights),
    }


def _dates(start: str | None, end: str | None) -> tuple[str, ...]:
    """Both ends, each with its precision; an entry that began and has no end lasts."""
    return _labelled(start=start, end=end or (_LASTING if start else None))


def _place(basics: Basics) -> tuple[str, ...]:
    found = basics.location
    if found is None:
        return ()
    return _labelled(
        address=found.address,
        postal=found.postal_code,
        city=found.city,
        region=found.region,
        country=found.country_code,
    )


def _profile(profile: Profile) -> tuple[str, ...]:
    named = f"{(profile.network or '').casefold()}: {profile.username}"
    return (_address(profile.url), named) if profile.url else (named,)


def _address(url: str) -> str:
    host, slash, path = re.sub(r"^[a-z]+://(www\.)?|^www\.", "", normal(url)).partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/")


def _normal(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in map(normal, filter(None, texts)) if text)


def _labelled(**values: str | None) -> tuple[str, ...]:
    return tuple(f"{label}: {normal(value)}" for label, value in values.items() if value)
