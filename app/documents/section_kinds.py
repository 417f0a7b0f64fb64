"""Of which kind a headed section is, judged by what stands in it, where its heading says nothing.

"Where I have been", "Ma route" and "Was ich kann" are in no list of headings; dates beside positions, degrees beside
schools and lists of skills say what the headings do not. A wrong kind is worse than none: a section that two kinds fit
alike, and one whose heading names something else ("Patents", "Military service"), stays as it is.
"""

import re
from collections.abc import Sequence

import msgspec

from app.documents.contact import find_contact
from app.documents.entries import role_evidence
from app.documents.folding import fold
from app.documents.headings import possible_kinds
from app.documents.kept_headings import is_kept_heading
from app.documents.section_evidence import Evidence, Row, gather, is_private_detail
from app.documents.section_vocabulary import names_language

OTHER = "other"
_CONTACT = "contact"
_LIKELY, _DOUBT = 0.5, 0.3
_SURE = 0.6
_MARGIN = 0.15
_MISSING = 0.15
_LIKE_OTHERS = 0.6
_NEAR_TOP = 2
_FEWEST_SKILLS = 3
_MOST_ROWS = 300
_GLANCE = 80
_PARTS = re.compile(r"[,;|·•\t]|\s[–—-]\s")
_FEWEST_WORDS, _MOST_WORDS = 12, 220


class Headed(msgspec.Struct, frozen=True):
    """A headed section: `key` as in `resume.Section`, its heading and what stands below it."""

    key: str
    title: str
    rows: Sequence[Row]


def kinds_of(sections: Sequence[Headed]) -> list[str]:
    """The keys of a résumé's sections in order.

    A heading that is known decides alone, one that is not leaves it to the content; between the kinds that a heading
    of several senses may open, the content decides against the likeliest one only where it is plain.
    """
    keys = [section.key for section in sections]
    _settle(keys, sections)
    found = {
        index: gather(section.rows[:_MOST_ROWS])
        for index, section in enumerate(sections)
        if section.key == OTHER and section.rows and not is_kept_heading(section.title)
    }
    has_work = "work" in keys
    for index, evidence in found.items():
        keys[index] = _decided(weigh(evidence, keys, near_top=index < _NEAR_TOP))
    if not has_work:
        _find_work(keys, found)
    for index in _lesser_work(keys, found):
        keys[index] = "volunteer"
    return keys


def _settle(keys: list[str], sections: Sequence[Headed]) -> None:
    """Decide for the sections whose headings may open several kinds, in place."""
    for index, section in enumerate(sections):
        if section.key == _CONTACT and _is_private(section.rows[:_MOST_ROWS]):
            keys[index] = OTHER
        kinds = possible_kinds(section.title) if section.key not in {OTHER, _CONTACT} and section.rows else ()
        if len(kinds) > 1 and kinds[0] == section.key and not _is_plain(section):
            evidence = gather(section.rows[:_MOST_ROWS])
            rest = [key for at, key in enumerate(keys) if at != index]
            keys[index] = _settled(kinds, evidence, rest, near_top=index < _NEAR_TOP)


def _is_plain(section: Headed) -> bool:
    """What most résumés have, told at a glance: projects with no position in a head, languages with a language."""
    rows = section.rows[:_MOST_ROWS]
    if section.key == "projects":
        return not any(role_evidence(part) >= 1 for row in rows if not row.is_item for part in _PARTS.split(row.text))
    return section.key == "languages" and any(names_language(fold(row.text[:_GLANCE]).lower()) for row in rows)


def _is_private(rows: Sequence[Row]) -> bool:
    """Whether personal details hold dates of birth and the like, and nothing to reach the person by."""
    texts = [row.text for row in rows]
    return any(map(is_private_detail, texts)) and not any(find_contact(text).spans for text in texts)


def _settled(kinds: Sequence[str], found: Evidence, rest: Sequence[str], *, near_top: bool) -> str:
    """The first of `kinds`, unless the content speaks plainly for another of them."""
    first = kinds[0]
    scores = weigh(found, rest, near_top=near_top)
    rivals = [kind for kind in kinds[1:] if kind != OTHER and _is_free(kind, first, found, rest)]
    best = max(rivals, key=lambda kind: scores.get(kind, 0.0), default=first)
    if scores.get(best, 0.0) >= max(_LIKELY, scores.get(first, 0.0) + _DOUBT):
        return best
    if OTHER in kinds and not _are_entries(found):
        return OTHER
    return first


def _are_entries(found: Evidence) -> bool:
    """Whether dated heads have bullets below, of few words where the heads are positions held for some time, or most
    rows are heads; else they are a list of offices, in words."""
    several = found.heads > 1 and 2 * found.heads >= found.rows
    held = found.jobs == found.periods > 0 and found.items > 0
    return found.heads > 0 and (found.bullets > 0 or held or several or found.heads == found.rows)


def _is_free(kind: str, first: str, found: Evidence, rest: Sequence[str]) -> bool:
    """Projects and offices are jobs only where every sign says so: nothing made, or no other section of work."""
    if kind != "work":
        return True
    if first == "volunteer":
        return "work" not in rest and not found.voluntary
    if first == "education" and "work" in rest and 2 * found.schools >= found.entries:
        # "Ausbildung": what one becomes at a school is called as a position is.
        return False
    all_jobs = found.periods == found.entries == found.jobs and 2 * found.employers >= found.entries
    return first != "projects" or (all_jobs and not found.linked)


