"""A LaTeX résumé as a typed value, every value and every movable block with its place in the source."""

from dataclasses import dataclass
from typing import Final

from app.documents.headings import is_contact_heading
from app.documents.latex import atoms as kinds
from app.documents.latex import experience, honours, skills
from app.documents.latex.atoms import Atom
from app.documents.latex.basics import read_basics
from app.documents.latex.blocks import Candidate, block, groups_of, with_banner
from app.documents.latex.definitions import DEFINING, Definition, read_definition, read_definitions
from app.documents.latex.draft import Draft
from app.documents.latex.entries import entries_of
from app.documents.latex.expansion import Expansion
from app.documents.latex.families import PERSONAL
from app.documents.latex.heading_commands import heading_commands
from app.documents.latex.heading_forms import headings_by_form
from app.documents.latex.marked import arranged
from app.documents.latex.other_sections import read_other
from app.documents.latex.outline import Flow, SectionNode, outline
from app.documents.latex.plain_headings import with_plain_headings
from app.documents.latex.section_kinds import section_keys
from app.documents.latex.source import Source
from app.documents.latex.tokens import LEFT, OPEN, WORD, TokenList
from app.documents.resume import ReadResume, Section, Span
from app.errors import InvalidInput, UnreadableDocument

_LEAST_LETTERS: Final = 10


@dataclass(frozen=True, slots=True)
class _Body:
    """Token indices: the preamble is `[0, begin)`, the body `[start, end)`."""

    begin: int
    start: int
    end: int
    closed: bool


def read_latex(source: str) -> ReadResume:
    """Read a résumé written in LaTeX; spans are into `source`, which is never changed.

    Raises InvalidInput for a file without `\\begin{document}`, UnreadableDocument for one that prints nothing or
    holds more commands than any résumé. Files that it includes are not read; `warnings` says so.
    """
    tokens = TokenList(source)
    body = _find_body(tokens)
    definitions = read_definitions(tokens)
    definitions.headings = heading_commands(tokens) or headings_by_form(tokens, definitions)
    expansion = Expansion(definitions)
    _set_variables(tokens, body, expansion)
    atoms = expansion.run(tokens, body.start, body.end)
    if sum(char.isalpha() for atom in atoms if atom.kind == kinds.TEXT for char in atom.text) < _LEAST_LETTERS:
        raise UnreadableDocument(
            "There is no text between \\begin{document} and \\end{document} in this file. "
            "Upload the .tex file that holds the résumé itself, with everything in that one file."
        )
    personal = _personal_atoms(tokens, body, Expansion(definitions))
    place = Source(tokens, definitions, atoms)
    draft = Draft(place)
    begin = tokens.tokens[body.start - 1].end
    end = tokens.tokens[body.end].start if body.closed else len(source)
    nodes = with_plain_headings(outline(atoms, begin, end))
    header: Flow = [part for node in outline(personal, 0, begin) for part in node.flow] if personal else []
    sections = _read_sections(draft, nodes, header)
    draft.warnings += _warnings(expansion, body, balanced=tokens.balanced)
    groups = draft.groups if tokens.balanced else []
    return ReadResume("tex", source, draft.resume, draft.places, sections, groups, draft.warnings)


def _find_body(tokens: TokenList) -> _Body:
    begin = _environment_mark(tokens, "begin", 0)
    if begin is None:
        raise InvalidInput(
            "This .tex file has no \\begin{document}, so it is only a part of a résumé. "
            "Upload the main file, with its parts pasted into it."
        )
    end = _environment_mark(tokens, "end", begin[1])
    return _Body(begin[0], begin[1], end[0] if end else len(tokens.tokens), end is not None)


def _environment_mark(tokens: TokenList, word: str, index: int) -> tuple[int, int] | None:
    """The indices of `\\word{document}` and of what follows it."""
    count = len(tokens.tokens)
    for at in range(index, count):
        token = tokens.tokens[at]
        if token.kind == WORD and token.text == word:
            opening = tokens.skip_blanks(at + 1, count)
            if opening < count and tokens.tokens[opening].kind == OPEN:
                close = tokens.group_end(opening, count)
                if tokens.text_between(opening + 1, min(close, opening + 3)).strip() == "document":
                    return at, close + 1
    return None


