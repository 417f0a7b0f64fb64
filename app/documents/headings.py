"""Which part of a résumé a heading opens, in the languages of `heading_phrases`."""

import re
from collections.abc import Iterator

from app.documents.folding import fold
from app.documents.heading_doubts import SELECTING, TRAILING, doubtful_kinds
from app.documents.heading_phrases import CONTACT_PHRASES, DOCUMENT_TITLES, OTHER_PHRASES, PHRASES
from app.documents.heading_trades import TRADE_WORDINGS
from app.documents.heading_wordings import WORDINGS

# The first pattern that fits decides, so the narrower ones stand before "experience" and "skills".
_FALLBACKS = (
    (
        "volunteer",
        r"\b(volunt|ehrenamt|benevol|vrijwillig|extracurricular|leadership|wolontari|nevenfuncties|nevenactiviteiten)",
    ),
    (
        "publications",
        r"\b(publi[ck]|articles|papers|veroffentlich|translations$|bibliograph)|publikationen$",
    ),
    (
        "certificates",
        (
            r"\b(certifi|zertifi|licen[sc](?:es?|ures?|ing)\b|credentials|sertifi|ac{1,2}redit|ak{1,2}redit|fortbildung|"
            r"weiterbildung|zulassung|habilitations\b|agrements\b|registrations\b|nascholing|bijscholing|lehrgang|"
            r"kurse$|cursos$|cursussen$|formation continue|formacion complementaria|formacao complementar)"
        ),
    ),
    (
        "projects",
        (
            r"\b(projects?|projekte?|projets?|proyectos?|projecten|projetos?|progetti|projekter|open[- ]source|"
            r"case studies|(?:key|selected|notable) assignments)\b|projekte$"
        ),
    ),
    (
        "awards",
        (
            r"\b(awards?|honou?rs|scholarships|fellowships|prizes|decorations|auszeichnung|stipendien|preise|premios|becas|"
            r"bourses|distinctions|prix|prijzen|premi|distincoes|medals|achievements|recognitions?)\b|auszeichnungen"
        ),
    ),
    (
        "languages",
        (
            r"\b(languages|sprachen|langues|idiomas|talen|linguas|lingue|lenguas)$|\b(?:language|linguisti\w+) "
            r"(?:skills|proficiency|competenc\w+)|competences linguistiques|sprachkenntnisse$"
        ),
    ),
    (
        "skills",
        (
            r"\b(skills?|technologies|tech stack|competenc|kompetenz|kenntnisse|habilidades|vaardigheden|proficienc|"
            r"strengths|"
            r"abilities|conocimientos|conhecimentos|aptitudes|fahigkeiten|expertise|tools|fertigkeiten)|(?:kenntnisse|"
            r"kompetenzen|fahigkeiten|vaardigheden)$"
        ),
    ),
    (
        "education",
        (
            r"\b(education|academic (?:background|history|record)|ausbildung|studium|studies|formacion|formacao|"
            r"formations?|"
            r"opleiding(?:en)?|degrees|diplomes|schooling|estudios|educacao|qualifications|bildungsweg|istruzione|"
            r"etudes)\b|"
            r"(?:ausbildung|studium)$"
        ),
    ),
    (
        "work",
        (
            r"\b(experiences?|experiencias?|experience|employment|erfahrung(?:en)?|werkervaring|esperienz[ae]|ervaring|"
            r"internships?|praktika|praxis|stages|practicas|estagios|career|careers|karriere|laufbahn|werdegang|loopbaan|"
            r"trayectoria|percurso|parcours|carriere|appointments|positions held|work history|tatigkeiten)\b|"
            r"(?:erfahrung(?:en)?|ervaring|praxis)$|\w (?:work|jobs|roles|positions|posts)$"
        ),
    ),
    ("references", r"\b(references|referenzen|referees|referencias|referenties)\b"),
    ("summary", r"\b(summary|profile|objective|about me|perfil|profil|profiel|resumen|resumo|zusammenfassung|bio)\b"),
    ("interests", r"\b(interests|hobbies|hobbys|hobby's|loisirs|interessen|intereses|interesses|aficiones)\b"),
)
_COMPILED = tuple((key, re.compile(pattern)) for key, pattern in _FALLBACKS)
_SPACED = re.compile(r"^(?:\w(?: |$)){4,}", re.UNICODE)
_AND = re.compile(r"\s*[&+/、・]\s*|\s+(?:und|et|y|e|en|och|og|i|и|та|και|ve)\s+")
_NUMBERED = re.compile(r"^(?:section )?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.):]\s*(?=\w)")
# Letters that are no accented ones, as people leave their strokes out.
_PLAIN = str.maketrans("łđı", "ldi")
_EDGES = re.compile(r"^[\W\d_]+|[^\w)]+$")
_LEADING = re.compile(r"^(?:my|our|meine?|mes|mon|ma|mis?|mijn|minha?s?|meus?|other|additional|further|weitere) ")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_YEARS = re.compile(
    r"[\s,:|(–—-]*(?:since |seit |depuis |desde |sinds |from |bis |until )?"
    r"\(?\b(?:19|20)\d\d\b(?:\s*[-–—]\s*[^\W_]+)?\)?:?$"
)
_FIGURED = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})[.):][ \t]+(?=[^\W\d_])")
_LONGEST_TITLE = 60
_MOST_WORDS = 6


