"""Telling a position from an employer, a degree from a school, and a place from both, in plain text."""

import re

from app.documents.contact import REGION_CODES
from app.documents.entry_words import (
    FIELD_WORDS,
    LEAVE_WORDS,
    ORGANISATION_ENDINGS,
    ORGANISATION_WORDS,
    ROLE_ENDINGS,
    ROLE_WORDS,
    SCHOOL_ENDINGS,
    SCHOOL_WORDS,
)
from app.documents.folding import fold
from app.documents.place_names import COUNTRIES, PLACES

_RANKS = frozenset(("senior", "junior", "sr", "jr", "lead", "chief", "deputy", "vice", "undergraduate", "graduate"))
_WORD = re.compile(r"[^\W\d_][\w.'-]*")
_STUDY = re.compile(
    r"^(?P<type>(?:joint |double |integrated |executive |honou?rs? )?(?:"
    r"(?:bachelor|master|doctor|associate|diplom[ae]?|licence|licenciatura|licenciado|grado|mestrado|bacharelado|"
    r"laurea|licentiate|magister|maitrise|doctorat|doctorado|maestria|master's|bachelor's|associate's|"
    r"associates|masters|bachelors)(?:'s)?"
    r"(?: degree| diploma)?(?: of(?: applied)? (?:arts|science|sciences|engineering|laws|education|commerce|philosophy|"
    r"business administration|fine arts|technology|music|medicine|architecture|design|research|public health|nursing))?"
    r"|b\.? ?sc\.?|m\.? ?sc\.?|b\.? ?s\.?|m\.? ?s\.?|b\.? ?a\.?|m\.? ?a\.?|b\.? ?eng\.?|"
    r"m\.? ?eng\.?|b\.? ?tech\.?|m\.? ?tech\.?|"
    r"b\.? ?e\.?|m\.? ?e\.?|b\.? ?ed\.?|m\.? ?ed\.?|ll\.? ?[bm]\.?|m\.? ?b\.? ?a\.?|ph\.? ?d\.?|"
    r"d\.? ?phil\.?|m\.? ?phil\.?|m\.? ?d\.?|"
    r"b\.? ?com\.?|bba|bfa|mfa|mph|mres|msci|meng|a\.? ?a\.?(?: ?s\.?)?|abitur|vwo|havo|hbo(?:-v)?|mbo(?:-v)?|"
    r"baccalaureat|bac|gcse|"
    r"ged|a-levels?|high school diploma|dipl\.(?:-ing\.|-inf\.)?|dut|bts|minor|certificate|postgraduate diploma|"
    r"promotion|staatsexamen|ingenieur|engineer's degree|n[1-6]|national diploma|higher national diploma|hnd|hnc|"
    r"btec|nvq|"
    r"m\.? ?s\.? ?ed\.?|b\.?s\.?n\.?|m\.?s\.?n\.?|m\.? ?s\.? ?w\.?|j\.? ?d\.?|d\.?d\.?s\.?|pharm\.? ?d\.?|"
    r"m\.? ?sc\.? eng\.?|commissioning course|matric|fachabitur|mittlere reife|hauptschulabschluss|realschulabschluss|"
    r"matura|ausbildung|lehre|umschulung|industriemeister|meisterbrief|magisterstudium|habilitation|cap|bep|dnsep|"
    r"dnmade|"
    r"diplome d'ingenieur|classe preparatoire|doctorat|mastere|brevet|grado(?: superior| medio)?|ciclo formativo|"
    r"ingenieria|tecnico superior|bachillerato|doutorado|doutoramento|mestrado(?: integrado)?|especializacao|tecnologo|"
    r"ensino medio|propedeuse|gymnasium\b|master-?opleiding|laurea magistrale|maturita|licencjat|inzynier|magistr|"
    r"бакалавр|магистр|специалист|学士|硕士|博士|修士)(?: \(hons?\.?\)| hons)?)(?![a-z])",
)
_JOINER = re.compile(
    r"\s*(?:[,:–—-]\s+|(?:in|of|im fach|in der|im bereich|im|zur|zum|als|en|em|de|der|des|der fachrichtung)\s+)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][^\d,;:|@]{1,40}(?:,\s*[^\W\d_][^\d,;:|@]{1,40}){0,2}")
