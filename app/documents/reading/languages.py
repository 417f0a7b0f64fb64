"""Languages spoken and how well: "English (C2), Dutch (B1)", "Deutsch: Muttersprache", "French, fluent"."""

import re

from app.documents.folding import fold
from app.documents.reading.blocks import Block, Piece
from app.documents.reading.separators import list_pieces
from app.documents.reading.values import fill
from app.documents.resume import Language, Span

_LANGUAGE = r"^\s*(?P<language>[^():–—\t|]+?)\s*"
_FORMS = (
    re.compile(_LANGUAGE + r"(?:[:,–—-]\s*|\s)?\((?P<fluency>[^)]+(?:\([^)]*\)[^)]*)?)\)\s*\.?\s*$"),
    re.compile(_LANGUAGE + r"(?::|\t|\||\s{3,}|\s[-–—]|[–—]|,(?=\s))\s*(?P<fluency>.+?)\s*\.?\s*$"),
)
_SEPARATED = re.compile(r"[,;|·•/]")
_FLUENCY = re.compile(
    r"(?:[abc][12](?:[/+-]|\b)|native|mother tongue|first language|bilingual|fluent|proficient|advanced|intermediate|"
    r"upper|"
    r"conversational|working|basic|basics|beginner|elementary|good|very good|excellent|limited|full professional|"
    r"professional|school|read(?:ing)?\b|spoken|written|learning|muttersprach|verhandlungssicher|fliessend|fliesend|"
    r"sehr gut|gut\b|gute |grundkenntnisse|konversation|erweitert|fortgeschritten|schulkenntnisse|latinum|grosses |"
    r"groses |kleines |"
    r"langue maternelle|maternel|bilingue|courant|intermediaire|notions|debutant|scolaire|lu,|bon niveau|avance|"
    r"nativ[oa]|lengua materna|lingua materna|fluid[oa]|fluente|avancad[oa]|avanzad[oa]|intermedi[oa]|basic[oa]|"
    r"medio|alto|"
    r"moedertaal|vloeiend|goed|redelijk|uitstekend|basiskennis|gevorderd|beginner|nativo|madrelingua|ottimo|buono|"
    r"ielts|toefl|toeic|delf|dalf|dele|goethe|testdaf|cambridge|jlpt|n[1-5]\b|hsk|topik|ojczysty|biegly|родной|"
    r"свободно|母语|"
    r"母語|流利|ネイティブ|日常会話|ビジネス|modersmal|flytende)"
)


def read_languages(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Language, Span]]:
    """Languages spoken with their fluency, one a line or many in one; `blocks` are the section's lines."""
    found = []
    for index, (language, fluency, span) in enumerate(pair for block in blocks for pair in _pairs(block)):
        at = first + index
        found.append((fill(Language, {"language": language, "fluency": fluency}, f"/languages/{at}", places), span))
    return found


def _pairs(block: Block) -> list[tuple[Piece | None, Piece | None, Span]]:
    """The languages of a line. What follows a language and says how well is its fluency, not a language."""
    whole = block.piece()
    if whole is None:
        return []
    pieces = list_pieces(block) if _SEPARATED.search(block.text) else [whole]
    if len(pieces) < 2 or all(_says_how_well(piece.text) for piece in pieces[1:]):
        return [_pair(block, whole)]
    found: list[tuple[Piece | None, Piece | None, Span]] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and before[1] is None and _says_how_well(piece.text):
            found[-1] = (before[0], piece, Span(before[2].start, piece.span.end))
        else:
            found.append(_pair(block, piece))
    return found


def _says_how_well(text: str) -> bool:
    return _FLUENCY.match(fold(text.strip(" ()")).lower()) is not None


def _pair(block: Block, piece: Piece) -> tuple[Piece | None, Piece | None, Span]:
    match = next(filter(None, (form.match(piece.text) for form in _FORMS)), None)
    start = block.text.find(piece.text)
    if match is None or start < 0:
        return piece, None, piece.span
    language, fluency = (
        block.piece(start + match.start(name), start + match.end(name)) for name in ("language", "fluency")
    )
    return language, fluency, piece.span
