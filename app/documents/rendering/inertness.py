"""A PDF that only shows: nothing in it runs, starts a program, opens anything by itself or carries a file
(ISO 32000-1, 12.6, 7.11.4 and 7.5.8).

All objects are read, those inside compressed object streams too. Text in strings and page content is passed over: a
résumé may well say "/JavaScript".
"""

import re

from app.documents.rendering.pdf_objects import CLOSE, NAME, OPEN, STRING, WORD, PdfObject, Token, damaged, objects_of
from app.errors import RenderFailed

_FORBIDDEN = {
    b"JavaScript": "a script",
    b"JS": "a script",
    b"Launch": "a command that starts a program",
    b"EF": "an attached file",
    b"EmbeddedFile": "an attached file",
    b"EmbeddedFiles": "an attached file",
    b"FileAttachment": "an attached file",
    b"Filespec": "an attached file",
    b"GoToE": "an attached file",
    b"RichMedia": "embedded media",
    b"Rendition": "embedded media",
    b"Movie": "embedded media",
    b"Sound": "embedded media",
    b"3D": "embedded media",
    b"SubmitForm": "a form that sends data",
    b"ImportData": "a form that reads data",
    b"XFA": "an active form",
    b"AA": "an action that runs by itself",
    b"OPI": "a picture that is kept elsewhere",
}
_SHOWS_A_PAGE = frozenset(
    b"Type Action S GoTo D SD XYZ Fit FitH FitV FitR FitB FitBH FitBV".split()  # ISO 32000-1, tables 151 and 199
)
_SCHEMES = frozenset(b"http https mailto tel sms callto ftp ftps geo sip sips skype xmpp doi orcid urn".split())
_SCHEME = re.compile(rb"([A-Za-z][A-Za-z0-9+.-]*):")
_PORT = re.compile(rb"[\w-]+\.[\w.-]+:[0-9]")
# A path of its own machine or of another one; a bare name beside the PDF is what hyperref makes of a forgotten https.
_FOREIGN_PATH = re.compile(rb"[/\\]|[^/]*:|.*(?:\\|\.\.)", re.DOTALL)
_KEPT_ELSEWHERE = frozenset({b"F", b"FFilter", b"FDecodeParms"})


class PdfFacts:
    """What was seen while the objects were read."""

    def __init__(self) -> None:
        self.names: set[bytes] = set()

    @property
    def has_text(self) -> bool:
        """Whether any font is used: without one there can be no text."""
        return b"Font" in self.names


def check_inert(pdf: bytes) -> PdfFacts:
    """Raises RenderFailed for active content; the sentence says which."""
    facts = PdfFacts()
    objects = objects_of(pdf)
    for one in objects:
        facts.names |= one.names
    for name, what in _FORBIDDEN.items():
        if name in facts.names:
            raise _refused(what)
    _check_tables(objects)
    for one in objects:
        _check_links(one)
        if one.has_stream and _KEPT_ELSEWHERE & {key for key, _ in one.outer_keys()}:
            raise _refused("data that are kept elsewhere")
        if b"OpenAction" in one.names:
            _check_opening(one, objects)
    return facts


def _check_tables(objects: list[PdfObject]) -> None:
    """One table of objects: a second one, older or hidden, could call other bytes of the file objects."""
    tables = [one for one in objects if one.has_stream and b"XRef" in one.names]
    for one in [*tables, *(one for one in objects if one.number == 0)]:
        if {b"Prev", b"XRefStm", b"Encrypt"} & {key for key, _ in one.outer_keys()}:
            raise damaged()
    if len(tables) > 1:
        raise damaged()


def _check_links(one: PdfObject) -> None:
    """Links lead to pages of the web, to mail and telephones; nothing that a program runs or a file elsewhere."""
    leads_away = b"GoToR" in one.names
    for index, token in enumerate(one.tokens[:-1]):
        following = one.tokens[index + 1]
        if token == (NAME, b"URI"):
            if following.kind in {WORD, OPEN}:
                raise _refused("a link that cannot be checked")
            if following.kind == STRING and not _is_harmless(following.value):
                raise _refused("a link that may run a program or a script")
        elif leads_away and token.kind == NAME and token.value in {b"F", b"UF"}:
            indirect = (WORD, b"R") in one.tokens[index + 3 : index + 4]
            if indirect or following.kind == OPEN or _is_foreign(following):
                raise _refused("a link to a file of this or another computer")


def _is_harmless(uri: bytes) -> bool:
    """Without a scheme it is a page's own part or a forgotten https, whose site may have a port."""
    if uri.startswith((b"\xfe\xff", b"\xff\xfe")):
        uri = uri[2:].replace(b"\x00", b"")
    # Browsers pass over blanks and control characters in and before a scheme (URL Standard, 4.4).
    plain = bytes(byte for byte in uri if byte > 0x20)
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[1].lower() in _SCHEMES or _PORT.match(plain) is not None


def _is_foreign(path: Token) -> bool:
    return path.kind == STRING and _FOREIGN_PATH.match(path.value) is not None


def _check_opening(one: PdfObject, objects: list[PdfObject]) -> None:
    """What happens when the file is opened may be nothing but the choice of a page and its size (hyperref's own)."""
    for index, token in enumerate(one.tokens[:-1]):
        if token == (NAME, b"OpenAction"):
            value = _value(one.tokens, index + 1)
            parts = [value]
            if len(value) == 3 and value[2] == (WORD, b"R") and value[0].value.isdigit():
                parts = [other.tokens for other in objects if other.number == int(value[0].value[:10])]
            names = {part.value for tokens in parts for part in tokens if part.kind == NAME}
            if not parts or names - _SHOWS_A_PAGE:
                raise _refused("an action that runs by itself")


def _value(tokens: list[Token], begin: int) -> list[Token]:
    """One value: to its closing bracket, a reference of three words, or a single token."""
    depth = 0
    for index in range(begin, len(tokens)):
        depth += {OPEN: 1, CLOSE: -1}.get(tokens[index].kind, 0)
        if depth == 0:
            whole = tokens[begin : index + 1]
            return tokens[begin : begin + 3] if whole[0].kind == WORD else whole
    return tokens[begin:]


def _refused(what: str) -> RenderFailed:
    return RenderFailed(f"The PDF would contain {what}, which a résumé must not. Remove it from the source.")
