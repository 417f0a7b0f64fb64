"""Where an achievement belongs, and how a sentence says so: a job, a project, a post as a volunteer."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.documents.evidence import Evidence
from app.documents.resume import Project, Resume, Volunteer, Work
from app.letters.composing.voice import month_of, with_article

_LEGAL = re.compile(
    r",?\s+(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|PLC|plc|Plc|Corp|Corporation|GmbH(?: & Co\. KG)?|AG|SE|SARL|SAS|"
    r"B\.?V|N\.?V|S\.?A|S\.?L|Pty|Oy|AB|A/S)\.?$"
)
_DEFINITE = re.compile(
    r"(?:University|Ministry|Department|Institute|Office|Borough|Government|Museum|Embassy|College|Church|Council|"
    r"Hospital|School|Royal (?:Navy|Air Force|Marines)|British Army|US (?:Army|Navy)|NHS$|BBC$|Red Cross|National)\b"
    r"(?= of\b| Health Service|$)"
)
_OWN_ACCOUNT = re.compile(
    r"^(?:self[- ]?employed|freelance(?:r)?|independent(?: contractor| consultant)?)\b.*$", re.IGNORECASE
)
_NAMELESS = re.compile(r"^(?:various|confidential|private|several|n/?a|personal|none|-+)\b.*$", re.IGNORECASE)
_UNIQUE_ROLE = re.compile(
    r"^(?:head of|director of|chief|c[etfoim]o\b|vice[- ]president|vp\b|president|founder|co-?founder|owner|managing "
    r"director|chair|interim head)",
    re.IGNORECASE,
)
_USABLE_ROLE = re.compile(r"[A-Za-zÀ-ÿ][\w .&'’+#/-]{1,58}[\w.+#]")


class Place(NamedTuple):
    """`at` ("at Polder Pay") stands in front of a clause. `where` is the employer's name where one post alone was held
    there, else empty, so that a sentence with it can mean one post only; `role` says which in the others.

    `since` is the month in which a current job began, `span` the years of an ended one ("2018 to 2021"). `begins` and
    `ends` are dates of the résumé; a current post has no end.
    """

    pointer: str
    kind: str
    at: str
    where: str
    role: str
    name: str
    since: str
    span: str
    begins: str
    ends: str
    current: bool
    evidence: tuple[Evidence, ...]

    def is_before(self, other: "Place") -> bool:
        """Whether this post had ended when the other one began."""
        return bool(self.ends and other.begins) and self.ends[:7] <= other.begins[:7]


def place_name(name: str | None) -> str:
    """An employer's name as a sentence says it: without its legal form or what is in brackets, with its article."""
    plain = " ".join(re.sub(r"\s*[(\[].*?[)\]]", "", name or "").split()).strip(" ,;:|–—-.")
    while (shorter := _LEGAL.sub("", plain).strip(" ,")) != plain and shorter:
        plain = shorter
    plain = re.sub(r"\s*[|•·].*$|\s[–—-]\s.*$", "", plain)
    if not re.search(r"\w", plain) or len(plain) > 70 or _NAMELESS.match(plain):
        return ""
    return f"the {plain}" if _DEFINITE.match(plain) else plain


def role_name(position: str | None) -> str:
    """A position fit for a sentence, empty when there is none."""
    plain = " ".join(re.sub(r"\s*[(\[].*?[)\]]", "", position or "").split()).strip(" ,;:|–—-.")
    plain = re.split(r"\s[–—|-]\s|,\s", plain)[0]
    return plain if _USABLE_ROLE.fullmatch(plain) else ""


def as_role(role: str) -> str:
    """ "a Software Engineer", "Head of Marketing": only a role that many have takes an article."""
    if _UNIQUE_ROLE.match(role) or role.casefold().startswith(("a ", "an ", "the ")):
        return role
    return with_article(role)


def places_of(resume: Resume, today: date) -> dict[str, Place]:
    """The places of a résumé by their pointers, in the order of the document."""
    return {place.pointer: place for place in _places(resume, today)}


def _places(resume: Resume, today: date) -> Iterator[Place]:
    names = Counter(place_name(job.name).casefold() for job in resume.work)
    for index, job in enumerate(resume.work):
        yield _post(
            f"/work/{index}", job, place_name(job.name), today, alone=names[place_name(job.name).casefold()] == 1
        )
    for index, project in enumerate(resume.projects):
        yield _project(f"/projects/{index}", project)
    for index, post in enumerate(resume.volunteer):
        yield _post(f"/volunteer/{index}", post, place_name(post.organization), today, alone=True)


def _post(pointer: str, post: Work | Volunteer, name: str, today: date, *, alone: bool) -> Place:
    role = role_name(post.position)
    current = bool(post.start_date) and not _has_ended(post.end_date, today)
    own = bool(_OWN_ACCOUNT.match(name))
    volunteer = pointer.startswith("/volunteer")
    roled = (f"as {as_role(role)}" if role else "") + (f" at {name}" if name else "")
    if own:
        at = f"as a freelance {role}" if role else "as a freelancer"
    elif volunteer:
        at = f"in my voluntary work at {name}" if name else "in my voluntary work"
    elif name:
        at = f"at {name}" if alone or not role else roled
    else:
        at = roled or "in my work"
    field = "organization" if volunteer else "name"
    given = post.organization if isinstance(post, Volunteer) else post.name
    lines = ((f"{pointer}/position", post.position if role else ""), (f"{pointer}/{field}", given if name else ""))
    name = "" if own else name
    begins, ends = post.start_date or "", "" if current else post.end_date or ""
    return Place(
        pointer=pointer,
        kind="volunteer" if volunteer else "work",
        at=at,
        where=name if alone or not role else "",
        role=role,
        name=name,
        since=month_of(begins) if current else "",
        span=_span(begins, ends),
        begins=begins,
        ends=ends,
        current=current,
        evidence=tuple(Evidence(where, line) for where, line in lines if line),
    )


def _span(begins: str, ends: str) -> str:
    """ "2018 to 2021"; empty where a year is not known or both are the same."""
    years = [found[0] if (found := re.match(r"\d{4}(?=-|$)", date)) else "" for date in (begins, ends)]
    return f"{years[0]} to {years[1]}" if all(years) and years[0] < years[1] else ""


def _project(pointer: str, project: Project) -> Place:
    name = place_name(project.name)
    at = f"in my project {name}" if name else "in a project of my own"
    evidence = (Evidence(f"{pointer}/name", project.name),) if name and project.name else ()
    return Place(pointer, "project", at, name, "", name, "", "", "", "", False, evidence)


def _has_ended(end: str | None, today: date) -> bool:
    return bool(end) and (end or "") < today.isoformat()[: len(end or "")]
