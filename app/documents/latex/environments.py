"""Environments as events, those that a document or a known class defines through their two halves."""

from app.documents.latex import atoms as kinds
from app.documents.latex import signatures as known
from app.documents.latex import tokens as lexed
from app.documents.latex.atoms import Atom
from app.documents.latex.families import family_environment
from app.documents.latex.frames import Frame
from app.documents.latex.machine import Machine
from app.documents.latex.recognition import environment_kind


class Environments(Machine):
    """The part of expansion that reads `\\begin` and `\\end`."""

    def on_environment(self, frame: Frame, at: int, *, opening: bool) -> None:
        """Read the name after `\\begin` (or `\\end`), which stands at index `at`, and go on with its definition."""
        argument = frame.take_group()
        if argument is None:
            return
        name = argument.source.strip()
        if opening:
            self._on_begin(frame, at, name)
        else:
            self._on_end(frame, at, name)

    def _on_begin(self, frame: Frame, at: int, name: str) -> None:
        position = self.definitions.headings.get(f"begin {name}")
        if position is not None and frame.following_groups() > position:
            self._on_headed(frame, at, position)
            return
        own = self.definitions.environments.get(name)
        if own is None and name not in known.LISTS:
            own = family_environment(name)
        if own is not None:
            arguments = frame.take(own.parameters)
            place = frame.place(at, max(at, frame.index - 1))
            self.emit(kinds.BEGIN, place, "other")
            self.call(own.body, place, arguments)
            return
        for letter in known.ENVIRONMENT_ARGUMENTS.get(name, ""):
            _ = frame.take_bracket() if letter == "o" else frame.take_group()
        if name not in known.ENVIRONMENT_ARGUMENTS and frame.peek() == lexed.LEFT:
            frame.take_bracket()
        self.emit(kinds.BEGIN, frame.place(at, frame.index - 1), environment_kind(name))

    def _on_headed(self, frame: Frame, at: int, position: int) -> None:
        title = [frame.take_group() for _ in range(position + 1)][-1]
        place = frame.place(at, frame.index - 1)
        self.emit(kinds.BEGIN, place, "other")
        self.emit(kinds.SECTION, place)
        if title is not None:
            self.enter(title, after=[Atom(kinds.SECTION_END, *place)])

    def _on_end(self, frame: Frame, at: int, name: str) -> None:
        own = self.definitions.environments.get(name)
        if own is None and name not in known.LISTS:
            own = family_environment(name)
        place = frame.place(at, frame.index - 1)
        if own is not None and own.ending is not None:
            self.call(own.ending, place, (), Atom(kinds.END, *place, "other"))
            return
        self.emit(kinds.END, place, environment_kind(name))
