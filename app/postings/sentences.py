"""A posting taken apart: its head (title, company) and its sentences, each with what its heading makes of it."""

import re
from itertools import pairwise
from typing import NamedTuple

from app.postings.headings import BULLET, Part, heading_of, inline_heading_of, standing_heading_of

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-ÖØ-Þ¿¡\d\"“(])")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|incl|etc|approx|z\.B|bzw|u\.a|ca|p\.ex|bijv|o\.a|Dr|Mr|Ms|St|No|Nr|min)\.$", re.IGNORECASE
)
_DAY = re.compile(r"\b\d{1,2}\.$")
_MONTH = re.compile(r"Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez")
_EMPLOYMENT = re.compile(
    r"\s*[(\[]\s*(?:[mwfdxhv]\s*/\s*)+[mwfdxhv]\s*[)\]]"
    r"|\s*[-–,|·(]\s*(?:full[- ]?time|part[- ]?time|fixed[- ]term|permanent|temporary|contract|remote"
    r"|hybrid|vollzeit|teilzeit|cdi|cdd)\b.*$",
    re.IGNORECASE,
)
_WORKING_TIME = re.compile(
    r"(?:full|part)[- ]?time|permanent|temporary|fixed[- ]term|remote|hybrid|vollzeit|teilzeit"
    r"|cdi\b|cdd\b|location\b|salary\b|(?:up to |from |bis zu |ab )?(?:[£$€]|EUR|GBP|USD|CHF) ?\d",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"^(?:job title|title|position|role|stelle|poste|functie|puesto|vacature)\s*:\s*", re.IGNORECASE
)
_LEGAL = re.compile(
    r"(?<!\w)(?:[A-ZÄÖÜÉ][\w&'’.-]{0,40}\s{1,3}){1,4}"
    r"(?:GmbH(?: & Co\. KG)?|AG|KG|SE|Ltd|Limited|PLC|plc|Inc|LLC|SARL|SAS"
    r"|B\.?V\.?|S\.?A\.?|S\.?L\.?)(?!\w)"
)
_ARTICLE = re.compile(r"^(?:The|Die|Der|Das|La|Le|De|El|Bei|At)\s+")
_HIRING = re.compile(
    r"(?:looking for|seeking|hiring|searching for|suchen wir|suchen|recherch\w+|cherch\w+|zoeken|zoekt|buscamos|busca)"
    r"\s+(?:an?|our next|our first|einen?|eine[nr]?|une?|een|una?|ab sofort eine[n]?)\s+([^.,;:\n]{3,60})",
    re.IGNORECASE,
)


_LONGEST_SENTENCE = 1_200
_LIST_SHARE = 0.6
_NARROW = 50
_LONG = 120


class Sentence(NamedTuple):
    """A sentence or bullet at `[start, end)` of the posting. `bullet` numbers the bullet or paragraph it is in."""

    part: Part
    text: str
    start: int
    end: int
    unit: int
    listed: bool


class Posting(NamedTuple):
    """`sentences` in the order of the text; `headed` when some heading names requirements or nice-to-haves."""

    title: str
    company: str
    title_end: int
    sentences: list[Sentence]
    headed: bool


class _Unit(NamedTuple):
    part: Part
    start: int
    end: int
    listed: bool


def read_posting(text: str, title: str = "", company: str = "") -> Posting:
    """Take a posting apart; a `title` or `company` that is known already is kept."""
    lines = _lines(text)
    head_title, head_company, body = _head(lines)
    units, headed = _units(lines[body:])
    sentences = [sentence for number, unit in enumerate(units) for sentence in _sentences(text, unit, number)]
    if not (title or head_title):
        hiring = _HIRING.search(text)
        head_title = _EMPLOYMENT.sub("", hiring[1]).strip() if hiring else ""
    if not (company or head_company):
        legal = _LEGAL.search(text)
        head_company = _ARTICLE.sub("", legal[0]).strip() if legal else ""
    title_end = lines[0][1] if head_title and body and lines else 0
    return Posting(title or head_title, company or head_company, title_end, sentences, headed)


def _lines(text: str) -> list[tuple[int, int, str]]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((start, start + len(line.rstrip()), line.rstrip()))
        start += len(line)
    while lines and not lines[0][2].strip():
        lines.pop(0)
    return lines


def _head(lines: list[tuple[int, int, str]]) -> tuple[str, str, int]:
    """Title, company and how many lines they take: short lines before the first blank one, without a full stop."""
    head: list[str] = []
    for _, _, line in lines[:4]:
        plain = line.strip().lstrip("# ").strip("*")
        if not plain or len(plain) > 110 or plain.endswith((".", ":", "!")) or BULLET.match(line) or heading_of(line):
            break
        head.append(plain)
    if not head:
        return "", "", 0
    title = _EMPLOYMENT.sub("", _TITLE_LABEL.sub("", head[0])).strip(" ,-–")
    named = next((line for line in head[1:] if not _WORKING_TIME.match(line)), "")
    company = re.split(r"\s+[·|–-]\s+|,", named)[0].strip()
    at = re.search(r"\s+(?:at|bei|chez|bij|@)\s+(\S[^,|·]*)$", title)
    if at and not company:
        return title[: at.start()], at[1].strip(), len(head)
    return title, company, len(head)


