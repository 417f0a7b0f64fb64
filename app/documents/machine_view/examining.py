"""What is wrong with a file apart from any single value: fonts, pictures, layout, headings, where contact stands."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.documents.headings import is_contact_heading, section_key
from app.documents.machine_view.assembling import Assembled, Row, Segment
from app.documents.machine_view.dates import is_risky
from app.documents.machine_view.glyphs import Box, Glyph, MachineFile, Page, is_private
from app.documents.machine_view.haystack import is_unknown
from app.documents.machine_view.results import FieldSeen, Finding

MAX_SIZE = 2_000_000
_MOST_EXAMPLES = 5
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.025
_FEW_LETTERS = 40
_MANY_SHAPES = 200
_TINY = 3.0
_FEWEST_MIXED = 2
_FEWEST_HIDDEN = 10
_LIGATURES = re.compile(r"\w*[\ufb00-\ufb06]\w*")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_BY_CAUSE = {"hyphen": "hyphenated", "accents": "accents", "joined": "joined", "unmapped": "unmapped_values"}


def examine(file: MachineFile, text: Assembled, fields: Sequence[FieldSeen], size: int) -> list[Finding]:
    """Everything that is wrong, the worst kinds first; `size` in bytes."""
    found = [
        *_pages(file.pages, text),
        *_fonts(file),
        *_letters(text, fields),
        *_values(fields),
        *_headings(fields),
    ]
    if not file.may_be_read:
        found.append(Finding("locked"))
    if size > MAX_SIZE:
        found.append(Finding("large_file", count=size))
    return found


def rows_finding(kind: str, rows: Sequence[Row], fewest: int = _FEWEST_MIXED) -> list[Finding]:
    """Rows that read wrongly across the page."""
    if len(rows) < fewest:
        return []
    pages = tuple(sorted({row.segments[0].page + 1 for row in rows}))
    return [Finding(kind, pages, len(rows), tuple(row.text[:160] for row in rows[:_MOST_EXAMPLES]))]


def _pages(pages: Sequence[Page], text: Assembled) -> Iterator[Finding]:
    kinds: dict[str, list[int]] = {}
    pictures = 0
    for number, page in enumerate(pages, 1):
        kind = _page_kind(page)
        if kind:
            kinds.setdefault(kind, []).append(number)
        count = 0 if kind in {"scan", "recognised"} else len(_silent_pictures(page))
        if count:
            pictures += count
            kinds.setdefault("picture", []).append(number)
    for kind, numbers in kinds.items():
        yield Finding(kind, tuple(numbers), pictures if kind == "picture" else len(numbers))
    yield from _unseen(pages, kinds.get("recognised", []))
    yield from _spaced(text.segments)


def _page_kind(page: Page) -> str:
    letters = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    covered = sum(_inside(page, picture).area for picture in page.pictures) / (page.width * page.height or 1.0)
    if covered >= _SCAN_SHARE and len(letters) < _FEW_LETTERS:
        return "scan"
    if covered >= _SCAN_SHARE and sum(glyph.hidden for glyph in letters) * 2 > len(letters):
        return "recognised"
    if page.shapes >= _MANY_SHAPES and len(letters) < _FEW_LETTERS:
        return "outlines"
    if page.broken:
        return "broken_page"
    return "" if letters else "blank_page"


def _inside(page: Page, picture: Box) -> Box:
    return Box(
        max(0.0, picture.left), max(0.0, picture.bottom), min(page.width, picture.right), min(page.height, picture.top)
    )


def _silent_pictures(page: Page) -> list[Box]:
    """Pictures large enough to hold words, without any text above them."""
    least = _PICTURE_SHARE * page.width * page.height
    large = [picture for picture in page.pictures if _inside(page, picture).area >= least]
    return [picture for picture in large if sum(picture.holds(glyph.x, glyph.y) for glyph in page.glyphs) < 3]


def _unseen(pages: Sequence[Page], recognised: Sequence[int]) -> Iterator[Finding]:
    for kind, test in (("hidden_text", _is_hidden), ("tiny_text", _is_tiny)):
        groups = [
            (number, "".join(glyph.text for glyph in page.glyphs if test(glyph)))
            for number, page in enumerate(pages, 1)
            if number not in recognised
        ]
        long = [(number, words) for number, words in groups if len(words.strip()) >= _FEWEST_HIDDEN]
        if long:
            total = sum(len(words) for _, words in long)
            yield Finding(kind, tuple(number for number, _ in long), total, tuple(words[:120] for _, words in long[:2]))


def _is_hidden(glyph: Glyph) -> bool:
    return glyph.hidden


def _is_tiny(glyph: Glyph) -> bool:
    return 0 < glyph.size < _TINY


def _spaced(segments: Sequence[Segment]) -> Iterator[Finding]:
    spaced = [segment for segment in segments if _SPACED_OUT.search(segment.text)]
    if spaced:
        pages = tuple(sorted({segment.page + 1 for segment in spaced}))
        yield Finding("letterspaced", pages, len(spaced), _examples(segment.text[:80] for segment in spaced))


def _fonts(file: MachineFile) -> Iterator[Finding]:
    icons = {id(font) for font in file.fonts if font.private and _are_icons(file, font.name)}
    spoilt = [font for font in file.fonts if font.unmapped or (font.private and id(font) not in icons)]
    if spoilt:
        letters = sum(font.unmapped + font.private for font in spoilt)
        yield Finding("no_unicode", count=letters, examples=_examples(font.name for font in spoilt))
    if icons:
        named = [font for font in file.fonts if id(font) in icons]
        yield Finding("icons", count=sum(font.private for font in named), examples=_examples(f.name for f in named))
    drawn = [font for font in file.fonts if font.kind == "Type3" and font.letters and font not in spoilt]
    if drawn:
        yield Finding("type3", count=sum(font.letters for font in drawn))


def _are_icons(file: MachineFile, name: str) -> bool:
    """Whether a font's private characters stand alone, as pictures do, and not within words."""
    for page in file.pages:
        glyphs = page.glyphs
        for before, glyph, after in zip([None, *glyphs], glyphs, [*glyphs[1:], None], strict=False):
            if glyph.font.name != name or not is_private(glyph.text):
                continue
            if _touches(before, glyph) or _touches(glyph, after):
                return False
    return True


