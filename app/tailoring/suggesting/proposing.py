"""What a model proposes for one entry of a résumé, and which of it may be shown.

A proposal is kept only when it is a change of wording: its place is found exactly, it is plain text of a line's length,
and every name, title, number and date of the line is still there and no other. What it claims about skills and scope is
checked against the entry, and the person sees what has no support.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from app.documents.extras import without_extras
from app.documents.pointing import list_at, text_at
from app.documents.resume import Resume
from app.documents.rewording import Change, ChangeKind, plain
from app.postings.service import ExtractedKeywords
from app.tailoring.suggesting.asking import LONG_LINE
from app.tailoring.suggesting.checking import with_claims
from app.tailoring.suggesting.results import Question, Suggestion, question_id, suggestion_id

MOST_PROPOSALS = 12
_LONGEST = 320
_LONGEST_KEYWORD = 60
_LONGEST_TITLE = 90
_LONGEST_REASON = 400
_REWORDED = re.compile(r"(?:/highlights/\d+|/summary|/description|/keywords/\d+)$")
_MARKUP = re.compile(
    r"\\[A-Za-z]+|[{}\\]|</?[A-Za-z!]|&#?\w{1,9};|\$[^$]+\$|\*\*|__|```|\]\(|https?://|www\.|\x00|[\u202a-\u202e\u2066-\u2069]"
)
_NUMBER = re.compile(r"\d[\d.,:/]*\d|\d")
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|"
    r"millions?|billions?|dozens?|half|halved|doubled|tripled|quadrupled|twice|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\w[ ,;(])[A-Z][\w'’&.+#-]*\w|\b[A-Z]\w*[A-Z]\w*")
_HARD = frozenset({"number", "employer", "title", "date", "degree"})


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A change as a model gives it: `before` is the line as it stands, `keyword` the posting's word that it serves."""

    pointer: str
    before: str = ""
    after: str = ""
    title: str = ""
    reason: str = ""
    keyword: str = ""
    kind: ChangeKind = "replace"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question as a model gives it."""

    pointer: str
    text: str
    reason: str = ""
    keyword: str = ""


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """What a model proposes for one entry."""

    changes: tuple[Proposal, ...] = ()
    questions: tuple[Asked, ...] = ()


def accepted(
    proposals: Proposals, resume: Resume, entry: str, extracted: ExtractedKeywords | None, today: date
) -> tuple[Suggestion | Question, ...]:
    """The proposals for `entry` (`/work/0`, `/basics`, `/skills`) that may be shown, ranked as they came."""
    keywords = {keyword.term.casefold(): keyword.term for keyword in extracted.all()} if extracted is not None else {}
    found: dict[str, Suggestion | Question] = {}
    for proposal in proposals.changes[:MOST_PROPOSALS]:
        change = _anchored(proposal, resume, entry)
        if change is None:
            continue
        place = f"{change.pointer}/{change.after}" if change.kind == "add_keyword" else change.pointer
        suggestion = _suggestion(proposal, change, keywords.get(plain(proposal.keyword).casefold(), ""))
        marked = _marked(suggestion, resume, entry, today)
        if marked is not None:
            found.setdefault(place, marked)
    for asked in proposals.questions[:MOST_PROPOSALS]:
        question = _question(asked, resume, entry, keywords)
        if question is not None:
            found.setdefault(question.id, question)
    return tuple(msgspec.structs.replace(one, rank=rank) for rank, one in enumerate(found.values(), start=1))


def _anchored(proposal: Proposal, resume: Resume, entry: str) -> Change | None:
    """The change in the place that its line stands in; None when there is none or it is no rewording."""
    after = plain(proposal.after)
    if proposal.kind == "add_keyword":
        return _keyword(proposal.pointer, after, resume, entry)
    pointer = _place(proposal, resume, entry)
    before = text_at(resume, pointer) if pointer else None
    if pointer is None or before is None:
        return None
    if proposal.kind == "remove":
        owner, _, index = pointer.rpartition("/")
        removable = index.isdecimal() and len(list_at(resume, owner) or []) > 1
        return Change(kind="remove", pointer=pointer, before=before) if removable else None
    if not after or _folded(after) == _folded(before) or not _is_rewording(before, after, resume):
        return None
    return Change(kind="replace", pointer=pointer, before=before, after=after)


def _keyword(pointer: str, keyword: str, resume: Resume, entry: str) -> Change | None:
    known = list_at(resume, f"{pointer}/keywords")
    if known is None or not f"{pointer}/".startswith(f"{entry}/") or not 1 < len(keyword) <= _LONGEST_KEYWORD:
        return None
    if re.search(r"[,;|]", keyword) or _MARKUP.search(keyword) or keyword.casefold() in map(str.casefold, known):
        return None
    return Change(kind="add_keyword", pointer=pointer, after=keyword)


def _place(proposal: Proposal, resume: Resume, entry: str) -> str | None:
    """The pointer of the line that the proposal quotes: its own, or the only line of the entry that reads so."""
    wanted = plain(proposal.before)
    within = [pointer for pointer in _pointers(resume, entry) if plain(text_at(resume, pointer) or "") == wanted]
    if proposal.pointer in within:
        return proposal.pointer
    return within[0] if len(within) == 1 else None


def _pointers(resume: Resume, entry: str) -> Iterator[str]:
    """The lines of an entry that may be reworded."""
    if entry == "/skills":
        for index, skill in enumerate(resume.skills):
            yield from (f"/skills/{index}/keywords/{number}" for number in range(len(skill.keywords)))
        return
    for name in ("highlights", "keywords"):
        for number in range(len(list_at(resume, f"{entry}/{name}") or [])):
            yield f"{entry}/{name}/{number}"
    for name in ("summary", "description"):
        if text_at(resume, f"{entry}/{name}"):
            yield f"{entry}/{name}"


def _is_rewording(before: str, after: str, resume: Resume) -> bool:
    """Whether two lines give the same numbers, dates and names, in a line's length and plain text."""
    longest = max(_LONGEST, int(len(before) * 1.3))
    words = len(after.split())
    if len(after) > longest or words > max(LONG_LINE, len(before.split()) + 4):
        return False
    if set(_MARKUP.findall(after)) - set(_MARKUP.findall(before)):
        return False
    if Counter(_NUMBER.findall(before)) != Counter(_NUMBER.findall(after)):
        return False
    counted = Counter(word.casefold() for word in _COUNTED.findall(before))
    if counted != Counter(word.casefold() for word in _COUNTED.findall(after)):
        return False
    kept = (name for name in _names(resume) if name in before)
    if any(name not in after for name in kept):
        return False
    said = _text_of(resume)
    return all(name in said for name in set(_NAME.findall(after)) - set(_NAME.findall(before)))


