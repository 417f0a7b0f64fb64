"""The part of expansion that is about characters: arguments, style scopes, accents, and where each comes from."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final

from app.documents.latex import atoms as kinds
from app.documents.latex import signatures as known
from app.documents.latex import tokens as lexed
from app.documents.latex.atoms import Atom
from app.documents.latex.definitions import Definitions
from app.documents.latex.frames import Argument, Frame, Place
from app.documents.latex.symbols import ACCENTS, SYMBOLS, accented, raised
from app.documents.latex.tokens import Token, TokenList

MAX_ATOMS: Final = 200_000
MAX_STEPS: Final = 150_000
MAX_DEPTH: Final = 60


class Machine(ABC):
    """One walk over a text; `atoms` is its result, `truncated` says that it was cut at `MAX_ATOMS` or `most_steps`.

    The stack of frames is explicit: however deep a text nests its braces and calls, Python's own stack stays flat.
    """

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.atoms: list[Atom] = []
        self.truncated = False
        self.most_steps = MAX_STEPS
        self.steps = 0
        self.frames: list[Frame] = []
        self.styles: list[int] = [0]
        self.in_formula = False
        self.accent: tuple[str, Place, bool] | None = None
        self._handlers: dict[str, Callable[[Frame, Token], None]] = {
            lexed.TEXT: self._on_text, lexed.SPACE: self._on_space, lexed.PAR: self._on_par,
            lexed.COMMENT: lambda _frame, _token: None, lexed.OPEN: self._on_open, lexed.CLOSE: self._on_close,
            lexed.AMP: self._on_amp, lexed.DOLLAR: self._on_dollar, lexed.TILDE: self._on_space,
            lexed.LEFT: self._on_text, lexed.RIGHT: self._on_text, lexed.PARAM: self._on_param,
            lexed.VERBATIM: self._on_verbatim, lexed.SYMBOL: self._on_symbol,
            lexed.WORD: self.on_word,
        }  # fmt: skip

    def run(self, tokens: TokenList, index: int, end: int) -> list[Atom]:
        """The atoms of `tokens[index:end]`."""
        self.frames = [Frame(tokens, index, end)]
        while self.frames:
            frame = self.frames[-1]
            self.steps += 1
            if frame.index >= frame.end:
                self._leave(frame)
                continue
            if len(self.atoms) > MAX_ATOMS or self.steps > self.most_steps:
                self.truncated = True
                break
            token = frame.tokens.tokens[frame.index]
            frame.index += 1
            self._handlers[token.kind](frame, token)
        return self.atoms

    def _leave(self, frame: Frame) -> None:
        self.frames.pop()
        if frame.depth:
            del self.styles[frame.depth :]
            self.styles[-1] = frame.style
        self.atoms += frame.after

    def enter(self, argument: Argument, style: int = 0, after: list[Atom] | None = None) -> None:
        """Read an argument next, in a style scope of its own."""
        outer = self.styles[-1]
        if len(self.frames) >= MAX_DEPTH:
            self.atoms += after or []
            return
        frame = Frame(argument.tokens, argument.index, argument.end, argument.origin, argument.arguments, after or [])
        frame.literal = argument.literal
        frame.depth, frame.style = len(self.styles), outer
        self.styles.append(_combined(outer, style))
        self.frames.append(frame)

    def call(self, body: TokenList, place: Place, arguments: tuple[Argument, ...], after: Atom | None = None) -> None:
        """Read a definition's body next, its own words belonging to the call at `place`."""
        ending = [after] if after is not None else []
        if len(self.frames) >= MAX_DEPTH:
            self.atoms += ending
            return
        literal = bool(arguments) or after is not None
        self.frames.append(Frame(body, 0, len(body.tokens), place, arguments, ending, literal=literal))

    def emit(self, kind: str, place: Place, text: str = "") -> None:
        """Add an event."""
        self.atoms.append(Atom(kind, place[0], place[1], text, self.styles[-1]))

    def print(self, frame: Frame, text: str, place: Place, *, exact: bool) -> None:
        """Add printed text, its first letter under the accent that waits for one."""
        if self.accent is not None and text[:1].strip():
            name, accent_place, _ = self.accent
            self.accent = None
            own = exact and frame.origin is None
            end = place[0] + 1 if own else place[1]
            first = Atom(kinds.TEXT, accent_place[0], end, accented(text[0], name), self._style(frame))
            self.atoms.append(first)
            text, place = text[1:], (end, place[1])
        if text:
            self.atoms.append(
                Atom(kinds.TEXT, place[0], place[1], text, self._style(frame), exact and frame.origin is None)
            )

    def _style(self, frame: Frame) -> int:
        return self.styles[-1] | (known.LITERAL if frame.literal else 0)

    @abstractmethod
    def on_word(self, frame: Frame, token: Token) -> None:
        """Read the command that `token` names; the frame stands after it."""

    def _on_text(self, frame: Frame, token: Token) -> None:
        if self.in_formula and ("^" in token.text or "_" in token.text):
            self._on_scripts(frame, token)
            return
        self.print(frame, token.text, frame.origin or (token.start, token.end), exact=True)

    def _on_dollar(self, _frame: Frame, _token: Token) -> None:
        self.in_formula = not self.in_formula

    def _on_scripts(self, frame: Frame, token: Token) -> None:
        """Text of a formula with powers and indices: "m^2" prints as m², "CO_2" as CO2."""
        at, text = 0, token.text
        while at < len(text):
            mark = next((index for index in range(at, len(text)) if text[index] in "^_"), len(text))
            if mark > at:
                self.print(frame, text[at:mark], frame.origin or (token.start + at, token.start + mark), exact=True)
            if mark < len(text):
                script = text[mark + 1 : mark + 2] or self._script_group(frame)
                at = min(mark + 2, len(text))
                place = frame.origin or (token.start + mark, self._end_of_script(frame, token, at))
                self.print(frame, raised(script) if text[mark] == "^" else script, place, exact=False)
            else:
                at = mark

    def _script_group(self, frame: Frame) -> str:
        """The plain text in the braces that follow a script's mark; what is not plain is left to be read as usual."""
        tokens, at = frame.tokens.tokens, frame.index
        short = at + 2 < frame.end and tokens[at].kind == lexed.OPEN and frame.tokens.match[at] == at + 2
        if not short or tokens[at + 1].kind != lexed.TEXT:
            return ""
        frame.index = at + 3
        return tokens[at + 1].text

    def _end_of_script(self, frame: Frame, token: Token, at: int) -> int:
        read = frame.tokens.tokens[frame.index - 1]
        return read.end if read is not token else token.start + at

    def _on_space(self, frame: Frame, token: Token) -> None:
        self.print(frame, " ", frame.origin or (token.start, token.end), exact=False)

    def _on_par(self, frame: Frame, token: Token) -> None:
        self.emit(kinds.PAR, frame.origin or (token.start, token.end))

    def _on_open(self, _frame: Frame, _token: Token) -> None:
        self.styles.append(self.styles[-1])

    def _on_close(self, frame: Frame, _token: Token) -> None:
        if len(self.styles) > max(1, frame.depth + 1 if frame.depth else 1):
            self.styles.pop()

    def _on_amp(self, frame: Frame, token: Token) -> None:
        self.emit(kinds.CELL, frame.origin or (token.start, token.end))

    def _on_param(self, frame: Frame, token: Token) -> None:
        number = int(token.text[-1])
        if number <= len(frame.arguments):
            argument = frame.arguments[number - 1]
            mark = Atom(kinds.SPLIT, *(frame.origin or (token.start, token.end)))
            several = len(frame.arguments) > 1
            if several:
                self.atoms.append(mark)
            self.enter(argument, after=[mark] if several else None)

    def _on_verbatim(self, frame: Frame, token: Token) -> None:
        self.print(frame, token.text, frame.origin or (token.start, token.end), exact=False)

    def _on_symbol(self, frame: Frame, token: Token) -> None:
        place = frame.origin or (token.start, token.end)
        if token.text == "\\":
            frame.take_star()
            following = frame.index < frame.end and frame.tokens.tokens[frame.index].kind == lexed.LEFT
            if following:
                frame.take_bracket()
            self.emit(kinds.BREAK, place)
        elif token.text in ACCENTS and token.text not in SYMBOLS:
            self.accent = (token.text, place, True)
        elif token.text == "~":
            self.accent = ("~", place, True)
        else:
            self.print(frame, SYMBOLS.get(token.text, ""), place, exact=False)


def _combined(outer: int, inner: int) -> int:
    role = inner >> known.ROLE_SHIFT or outer >> known.ROLE_SHIFT
    return (outer | inner) & 0xFF | role << known.ROLE_SHIFT
