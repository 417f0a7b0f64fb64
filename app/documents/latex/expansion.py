"""From tokens to atoms: commands are expanded as TeX would, with the place of every printed character kept.

Divergences from TeX, all on the side of keeping text: an unknown command prints its arguments; of a conditional
that depends on the run only one branch is printed; files are never read.
"""

import re

from app.documents.latex import atoms as kinds
from app.documents.latex import signatures as known
from app.documents.latex import tokens as lexed
from app.documents.latex.arguments import EXTERNAL, Arguments
from app.documents.latex.atoms import Atom
from app.documents.latex.conditionals import SEARCH_COST, holds, skip_conditional, skip_else
from app.documents.latex.definitions import DEFINING, Definition, Definitions, read_definition
from app.documents.latex.families import KEPT, ROLE_NUMBERS, family_command
from app.documents.latex.frames import Argument, Frame, Place
from app.documents.latex.recognition import is_heading_command, is_section_command, is_section_name
from app.documents.latex.symbols import ACCENTS, printed_by
from app.documents.latex.tokens import Token


class Expansion(Arguments):
    """A walk that knows LaTeX's commands and the document's own."""

    def __init__(self, definitions: Definitions) -> None:
        super().__init__(definitions)
        self._bound: dict[str, Argument] = {}

    def on_word(self, frame: Frame, token: Token) -> None:
        at = frame.index - 1
        name = self.definitions.named(token.text)
        if frame.index < frame.end and frame.tokens.tokens[frame.index].kind != lexed.PAR:
            frame.skip_space()
        if name in self.definitions.headings and frame.following_groups() > self.definitions.headings[name]:
            self._on_heading(frame, at, self.definitions.headings[name])
        elif name in self._bound:
            self.enter(self._bound[name])
        elif name in self.definitions.commands and name not in KEPT:
            self._on_defined(frame, at, self.definitions.commands[name])
        elif name in DEFINING:
            self._bind(frame)
            frame.index = read_definition(frame.tokens, at, frame.end, None)
        elif name in ("begin", "end"):
            self.on_environment(frame, at, opening=name == "begin")
        elif not self._on_structure(frame, at, name):
            self._on_other(frame, at, name)

    def _on_heading(self, frame: Frame, at: int, position: int) -> None:
        """A command that the document calls with its headings; what stands before the heading is decoration."""
        title = [frame.take_group() for _ in range(position + 1)][-1]
        if title is not None:
            self._section(frame.place(at, frame.index - 1), title)

    def _bind(self, frame: Frame) -> None:
        """Remember a definition made inside a call, which may hold the call's arguments until they are printed."""
        if not frame.arguments:
            return
        look = Frame(frame.tokens, frame.index, frame.end, frame.origin, frame.arguments)
        target = look.take_group() if look.peek() == lexed.OPEN else None
        if target is None and look.peek() == lexed.WORD:
            look.skip_space()
            target = Argument(look.tokens, look.index, look.index + 1, None, ())
            look.index += 1
        body = look.take_group()
        if target is not None and body is not None:
            self._bound[target.source.strip().lstrip("\\")] = body

    def _on_defined(self, frame: Frame, at: int, definition: Definition) -> None:
        name = frame.tokens.tokens[at].text
        if name in known.SECTIONS or name in known.SUBSECTIONS:
            self._on_structure(frame, at, name)
            return
        arguments = frame.take(definition.parameters)
        place = frame.place(at, max(at, frame.index - 1)) if arguments else frame.place(at, at)
        for argument in arguments:
            argument.origin = place if argument.literal else argument.origin
        if is_heading_command(definition):
            self.emit(kinds.ENTRY, place, "own")
        if is_section_command(name, definition) and arguments:
            self._section(place, arguments[-1 if definition.parameters[0].kind == "o" else 0])
            return
        parted = len(arguments) == 1 and frame.peek() == lexed.WORD and self._next_word(frame) == name
        self.call(definition.body, place, arguments, Atom(kinds.SPLIT, *place) if parted else None)

    def _next_word(self, frame: Frame) -> str:
        """The name of the command that follows: one called on and on prints one thing each time."""
        return frame.tokens.tokens[frame.tokens.skip_blanks(frame.index, frame.end)].text

    def _on_structure(self, frame: Frame, at: int, name: str) -> bool:
        if name == "item":
            label = frame.take_bracket()
            self.emit(kinds.ITEM, frame.place(at, at))
            if label is not None and label.source.strip():
                self.enter(label, known.BOLD, [Atom(kinds.SPLIT, *frame.place(at, at))])
        elif name in known.SECTIONS and frame.peek() in (lexed.OPEN, lexed.LEFT):
            start = frame.index
            frame.take_bracket()
            title = frame.take_group() if name == "section" or frame.following_groups() == 1 else None
            if title is None:
                frame.index = start
                return self._on_internal(frame, at, name)
            self._section(frame.place(at, frame.index - 1), title)
        elif name in known.SUBSECTIONS and frame.peek() in (lexed.OPEN, lexed.LEFT):
            frame.take_bracket()
            title = frame.take_group()
            if title is None:
                return False
            place = frame.place(at, frame.index - 1)
            self.emit(kinds.SUBSECTION, place)
            self.enter(title, known.BOLD, [Atom(kinds.BREAK, *place)])
        elif name in known.FILLS:
            self.emit(kinds.CELL, frame.place(at, at))
        elif name in known.BREAKS:
            self.emit(kinds.BREAK, frame.place(at, at), name)
        elif name in known.PARAGRAPHS:
            self.emit(kinds.PAR, frame.place(at, at))
        else:
            return self._on_internal(frame, at, name)
        return True

    def _section(self, place: Place, title: Argument) -> None:
        self.emit(kinds.SECTION, place)
        self.enter(title, after=[Atom(kinds.SECTION_END, *place)])

    def _on_internal(self, frame: Frame, at: int, name: str) -> bool:
        """The commands that `families` is written in."""
        place = frame.place(at, at)
        if name == "@entry":
            self.emit(kinds.ENTRY, place)
        elif name == "@role":
            self._on_role(frame, place)
        elif name == "@row":
            label, text = frame.take_group(), frame.take_group()
            self.emit(kinds.ITEM, place)
            if label is not None and text is not None:
                cell = Atom(kinds.CELL, *place)
                self.enter(text, ROLE_NUMBERS["text"] << known.ROLE_SHIFT, [cell])
                self.enter(label, ROLE_NUMBERS["label"] << known.ROLE_SHIFT, [cell])
        else:
            return False
        return True

    def _on_role(self, frame: Frame, place: Place) -> None:
        role, text = frame.take_group(), frame.take_group()
        if role is None or text is None:
            return
        name = role.source
        if name.startswith("#") and frame.arguments:
            name = frame.arguments[0].source.strip().lower()
        after = [Atom(kinds.CELL, *place)]
        if name == "body":
            self.emit(kinds.BREAK, place)
            self.enter(text, ROLE_NUMBERS[name] << known.ROLE_SHIFT, [Atom(kinds.BREAK, *place)])
        else:
            self.enter(text, ROLE_NUMBERS.get(name, 0) << known.ROLE_SHIFT, after)

    def _on_other(self, frame: Frame, at: int, name: str) -> None:
        if name in known.STYLED:
            argument = frame.take_group()
            if argument is not None:
                self.enter(argument, known.STYLED[name])
        elif name in known.DECLARED:
            self.styles[-1] |= known.DECLARED[name]
        elif name in known.CLEARED:
            self.styles[-1] &= ~known.CLEARED[name]
        elif name in ("href", "url"):
            self._on_link(frame, at, name)
        elif name in ACCENTS and (len(name) == 1) and frame.peek() in (lexed.OPEN, lexed.TEXT, lexed.WORD):
            self.accent = (name, frame.place(at, at), True)
        elif name.startswith("if") or name in ("else", "fi"):
            self._on_conditional(frame, name)
        elif name in ("quad", "qquad", "enspace"):
            self.print(frame, " ", frame.place(at, at), exact=False)
            self.emit(kinds.SPLIT, frame.place(at, at))
        elif name in known.ARGUMENTS:
            self.on_signature(frame, at, name)
        else:
            self._on_unknown(frame, at, name)

    def _on_link(self, frame: Frame, at: int, name: str) -> None:
        frame.take_bracket()
        target = frame.take_group()
        if target is None:
            return
        place = frame.place(at, frame.index - 1)
        address = re.sub(r"\\([%#&_~$])", r"\1", target.substituted()).strip()
        spot = (target.origin or _argument_place(target)) or place
        self.emit(kinds.LINK, spot, address)
        shown = frame.take_group() if name == "href" else target
        if shown is not None:
            self.enter(shown)

    def _on_conditional(self, frame: Frame, name: str) -> None:
        if name == "else":
            self.steps += SEARCH_COST
            frame.index = skip_else(frame.tokens, frame.index, frame.end)
        elif name in ("ifthenelse", "ifstrempty", "ifblank", "ifdefempty", "ifx@empty"):
            condition, first, second = frame.take_group(), frame.take_group(), frame.take_group()
            if condition is None or first is None:
                return
            chosen = first if holds(name, condition) else second
            if chosen is not None:
                self.enter(chosen)
        elif name != "fi":
            self.steps += SEARCH_COST
            frame.index = skip_conditional(frame.tokens, frame.index, frame.end, name, self.definitions)

    def _on_unknown(self, frame: Frame, at: int, name: str) -> None:
        if name in known.DIMENSION_AFTER:
            self.skip_dimension(frame)
            return
        groups = frame.following_groups()
        family = family_command(name, groups)
        if family is None and groups == 0 and frame.peek() == lexed.LEFT:
            option = frame.index
            frame.take_bracket()
            groups = frame.following_groups()
            family = family_command(name, groups)
            if not groups or (family is not None and family.parameters[0].kind == "o"):
                frame.index = option
        if family is not None:
            arguments = frame.take(family.parameters)
            self.call(family.body, frame.place(at, frame.index - 1), arguments)
        elif groups >= 2:
            self._on_unknown_call(frame, at, groups)
        elif groups == 1 and is_section_name(name):
            title = frame.take_group()
            if title is not None:
                self._section(frame.place(at, frame.index - 1), title)
        elif name in EXTERNAL:
            self.external.append(name)
        else:
            self.print(frame, printed_by(name) or "", frame.place(at, at), exact=False)

    def _on_unknown_call(self, frame: Frame, at: int, groups: int) -> None:
        """An undefined command with several arguments: each is printed in a cell of its own."""
        arguments = [argument for argument in (frame.take_group() for _ in range(groups)) if argument is not None]
        place = frame.place(at, frame.index - 1)
        if groups >= 3:
            self.emit(kinds.ENTRY, place)
        for argument in reversed(arguments):
            space = Atom(kinds.TEXT, *place, " ", known.LITERAL)
            self.enter(argument, after=[Atom(kinds.CELL if groups >= 3 else kinds.SPLIT, *place), space])


def _argument_place(argument: Argument) -> Place | None:
    if argument.index >= argument.end:
        return None
    tokens = argument.tokens.tokens
    return tokens[argument.index].start, tokens[argument.end - 1].end
