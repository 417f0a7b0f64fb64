"""The tree of a conversation: which branch is open, and which other messages stand at a place of it."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from app.tutor.models import Role


class Node(NamedTuple):
    """A message's place. `number` grows with time; `parent_id` is None at the beginning."""

    id: str
    parent_id: str | None
    role: Role
    number: int


class Place(msgspec.Struct, frozen=True):
    """Where a message stands among those that could stand there: "`index` of `count`", from 1, oldest first."""

    index: int
    count: int
    previous_id: str | None
    next_id: str | None


class Tree:
    """All messages of one conversation, by their places."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        ordered = sorted(nodes, key=lambda node: node.number)
        self._nodes = {node.id: node for node in ordered}
        self._children: dict[str | None, list[str]] = {}
        for node in ordered:
            self._children.setdefault(node.parent_id, []).append(node.id)

    def path(self, head_id: str | None) -> list[str]:
        """The ids from the beginning to `head_id`; none when there is no such message."""
        path: list[str] = []
        node = self._nodes.get(head_id or "")
        while node is not None:
            path.append(node.id)
            node = self._nodes.get(node.parent_id or "")
        return path[::-1]

    def place(self, message_id: str) -> Place:
        """A message among its siblings: the versions of a question, or the replies to one."""
        siblings = self._children[self._nodes[message_id].parent_id]
        at = siblings.index(message_id)
        before = siblings[at - 1] if at else None
        after = siblings[at + 1] if at + 1 < len(siblings) else None
        return Place(at + 1, len(siblings), before, after)

    def newest_leaf(self, message_id: str) -> str:
        """The end of the branch through `message_id` that takes the newest way at each fork."""
        below = self._children.get(message_id)
        while below:
            message_id = below[-1]
            below = self._children.get(message_id)
        return message_id
