"""Titles, degrees, skills and verbs of scope of a passage, each judged against the lines of whom it speaks of."""

from collections.abc import Iterator, Sequence

from app.documents.facts.claims import Claim
from app.documents.facts.degrees import DegreeClaim, education_of, studies_with
from app.documents.facts.passages import (
    Checked,
    Passage,
    at_name,
    name_of,
    scopes_of,
    subject_of,
    supported,
    unsupported,
    without_names,
)
from app.documents.facts.record import Entry, RecordLine
from app.documents.facts.scope import FOUNDED, LED, ScopeClaim, best_line, is_raised, leads_by_title, scopes_in
from app.documents.facts.skills import (
    is_exact,
    is_spoken,
    language_lines,
    lines_near,
    lines_showing,
    speaks_of_languages,
    terms_in,
    unknown_names,
)
from app.documents.facts.titles import Title, bearers, described, described_loosely, lines_naming
from app.documents.facts.words import scope_words
from app.documents.folding import fold
from app.documents.terms.lexicon import Hit

_PLAINLY = 2
_AS = ("as a ", "as an ", "as ", "as the ")


def judge_titles(checked: Checked, passage: Passage, titles: Sequence[Title]) -> Iterator[Claim]:
    """Each title by those of the jobs that it is said of, rank included."""
    record = checked.record
    for title in titles:
        place = (title.start, title.end)
        if not passage.claims_at(*place) or _is_wanted(checked, title):
            continue
        groups = passage.groups_at(title.start) if _is_near_a_name(checked, passage, title) else ()
        found: list[Entry | RecordLine] = []
        for scope in scopes_of(groups):
            entries = [entry for entry in record.entries.values() if scope is None or entry.pointer in scope]
            fitting: list[Entry | RecordLine] = [*bearers(title, entries), *_of_a_kind(title, entries)]
            fitting = fitting or [*lines_naming(title, record.of(scope))]
            if not fitting and not (scope is None and (described(title, record) or described_loosely(title, record))):
                held = [entry for entry in entries if entry.title and entry.kind in ("work", "volunteer")]
                yield unsupported(checked, "title", place, _title_problem(checked, title, held, scope), held, scope)
                break
            found.extend(fitting)
        else:
            yield supported(checked, "title", place, found or _summary(checked))


def judge_degrees(checked: Checked, passage: Passage, degrees: Sequence[DegreeClaim]) -> Iterator[Claim]:
    """Each degree by level and field, at the school that is named."""
    for degree in degrees:
        if not passage.claims_at(degree.start, degree.end):
            continue
        groups = passage.groups_at(degree.start)
        studies = education_of(checked.record, frozenset().union(*groups) if groups else None)
        fitting = studies_with(degree, studies)
        place = (degree.start, degree.end)
        if fitting:
            yield supported(checked, "degree", place, fitting)
        else:
            words = checked.text[degree.start : degree.end]
            problem = f"Your résumé shows no “{words}”{' there' if groups else ''}."
            yield unsupported(checked, "degree", place, problem, studies)


def judge_skills(
    checked: Checked, passage: Passage, taken: Sequence[tuple[int, int]], *, loose: bool
) -> Iterator[Claim]:
    """Each skill by the lines that show or imply it. `loose`: the sentence says what one knows, not where."""
    start, end = passage.sentence.start, passage.sentence.end
    for hit in terms_in(checked.text, start, end, checked.language, checked.record):
        if not passage.claims_at(hit.start, hit.end) or any(a < hit.end and hit.start < b for a, b in taken):
            continue
        if is_spoken(hit.term):
            if speaks_of_languages(checked.folded[start:end]):
                yield _language_claim(checked, passage, hit)
        else:
            claim = _skill_claim(checked, passage, hit, loose=loose)
            if claim.supported or is_exact(hit.term) or not checked.is_translated:
                yield claim
    for first, last in unknown_names(checked.text, start, end, checked.record) if checked.language == "en" else ():
        if passage.claims_at(first, last) and not any(a < last and first < b for a, b in taken):
            problem = f"Your résumé does not mention {checked.text[first:last]}."
            yield unsupported(checked, "skill", (first, last), problem)


def judge_scopes(checked: Checked, passage: Passage) -> Iterator[Claim]:
    """Each verb of scope by the line that speaks of the same thing; nothing is said where no line does."""
    start, end = passage.sentence.start, passage.sentence.end
    for verb in scopes_in(without_names(checked, passage), start, end):
        if not passage.claims_at(verb.start, verb.end) or _is_name(checked, passage, verb):
            continue
        subject = subject_of(checked, passage, verb.start)
        claim = verb._replace(about=verb.about or subject)
        for scope in scopes_of(passage.groups_at(verb.start)):
            judged = _scope_claim(checked, claim, subject, scope)
            if judged is not None:
                yield judged
    for match in scope_words().alone.finditer(checked.folded, start, end):
        if passage.claims_at(*match.span()):
            yield _alone(checked, match.span())


def _is_name(checked: Checked, passage: Passage, verb: ScopeClaim) -> bool:
    """Whether a word with a capital within a sentence is part of a name ("Solutions Architect")."""
    return checked.text[verb.start].isupper() and verb.start > passage.sentence.start and not checked.text.isupper()


