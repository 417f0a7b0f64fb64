"""JSON Resume files that are valid JSON and no résumé."""

import json
import random
from copy import deepcopy
from typing import Any

_JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, "", " ", "\ud800", "\x00", "2021-13-45", "x" * 20_000, [], {}, [[]], [None], {"": ""},
    {"a/b~c": 1}, "javascript:alert(1)", 10**30, "<script>", ["a"] * 2_000,
)  # fmt: skip
_MOST_HOLDERS = 3_000


def broken_json(rng: random.Random, data: bytes) -> bytes:
    """A tree with some of its values or names changed for others."""
    try:
        return _changed(rng, json.loads(data))
    except RecursionError:
        return _nested(2_000)


def _changed(rng: random.Random, tree: Any) -> bytes:
    for _ in range(rng.choice((1, 1, 3, 10))):
        holders = list(_holders(tree))
        holder = rng.choice(holders)
        keys = list(range(len(holder))) if isinstance(holder, list) else list(holder)
        if not keys:
            continue
        key = rng.choice(keys)
        change = rng.randrange(5)
        if change == 0:
            holder[key] = deepcopy(rng.choice(_JUNK))
        elif change == 1:
            del holder[key]
        elif change == 2 and len(holders) < _MOST_HOLDERS:
            holder[key] = deepcopy(rng.choice(holders))
        elif change == 3 and isinstance(holder, dict):
            names = ("name", "extra", "other", "url", "keywords", "$schema", "x" * 300, "a~/b")
            holder[rng.choice(names)] = holder.pop(key)
        else:
            for _ in range(rng.choice((1, 40, 80))):
                holder[key] = [holder[key]]
    if rng.random() < 0.02:
        return _nested(rng.choice((2_000, 100_000)))
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _nested(deep: int) -> bytes:
    return b"[" * deep + b"]" * deep


def _holders(value: Any) -> list[Any]:
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            found.append(one)
            waiting += one.values() if isinstance(one, dict) else one
    return found