_SMALL_WORDS = frozenset(
    ("de", "la", "el", "am", "an", "der", "den", "do", "da", "di", "sur", "of", "upon", "s", "y", "le")
)
_QUALIFIED = re.compile(r"\s*[,(/|]|\s+(?:of|for|at|in|de|du|da|do|des|fur|bei|voor|van|en)\s")
_GENDERS = re.compile(r"\((?:m/w/d|w/m/d|m/w|m/f/d|m/v|v/m|f/m/d|h/f|f/h|m/f|gn|d/m/w|all genders)\)|\b[hm]/f\b")
_AGENTS = (
    "er",
    "or",
    "ist",
    "eur",
    "euse",
    "rice",
    "ista",
    "dor",
    "dora",
    "ian",
    "iker",
    "erin",
    "orin",
    "istin",
    "ant",
    "eiro",
    "eira",
)
_LEGAL_FORM = re.compile(
    r"(?:^|[\s,])(?:inc|llc|llp|l\.l\.c|ltd|limited|gmbh|mbh|ag|kg|ohg|gbr|e\.\s?k|e\.\s?v|se|plc|corp|co|bv|b\.v|nv|"
    r"n\.v|v\.o\.f|"
    r"s\.a\.?s?|s\.l\.?u?|sarl|sas|srl|s\.r\.l|spa|s\.p\.a|ltda|lda|pty|pte|pvt|oy|oyj|ab|as|a/s|aps|sp\. z o\.o|"
    r"s\.c|k\.k|"
    r"kft|d\.o\.o|a\.?o\.?r|lp|pt|cv|cc|ооо|зао|оао|ао)\.?(?=$|[\s,)])|株式会社|有限公司|公司|주식회사|\(주\)|شركة"
)
_SELF_EMPLOYED = re.compile(
    r"(?:self[- ]employed|freelance$|freelancing|selbststandig|freiberuflich|independant$|autoentrepreneur|por "
    r"cuenta propia|"
    r"autonomo$|zelfstandig|autonomo$|trabalhador independente|various (?:clients|employers|companies)|diverse |"
    r"private (?:clients|practice))"
)
_DOMAIN = re.compile(r"\w\.(?:com|org|net|io|de|fr|nl|es|pt|it|co|ai|uk|eu)\b")
_NO_NAMES = frozenset(
    (
        "II",
        "III",
        "IV",
        "IT",
        "HR",
        "UX",
        "UI",
        "QA",
        "SAP",
        "AI",
        "ML",
        "PR",
        "CEO",
        "CTO",
        "CFO",
        "COO",
        "VP",
        "R&D",
        "BI",
    )
)
_PLACE_WORDS = 8
_STATE_CODE = re.compile(r",\s*[A-Z]{2}$")
_WORKPLACE = re.compile(
    r"(?:fully |full |100 ?% |\()?(?:remote|hybrid|on-?site|home ?office|teletravail|remoto|remota|hibrido|thuis|op "
    r"afstand|"
    r"mobiles arbeiten|a distance|a distancia|worldwide|various(?: locations)?)(?![a-z])"
)


def position_likelihood(text: str) -> float:
    """From -2 (surely an organisation) to 2 (surely a position); 0 says nothing."""
    role, organisation = role_evidence(text), organisation_evidence(text)
    score = min(role, 1.5) - (0.6 if role else 1.0) * min(organisation, 1.0)
    return max(-2.0, min(2.0, score))


def role_evidence(text: str) -> float:
    """0 for no word of a position, more for each sign of one, up to 3; the first and the last word weigh most."""
    folded = fold(text).lower()
    listed = _listed_words(_QUALIFIED.split(folded)[0])
    words = _words(folded)
    score = 0.0
    if any(map(_is_role, words)):
        score = 1.5 if listed and (_is_role(listed[-1]) or _is_role(listed[0])) else 1.0
    if not LEAVE_WORDS.isdisjoint(words):
        score += 1.0
    if not _RANKS.isdisjoint(words):
        score += 0.5
    if _GENDERS.search(folded):
        score += 1.0
    if not score and listed and any(word.endswith(_AGENTS) and len(word) > 5 for word in (listed[0], listed[-1])):
        score = 0.4
    return min(score, 3.0)


def organisation_evidence(text: str) -> float:
    """0 for no word of an organisation, more for each sign of one, up to 3."""
    folded = fold(text).lower()
    listed = _listed_words(folded)
    score = 0.0
    before = [word for word in listed[:-1] if word not in FIELD_WORDS]
    if any(map(_is_organisation, [*before, *listed[-1:]])):
        first = before[:1] == listed[:1] and _is_organisation(listed[0])
        score = 1.5 if first or _is_organisation(listed[-1]) else 1.0
        if _is_role(listed[-1]) and not _is_organisation(listed[-1]):
            score *= 0.4
    if _LEGAL_FORM.search(folded):
        score += 1.5
    if _SELF_EMPLOYED.match(folded):
        score += 1.5
    if not score:
        capitals = [word for word in re.findall(r"\b[A-Z][A-Z&]{1,6}\b", text) if word not in _NO_NAMES]
        score = 0.4 * (bool(capitals) or "&" in text or text[:1].isdigit() or bool(_DOMAIN.search(folded)))
    return min(score, 3.0)


