"""Which item of a list became which in a later version of it, told from the items themselves.

Versions of a résumé are saved in small steps, so that equal items find each other and little is left to guess: what
was reworded is known by its words, else by its neighbours.
"""

import difflib
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any, Final

import msgspec

_LIKE_ENOUGH: Final = 0.5
_MOST_PAIRS: Final = 2_500
_encode = msgspec.json.Encoder(order="deterministic").encode


def origins(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each item of `after` its index in `before`, None for what is new; no index is given twice.

    Items are texts or JSON objects.
    """
    found: list[int | None] = [None] * len(after)
    known: defaultdict[bytes, deque[int]] = defaultdict(deque)
    old, new = [_encode(item) for item in before], [_encode(item) for item in after]
    for index, item in enumerate(old):
        if index < len(new) and new[index] == item:
            found[index] = index
        else:
            known[item].append(index)
    for index, item in enumerate(new):
        if found[index] is None and known[item]:
            found[index] = known[item].popleft()
    _pair_by_words(before, after, found)
    _pair_by_place(before, found)
    return found


def moved(pointer: str, before: Any, after: Any) -> str | None:
    """The JSON pointer (RFC 6901) in tree `after` of what `pointer` names in tree `before`; None when it is gone.

    An index one past the end of a list, where something is being added, stays one past the end.
    """
    parts: list[str] = []
    for part in pointer.split("/")[1:]:
        if not isinstance(before, list) or not isinstance(after, list):
            parts.append(part)
            before, after = _member(before, part), _member(after, part)
            if isinstance(before, list) and after is None:
                after = []
            continue
        index = int(part) if part.isdecimal() else -1
        if index == len(before):
            parts.append(str(len(after)))
            before, after = None, None
            continue
        place = next((at for at, origin in enumerate(origins(before, after)) if origin == index), None)
        if place is None:
            return None
        parts.append(str(place))
        before, after = before[index], after[place]
    return "".join(f"/{part}" for part in parts)


def _member(node: Any, part: str) -> Any:
    return node.get(part) if isinstance(node, dict) else None


def _free(before: Sequence[Any], found: list[int | None]) -> list[int]:
    taken = set(found)
    return [index for index in range(len(before)) if index not in taken]


def _pair_by_words(before: Sequence[Any], after: Sequence[Any], found: list[int | None]) -> None:
    old = _free(before, found)
    new = [index for index, origin in enumerate(found) if origin is None]
    if not old or len(old) * len(new) > _MOST_PAIRS:
        return
    words = {("old", index): _words(before[index]) for index in old}
    words |= {("new", index): _words(after[index]) for index in new}
    ranked = sorted(
        ((-_likeness(words["old", one], words["new", two]), abs(one - two), one, two) for one in old for two in new),
    )
    taken: set[int] = set()
    for unlike, _, one, two in ranked:
        if -unlike >= _LIKE_ENOUGH and one not in taken and found[two] is None:
            found[two] = one
            taken.add(one)


def _pair_by_place(before: Sequence[Any], found: list[int | None]) -> None:
    """What stands beside the same neighbour is the same thing, written anew."""
    free = set(_free(before, found))
    for index, origin in enumerate(found):
        if origin is not None or not free:
            continue
        previous = found[index - 1] if index else -1
        following = found[index + 1] if index + 1 < len(found) else len(before)
        places = (-1 if previous is None else previous + 1, -1 if following is None else following - 1)
        place = next((place for place in places if place in free), None)
        if place is not None:
            found[index] = place
            free.discard(place)


def _words(item: Any) -> list[str]:
    if isinstance(item, str):
        return item.split()
    if isinstance(item, dict):
        return [word for key in sorted(item) for word in (key, *_words(item[key]))]
    if isinstance(item, list):
        return [word for one in item for word in _words(one)]
    return [str(item)]


def _likeness(old: list[str], new: list[str]) -> float:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE_ENOUGH else 0.0
