"""The built-in suggestions: every rule over every line, joined to one change a line, checked, and put in order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from app.clock import utc_today
from app.documents.resume import Resume
from app.documents.rewording import Change, plain
from app.documents.terms.sightings import evidence_of
from app.documents.terms.tokens import is_written_in_english, language_of
from app.documents.terms.vocabulary import lexicon
from app.postings.service import ExtractedKeywords
from app.tailoring.results import MatchResult
from app.tailoring.suggesting import asking, shape, tense, wording
from app.tailoring.suggesting.checking import checked
from app.tailoring.suggesting.fixing import Fix
from app.tailoring.suggesting.passages import Passage, passages_of
from app.tailoring.suggesting.results import Question, Suggestion, suggestion_id
from app.tailoring.suggesting.terms import Terms, additions, posting_spelling, usual_spelling

Rule = Callable[[Passage, str], Fix | None]
Weighed = tuple[int, Suggestion | Question]
_MOST = 40
_ENGLISH: tuple[Rule, ...] = (
    wording.without_first_person,
    wording.plainer_opening,
    wording.without_praise,
    tense.in_the_past,
    wording.plainer_phrases,
    wording.without_slips,
)


def suggest(
    resume: Resume,
    extracted: ExtractedKeywords | None = None,
    match: MatchResult | None = None,
    *,
    today: date | None = None,
) -> tuple[Suggestion | Question, ...]:
    """What would make a résumé better for a posting, or for any when there is none; the most important first.

    Each line has at most one change to its words, which joins all that is to be said of it. Nothing is added that no
    line shows, and no number, name, date, title or scope is changed. At most 40.
    """
    day = today or utc_today()
    passages = passages_of(resume, day)
    keywords = {keyword.term: keyword for keyword in extracted.all()} if extracted is not None else {}
    prose = " ".join(passage.text for passage in passages)
    terms = Terms(keywords, evidence_of(resume, keywords), lexicon(language_of(prose)))
    rules = _rules(passages, terms, english=is_written_in_english(prose))
    found = [
        *_changes(resume, passages, rules, terms, day),
        *_questions(resume, passages, extracted, match, english=is_written_in_english(prose)),
    ]
    found.sort(key=lambda one: -one[0])
    return tuple(msgspec.structs.replace(one, rank=rank) for rank, (_, one) in enumerate(found[:_MOST], start=1))


def _rules(passages: Sequence[Passage], terms: Terms, *, english: bool) -> list[Rule]:
    """The rules in the order in which they work on a line."""
    habits = shape.Habits([passage.text for passage in passages if passage.is_bullet])
    rules: list[Rule] = [
        lambda passage, text: posting_spelling(terms, passage, text),
        lambda passage, text: usual_spelling(terms, passage, text),
    ]
    if english:
        rules += _ENGLISH
        rules += [
            lambda passage, text: shape.means_first(list(terms.keywords), passage, text),
            shape.without_dates_of_the_entry,
        ]
    return [
        *rules,
        lambda passage, text: shape.same_ending(habits, passage, text),
        lambda passage, text: shape.same_beginning(habits, passage, text),
    ]


def _changes(
    resume: Resume, passages: Sequence[Passage], rules: Sequence[Rule], terms: Terms, today: date
) -> Iterator[Weighed]:
    removed: set[str] = set()
    for change, fix in (*shape.repeated_lines(passages), *shape.repeated_skills(resume)):
        removed.add(change.pointer)
        yield fix.weight, _suggestion(change, fix)
    added: set[str] = set()
    for passage in passages:
        fixed = _fixed(passage, rules) if passage.pointer not in removed else None
        if fixed is None:
            continue
        change = Change(kind="replace", pointer=passage.pointer, before=passage.text, after=fixed.text)
        suggestion = checked(_suggestion(change, fixed), resume, passage.entry, today)
        if suggestion is not None:
            added.add(fixed.text.casefold() if passage.pointer.startswith("/skills/") else "")
            yield fixed.weight, suggestion
    for change, fix in additions(resume, terms):
        if not any(change.after.casefold() in text for text in added):
            suggestion = checked(_suggestion(change, fix), resume, "", today)
            if suggestion is not None:
                yield fix.weight, suggestion


def _fixed(passage: Passage, rules: Sequence[Rule]) -> Fix | None:
    """What all rules together make of a line; the weightiest gives the title."""
    text = passage.text
    fixes: list[Fix] = []
    for rule in rules:
        fix = rule(passage, text)
        if fix is not None and plain(fix.text) != text:
            fixes.append(fix)
            text = plain(fix.text)
    if not fixes:
        return None
    first, *others = sorted(fixes, key=lambda fix: -fix.weight)
    reason = " ".join([first.reason, *(other.reason for other in others[:2])])
    return first._replace(text=text, reason=reason)


def _suggestion(change: Change, fix: Fix) -> Suggestion:
    return Suggestion(
        id=suggestion_id(change),
        change=change,
        line=change.before or (fix.evidence[0].line if fix.evidence else ""),
        title=fix.title,
        reason=fix.reason,
        keyword=fix.keyword,
        evidence=fix.evidence,
    )


def _questions(
    resume: Resume,
    passages: Sequence[Passage],
    extracted: ExtractedKeywords | None,
    match: MatchResult | None,
    *,
    english: bool,
) -> Iterator[Weighed]:
    if match is not None:
        yield from asking.near_matches(match)
        yield from asking.missing(match)
    if english:
        yield from asking.numbers(passages)
    yield from asking.long_lines(passages)
    yield from asking.repeated_across(passages)
    yield from asking.personal_data(resume, passages, extracted)
