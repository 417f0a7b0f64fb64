"""Orders of a few blocks: stable, moved only for a reason, with some kept where they are."""

from collections.abc import Callable, Collection, Sequence

Order = tuple[int, ...]


def raised(count: int, better: Callable[[int, int], bool], fixed: Collection[int] = ()) -> Order:
    """Blocks 0 to count-1, each raised past its predecessors as long as it is `better(block, predecessor)`.

    `better` must be asymmetric. Equal blocks keep their order, and applying the result again changes
    nothing. Blocks in `fixed` keep their index.
    """
    order: list[int] = []
    for block in range(count):
        if block in fixed:
            continue
        place = len(order)
        while place and better(block, order[place - 1]):
            place -= 1
        order.insert(place, block)
    for block in sorted(fixed):
        order.insert(block, block)
    return tuple(order)


def placed(order: Sequence[int], block: int, slot: int) -> Order:
    """The order with `block` at `slot`; the others close up."""
    rest = [other for other in order if other != block]
    rest.insert(slot, block)
    return tuple(rest)
