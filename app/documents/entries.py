"""Telling a position from an employer, a degree from a school, and a place from both, in plain text."""

import re

from app.documents.folding import fold

_ROLES = (
    "engineer|developer|programmer|architect|manager|director|head|lead|leader|analyst|scientist|researcher|assistant|associate|"
    "consultant|designer|administrator|admin|officer|specialist|coordinator|intern|internship|trainee|apprentice|"
    "student|fellow|lecturer|professor|teacher|tutor|instructor|nurse|doctor|physician|accountant|auditor|clerk|"
    "technician|operator|supervisor|president|founder|co-founder|cofounder|partner|ceo|cto|cfo|coo|cio|vp|owner|editor|"
    "writer|author|journalist|translator|salesperson|representative|agent|advisor|adviser|counselor|attorney|lawyer|"
    "paralegal|chef|cook|barista|waiter|waitress|cashier|driver|mechanic|electrician|plumber|carpenter|recruiter|"
    "planner|buyer|strategist|producer|photographer|artist|musician|freelancer|contractor|volunteer|mentor|coach|"
    "postdoc|tester|sre|devops|staff|principal|chair|member|treasurer|secretary|pharmacist|therapist|librarian|"
    "entwickler|entwicklerin|ingenieur|ingenieurin|leiter|leiterin|mitarbeiter|mitarbeiterin|werkstudent|werkstudentin|"
    "praktikant|praktikantin|berater|beraterin|sachbearbeiter|sachbearbeiterin|assistent|assistentin|referent|"
    "auszubildende|auszubildender|geschaftsfuhrer|verkaufer|lehrer|lehrerin|krankenpfleger|"
    "ingenieure|developpeur|developpeuse|responsable|stagiaire|chef|cheffe|charge|chargee|technicien|technicienne|"
    "consultante|directeur|directrice|enseignant|professeur|vendeur|alternant|"
    "ingeniero|ingeniera|desarrollador|desarrolladora|gerente|becario|becaria|profesor|profesora|tecnico|tecnica|jefe|"
    "analista|director|directora|practicante|"
    "ontwikkelaar|medewerker|stagiair|adviseur|docent|verpleegkundige|programmeur|beheerder|onderzoeker|"
    "engenheiro|engenheira|desenvolvedor|desenvolvedora|estagiario|estagiaria|professora|coordenador|coordenadora|"
    "sviluppatore|ingegnere|tirocinante|responsabile"
)
_ROLE_SUFFIXES = (
    "entwickler",
    "ingenieur",
    "leiter",
    "leiterin",
    "berater",
    "ontwikkelaar",
    "medewerker",
    "manager",
)
_ORGANISATIONS = (
    "university|universitat|universite|universidad|universidade|universiteit|universita|college|school|institute|institut|"
    "instituto|academy|hochschule|fachhochschule|gymnasium|lyceum|polytechnic|inc|llc|ltd|limited|gmbh|ag|corp|corporation|"
    "company|co|plc|bv|b.v|nv|s.a|sa|sas|sarl|srl|spa|kg|oy|ab|aps|group|holding|holdings|bank|hospital|clinic|klinikum|"
    "foundation|stiftung|ministry|ministerium|department|agency|labs|lab|laboratory|laboratories|studio|studios|systems|"
    "technologies|solutions|software|partners|association|society|council|museum|library|church|ngo|consulting|"
    "services|industries|networks|media|ecole|faculte|escuela|facultad|escola|scuola|politecnico|tu|eth|mit|epfl|"
    "ucla|nasa|cern|google|microsoft|amazon|apple|meta|facebook|ibm|intel|siemens|sap|netflix|nvidia|oracle|deloitte|"
    "accenture|kpmg|ey|pwc|capgemini|mcdonald's|restaurant|cafe|shop|store|hotel|airlines|airways|bakery|pharmacy|startup"
)
_SCHOOLS = (
    "university|universitat|universite|universidad|universidade|universiteit|universita|college|school|institute|institut|"
    "instituto|academy|hochschule|fachhochschule|gymnasium|lyceum|lycee|polytechnic|ecole|faculte|escuela|facultad|"
    "escola|scuola|politecnico|politecnica|tu|eth|mit|epfl|ucla|akademie|bootcamp|conservatory|seminary|kolleg|"
    "berufsschule|realschule|colegio|colegium|collegium|iit|nit|hogeschool|liceo"
)
_ROLE_WORDS = frozenset(_ROLES.split("|"))
_ORGANISATION_WORDS = frozenset(_ORGANISATIONS.split("|"))
_SCHOOL_WORDS = frozenset(_SCHOOLS.split("|"))
_SCHOOL_SUFFIXES = ("universitat", "hochschule", "gymnasium", "schule")
_RANKS = frozenset(("senior", "junior", "sr", "jr", "lead", "chief", "deputy", "vice", "undergraduate", "graduate"))
_WORD = re.compile(r"[a-z][a-z.'-]*")
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
    r"b\.? ?com\.?|bba|bfa|mfa|mph|mres|msci|meng|a\.? ?a\.?(?: ?s\.?)?|abitur|vwo|havo|hbo|mbo|baccalaureat|bac|gcse|"
    r"ged|a-levels?|high school diploma|dipl\.(?:-ing\.|-inf\.)?|dut|bts|minor|certificate|postgraduate diploma|"
    r"promotion|staatsexamen|ingenieur|engineer's degree)(?: \(hons?\.?\)| hons)?)(?![a-z])",
)
_JOINER = re.compile(r"\s*(?:[,:–—-]\s+|(?:in|of|im fach|in der|en|em|de|der|des|der fachrichtung)\s+)?", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_][^\d,;:|@]{1,40}(?:,\s*[^\W\d_][^\d,;:|@]{1,40}){0,2}")
_SMALL_WORDS = frozenset(
    ("de", "la", "el", "am", "an", "der", "den", "do", "da", "di", "sur", "of", "upon", "s", "y", "le")
)
_STATE_CODE = re.compile(r",\s*[A-Z]{2}$")
_WORKPLACE = re.compile(r"(?:fully )?(?:remote|hybrid|on-?site|home ?office|teletravail|remoto|thuis)(?![a-z])")