def _units(lines: list[tuple[int, int, str]]) -> tuple[list[_Unit], bool]:
    units: list[_Unit] = []
    part: Part = "intro"
    standing: Part = part
    open_unit = headed = bulleted = False
    items = _items(lines)
    for at, (start, end, line) in enumerate(lines):
        bullet = BULLET.match(line)
        if not line.strip():
            open_unit, part = False, standing
            continue
        heading = None if bullet else heading_of(line) or _standing(lines, at, standing)
        if heading is None and not bullet and line.rstrip().endswith(":") and len(line) < 60:
            heading = part
        if heading:
            part = standing = heading
            open_unit, bulleted, headed = False, False, headed or heading in ("required", "nice")
            continue
        inline = inline_heading_of(line)
        if inline:
            headed = headed or inline[0] in ("required", "nice")
            units.append(_Unit(inline[0], start + inline[1], end, True))
            part, open_unit = (part if bullet else inline[0]), True
            # "Location: Ghent" speaks for its own lines; "Nice to have: Go" may begin what follows as well.
            standing = standing if part == "offer" else part
        elif bullet:
            units.append(_Unit(part, start + bullet.end(), end, True))
            open_unit = bulleted = True
        elif start in items and not ((bulleted or len(line) > _LONG) and _is_prose(line)):
            units.append(_Unit(part, start, end, True))
            open_unit = True
        elif open_unit and (line[0].isspace() or not units[-1].listed or line.strip()[0].islower()):
            units[-1] = units[-1]._replace(end=end)
        else:
            if units and units[-1].listed and _is_prose(line) and part in ("required", "nice"):
                part = standing = "intro"
            units.append(_Unit(part, start, end, False))
            open_unit = True
    return units, headed


def _is_prose(line: str) -> bool:
    """Whether a line after a list is a paragraph of its own, which the list's heading does not speak for."""
    return len(line) > _NARROW and line.rstrip()[-1] in ".!?"


def _standing(lines: list[tuple[int, int, str]], at: int, part: Part) -> Part | None:
    before = lines[at - 1][2] if at else ""
    after = lines[at + 1][2] if at + 1 < len(lines) else ""
    return standing_heading_of(lines[at][2], before, after, part)


def _items(lines: list[tuple[int, int, str]]) -> set[int]:
    """Starts of the lines that are a list without bullets: most would have had room for the next line's first word."""
    items: set[int] = set()
    block: list[tuple[int, str]] = []
    for start, _, line in [*lines, (0, 0, "")]:
        if line.strip() and not line[0].isspace() and not BULLET.match(line) and not heading_of(line):
            block.append((start, line))
            continue
        if len(block) > 1 and _is_list([item for _, item in block]):
            items.update(at for at, _ in block)
        block = []
    return items


def _is_list(lines: list[str]) -> bool:
    if not all(line.lstrip("(\"“'")[:1].isupper() or line[0].isdigit() for line in lines):
        return False
    if len(lines) > 2 and not any(line.endswith((".", ",", ";", "-")) for line in lines):
        return True
    widest = max(map(len, lines))
    if widest < _NARROW and not any(line.endswith((".", ",", ";", "-")) for line in lines):
        return True
    roomy = sum(len(line) + 1 + len(after.split()[0]) <= widest for line, after in pairwise(lines))
    return roomy >= _LIST_SHARE * (len(lines) - 1)


def _sentences(text: str, unit: _Unit, number: int) -> list[Sentence]:
    body, found, start = text[unit.start : unit.end], [], 0
    for gap in _SENTENCE_END.finditer(body):
        is_day = _DAY.search(body[max(0, gap.start() - 4) : gap.start()]) and _MONTH.match(body, gap.end())
        if not is_day and not _ABBREVIATED.search(body[max(0, gap.start() - 12) : gap.start()]):
            found.append((start, gap.start()))
            start = gap.end()
    found.append((start, len(body)))
    pieces = [piece for first, last in found for piece in _pieces(body, first, last)]
    return [
        Sentence(
            unit.part,
            body[first:last],
            unit.start + first + len(body[first:last]) - len(body[first:last].lstrip()),
            unit.start + last,
            number,
            unit.listed,
        )._replace(text=body[first:last].strip())
        for first, last in pieces
        if body[first:last].strip()
    ]


def _pieces(body: str, first: int, last: int) -> list[tuple[int, int]]:
    """A sentence that never ends, cut at white space, so that the cost of a posting grows with its length only."""
    pieces = []
    while last - first > _LONGEST_SENTENCE:
        cut = body.rfind(" ", first + 1, first + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else first + _LONGEST_SENTENCE
        pieces.append((first, cut))
        first = cut
    return [*pieces, (first, last)]