def _scope_claim(
    checked: Checked, claim: ScopeClaim, subject: frozenset[str], scope: frozenset[str] | None
) -> Claim | None:
    place, lines = (claim.start, claim.end), checked.record.of(scope)
    words = checked.text[claim.start : claim.end]
    best = best_line(claim, subject, lines)
    other = _said_of_another(checked, claim, scope, best[2] if best else 0.0)
    if other is not None:
        problem = f"Your résumé says this of {checked.record.entries[other.entry].name}{_not_of(checked, scope)}."
        return unsupported(checked, "scope", place, problem, [other], scope)
    title = leads_by_title(checked.record, lines) if claim.level == LED and (best is None or best[1] is None) else None
    if title is not None:
        return supported(checked, "scope", place, [title])
    if best is None:
        if claim.level < LED:
            return None
        problem = f"Your résumé does not say that you {words} this{at_name(checked.record, scope)}."
        return unsupported(checked, "scope", place, problem, lines[:2], scope)
    if is_raised(claim.level, best[1]):
        more = "founding" if claim.level == FOUNDED else "leading" if claim.level == LED else "making"
        problem = f"Your résumé says less than “{words}”: its line does not speak of {more} this."
        return unsupported(checked, "scope", place, problem, [best[0]], scope)
    return supported(checked, "scope", place, [best[0]])


def _said_of_another(
    checked: Checked, claim: ScopeClaim, scope: frozenset[str] | None, shared: float
) -> RecordLine | None:
    """The line of another employer that plainly speaks of what is claimed here."""
    if scope is None:
        return None
    best = best_line(claim, frozenset(), checked.record.lines)
    if best is None or best[2] < shared + _PLAINLY or best[0].entry in scope:
        return None
    entry = checked.record.entries.get(best[0].entry)
    return best[0] if entry is not None and entry.kind in ("work", "volunteer", "projects") and entry.name else None


def _not_of(checked: Checked, scope: frozenset[str] | None) -> str:
    name = name_of(checked.record, scope)
    return f", not of {name}" if name else ""


def _alone(checked: Checked, place: tuple[int, int]) -> Claim:
    lines = [line for line in checked.record.lines if scope_words().alone.search(line.said.folded)]
    if lines:
        return supported(checked, "scope", place, lines)
    return unsupported(checked, "scope", place, "Your résumé does not say that you did this alone.")


def _skill_claim(checked: Checked, passage: Passage, hit: Hit, *, loose: bool) -> Claim:
    record, place = checked.record, (hit.start, hit.end)
    found: list[RecordLine] = []
    for scope in scopes_of(passage.groups_at(hit.start)):
        within = scope if not loose and is_exact(hit.term) and not _is_study(scope) else None
        lines = lines_showing(hit, record.of(within))
        if scope is not None and within is None:
            lines.sort(key=lambda line: line.entry not in scope)
        if not lines and not is_exact(hit.term):
            lines = lines_near(hit, record.lines)
        if not lines:
            elsewhere = lines_showing(hit, record.lines)
            nearest = elsewhere or lines_near(hit, record.lines)
            if elsewhere:
                problem = f"Your résumé shows {hit.text}, but not{at_name(record, scope) or ' there'}."
            else:
                problem = f"Your résumé does not show {hit.text}{at_name(record, scope)}."
            return unsupported(checked, "skill", place, problem, nearest, scope)
        found.extend(lines)
    return supported(checked, "skill", place, found)


def _is_study(scope: frozenset[str] | None) -> bool:
    """Whether only schools are spoken of: few résumés list what was used there."""
    return scope is not None and all(pointer.startswith("/education/") for pointer in scope)


def _language_claim(checked: Checked, passage: Passage, hit: Hit) -> Claim:
    folded = checked.folded
    before = max(folded.rfind(sign, passage.sentence.start, hit.start) for sign in (",", ";", " and "))
    opening = max(before, passage.sentence.start)
    stops = [folded.find(sign, hit.end, passage.sentence.end) for sign in (",", ";", " and ", ".")]
    closing = min((stop for stop in stops if stop >= 0), default=passage.sentence.end)
    lines, level = language_lines(hit, folded[opening:closing], checked.record)
    if lines:
        return supported(checked, "skill", (hit.start, hit.end), lines)
    told = f"Your résumé gives {level} for {hit.text}." if level else f"Your résumé does not list {hit.text}."
    return unsupported(checked, "skill", (hit.start, hit.end), told, lines_showing(hit, checked.record.lines))


def _of_a_kind(title: Title, entries: Sequence[Entry]) -> list[Entry]:
    """A volunteer wherever one gave one's time, a student wherever one studied."""
    kind = {"volunteer": "volunteer", "student": "education"}.get(title.words[-1])
    if kind is None or len(title.words) > 1:
        return []
    return [entry for entry in entries if entry.kind == kind]


def _is_near_a_name(checked: Checked, passage: Passage, title: Title) -> bool:
    """Whether a title is told with the name in its sentence; in "before I became X I was Y at Z" X is not."""
    if not passage.mentions:
        return True
    for mention in passage.mentions:
        first, last = (title.end, mention.start) if title.start < mention.start else (mention.end, title.start)
        between = checked.folded[first:last]
        if " i " not in between or (title.start < mention.start and checked.folded.endswith(_AS, 0, title.start)):
            return True
    return False


def _is_wanted(checked: Checked, title: Title) -> bool:
    """Whether a title is the one that is applied for and no job of the résumé is spoken of."""
    wanted = " ".join(fold(checked.background.title).split())
    words = " ".join(title.words)
    before = checked.folded[max(0, title.start - 30) : title.start]
    return (
        bool(wanted) and words in wanted and " was " not in before and " am " not in before and "worked" not in before
    )


def _title_problem(checked: Checked, title: Title, held: Sequence[Entry], scope: frozenset[str] | None) -> str:
    claimed = checked.text[title.start : title.end]
    if scope is not None and held:
        return f"Your résumé calls you “{held[0].title}”{at_name(checked.record, scope)}, not “{claimed}”."
    return f"Your résumé does not give you the title “{claimed}”."


def _summary(checked: Checked) -> list[RecordLine]:
    own = [line for line in checked.record.lines if line.entry == "/basics"]
    return own or list(checked.record.lines[:1])
