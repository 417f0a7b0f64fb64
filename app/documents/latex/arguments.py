"""LaTeX's own commands with arguments: which of them are printed, and which only measure or colour."""

import re
from typing import Final

from app.documents.latex import atoms as kinds
from app.documents.latex import signatures as known
from app.documents.latex import tokens as lexed
from app.documents.latex.atoms import Atom
from app.documents.latex.definitions import Definitions
from app.documents.latex.environments import Environments
from app.documents.latex.frames import Argument, Frame

_DIMENSION = re.compile(
    r"\s*=?\s*[-+]?\s*[\d.,]+\s*(?:pt|em|ex|in|cm|mm|sp|bp|mu|pc)?(?:\s*(?:plus|minus)\s*[\d.]+\s*(?:pt|em|ex|fil+|mm)?)*"
)
EXTERNAL: Final = frozenset({"input", "include", "subfile", "import", "lstinputlisting", "verbatiminput"})


class Arguments(Environments):
    """The part of expansion that reads the commands in `signatures.ARGUMENTS`; `external` names files not read."""

    def __init__(self, definitions: Definitions) -> None:
        super().__init__(definitions)
        self.external: list[str] = []

    def on_signature(self, frame: Frame, at: int, name: str) -> None:
        """Read the arguments of the command `name`, which stands at index `at`, and print those that TeX prints."""
        if name in EXTERNAL:
            self.external.append(name)
        if name in known.DIMENSION_AFTER:
            self.skip_dimension(frame)
        fill = name in ("hspace", "hskip")
        shown: list[Argument] = []
        for letter in known.ARGUMENTS[name]:
            argument = frame.take_bracket() if letter == "o" else frame.take_group()
            if name == "fontsize" and letter == "d" and argument is not None:
                self._on_font_size(argument)
                frame.take_group()
                break
            if letter == "t" and argument is not None:
                shown.append(argument)
            elif fill and argument is not None and "fill" in argument.source:
                self.emit(kinds.CELL, frame.place(at, at))
            elif name == "hspace" and argument is not None:
                self.print(frame, " ", frame.place(at, at), exact=False)
                if not argument.source.lstrip().startswith("-"):
                    self.emit(kinds.SPLIT, frame.place(at, at))
        edge = known.EDGES.get(name, "")
        if edge:
            self.emit(edge, frame.place(at, at))
        for argument in reversed(shown):
            self.enter(argument, after=[Atom(edge, *frame.place(at, at))] if edge else None)

    def _on_font_size(self, size: Argument) -> None:
        points = re.match(r"\s*(\d{1,3})", size.source)
        if points and int(points[1]) > 12:
            self.styles[-1] |= known.HUGE if int(points[1]) > 16 else known.LARGE

    def skip_dimension(self, frame: Frame) -> None:
        """Pass the length that follows a command such as `\\vskip`."""
        if frame.index >= frame.end or frame.tokens.tokens[frame.index].kind != lexed.TEXT:
            return
        token = frame.tokens.tokens[frame.index]
        found = _DIMENSION.match(token.text)
        if not found:
            return
        frame.index += 1
        rest = token.text[found.end() :]
        if rest.strip():
            self.print(frame, rest, frame.origin or (token.start + found.end(), token.end), exact=True)
