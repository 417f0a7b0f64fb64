"""Two people's (or two tabs') changes to one list of lines, put together."""

from collections.abc import Sequence

from app.documents.aligning import origins


def merged_lines(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str] | None:
    """The lines with what each side changed since `base`; None when both changed the same thing differently.

    A line taken out by one side and reworded by the other is such a thing, so are two different new orders.
    """
    if list(theirs) == list(base) or list(theirs) == list(mine):
        return list(mine)
    if list(mine) == list(base):
        return list(theirs)
    own, other = origins(base, mine), origins(base, theirs)
    texts: dict[int, str | None] = {}
    for index, text in enumerate(base):
        kept, clash = _settled(text, _now(theirs, other, index), _now(mine, own, index))
        if clash:
            return None
        texts[index] = kept
    in_order = list(range(len(base)))
    both = {index for index, text in texts.items() if text is not None}
    my_order, their_order = _common(own, both), _common(other, both)
    straight = [index for index in in_order if index in both]
    if straight not in (my_order, their_order) and my_order != their_order:
        return None
    leading, following = ((mine, own), (theirs, other)) if their_order == straight else ((theirs, other), (mine, own))
    return _woven(texts, leading, following)


def _now(side: Sequence[str], of: list[int | None], index: int) -> str | None:
    return next((side[at] for at, origin in enumerate(of) if origin == index), None)


def _settled(base: str, theirs: str | None, mine: str | None) -> tuple[str | None, bool]:
    """What a line comes to, and whether the two sides contradict each other."""
    if mine in (base, theirs):
        return theirs, False
    if theirs == base:
        return mine, False
    return None, True


def _common(of: list[int | None], both: set[int]) -> list[int]:
    return [origin for origin in of if origin is not None and origin in both]


_Side = tuple[Sequence[str], list[int | None]]


def _woven(texts: dict[int, str | None], leading: _Side, following: _Side) -> list[str]:
    """The lines in the order of `leading`, the new ones of `following` behind those that they were put behind."""
    added: dict[int, list[str]] = {}
    new_in_leading = {line for line, origin in zip(*leading, strict=True) if origin is None}
    last = -1
    for line, origin in zip(*following, strict=True):
        if origin is not None:
            last = origin
        elif line not in new_in_leading:
            added.setdefault(last, []).append(line)
    result = added.pop(-1, [])
    for line, origin in zip(*leading, strict=True):
        if origin is None:
            result.append(line)
            continue
        text = texts[origin]
        if text is not None:
            result.append(text)
        result += added.pop(origin, [])
    return result + [line for lines in added.values() for line in lines]