def section_key(title: str) -> str | None:
    """The JSON Resume array (or "summary") that a heading opens, or None when it opens none of them.

    For text that is known to be a heading; `is_known_heading` is the stricter question for any line.
    """
    return next(iter(possible_kinds(title)), None)


def possible_kinds(title: str) -> tuple[str, ...]:
    """The kinds of section that a heading may open, the likeliest first; "other" is one, none of them are empty.

    A single kind is certain. Of several the content has to decide: "Training" heads schools, jobs or certificates,
    "Skills and languages" both.
    """
    cleaned = _cleaned(title)
    if not cleaned or len(cleaned) > _LONGEST_TITLE or cleaned in _CONTACT or cleaned in _OTHER:
        return ()
    exact = next((_EXACT[form] for form in _forms(cleaned) if form in _EXACT), None)
    kinds = [exact] if exact else _kinds_of_parts(cleaned)
    if not kinds and len(cleaned.split()) <= _MOST_WORDS:
        kinds = [key for key, pattern in _COMPILED if pattern.search(cleaned)]
    return tuple(dict.fromkeys([*kinds, *doubtful_kinds(cleaned, kinds[0])])) if kinds else ()


def is_known_heading(title: str) -> bool:
    """Whether the line is, word for word, a heading that résumés use (contact headings included)."""
    cleaned = _cleaned(title)
    return cleaned in _KEYS or cleaned in _CONTACT or cleaned in _OTHER or (" " in cleaned and cleaned in _PERSONAL)


def is_document_title(title: str) -> bool:
    """Whether the line only says what the document is ("Curriculum Vitae", "Lebenslauf")."""
    return _cleaned(title) in _TITLES


def is_contact_heading(title: str) -> bool:
    """Whether the heading opens the person's own details."""
    return _cleaned(title) in _CONTACT


def without_figures(title: str) -> str:
    """A heading without the number that it opens with and the years that it ends with."""
    return _YEARS.sub("", _FIGURED.sub("", title.strip()))


def _cleaned(title: str) -> str:
    if len(title) > 4 * _LONGEST_TITLE:
        return ""
    folded = " ".join(fold(title).lower().translate(_PLAIN).split())
    folded = _EDGES.sub("", _NUMBERED.sub("", folded))
    if _SPACED.match(folded):
        solid = folded.replace(" ", "")
        folded = _SOLID.get(solid, solid)
    joined = _AND.sub(" and ", folded)
    for form in (joined, _REMARK.sub("", joined), _EDGES.sub("", _REMARK.sub("", folded))):
        if form in _KEYS or form in _CONTACT or form in _OTHER or form in _TITLES:
            return form
    return _LEADING.sub("", joined)


def _forms(cleaned: str) -> Iterator[str]:
    """A heading as it is, then without remarks, years and words that only say which or how far."""
    yield cleaned
    bare = _EDGES.sub("", _YEARS.sub("", _REMARK.sub("", cleaned)))
    yield bare
    yield TRAILING.sub("", bare)
    yield SELECTING.sub("", TRAILING.sub("", bare))


def _kinds_of_parts(cleaned: str) -> list[str]:
    """What the parts of "Schooling and exams" open, each by its own words; nothing where the first is not known."""
    parts = re.split(r",? and |, ", cleaned)
    found = [next((_EXACT[form] for form in _forms(part) if form in _EXACT), "") for part in parts]
    return [kind for kind in found if kind] if len(parts) > 1 and found[0] else []


_KEYS = {_AND.sub(" and ", phrase): key for key, phrases in PHRASES.items() for phrase in phrases.split("|")}
_TRADES, _PERSONAL = (
    {
        _LEADING.sub("", _AND.sub(" and ", phrase)): key
        for key, phrases in wordings.items()
        for phrase in phrases.split("|")
    }
    for wordings in (TRADE_WORDINGS, WORDINGS)
)
_EXACT = {**_TRADES, **_PERSONAL, **_KEYS}
_CONTACT = frozenset(CONTACT_PHRASES.split("|"))
_OTHER = frozenset(OTHER_PHRASES.split("|"))
_TITLES = frozenset(DOCUMENT_TITLES.split("|"))
_SOLID = {phrase.replace(" ", ""): phrase for phrase in (*_KEYS, *_CONTACT) if " " in phrase}
