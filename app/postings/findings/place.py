"""Where the work is done: places, and how much of it at home."""

import re
from collections.abc import Iterator, Sequence

from app.documents.terms.tokens import fold_in_place
from app.postings.analysis import Finding
from app.postings.findings.passages import Passage, Source

REMOTE_LABELS = {"remote": "Remote", "hybrid": "Partly from home", "office": "On site"}
_NEGATED = re.compile(r"\b(?:no|not|non|kein\w*|nicht|pas de|sans|sin|geen|sem|nao|never|without)\W+(?:\w+\W+){0,2}$")
_NOT_POSSIBLE = re.compile(
    r"^\W*(?:\w+\W+){0,3}(?:not possible|is not|isn't|not available|nicht moglich|impossible|pas possible|"
    r"no es posible|niet mogelijk|nao e possivel)"
)
_HYBRID = re.compile(
    r"\bhybrid\w*|\bhybride\b|(?:partly|partially|teilweise|partiel\w*|parcial\w*|gedeeltelijk) (?:remote|"
    r"from home|homeoffice|mobil\w*|teletravail|teletrabajo|thuis)|(?:\w+|\d)[ -](?:days?|tage?|jours?|dias?|"
    r"dagen?) (?:a week |per week |pro woche |par semaine |a la semana |por semana )?(?:in|at|im|am|au|en|na|no|op) "
    r"(?:the |our |unserem |het |la |o )?(?:office|buro|bureau|oficina|kantoor|escritorio|site)|"
    r"(?:homeoffice|home office|teletravail|teletrabajo|thuiswerken|mobiles arbeiten|work from home|remote)"
    r"[^.;,]{0,20}?(?:\d|one|two|three|ein|zwei"
    r"|drei|un|deux|trois|dos|tres|een|twee|drie)[ -](?:days?|tage?|jours?|dias?|dagen)|(?:\d|one|two|three|zwei|"
    r"drei|deux|trois|dos|tres|twee|drie)[ -](?:days?|tage|jours|dias|dagen)[^.;,]{0,20}?(?:from home|homeoffice|"
    r"home office|teletravail|teletrabajo|thuiswerk\w*|remote)"
)
_HOME = re.compile(r"homeoffice|home office|home-office|mobiles arbeiten|teletravail|teletrabajo|teletrabalho|"
                   r"thuiswerken|thuis werken|work(?:ing)? from home")  # fmt: skip
_REMOTE = re.compile(
    r"(?:fully|100 ?%|completely|entirely|vollstandig|full) ?-?remote|remote[- ](?:first|only)|\bremote\b(?! (?:team|"
    r"sensing|control|desktop|support|access|monitoring|site|patient|server|area|communit|hand|diagnos|village))|"
    r"100 ?% (?:homeoffice|home office|teletravail|teletrabajo|thuis)|work from anywhere|ortsunabhangig|"
    r"full remote|a distancia|remoto\b|remota\b"
)
_OFFICE = re.compile(
    r"on-?site\b|in person\b|office[- ]based|vor ort\b|sur site\b|presencial\b|op locatie\b|in-office\b|"
    r"remote (?:work )?(?:is )?not (?:possible|available)"
)
_LABEL = re.compile(
    r"^(?:job |work |primary |office )?(?:location|locations|based in|place of work|standort|arbeitsort|einsatzort|ort|"
    r"lieu(?: de travail)?|localisation|ubicacion|lugar(?: de trabajo)?|localidad|locatie|standplaats|werklocatie|"
    r"local(?: de trabalho)?|localizacao)\s*[:：]\s*"
)
_NAME = r"(?:[A-ZÄÖÜÉÀÂÎØÅ][\w'’.-]+|'s-[\w-]+)(?:[ -](?:[A-ZÄÖÜÉ][\w'’.-]+|am|an der|upon|sur|de|la|der|del|le))*"
_BASED = re.compile(
    rf"\b(?:(?:based|located|work|working|position|role|office|offices|job|join us) (?:is )?(?:in|at|near)|"
    rf"(?:our|the|unserem?|notre|nuestra|ons|onze) (?:(?P<city>{_NAME}) )?(?:office|offices|site|studio|campus|plant)"
    rf"(?: in)?|[Ss]tandort(?: in)?|(?:travel|reisen) to|am Standort|poste bas[ée] à|basado en|gevestigd in) "
    rf"(?P<place>{_NAME}(?:, {_NAME})?)"
)
_TRAVEL = re.compile(r"^(?:travel|reisen) to")
_NOT_A_PLACE = re.compile(
    r"full|part[- ]?time|permanent|temporary|fixed|hours?\b|\d|[£$€%]|remote|hybrid|vollzeit|teilzeit|\bcd[id]\b|"
    r"salary|gmbh|\bltd\b|limited|\bplc\b|\binc\b|\bllc\b|days?\b|homeoffice|voltijd|m/w|h/f|f/m|ab sofort|immediate"
)
_SPLIT = re.compile(r"\s+[·•|]\s+|\s+[-–—]\s+|,\s+|\s*[()]\s*")
_LONGEST = 60