def weigh(found: Evidence, keys: Sequence[str] = (), *, near_top: bool = True) -> dict[str, float]:
    """How well each kind fits what was counted, from 0 to about 1, in a résumé with sections of the kinds `keys`."""
    scores = {**_list_kinds(found), **_entry_kinds(found)}
    if near_top and "summary" not in keys:
        scores["summary"] = _summary(found)
    for kind in ("skills", "interests"):
        if kind not in keys and scores[kind] > 0:
            scores[kind] += _MISSING
    return scores


def _decided(scores: dict[str, float]) -> str:
    """The kind that outweighs every other one, "other" where none does."""
    (best, kind), (second, _) = sorted(((score, kind) for kind, score in scores.items()), reverse=True)[:2]
    return kind if best >= _SURE and best - second >= _MARGIN else OTHER


def _lesser_work(keys: list[str], found: dict[int, Evidence]) -> list[int]:
    """Sections taken for work that hold one entry only, beside another section of work: an office, a good cause."""
    jobs = [index for index, key in enumerate(keys) if key == "work"]
    return [index for index in jobs if index in found and found[index].entries < 2 and len(jobs) > 1]


def _entry_kinds(found: Evidence) -> dict[str, float]:
    if not found.entries or found.is_prose:
        return {}
    entries = found.entries
    jobs, studies, periods = found.jobs / entries, found.studies / entries, found.periods / entries
    made, voluntary = found.made / entries, found.voluntary * periods / entries
    linked = found.linked / entries
    neither = max(0.0, 1.0 - jobs - studies - made)
    # Entries of a section are of one kind: those without a known word are what the others are.
    if jobs and neither and not studies and not made:
        jobs, neither = jobs + _LIKE_OTHERS * neither, (1 - _LIKE_OTHERS) * neither
    if studies >= 0.5 and periods and not made:
        studies += _LIKE_OTHERS * neither
    if linked and not found.employers and not studies:
        linked += _LIKE_OTHERS * (1 - linked)
    described = min(1.0, found.bullets / entries)
    employers = found.employers / entries
    dense = min(1.0, 4 * entries / found.rows)
    work = (0.7 * jobs + 0.2 * neither + 0.15 * employers * (1 - studies) + 0.15 * described) * (0.4 + 0.6 * periods)
    scores = {
        "work": work,
        "education": 0.85 * studies + 0.1 * (1 - described),
        "projects": 0.9 * max(made, linked) * periods,
    }
    if linked > 0.5:
        scores["work"] = 0.5 * work
    if voluntary >= 0.5:
        scores |= {"volunteer": 0.9, "work": 0.6 * work, "projects": 0.6 * scores["projects"]}
    return {kind: score * dense for kind, score in scores.items()}


def _list_kinds(found: Evidence) -> dict[str, float]:
    rows, units = max(1, found.rows), max(1, found.units)
    entries = found.entries / rows
    undated, moments = 1.0 - min(1.0, entries), 1.0 - min(1.0, 2 * found.periods / rows)
    known, listed = found.known / units, found.listed / rows
    labelled = min(1.0, found.labelled / rows)
    languages = min(1.0, max(found.languages / max(1, found.units - found.levels), found.tongues / rows))
    hobbies = found.hobbies / units
    alone = 1.0 - max(languages, 0.5 * min(1.0, 2 * hobbies))
    titles = min(1.0, entries) * moments
    published = min(1.0, found.published / rows)
    plain = (1 - published) * (0.5 if found.periods or found.is_prose else 1.0)
    short = (0.3 if found.is_prose else 1.0) * (1 - min(1.0, found.tongues / rows))
    enough = float(found.units >= _FEWEST_SKILLS)
    return {
        "skills": undated * listed * min(1.0, 0.25 + 0.35 * labelled + 1.8 * known) * alone * enough * plain,
        "languages": _languages(found, languages, max(undated * listed, moments * (found.tongues == rows))),
        "interests": undated * listed * min(1.0, 2 * hobbies) * (1 - min(1.0, known)),
        "certificates": short * moments * _titled(found.certificates / rows, titles),
        "awards": short * moments * _titled(found.awards / rows, titles) * (1 - published),
        "publications": moments * min(1.0, 1.2 * published),
        "references": short * 0.9 * ((found.on_request and found.rows <= 3) or 3 * found.persons >= rows),
        "projects": 0.7 * (not found.entries and 0 < 2 * found.pages <= found.rows),
    }


def _languages(found: Evidence, named: float, listed: float) -> float:
    """One name of a language alone says little; with a level it does."""
    sure = found.languages > 1 or found.tongues > 1 or found.levels
    return listed * named * (1.0 if sure else 0.5)


def _titled(named: float, titles: float) -> float:
    """How surely dated titles are of a kind when some of them (0 to 1) are named so."""
    return min(1.0, 1.1 * named + (0.4 if named else 0.2) * titles)


def _summary(found: Evidence) -> float:
    """Prose alone, of a paragraph's or two's length; a year in it is no entry."""
    is_summary = found.is_prose and not found.published and _FEWEST_WORDS <= found.words <= _MOST_WORDS
    return 1.0 * is_summary


def _find_work(keys: list[str], found: dict[int, Evidence]) -> None:
    """Without a heading of work, the section with the most dated entries that are no studies is taken for it."""
    candidates = [
        (evidence.periods, evidence.rows, -index)
        for index, evidence in found.items()
        if keys[index] in {OTHER, "work"}
        and evidence.periods
        and 2 * max(evidence.studies, evidence.made) < evidence.entries
        and (evidence.jobs or evidence.bullets)
    ]
    if candidates:
        keys[-max(candidates)[2]] = "work"