def _touches(left: Glyph | None, right: Glyph | None) -> bool:
    if left is None or right is None or abs(left.y - right.y) > 1:
        return False
    are_letters = all(glyph.text.isalpha() or is_private(glyph.text) for glyph in (left, right))
    return are_letters and abs(right.x - left.end) < 0.125 * right.size


def _letters(text: Assembled, fields: Sequence[FieldSeen]) -> Iterator[Finding]:
    ligatures = list(_LIGATURES.findall(text.written))
    if ligatures:
        yield Finding("ligatures", count=len(ligatures), examples=_examples(ligatures))
    for cause, kind in _BY_CAUSE.items():
        spoilt = [field for field in fields if field.cause == cause]
        if spoilt:
            yield Finding(kind, count=len(spoilt), examples=_examples(field.arrives for field in spoilt))


def _values(fields: Sequence[FieldSeen]) -> Iterator[Finding]:
    in_margin = [field for field in fields if field.in_margin]
    if in_margin:
        yield Finding("contact_in_margin", count=len(in_margin), examples=_examples(f.expected for f in in_margin))
    links = [field for field in fields if field.kind == "link" and field.state == "lost"]
    if links:
        yield Finding("links_lost", count=len(links), examples=_examples(field.expected for field in links))
    unclear = [field for field in fields if field.cause == "unreadable_date"]
    if unclear:
        yield Finding("dates_unread", count=len(unclear), examples=_examples(field.arrives for field in unclear))
    written = [field for field in fields if field.kind == "dates" and field.state == "found"]
    risky = [field for field in written if is_risky(field.arrives)]
    if risky:
        yield Finding("dates_risky", count=len(risky), examples=_examples(field.arrives for field in risky))


def _headings(fields: Sequence[FieldSeen]) -> Iterator[Finding]:
    titles = [field.expected for field in fields if field.kind == "heading"]
    unknown = [title for title in titles if section_key(title) is None and not is_contact_heading(title)]
    if unknown:
        yield Finding("headings_unknown", count=len(unknown), examples=_examples(unknown))
    spoilt = [field for field in fields if field.kind == "heading" and field.state != "found"]
    if spoilt:
        shown = (field.arrives or field.expected for field in spoilt)
        yield Finding("headings_spoilt", count=len(spoilt), examples=_examples(shown))


def _examples(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if any(map(_is_shown, text))))[:_MOST_EXAMPLES]


def _is_shown(char: str) -> bool:
    return not char.isspace() or is_unknown(char)
