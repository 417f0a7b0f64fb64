"""Sections that are lists of words: skills, languages spoken, interests, references, the summary."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.documents.latex.blocks import Candidate, block
from app.documents.latex.draft import Draft, item_cells
from app.documents.latex.outline import Flow, Item, Line, SectionNode
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_list, trimmed
from app.documents.latex.signatures import BOLD
from app.documents.resume import Interest, Language, Reference, Skill, Span

_LABEL = re.compile(r"([^:]{2,48}?)\s*:\s*(?=\S)")
_FLUENCY = re.compile(r"\s*(?:\(([^()]+)\)|[:–—]\s*(.+)|\s-{1,3}\s(.+))\s*$")


@dataclass(slots=True)
class Row:
    """One line of a list of words: its label, its words, and its block in the source."""

    label: Rich | None
    words: Rich | None
    block: Span | None


def rows_of(draft: Draft, section: SectionNode) -> list[Row]:
    """The rows of a section, a label on a line of its own joined to the words below it."""
    rows: list[Row] = []
    for line, span in _lines(draft, section.flow, section.limit):
        if len(line.cells) > 1 and all(_LABEL.match(cell.text) for cell in line.cells):
            rows += [Row(*_labelled(cell), None) for cell in line.cells]
            continue
        label, words = _label_and_words(line)
        waiting = rows[-1] if rows else None
        if label is None and words is not None and waiting is not None and waiting.words is None:
            waiting.words = words
            waiting.block = Span(waiting.block.start, span.end) if waiting.block and span else None
        else:
            rows.append(Row(label, words, span))
    return rows


def _lines(draft: Draft, flow: Flow, limit: int) -> Iterator[tuple[Line, Span | None]]:
    for number, part in enumerate(flow):
        following = flow[number + 1] if number + 1 < len(flow) else None
        end = limit if following is None else following.opening if isinstance(following, Line) else following.start
        if isinstance(part, Line):
            yield part, block(draft.source, part.after, part.opening, end)
            continue
        for item in part.items:
            yield from _item_lines(draft, item)


def _item_lines(draft: Draft, item: Item) -> Iterator[tuple[Line, Span | None]]:
    if len(item.flow) == 1 and isinstance(item.flow[0], Line):
        yield item.flow[0], block(draft.source, item.start, item.start, item.limit)
        return
    for line, span in _lines(draft, item.flow, item.limit):
        inner = span
        if span is not None and span.start == item.start:
            first = line.cells[0].span()
            begin = draft.source.balanced(*first)[0] if first else span.start
            inner = _first_line_block(draft, item, begin, span)
        yield line, inner


def _first_line_block(draft: Draft, item: Item, begin: int, span: Span) -> Span | None:
    """The block of an item's first line without the `\\item` before it."""
    index = draft.source.index_at(begin)
    head = index - 1
    while head >= 0 and draft.source.tokens.tokens[head].kind in ("word", "open", "space", "left"):
        token = draft.source.tokens.tokens[head]
        if token.start <= item.start or (token.kind == "word" and token.text == "item"):
            break
        head -= 1
    parent = draft.source.brace_around(begin)
    around = draft.source.heads[parent] if parent >= 0 else -1
    if around >= 0 and draft.source.starts[around] > item.start and draft.source.tokens.tokens[around].text != "item":
        begin = draft.source.starts[around]
    return block(draft.source, begin, begin, span.end)


def _label_and_words(line: Line) -> tuple[Rich | None, Rich | None]:
    if len(line.cells) > 1:
        first, rest = line.cells[0], line.cells[1]
        if first.role in ("", "label", "title") and len(line.cells) == 2:
            return trimmed(first), trimmed(rest)
        return None, _joined(line)
    cell = line.cells[0]
    if cell.role == "text":
        return None, cell
    if _LABEL.match(cell.text):
        return _labelled(cell)
    cut = next((at for at in cell.style_changes() if cell.slice(0, at).has(BOLD)), None)
    if cut is not None and not (cell.text[cut - 1].isalnum() and cell.text[cut].isalnum()):
        return trimmed(cell.slice(0, cut)), trimmed(cell.slice(cut, len(cell.text)))
    if line.is_subheading or cell.text.endswith(":") or (cell.has(BOLD) and "," not in cell.text):
        return trimmed(cell), None
    return None, trimmed(cell)


def _labelled(cell: Rich) -> tuple[Rich | None, Rich | None]:
    found = _LABEL.match(cell.text)
    if found is None:
        return None, trimmed(cell)
    return trimmed(cell.slice(0, found.end(1))), trimmed(cell.slice(found.end(), len(cell.text)))