def _personal_atoms(tokens: TokenList, body: _Body, expansion: Expansion) -> list[Atom]:
    """What the preamble says about the person through a class's commands (`\\name`, `\\email`, …)."""
    index, atoms = 0, expansion.atoms
    while index < body.begin:
        token = tokens.tokens[index]
        if token.kind == WORD and token.text in DEFINING:
            index = max(index + 1, read_definition(tokens, index, body.begin, None))
            continue
        index += 1
        if token.kind == OPEN:
            index = tokens.group_end(index - 1, body.begin) + 1
        elif token.kind == WORD and token.text in PERSONAL and token.text not in expansion.definitions.commands:
            end = _after_arguments(tokens, index, body.begin)
            if end > index:
                expansion.run(tokens, index - 1, end)
                atoms.append(Atom(kinds.BREAK, token.start, tokens.tokens[end - 1].end))
            index = end
    return atoms


def _set_variables(tokens: TokenList, body: _Body, expansion: Expansion) -> None:
    """Call the document's own commands that the preamble calls to define others: the body prints what they keep."""
    index = 0
    while index < body.begin:
        token = tokens.tokens[index]
        if token.kind == WORD and token.text in DEFINING:
            index = max(index + 1, read_definition(tokens, index, body.begin, None))
            continue
        index += 1
        definition = expansion.definitions.commands.get(token.text) if token.kind == WORD else None
        if token.kind == OPEN:
            index = tokens.group_end(index - 1, body.begin) + 1
        elif definition is not None and definition.parameters and _defines(definition):
            end = _after_arguments(tokens, index, body.begin)
            expansion.run(tokens, index - 1, end)
            index = end
    expansion.atoms.clear()


def _defines(definition: Definition) -> bool:
    return any(token.kind == WORD and token.text in DEFINING for token in definition.body.tokens)


def _after_arguments(tokens: TokenList, index: int, end: int) -> int:
    at = tokens.skip_blanks(index, end)
    while at < end and tokens.tokens[at].kind in (OPEN, LEFT):
        close = tokens.group_end(at, end) if tokens.tokens[at].kind == OPEN else tokens.bracket_end(at, end)
        if close < 0 or close >= end:
            break
        index = close + 1
        at = tokens.skip_blanks(index, end)
    return index


def _read_sections(draft: Draft, nodes: list[SectionNode], header: Flow) -> list[Section]:
    sections: list[Section] = []
    candidates: list[Candidate] = []
    for node in nodes:
        title = draft.source.value(node.title)
        if node.start < 0 or (title is not None and is_contact_heading(title.text)):
            header += node.flow
    read_basics(draft, header)
    headed = [node for node in nodes if node.start >= 0]
    for node in headed:
        node.flow = arranged(node.flow, node.limit)
    titles = [title.text if (title := draft.source.value(node.title)) else "" for node in headed]
    for node, text, key in zip(headed, titles, section_keys(headed, titles), strict=True):
        span = _section_span(draft, node)
        sections.append(Section(key, text, span or Span(node.start, max(node.start, node.limit))))
        candidates.append((f"/sections/{len(sections) - 1}", span))
        _read_section(draft, key, text, node)
    draft.groups[:0] = groups_of(draft.source, "sections", candidates)
    return sections


def _section_span(draft: Draft, node: SectionNode) -> Span | None:
    span = block(draft.source, node.start, node.opening if node.opening >= 0 else node.start, node.limit)
    return Span(with_banner(draft.source, span.start, 0), span.end) if span is not None else None


def _read_section(draft: Draft, key: str, title: str, node: SectionNode) -> None:
    if key in skills.READERS:
        skills.READERS[key](draft, node)
    elif key in experience.KEYS:
        divide = honours.honour_entries if key in honours.KEYS else entries_of
        entries = divide(node.flow, node.limit)
        before = len(draft.resume.work)
        pointers = experience.read_entries(draft, key, entries)
        candidates = [(at, entry.span(draft.source)) for at, entry in zip(pointers, entries, strict=True)]
        draft.group("entries", candidates)
        if not entries:
            draft.warnings.append(f"No entries were found under “{title}”.")
        elif key == "work" and not any(work.start_date or work.end_date for work in draft.resume.work[before:]):
            draft.warnings.append(f"No dates were found under “{title}”.")
    elif key == "other":
        read_other(draft, node)


def _warnings(expansion: Expansion, body: _Body, *, balanced: bool) -> list[str]:
    warnings = []
    if not balanced:
        warnings.append(
            "The braces in this file do not match; it was read as far as possible, but nothing in it can be moved."
        )
    if expansion.external:
        warnings.append(
            "This file includes other files (\\input or \\include), which were not read. "
            "Paste their content into the main file to have it read too."
        )
    if not body.closed:
        warnings.append("There is no \\end{document} in this file; it was read to its end.")
    if expansion.truncated:
        warnings.append("This file prints more than a résumé can hold; only its first part was read.")
    return warnings
