"""A résumé as its pages show it: lists, the readable sheet."""

from urllib.parse import urlsplit

from app.documents.resume import ReadResume, Resume
from app.documents.structure import SECTION_TITLES, section_order
from app.resumes.contexts import FORMAT_NAMES, Entry, Link, ResumeItem, ResumePage, ResumeView, ViewSection
from app.resumes.models import ResumeSummary, StoredResume
from app.web.moments import moment

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_FIELDS = {
    "work": ("position", "name"),
    "volunteer": ("position", "organization"),
    "education": ("institution", "study"),
    "projects": ("name", "entity"),
    "awards": ("title", "awarder"),
    "certificates": ("name", "issuer"),
    "publications": ("name", "publisher"),
    "languages": ("language", "fluency"),
    "references": ("name", ""),
    "skills": ("name", "level"),
    "interests": ("name", ""),
}


def resume_item(summary: ResumeSummary) -> ResumeItem:
    """One line of the list."""
    return ResumeItem(
        summary.id,
        summary.title,
        summary.filename,
        FORMAT_NAMES[summary.format],
        summary.state,
        moment(summary.created_at),
    )


def resume_page(stored: StoredResume) -> ResumePage:
    """The page of one résumé, in whichever state it is."""
    document = stored.document
    failed = stored.state == "failed" and document is None
    return ResumePage(
        id=stored.id,
        title=stored.title,
        filename=stored.filename,
        format=stored.format,
        format_name=FORMAT_NAMES[stored.format],
        created=moment(stored.created_at),
        view=None if document is None else resume_view(document, stored.title),
        warnings=() if document is None else tuple(document.warnings),
        problem=(stored.problem or "It could not be read.") if failed else None,
        advice="Your file is kept. Read it again, or upload the document in another format." if failed else "",
        can_retry=failed,
        has_original=stored.original is not None,
    )


def resume_view(document: ReadResume, title: str) -> ResumeView:
    """The structured résumé, for reading, its sections in the document's own order."""
    resume = document.resume
    basics = resume.basics
    order = section_order(resume, [section.key for section in document.sections])
    return ResumeView(
        name=basics.name or title,
        label=basics.label or "",
        contacts=tuple(_contacts(resume)),
        summary=basics.summary or "",
        sections=tuple(section for key in order if key != "summary" for section in _sections(resume, key)),
    )


def _sections(resume: Resume, key: str) -> tuple[ViewSection, ...]:
    if key != "other":
        return (ViewSection(key, SECTION_TITLES[key], _entries(resume, key)),)
    return tuple(
        ViewSection(key, one.title or SECTION_TITLES[key], (Entry(title="", bullets=tuple(one.lines)),))
        for one in resume.other
    )


def _entries(resume: Resume, key: str) -> tuple[Entry, ...]:
    if key == "languages":
        spoken = (
            f"{item.language} ({item.fluency})" if item.fluency else item.language or "" for item in resume.languages
        )
        return (Entry(title="", chips=tuple(spoken)),)
    return tuple(_entry(key, item) for item in getattr(resume, key))


def _contacts(resume: Resume) -> list[Link]:
    basics = resume.basics
    links = []
    if basics.location is not None:
        place = (basics.location.city, basics.location.region, basics.location.country_code)
        links.append(Link(", ".join(part for part in place if part)))
    if basics.email:
        links.append(Link(basics.email, safe_url(f"mailto:{basics.email}")))
    if basics.phone:
        links.append(Link(basics.phone, safe_url("tel:" + "".join(c for c in basics.phone if c in "+0123456789"))))
    if basics.url:
        links.append(Link(_bare(basics.url), safe_url(basics.url)))
    for profile in basics.profiles:
        text = _bare(profile.url or "") or f"{profile.network or ''} {profile.username or ''}".strip()
        links.append(Link(text, safe_url(profile.url or "")))
    return [link for link in links if link.text]


def safe_url(url: str) -> str:
    """The URL when it is http, https, mailto or tel, else nothing: a résumé is not trusted."""
    try:
        return url if urlsplit(url.strip()).scheme.lower() in _SAFE_SCHEMES else ""
    except ValueError:
        return ""


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _entry(key: str, item: object) -> Entry:
    title_field, subtitle_field = _FIELDS[key]
    title, subtitle = _text(item, title_field), _text(item, subtitle_field)
    if key == "education":
        study = [part for part in (_text(item, "study_type"), _text(item, "area")) if part]
        score = _text(item, "score")
        subtitle = ", ".join(study) + (f" ({score})" if score else "")
    url = _text(item, "url")
    return Entry(
        title=title,
        subtitle=subtitle,
        dates=_dates(item),
        place=_text(item, "location"),
        link=Link(_bare(url), safe_url(url)) if url else None,
        summary=" ".join(_text(item, name) for name in ("description", "summary", "reference")).strip(),
        bullets=tuple(getattr(item, "highlights", ())) + tuple(getattr(item, "courses", ())),
        chips=tuple(getattr(item, "keywords", ())),
    )


def _text(item: object, field: str) -> str:
    return getattr(item, field, None) or "" if field else ""


def _dates(item: object) -> str:
    single = _text(item, "date") or _text(item, "release_date")
    if single:
        return date_text(single)
    start, end = _text(item, "start_date"), _text(item, "end_date")
    if start:
        return f"{date_text(start)} – {date_text(end) if end else 'present'}"
    return date_text(end) if end else ""


def date_text(iso: str) -> str:
    """`2021-03` as "Mar 2021"; what is not such a date stays as it is."""
    year, _, rest = iso.partition("-")
    month = rest[:2]
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        day = rest[3:]
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day.isdigit() else f"{_MONTHS[int(month) - 1]} {year}"
    return iso
