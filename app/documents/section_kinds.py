"""Of which kind a headed section is, judged by what stands in it, where its heading says nothing.

"Where I have been", "Ma route" and "Was ich kann" are in no list of headings; dates beside positions, degrees beside
schools and lists of skills say what the headings do not. A wrong kind is worse than none: a section that two kinds fit
alike, and one whose heading names something else ("Patents", "Military service"), stays as it is.
"""

from collections.abc import Sequence

import msgspec

from app.documents.kept_headings import is_kept_heading
from app.documents.section_evidence import Evidence, Row, gather

OTHER = "other"
_SURE = 0.6
_MARGIN = 0.15
_MISSING = 0.15
_NEAR_TOP = 2
_FEWEST_SKILLS = 3
_MOST_ROWS = 300
_FEWEST_WORDS, _MOST_WORDS = 12, 220


class Headed(msgspec.Struct, frozen=True):
    """A headed section: `key` as in `resume.Section`, its heading and what stands below it."""

    key: str
    title: str
    rows: Sequence[Row]


def kinds_of(sections: Sequence[Headed]) -> list[str]:
    """The keys of a résumé's sections in order: "other" ones by their content where that decides, the rest as given."""
    keys = [section.key for section in sections]
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
        keys[index] = OTHER
    return keys


def weigh(found: Evidence, keys: Sequence[str] = (), *, near_top: bool = True) -> dict[str, float]:
    """How well each kind fits what was counted, from 0 to about 1, in a résumé with sections of the kinds `keys`."""
    scores = {**_entry_kinds(found), **_list_kinds(found)}
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
    """Sections taken for work that hold one entry only, beside another section of work: an office, a service."""
    jobs = [index for index, key in enumerate(keys) if key == "work"]
    return [index for index in jobs if index in found and found[index].entries < 2 and len(jobs) > 1]


def _entry_kinds(found: Evidence) -> dict[str, float]:
    if not found.entries or found.is_prose:
        return {}
    entries = found.entries
    jobs, studies, periods = found.jobs / entries, found.studies / entries, found.periods / entries
    made, voluntary = found.made / entries, found.voluntary * periods / entries
    neither = max(0.0, 1.0 - jobs - studies - made)
    described = min(1.0, found.bullets / entries)
    employers = found.employers / entries
    dense = min(1.0, 4 * entries / found.rows)
    work = (0.7 * jobs + 0.2 * neither + 0.15 * employers * (1 - studies) + 0.15 * described) * (0.4 + 0.6 * periods)
    scores = {"work": work, "education": 0.85 * studies + 0.1 * (1 - described), "projects": 0.9 * made * periods}
    if voluntary >= 0.5:
        scores |= {"volunteer": 0.9, "work": 0.6 * work}
    return {kind: score * dense for kind, score in scores.items()}


def _list_kinds(found: Evidence) -> dict[str, float]:
    rows, units = max(1, found.rows), max(1, found.units)
    entries = found.entries / rows
    undated, moments = 1.0 - min(1.0, entries), 1.0 - min(1.0, 2 * found.periods / rows)
    known, listed = found.known / units, found.listed / rows
    labelled = min(1.0, found.labelled / rows)
    languages = min(1.0, found.languages / max(1, found.units - found.levels))
    hobbies = found.hobbies / units
    alone = 1.0 - max(languages, 0.5 * min(1.0, 2 * hobbies))
    titles = min(1.0, entries) * moments
    enough = float(found.units >= _FEWEST_SKILLS)
    return {
        "skills": undated * listed * min(1.0, 0.25 + 0.35 * labelled + 1.8 * known) * alone * enough,
        "languages": undated * listed * (languages if found.languages > 1 or found.levels else 0.5 * languages),
        "interests": undated * listed * min(1.0, 2 * hobbies) * (1 - min(1.0, known)),
        "certificates": moments * min(1.0, 1.1 * found.certificates / rows + 0.2 * titles),
        "awards": moments * min(1.0, 1.1 * found.awards / rows + 0.2 * titles),
        "publications": moments * min(1.0, 1.2 * found.published / rows),
        "references": 0.9 * (found.on_request and found.rows <= 3),
    }


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
