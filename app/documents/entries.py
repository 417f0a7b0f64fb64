"""Telling a position from an employer, a degree from a school, and a place from both, in plain text."""

import re
from functools import lru_cache

from app.documents.country_codes import REGION_CODES
from app.documents.degree_names import STUDY
from app.documents.entry_departments import DEPARTMENTS
from app.documents.entry_forms import (
    AGENTS,
    DOMAIN,
    FEMININE,
    GENDERS,
    LEGAL_FORM,
    NO_NAMES,
    RANKS,
    SAINTS,
    SELF_EMPLOYED,
)
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

_WORD = re.compile(r"[^\W\d_][\w.'-]*")
_JOINER = re.compile(
    r"\s*(?:[,:–—-]\s+|(?:in|of|im fach|in der|im bereich|im|zur|zum|als|en|em|de|der|des|der fachrichtung)\s+)?",
    re.IGNORECASE,
)
# "Ausbildung zum Bäcker", "Promotion zum Dr. med.": what one becomes belongs to the name of the study.
_NAMED_AFTER = re.compile(r"\s+(?:zum|zur|als)\s+")
_PLACE = re.compile(r"[^\W\d_][^\d,;:|@]{1,40}(?:,\s*[^\W\d_][^\d,;:|@]{1,40}){0,2}")
_SMALL = (
    "de la el am an der den do da di sur of upon s y le l d les lez en sous aux au du des van op aan bij ob in im "
    "dos das e i und and et los las del della ten ter na nad pod t"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_HEAD = re.compile(r"[^,(]{3,}(?=,\s|\s\()")
_QUALIFIED = re.compile(r"\s*[,(/|]|\s+(?:of|for|at|in|de|du|da|do|des|fur|bei|voor|van|en)\s")
# "Saint-Priest" is a town and no priest.
_SHORT = 5
# Words of one document come again and again.
_REMEMBERED = 4096
# Organisations' words that name sites of towns as well: "Easton Town Center", "Stockport Market".
_SITES = frozenset(
    [
        "centre",
        "center",
        "market",
        "park",
        "airport",
        "harbour",
        "harbor",
        "campus",
        "square",
        "mall",
        "plaza",
        "docks",
        "station",
        "port",
    ]
)
_PLACE_WORDS = 8
_DISTRICT_AND_TOWN = 2
_DISTRICT = re.compile(r"[^\W\d_]{3}[^.]{0,30}")
# "Institute of American Indian Arts": in English no physician, as "arts" is in Dutch.
_ARTS = re.compile(r"(?<= of )(?:[^,(]* )?arts\b|(?<=fine )arts\b|(?<=liberal )arts\b")
# "Dorchester" is no orchestra.
_TOWN_ENDINGS = ("dorchester", "porchester")
_REGION_ENDINGS = (" county", " province", " oblast", " governorate", " prefecture", " parish")
# A department or district behind a town: "Saint-Étienne (42)", "Landsberg (Saalekreis)".
_BESIDE_PLACE = re.compile(r"(?<=[^\W\d_])\s+\((?:\d{1,3}[ab]?|[^\W\d_][^\d()]{1,30})\)?$", re.IGNORECASE)
# "Ennis, Co. Clare" is in a county and no company.
_COUNTY = re.compile(r"(?:^|(?<=, ))co\.? (?=[^\W\d_]{3})")
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
    words = _words(_ARTS.sub("", folded))
    score = 0.0
    plurals = {word[:-1] for word in words if _are_roles(word)}
    if any(_is_role(word) for word in words - plurals):
        score = 1.5 if listed and (_is_role(listed[-1]) or _is_role(listed[0])) else 1.0
    if not LEAVE_WORDS.isdisjoint(words):
        score += 1.0
    if not RANKS.isdisjoint(words):
        score += 0.5
    if GENDERS.search(folded):
        score += 1.0
    if not score and plurals:
        score = 0.3
    if not score and any(map(_ends_like_role, (*listed[:1], *listed[-1:]))):
        score = 0.4
    return min(score, 3.0)


def organisation_evidence(text: str) -> float:
    """0 for no word of an organisation, more for each sign of one, up to 3.

    The words before a comma or a bracket may say more than the whole: "Kenyatta National Hospital, Labour Ward".
    """
    head = _HEAD.match(text)
    found = _organisation_evidence(text)
    return max(found, _organisation_evidence(head[0])) if head else found


def _organisation_evidence(text: str) -> float:
    folded = _COUNTY.sub("", fold(text).lower())
    listed = _listed_words(folded)
    score = 0.0
    before = [word for word in listed[:-1] if word not in FIELD_WORDS]
    if any(map(_is_organisation, [*before, *listed[-1:]])):
        first = before[:1] == listed[:1] and _is_organisation(listed[0])
        score = 1.5 if first or _is_organisation(listed[-1]) else 1.0
        if _is_role(listed[-1]) and not _is_organisation(listed[-1]):
            score *= 0.4
    if LEGAL_FORM.search(folded):
        score += 1.5
    if SELF_EMPLOYED.match(folded):
        score += 1.5
    if not score:
        capitals = [word for word in re.findall(r"\b[A-Z][A-Z&]{1,6}\b", text) if word not in NO_NAMES]
        score = 0.4 * (bool(capitals) or "&" in text or text[:1].isdigit() or bool(DOMAIN.search(folded)))
    return min(score, 3.0)


def ends_in_legal_form(text: str) -> bool:
    """Whether the last word is a legal form ("… Steel Ltd.")."""
    folded = fold(text.rstrip()).lower()
    return any(match.end() >= len(folded.rstrip(".")) for match in LEGAL_FORM.finditer(folded))


def place_evidence(text: str) -> float:
    """2 for a known place or way of working, about 0.5 for what has a place's form, below 0 for anything else."""
    stripped = _BESIDE_PLACE.sub("", text.strip(" ()[],;"))
    folded = fold(stripped).lower()
    if _WORKPLACE.match(folded):
        return 2.0
    parts = [part.strip() for part in re.split(r"[,/(]| – | - ", folded.rstrip(")")) if part.strip()]
    if not parts or len(folded.split()) > _PLACE_WORDS:
        return -1.5
    known = sum(part in PLACES or part.upper() in REGION_CODES or part.endswith(_REGION_ENDINGS) for part in parts)
    if known == len(parts) or (len(parts) > 1 and parts[-1] in COUNTRIES) or (known and _WORKPLACE.match(parts[-1])):
        return 2.0
    if not looks_like_place(stripped) or not DEPARTMENTS.isdisjoint(_listed_words(folded)):
        return -1.5
    code = _STATE_CODE.search(stripped)
    if code and code[0].strip(", ") in REGION_CODES:
        return 2.0
    if known and len(parts) == _DISTRICT_AND_TOWN and parts[-1] in PLACES and _is_district(stripped):
        return 1.9
    return 0.9 if known else 0.4 if len(stripped.split()) <= 3 else 0.0


def is_region(text: str) -> bool:
    """Whether a text is the code of a state or the name of a county alone, in which a town would have to be named."""
    bare = text.strip(" ()[],;")
    return bare in REGION_CODES or (bare.lower().endswith(_REGION_ENDINGS) and "," not in bare)


def names_site(text: str) -> bool:
    """Whether a text has the form of a place and an organisation's words only for a site: "Easton Town Center"."""
    named = {word for word in _listed_words(fold(text).lower()) if _is_organisation(word)}
    return bool(named) and named <= _SITES and looks_like_place(text)


def _is_district(text: str) -> bool:
    """Whether what stands before the comma could be a part of the town behind it: no initials, no "Klinik II"."""
    district = re.split(r"[,/(]| – | - ", text)[0].strip()
    return bool(_DISTRICT.fullmatch(district)) and not district.split()[-1].isupper()


def _listed_words(folded: str) -> list[str]:
    return [word.strip(".'-") or word for word in _WORD.findall(_ARTS.sub("", folded))]


@lru_cache(_REMEMBERED)
def _is_role(word: str) -> bool:
    if word in ROLE_WORDS or word.endswith(ROLE_ENDINGS):
        return True
    if len(word) > _SHORT and any(
        word.endswith(end) and word[: -len(end)] + own in ROLE_WORDS for end, own in FEMININE
    ):
        return True
    parts = word.split("-") if "-" in word and not word.startswith(SAINTS) else ()
    return any(part in ROLE_WORDS for part in parts)


def _ends_like_role(word: str) -> bool:
    return word.endswith(AGENTS) and len(word) > _SHORT and not _is_organisation(word)


def _are_roles(word: str) -> bool:
    """Whether the word is a position's in the plural, as more organisations than positions are called."""
    return word.endswith("s") and word[:-1] in ROLE_WORDS and word not in ROLE_WORDS


@lru_cache(_REMEMBERED)
def _is_organisation(word: str) -> bool:
    return word in ORGANISATION_WORDS or (
        len(word) > 6 and word.endswith(ORGANISATION_ENDINGS) and not word.endswith(_TOWN_ENDINGS)
    )


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
    if _NAMED_AFTER.match(stripped, end):
        return stripped, None
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
    whole |= {part for word in whole if "-" in word and not word.startswith(SAINTS) for part in word.split("-")}
    return whole | {word[:-1] for word in whole if word.endswith("s")}


def _degree(text: str) -> re.Match[str] | None:
    """The degree that a text opens with; "Be" and "Me" are words, "BE" and "ME" are degrees."""
    match = STUDY.match(fold(text).lower())
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
    words = _words(_COUNTY.sub("", folded.lower())) - _SITES
    if not ROLE_WORDS.isdisjoint(words) or looks_like_degree(stripped):
        return False
    has_state = stripped.count(",") == 1 and bool(_STATE_CODE.search(stripped))
    return has_state or ORGANISATION_WORDS.isdisjoint(words)
