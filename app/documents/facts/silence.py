"""Words that claim nothing about the person's past: wishes, negations, conditions, questions, what is the reader's."""

import re

from app.documents.facts.claims import Background
from app.documents.folding import fold

_BREAK = re.compile(
    r"[;:]\s|\s[–—]\s|,?\s+but\b|,\s+(?:and|as|having|where|which)\s+(?:i\b|have\b|was\b)"
    r"|\s+and\s+i\s+(?:have|had|was|am|hold|know|bring|also)\b|\s+(?:because|since|where|when|as)\s+i\b|\.\s|$"
)
_AMOUNT = r"(?:(?:more|over|about|nearly|almost|some|around|at)\s+(?:than\s+|least\s+)?)?"
_MINE = re.compile(
    rf"\b(?:i|i've|i'm|me)\b|\b(?:my|with)\s+(?:own\s+)?{_AMOUNT}(?:\d|one|two|three|four|five|six|seven|eight"
    rf"|nine|ten"
    r"|eleven|twelve|fif|twen|years|experience|background|time|work|team)|\bich\b|\bje\b|\bj'|\bik\b|\byo\b|\beu\b"
)
_FOR_ME = re.compile(rf"\b(?:my|with)\s+{_AMOUNT}(?:\d+|[a-z-]+)\s+years|\bas i (?:did|have|do)\b")
_WISH = re.compile(
    r"""\b(?:i|we)(?:'d|'ll|\s+(?:would|will|could|may|might|shall|should|hope|wish|want|aim\s+to|plan\s+(?:to|on)|intend
        |look\s+forward|aspire|dream))\b
    | \b(?:would|'d)\s+(?:like|love|welcome|enjoy|be)\b
    | \blooking\s+(?:forward|to|for)\b
    | \b(?:am|'m|be|are|is)\s+(?:(?:also|very|really|particularly|especially|most)\s+)?
      (?:keen|eager|excited|curious|interested|happy|glad|ready|willing|drawn|attracted|available|thrilled|delighted
        |writing|applying|hoping|looking)\b
    | \b(?:eager|keen|hoping|willing|ready)\s+to\b
    | \bappl(?:y|ied|ying|ication)\s+(?:for|to|as)\b | \b(?:position|role|vacancy|opening|post)\s+of\b
    | \b(?:can|could)\s+start\b | \bavailable\s+(?:from|to|on|as)\b | \bnotice\s+period\b
    | \bwhy\s+i\s+(?:write|apply)\b
    | \bmy\s+(?:goal|aim|dream|ambition|hope)\b | \blet\s+me\b | \bone\s+day\b | \bnext\s+step\b
    | \bfreue\s+mich\b | \bmochte\b | \bwurde\b | \bsouhait\w* | \baimerais\b | \bvoudrais\b | \bme\s+gustaria\b
    | \bquisiera\b | \bgraag\b | \bgostaria\b | \bbewerb\w*""",
    re.VERBOSE,
)
_NOT = re.compile(
    r"""\b(?:have|has|had|do|does|did|am|is|are|was|were|can|could|would)(?:n't|\s+not)\b(?!\s+only)
    | \bcannot\b | \bnever\b | \bnor\b | \bneither\b | \brather\s+than\b | \bin(?:stead|\s+place)\s+of\b
    | \bno\s+longer\b
    | \bno\s+(?:experience|knowledge|background|formal|prior|hands-on|commercial|professional|production)\b
    | \black(?:s|ed|ing)?\b | \bunfamiliar\b | \byet\s+to\b | (?<!if\s)(?<!or\s)\bnot\s+(?!only\b)
    | \bnicht\b | \bkeine?[nrms]?\b | \bpas\b | \bniet\b | \bgeen\b | \bnao\b""",
    re.VERBOSE,
)
_WITHOUT = re.compile(
    r"\b(?:without|ohne|sans|sin|zonder|sem)\b[^,;.]{0,60}?(?=\s(?:in|at|for|with|on|by|across|during|and)\b|[,;.]|$)"
)
_IF = re.compile(r"\b(?:if|whether|unless|in\s+case|should\s+you|were\s+i|falls|wenn|ob|si)\s")
_YOURS = re.compile(
    r"\b(?:you|your|yours|you're|you've|ihre?[mnrs]?|sie|votre|vos|vous|su|sus|usted|uw|seu|sua"
    r"|the\s+(?:role|position|posting|advert|advertisement|vacancy|job\s+(?:description|advert|posting)))\b"
)
_NEW_TO_ME = re.compile(r"\b(?:is|are|would\s+be)\s+(?:still\s+|quite\s+|completely\s+)?new\s+to\s+me\b")
_COMPARED = re.compile(
    r"^\W*(?:as\s+(?:to|for)\s+[^,;]{2,60}(?=,)|where\s+[^,;]{2,40}\s(?:uses?|needs?|asks?|wants?)\s[^,;]{2,60}(?=,))"
    r"|\bboth\s+are\b[^.;]*"
)
_QUOTE = re.compile(r"[\"“„«]([^\"“”„«»]{3,300})[\"”“»]")
_GREETING = re.compile(
    r"\s*(?:(?:dear|hello|hi|to\s+whom|guten\s+tag|lieber?|madame|monsieur|beste)(?!\w)|sehr\s+geehrte|estimad|geachte|prezad"
    r"|re:|subject:|"
    r"betreff|objet|ref(?:erence)?[.:])"
)
_FIRST_TERM = re.compile(r"\b(?:i|my|me|we|our|ich|je|ik|yo)\b")

