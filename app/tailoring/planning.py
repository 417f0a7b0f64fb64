"""Which blocks of a résumé change places for a posting, and why, in words for the person who applies."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.clock import utc_today
from app.documents.resume import Group, ReadResume
from app.documents.working_time import years_worked
from app.tailoring.instructions import Clause, Directive, read_instructions
from app.tailoring.ordering import Order, raised
from app.tailoring.relevance import Labels, Relevance, in_words, parent_of, relevance_of
from app.tailoring.results import Honoured, MatchResult, Move, NotHonoured, ReorderPlan, Shift
from app.tailoring.wishes import Wishes, judge

_MARGIN = 1.0
_SECTION_MARGIN = 3.0
_LEADING = frozenset({"summary", "basics", "contact", "other"})
_MAY_PASS = {
    "work": frozenset({"education", "projects", "volunteer", "awards", "interests", "references", "publications"}),
    "projects": frozenset({"education", "volunteer", "awards", "interests", "references"}),
    "skills": frozenset({"education", "awards", "interests", "references"}),
    "certificates": frozenset({"interests", "references"}),
}
_FRESH_YEARS = 1.0


class _Context(NamedTuple):
    read: ReadResume
    relevance: Relevance
    labels: Labels
    wishes: Wishes
    experienced: bool


def make_plan(read: ReadResume, match: MatchResult, instructions: str = "", today: date | None = None) -> ReorderPlan:
    """A new order for each group of blocks that gains by one, and what became of the instructions.

    A block rises only past one that is clearly less relevant. Jobs keep their order (readers expect dates)
    unless the person names one; only projects among entries are sorted by relevance. Summary and contact
    stay on top; education goes below experience only for someone who has worked a year or more.
    """
    clauses = read_instructions(instructions, read.resume)
    emphasised = [term for clause in clauses if clause.directive for term in clause.directive.terms]
    relevance = relevance_of(read, match, emphasised)
    years = years_worked(read.resume.work, today or utc_today()) or 0.0
    wishes, honoured, refused = _judged(clauses, read, relevance)
    context = _Context(read, relevance, Labels(read), wishes, years >= _FRESH_YEARS)
    moves = [move for index, group in enumerate(read.groups) if (move := _move(context, index, group))]
    return ReorderPlan(tuple(moves), tuple(honoured), tuple(refused))


def _judged(
    clauses: Sequence[Clause], read: ReadResume, relevance: Relevance
) -> tuple[Wishes, list[Honoured], list[NotHonoured]]:
    kept: list[tuple[str, Directive]] = []
    honoured, refused = [], []
    for clause in clauses:
        if clause.directive is None:
            refused.append(NotHonoured(clause.text, clause.why))
            continue
        verdict = judge(clause.directive, read, relevance)
        if verdict.possible:
            kept.append((clause.text, clause.directive))
            honoured.append(Honoured(clause.text, verdict.sentence))
        else:
            refused.append(NotHonoured(clause.text, verdict.sentence))
    return Wishes(tuple(kept), read), honoured, refused


def _move(context: _Context, index: int, group: Group) -> Move | None:
    if len(group.pointers) < 2:
        return None
    automatic = _automatic(context, group)
    order, asked = context.wishes.applied(group, automatic)
    if order == tuple(range(len(order))):
        return None
    shifts = _shifts(context, group, order, asked)
    if not shifts:
        return None
    keywords = tuple(dict.fromkeys(term for shift in shifts for term in shift.keywords))
    return Move(
        kind=group.kind,
        group=index,
        pointer=parent_of(group),
        label=context.labels.group(group),
        order=order,
        reason=_reason(shifts, keywords, asked),
        keywords=keywords,
        shifts=tuple(shifts),
    )


def _automatic(context: _Context, group: Group) -> Order:
    """The order that relevance alone gives, with what is to stay in its place."""
    count = len(group.pointers)
    if context.wishes.frozen(group) or not _sortable(group):
        return tuple(range(count))
    fixed = context.wishes.fixed(group)
    if group.kind == "sections":
        return _section_order(context, group, fixed)
    scores = [context.relevance.score(pointer) for pointer in group.pointers]
    if group.kind == "skills":
        scores = [_skill_class(context.relevance, pointer) for pointer in group.pointers]
    figures = [group.kind == "bullets" and context.labels.has_figure(group, block) for block in range(count)]

    def better(one: int, other: int) -> bool:
        if scores[one] == scores[other]:
            return scores[one] > 0 and figures[one] and not figures[other]
        return scores[one] >= scores[other] + _MARGIN

    return raised(count, better, fixed)


def _sortable(group: Group) -> bool:
    if group.kind == "entries":
        return all(re.match(r"/projects/\d+$", pointer) for pointer in group.pointers)
    return group.kind in ("sections", "bullets", "skills", "skill_groups")


def _skill_class(relevance: Relevance, pointer: str) -> float:
    terms = set(relevance.terms(pointer))
    if terms & relevance.emphasised:
        return 3.0
    return 2.0 if terms & relevance.required else 1.0 if terms else 0.0


def _section_order(context: _Context, group: Group, fixed: frozenset[int]) -> Order:
    keys = [context.labels.section(pointer).key for pointer in group.pointers]
    scores = [context.relevance.score(f"/{key}") for key in keys]
    kept = fixed | {block for block, key in enumerate(keys) if key in _LEADING}

    def better(one: int, other: int) -> bool:
        if keys[other] not in _MAY_PASS.get(keys[one], frozenset()):
            return False
        if keys[other] == "education" and not context.experienced:
            return False
        return scores[one] >= scores[other] + _SECTION_MARGIN

    return raised(len(keys), better, kept)


def _shifts(context: _Context, group: Group, order: Order, asked: dict[int, str]) -> list[Shift]:
    """The blocks that rise over another one, or that the person moved."""
    shifts = []
    for now, was in enumerate(order):
        overtaken = any(other < was for other in order[now + 1 :])
        if (not overtaken or now >= was) and was not in asked:
            continue
        prefix = _prefix(context, group, was)
        terms = tuple(context.relevance.terms(prefix)[:4])
        shifts.append(
            Shift(
                pointer=group.pointers[was],
                label=context.labels.block(group, was),
                was=was,
                now=now,
                reason=_why(context, terms, asked.get(was)),
                keywords=() if was in asked else terms,
            )
        )
    return shifts


def _prefix(context: _Context, group: Group, block: int) -> str:
    pointer = group.pointers[block]
    return f"/{context.labels.section(pointer).key}" if group.kind == "sections" else pointer


def _why(context: _Context, terms: Sequence[str], asked: str | None) -> str:
    if asked is not None:
        return f"Moved because you asked: “{asked}”."
    wished = [term for term in terms if term in context.relevance.emphasised]
    if wished:
        return f"Moved up because you asked to bring out {in_words(wished)}."
    named = [term for term in terms if term not in context.relevance.inferred]
    if named:
        return f"Moved up because the posting asks for {in_words(named)}."
    if terms:
        return f"Moved up because it shows {in_words(terms)}, which the posting asks for."
    return "Moved up to make room for what you asked for."


def _reason(shifts: Sequence[Shift], keywords: Sequence[str], asked: dict[int, str]) -> str:
    if asked:
        return next((shift.reason for shift in shifts if shift.was in asked), shifts[0].reason)
    if len(shifts) == 1 or not keywords:
        return shifts[0].reason
    if "you asked" in shifts[0].reason:
        return shifts[0].reason
    return f"Moved up because the posting asks for {in_words(keywords, most=4)}."