def find_places(source: Source) -> tuple[Finding, ...]:
    """Labelled places first, then those of the head, then those of the text; each once."""
    found: dict[str, Finding] = {}
    for place in (*_labelled(source), *_in_head(source), *_in_text(source.passages)):
        found.setdefault(place.text.casefold(), place)
    return tuple(found.values())[:4]


def find_remote(passages: Sequence[Passage]) -> Finding | None:
    """How much is done from home: the most precise of what is said."""
    said = [passage for passage in passages if passage.part not in ("about", "heading")]
    ways: tuple[tuple[str, re.Pattern[str]], ...] = (
        ("office", re.compile(r"(?:remote|homeoffice|home office|teletravail|teletrabajo|thuiswerken)")),
        ("hybrid", _HYBRID),
        ("remote", _REMOTE),
        ("hybrid", _HOME),
        ("office", _OFFICE),
    )
    for at, (name, pattern) in enumerate(ways):
        for passage in said:
            match = pattern.search(passage.folded)
            if match is None:
                continue
            refused = bool(
                _NEGATED.search(passage.folded[: match.start()]) or _NOT_POSSIBLE.match(passage.folded[match.end() :])
            )
            if refused == (at == 0):
                return passage.finding(REMOTE_LABELS[name], name)
    return None


def _labelled(source: Source) -> Iterator[Finding]:
    """What stands after "Location:", which a passage may begin with or follow."""
    for passage in source.passages:
        before = source.text[source.text.rfind("\n", 0, passage.start) + 1 : passage.start]
        label = _LABEL.match(fold_in_place(before) + passage.folded)
        at = label.end() - len(before) if label else -1
        if at >= 0 and len(passage.text) - at > 1:
            yield passage.finding(passage.text[at : at + 120].strip().rstrip("."))


def _in_head(source: Source) -> Iterator[Finding]:
    """What stands after the employer's name: "Kesselwerk GmbH, Stuttgart"."""
    company = source.posting.company
    for passage in source.passages[:4]:
        at = passage.text.find(company) if company else -1
        is_head = passage.part == "head" or (passage.part == "intro" and len(passage.text) < 80)
        if at < 0 or not is_head:
            continue
        rest = passage.text[at + len(company) :]
        parts = [part.strip(" .") for part in _SPLIT.split(rest)]
        names = [part for part in parts if part and len(part) <= _LONGEST and not _NOT_A_PLACE.search(part.casefold())]
        places = [name for name in names if re.fullmatch(_NAME, name)]
        if places:
            yield passage.finding(", ".join(places[:3]))
    yield from _beside_working_time(source)


def _beside_working_time(source: Source) -> Iterator[Finding]:
    """A head's line such as "Full-time, Dublin"."""
    for passage in source.passages[:5]:
        if passage.part != "head" or not re.match(r"full|part|vollzeit|teilzeit|remote|hybrid", passage.folded):
            continue
        parts = [part.strip(" .") for part in _SPLIT.split(passage.text)[1:]]
        places = [part for part in parts if re.fullmatch(_NAME, part) and not _NOT_A_PLACE.search(part.casefold())]
        if places:
            yield passage.finding(", ".join(places[:3]))


def _in_text(passages: Sequence[Passage]) -> Iterator[Finding]:
    for passage in passages:
        if passage.part == "heading":
            continue
        for match in _BASED.finditer(passage.text):
            if not _TRAVEL.match(match[0]):
                yield passage.finding(match["place"].rstrip("."))