Spans = list[tuple[int, int]]


def silent_spans(folded: str, start: int, end: int, background: Background) -> Spans:
    """Spans within the folded sentence `[start, end)` that claim nothing about the person's past."""
    body = folded[start:end]
    if body.rstrip(" \t\"'”»)").endswith("?") or _GREETING.match(body):
        return [(start, end)]
    found: Spans = []
    for pattern, breaks in ((_WISH, (_BREAK, _FOR_ME)), (_NOT, (_BREAK,)), (_IF, (_BREAK,)), (_YOURS, (_BREAK, _MINE))):
        for match in pattern.finditer(body):
            if not _covered(found, start + match.start()):
                found.append((start + match.start(), start + _until(body, match.end(), breaks, pattern)))
    found.extend((start + match.start(), start + match.end()) for match in _WITHOUT.finditer(body))
    found.extend((start + match.start(), start + match.end()) for match in _COMPARED.finditer(body))
    for match in _NEW_TO_ME.finditer(body):
        opening = max((gap.end() for gap in _BREAK.finditer(body, 0, match.start()) if gap[0]), default=0)
        found.append((start + opening, start + match.end()))
    found.extend(_quoted(body, start, background))
    found.extend(_of_the_reader(body, start, background))
    return found


def is_silent(spans: Spans, start: int, end: int) -> bool:
    """Whether a place lies in one of the spans."""
    return any(first <= start and end <= last for first, last in spans)


def _covered(found: Spans, place: int) -> bool:
    return any(first <= place < last for first, last in found)


def _until(body: str, place: int, breaks: tuple[re.Pattern[str], ...], pattern: re.Pattern[str]) -> int:
    comma = body.find(", ", place)
    ends = [match.start() for each in breaks if (match := each.search(body, place))]
    if pattern in (_IF, _NOT) and comma >= 0 and not re.match(r", (?:or|nor|and)\b", body[comma : comma + 6]):
        ends.append(comma)
    return min(ends, default=len(body))


def _quoted(body: str, start: int, background: Background) -> Spans:
    if not background.posting:
        return []
    posting = " ".join(fold(background.posting).split())
    return [
        (start + match.start(), start + match.end())
        for match in _QUOTE.finditer(body)
        if " ".join(match[1].split()).rstrip(".,") in posting
    ]


def _of_the_reader(body: str, start: int, background: Background) -> Spans:
    """What is said of the employer that is written to, up to the next word about oneself."""
    company = fold(background.company).strip()
    if len(company) < 3:
        return []
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(company)}(?:'s)?(?!\w)", body):
        mine = _FIRST_TERM.search(body, match.end())
        gap = _BREAK.search(body, match.end())
        end = min(mine.start() if mine else len(body), gap.start() if gap else len(body))
        found.append((start + match.start(), start + end))
    return found
