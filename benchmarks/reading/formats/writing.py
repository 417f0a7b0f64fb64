"""How people write things, whatever the format: headings, dates by notation and language, contacts."""

from typing import Any

import msgspec

from app.documents.resume import Basics, Education
from benchmarks.reading.formats import calendar_words as words
from benchmarks.reading.person import Person

HEADINGS = {
    "en": {
        "summary": "Summary",
        "work": "Experience",
        "volunteer": "Volunteering",
        "education": "Education",
        "projects": "Projects",
        "skills": "Skills",
        "languages": "Languages",
        "awards": "Awards",
        "certificates": "Certifications",
        "publications": "Publications",
        "interests": "Interests",
        "references": "References",
    },
    "de": {
        "summary": "Profil",
        "work": "Berufserfahrung",
        "volunteer": "Ehrenamt",
        "education": "Ausbildung",
        "projects": "Projekte",
        "skills": "Kenntnisse",
        "languages": "Sprachen",
        "awards": "Auszeichnungen",
        "certificates": "Zertifikate",
        "publications": "Veröffentlichungen",
        "interests": "Interessen",
        "references": "Referenzen",
    },
    "fr": {
        "summary": "Profil",
        "work": "Expérience professionnelle",
        "volunteer": "Bénévolat",
        "education": "Formation",
        "projects": "Projets",
        "skills": "Compétences",
        "languages": "Langues",
        "awards": "Distinctions",
        "certificates": "Certifications",
        "publications": "Publications",
        "interests": "Centres d'intérêt",
        "references": "Références",
    },
    "es": {
        "summary": "Perfil",
        "work": "Experiencia profesional",
        "volunteer": "Voluntariado",
        "education": "Formación",
        "projects": "Proyectos",
        "skills": "Competencias",
        "languages": "Idiomas",
        "awards": "Premios",
        "certificates": "Certificaciones",
        "publications": "Publicaciones",
        "interests": "Intereses",
        "references": "Referencias",
    },
    "nl": {
        "summary": "Profiel",
        "work": "Werkervaring",
        "volunteer": "Vrijwilligerswerk",
        "education": "Opleiding",
        "projects": "Projecten",
        "skills": "Vaardigheden",
        "languages": "Talen",
        "awards": "Prijzen",
        "certificates": "Certificaten",
        "publications": "Publicaties",
        "interests": "Interesses",
        "references": "Referenties",
    },
    "pt": {
        "summary": "Resumo",
        "work": "Experiência profissional",
        "volunteer": "Voluntariado",
        "education": "Formação",
        "projects": "Projetos",
        "skills": "Competências",
        "languages": "Idiomas",
        "awards": "Prémios",
        "certificates": "Certificados",
        "publications": "Publicações",
        "interests": "Interesses",
        "references": "Referências",
    },
}


class Piece(msgspec.Struct, frozen=True):
    """One contact: `kind` is location, phone, email, url or the network of a profile; `target` what a link leads to."""

    kind: str
    text: str
    target: str = ""


def heading(person: Person, key: str) -> str:
    """A section's heading in the person's wording, or a usual one of the language."""
    return person.headings.get(key) or HEADINGS[person.language][key]


def section_order(person: Person) -> list[str]:
    """The sections that have something to say, in the person's order; those that it forgets come last."""
    resume = person.resume
    said = {key: getattr(resume, key) for key in (*HEADINGS["en"], "other") if key != "summary"}
    filled = [key for key, content in {"summary": resume.basics.summary, **said}.items() if content]
    return [key for key in person.order if key in filled] + [key for key in filled if key not in person.order]


def contact_pieces(person: Person) -> list[Piece]:
    """The contacts in the usual order; addresses are written without their scheme."""
    basics = person.resume.basics
    pieces = [Piece("location", place(person))]
    pieces += [Piece("phone", basics.phone or ""), Piece("email", basics.email or "", f"mailto:{basics.email}")]
    pieces.append(Piece("url", bare(basics.url or ""), _target(basics.url or "")))
    for profile in basics.profiles:
        named = f"{profile.network}: {profile.username}"
        text = bare(profile.url) if profile.url else named
        pieces.append(Piece(profile.network or "profile", text, _target(profile.url or "")))
    return [piece for piece in pieces if piece.text]


def place(person: Person) -> str:
    """Where the person lives, in one line."""
    found = person.resume.basics.location
    if written := person.written.get("/basics/location"):
        return written
    if found is None:
        return ""
    town = " ".join(part for part in (found.postal_code, found.city) if part)
    return ", ".join(part for part in (found.address, town, found.region, found.country_code) if part)


def bare(url: str) -> str:
    """An address as people write it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def study(person: Person, entry: Education) -> str:
    """Degree and field as one phrase: "B.Sc. in Physics" or "B.Sc. Physics", or the one that there is."""
    if not (entry.study_type and entry.area):
        return entry.study_type or entry.area or ""
    between = person.choice("study", " ", f" {words.IN_A_FIELD[person.language]} ")
    return f"{entry.study_type}{between}{entry.area}"


def dates_of(person: Person, pointer: str) -> str:
    """Both dates of an entry (`/work/0`) as they stand in the document; empty where it has none."""
    if pointer in person.written:
        return person.written[pointer]
    entry = _value(person, pointer)
    start, end = getattr(entry, "start_date", None), getattr(entry, "end_date", None)
    if not start:
        return single_date(person, f"{pointer}/endDate") if end else ""
    return _range(person, pointer, start, end)


def single_date(person: Person, pointer: str) -> str:
    """One date (`/awards/0/date`) as it stands in the document; empty where there is none."""
    if pointer in person.written:
        return person.written[pointer]
    value = _value(person, pointer)
    return words.date(person, str(value)) if value else ""


def _range(person: Person, pointer: str, start: str, end: str | None) -> str:
    first = person.written.get(f"{pointer}/startDate") or words.date(person, start)
    if person.notation == "since" and end is None:
        return f"{words.since(person)} {first}"
    last = person.written.get(f"{pointer}/endDate") or (words.date(person, end) if end else words.present(person))
    if person.notation == "from_to":
        return words.from_to(person, first, last)
    if person.notation == "year_short" and end and len(start) == len(end) == 4 and start[:2] == end[:2]:
        last = end[2:]
    if start == end and first == last:
        return first
    return f"{first}{words.dash(person)}{last}"


def _value(person: Person, pointer: str) -> Any:
    """What a JSON pointer of the résumé names; None where it is absent."""
    value: Any = person.resume
    for name in pointer.split("/")[1:]:
        value = value[int(name)] if isinstance(value, list) else getattr(value, _attribute(name))
    return value


def _attribute(member: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in member)


def _target(url: str) -> str:
    return url if not url or "://" in url else f"https://{url}"


def headline(basics: Basics) -> list[str]:
    """Name and label, as far as they are there."""
    return [line for line in (basics.name, basics.label) if line]