def place_evidence(text: str) -> float:
    """2 for a known place or way of working, about 0.5 for what has a place's form, below 0 for anything else."""
    stripped = text.strip(" ()[],;")
    folded = fold(stripped).lower()
    if _WORKPLACE.match(folded):
        return 2.0
    parts = [part.strip() for part in re.split(r"[,/(]| – | - ", folded.rstrip(")")) if part.strip()]
    if not parts or len(folded.split()) > _PLACE_WORDS:
        return -1.5
    known = sum(part in PLACES or part.upper() in REGION_CODES for part in parts)
    if known == len(parts) or (len(parts) > 1 and parts[-1] in COUNTRIES) or (known and _WORKPLACE.match(parts[-1])):
        return 2.0
    if not looks_like_place(stripped):
        return -1.5
    code = _STATE_CODE.search(stripped)
    if code and code[0].strip(", ") in REGION_CODES:
        return 2.0
    return 0.9 if known else 0.4 if len(stripped.split()) <= 3 else 0.0


def _listed_words(folded: str) -> list[str]:
    return [word.strip(".'-") or word for word in _WORD.findall(folded)]


def _is_role(word: str) -> bool:
    if word in ROLE_WORDS or word.endswith(ROLE_ENDINGS):
        return True
    parts = word.split("-") if "-" in word else ()
    return any(part in ROLE_WORDS for part in parts) or (word.endswith("s") and word[:-1] in ROLE_WORDS)


def _is_organisation(word: str) -> bool:
    return word in ORGANISATION_WORDS or (len(word) > 6 and word.endswith(ORGANISATION_ENDINGS))


def school_likelihood(text: str) -> float:
    """1 for a text with a school's word in it, -1 for one that opens with a degree, 0 otherwise."""
    folded = fold(text)
    if looks_like_degree(text):
        return -1.0
    words = _words(folded)
    is_school = not SCHOOL_WORDS.isdisjoint(words) or any(word.endswith(SCHOOL_ENDINGS) for word in words)
    return 1.0 if is_school else 0.0


def split_study(text: str) -> tuple[str | None, str | None]:
    """A degree line as (study type, area): "BSc Computing Science" → ("BSc", "Computing Science").

    Both parts are text of the line. A line that opens with no known degree is an area alone.
    """
    stripped = " ".join(text.split()).strip(" ,;")
    match = _degree(stripped)
    if not match:
        return None, stripped or None
    end = match.end("type")
    area = stripped[end:]
    joiner = _JOINER.match(area)
    area = (area[joiner.end() :] if joiner else area).strip(" ,;:–—-")
    if area.startswith("(") and area.endswith(")"):
        area = area[1:-1].strip()
    return stripped[:end].strip(), area or None


def looks_like_degree(text: str) -> bool:
    """Whether the text opens with a degree ("MSc …", "Bachelor of …")."""
    return _degree(text.strip()) is not None


def _words(folded: str) -> set[str]:
    """The words of a folded text, hyphenated ones also in parts, plurals also without their s."""
    whole = {word.strip(".'-") for word in _WORD.findall(folded)}
    whole |= {part for word in whole if "-" in word for part in word.split("-")}
    return whole | {word[:-1] for word in whole if word.endswith("s")}


def _degree(text: str) -> re.Match[str] | None:
    """The degree that a text opens with; "Be" and "Me" are words, "BE" and "ME" are degrees."""
    match = _STUDY.match(fold(text).lower())
    written = text[: match.end("type")] if match else ""
    return match if len(written) > 2 or written.isupper() else None


def looks_like_place(text: str) -> bool:
    """Whether the text could be a place: a few capitalised words ("City, Region") or a way of working ("Remote")."""
    stripped = text.strip()
    folded = fold(stripped)
    if _WORKPLACE.match(folded):
        return True
    if not _PLACE.fullmatch(stripped) or len(stripped.split()) > 6:
        return False
    if not all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in re.findall(r"[^\W\d_]+", stripped)):
        return False
    words = _words(folded)
    if not ROLE_WORDS.isdisjoint(words) or looks_like_degree(stripped):
        return False
    has_state = stripped.count(",") == 1 and bool(_STATE_CODE.search(stripped))
    return has_state or ORGANISATION_WORDS.isdisjoint(words)