def position_likelihood(text: str) -> float:
    """From -2 (surely an organisation) to 2 (surely a position); 0 says nothing."""
    folded = fold(text)
    words = _words(folded)
    has_role = not _ROLE_WORDS.isdisjoint(words) or any(word.endswith(_ROLE_SUFFIXES) for word in words)
    score = 1.0 if has_role else 0.0
    if not _RANKS.isdisjoint(words):
        score += 0.5
    if re.search(r"\((?:m/w/d|w/m/d|m/f/d|m/v|f/m/d|h/f|f/h|m/w|gn)\)", folded):
        score += 1.0
    if not _ORGANISATION_WORDS.isdisjoint(words):
        score -= 0.6 if has_role else 1.0
    return max(-2.0, min(2.0, score))


def split_position_employer(first: str, second: str) -> tuple[str, str]:
    """Which of two texts is the position: returns (position, employer).

    "Texas A&M University", "Research Assistant" → ("Research Assistant", "Texas A&M University"). With nothing to
    tell them apart, the first is taken for the position.
    """
    if position_likelihood(second) > position_likelihood(first):
        return second, first
    return first, second


def school_likelihood(text: str) -> float:
    """1 for a text with a school's word in it, -1 for one that opens with a degree, 0 otherwise."""
    folded = fold(text)
    if looks_like_degree(text):
        return -1.0
    words = _words(folded)
    is_school = not _SCHOOL_WORDS.isdisjoint(words) or any(word.endswith(_SCHOOL_SUFFIXES) for word in words)
    return 1.0 if is_school else 0.0


def split_school_study(first: str, second: str) -> tuple[str, str]:
    """Which of two texts is the school: returns (institution, study); the first when nothing tells."""
    if school_likelihood(second) > school_likelihood(first):
        return second, first
    return first, second


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
    match = _STUDY.match(fold(text))
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
    if not _ROLE_WORDS.isdisjoint(words) or looks_like_degree(stripped):
        return False
    has_state = stripped.count(",") == 1 and bool(_STATE_CODE.search(stripped))
    return has_state or _ORGANISATION_WORDS.isdisjoint(words)