def _joined(line: Line) -> Rich | None:
    return max(line.cells, key=lambda cell: len(cell.text)) if line.cells else None


def read_skills(draft: Draft, section: SectionNode) -> None:
    """Append the groups of skills of a section."""
    groups: list[Candidate] = []
    bare: list[tuple[Rich, Span | None]] = []
    for row in rows_of(draft, section):
        words = cut_list(row.words) if row.words is not None else []
        single = row.label is None and len(words) == 1
        alone = row.label is not None and not words
        if single or alone:
            text = words[0] if single else row.label
            if text is not None:
                bare.append((text, row.block))
            continue
        at = f"/skills/{len(draft.resume.skills)}"
        skill = Skill(name=draft.put(f"{at}/name", row.label))
        skill.keywords = _keywords(draft, f"{at}/keywords", [(word, None) for word in words])
        draft.resume.skills.append(skill)
        groups.append((at, row.block))
    draft.group("skill_groups", groups)
    if bare:
        at = f"/skills/{len(draft.resume.skills)}"
        draft.resume.skills.append(Skill(keywords=_keywords(draft, f"{at}/keywords", bare)))


def _keywords(draft: Draft, pointer: str, words: list[tuple[Rich, Span | None]]) -> list[str]:
    keywords: list[str] = []
    candidates: list[Candidate] = []
    for word, around in words:
        place = f"{pointer}/{len(keywords)}"
        text = draft.put(place, word)
        if text:
            keywords.append(text)
            candidates.append((place, around or draft.places.get(place)))
    draft.group("skills", candidates)
    return keywords


def read_languages(draft: Draft, section: SectionNode) -> None:
    """Append the languages spoken."""
    candidates: list[Candidate] = []
    for row in rows_of(draft, section):
        pairs: list[tuple[Rich, Rich | None]] = []
        listed = cut_list(row.words, dashes=False) if row.words is not None else []
        if row.label is not None and len(listed) <= 1:
            pairs.append((row.label, row.words))
        else:
            pairs += [_language(part) for part in (listed or [row.label] if row.label else listed)]
        first = f"/languages/{len(draft.resume.languages)}"
        for name, fluency in pairs:
            at = f"/languages/{len(draft.resume.languages)}"
            language = Language(language=draft.put(f"{at}/language", name))
            language.fluency = draft.put(f"{at}/fluency", fluency)
            draft.resume.languages.append(language)
        if len(pairs) == 1:
            candidates.append((first, row.block))
    draft.group("entries", candidates)


def _language(part: Rich) -> tuple[Rich, Rich | None]:
    found = _FLUENCY.search(part.text)
    if not found or not found.start():
        return part, None
    number = next(n for n in (1, 2, 3) if found.group(n))
    return part.slice(0, found.start()), part.slice(found.start(number), found.end(number))


def read_interests(draft: Draft, section: SectionNode) -> None:
    """Append the interests, one for each word of a list, or one with keywords for each labelled row."""
    for row in rows_of(draft, section):
        words = cut_list(row.words) if row.words is not None else []
        if row.label is not None:
            at = f"/interests/{len(draft.resume.interests)}"
            interest = Interest(name=draft.put(f"{at}/name", row.label))
            interest.keywords = _keywords(draft, f"{at}/keywords", [(word, None) for word in words])
            draft.resume.interests.append(interest)
            continue
        for word in words:
            at = f"/interests/{len(draft.resume.interests)}"
            draft.resume.interests.append(Interest(name=draft.put(f"{at}/name", word)))


def read_references(draft: Draft, section: SectionNode) -> None:
    """Append the references, one a row."""
    for row in rows_of(draft, section):
        at = f"/references/{len(draft.resume.references)}"
        reference = Reference(name=draft.put(f"{at}/name", row.label))
        reference.reference = draft.put(f"{at}/reference", row.words)
        draft.resume.references.append(reference)


def read_summary(draft: Draft, section: SectionNode) -> None:
    """Set the summary to the whole text of a section, unless there is one already."""
    if draft.resume.basics.summary:
        return
    cells: list[Rich] = []
    for part in section.flow:
        if isinstance(part, Line):
            cells += part.cells
        else:
            cells += [cell for item in part.items for cell in item_cells(item)]
    draft.resume.basics.summary = draft.put_span("/basics/summary", cells)


READERS: dict[str, Callable[[Draft, SectionNode], None]] = {
    "skills": read_skills,
    "languages": read_languages,
    "interests": read_interests,
    "references": read_references,
    "summary": read_summary,
}