def _names(resume: Resume) -> Iterator[str]:
    """People, employers, schools and titles: what no rewording may touch."""
    entries: list[tuple[str | None, ...]] = [(resume.basics.name,)]
    entries += [(job.name, job.position) for job in resume.work]
    entries += [(post.organization, post.position) for post in resume.volunteer]
    entries += [(study.institution, study.area, study.study_type) for study in resume.education]
    entries += [(project.name,) for project in resume.projects]
    return (name for names in entries for name in names if name)


def _text_of(resume: Resume) -> str:
    return msgspec.json.encode(without_extras(resume)).decode()


def _suggestion(proposal: Proposal, change: Change, keyword: str) -> Suggestion:
    title = _sentence(proposal.title, _LONGEST_TITLE) or "Reword this line"
    reason = _sentence(proposal.reason, _LONGEST_REASON) or "The model gave no reason."
    return Suggestion(
        id=suggestion_id(change), change=change, line=change.before, title=title, reason=reason, keyword=keyword
    )


def _marked(suggestion: Suggestion, resume: Resume, entry: str, today: date) -> Suggestion | None:
    """With its claims; None when it claims a number, name, title, date or degree that the entry does not have."""
    if suggestion.change.kind == "remove":
        return suggestion
    whole = suggestion.change.kind == "add_keyword" or entry in {"/basics", "/skills"}
    marked = with_claims(suggestion, resume, "" if whole else entry, today)
    if any(not claim.supported and claim.kind in _HARD for claim in marked.claims):
        return None
    evidence = dict.fromkeys(line for claim in marked.claims for line in claim.evidence[:1])
    return msgspec.structs.replace(marked, evidence=tuple(evidence)[:3])


def _question(asked: Asked, resume: Resume, entry: str, keywords: dict[str, str]) -> Question | None:
    text = _sentence(asked.text, _LONGEST_REASON)
    line = text_at(resume, asked.pointer) if asked.pointer.startswith(f"{entry}/") else None
    if not text.endswith("?") or line is None:
        return None
    return Question(
        id=question_id(asked.pointer, text),
        pointer=asked.pointer,
        line=line,
        text=text,
        reason=_sentence(asked.reason, _LONGEST_REASON),
        keyword=keywords.get(plain(asked.keyword).casefold(), ""),
    )


def _sentence(text: str, longest: int) -> str:
    """A model's words about a change as plain text; empty when they are too long or hold markup."""
    cleaned = "".join(char for char in plain(text) if char.isprintable())
    return "" if len(cleaned) > longest or _MARKUP.search(cleaned) else cleaned


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w+#%]+", text))
