"""What a provider of the tests proposes for each entry of a résumé: an honest rewording, and what nobody may say."""

import json
from collections.abc import Callable

from tests.provider import Asked, Exchange, Provider
from tests.provider.behaviours import ok
from tests.provider.building import Behaviour
from tests.provider.fitting import default_answer
from tests.provider.server import Script
from tests.provider.steps import Reply
from tests.provider.wires import Said, Wire

ONLY_SUGGESTIONS = {"model_tasks": "extract_keywords=builtin,match_skills=builtin"}
Wording = Callable[[str], str]


def entry_of(asked: Asked) -> str | None:
    """The entry (`/work/0`, `/skills`) that this request is about; None for another task."""
    if "Suggest how the lines of this one entry" not in asked.prompt:
        return None
    pointer: str = json.loads(asked.data["lines"])[0]["pointer"]
    parts = pointer.split("/")
    return "/" + "/".join(parts[1:3] if parts[1] in {"work", "projects"} else parts[1:2])


def entries_asked(provider: Provider) -> list[str]:
    """The entries that the provider was asked about, in the order in which the requests came."""
    return [entry for exchange in provider.requests if (entry := entry_of(exchange.asked)) is not None]


def exchanges_about(provider: Provider, entry: str) -> list[Exchange]:
    """The requests about one entry."""
    return [exchange for exchange in provider.requests if entry_of(exchange.asked) == entry]


def by_entry(**behaviours: Behaviour) -> Behaviour:
    """A behaviour for each entry, named `work_0` or `skills`."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        name = (entry_of(asked) or "").strip("/").replace("/", "_")
        return behaviours.get(name, ok)(wire, asked, said)

    return behave


def honest(line: str) -> str:
    """The same line with a word more."""
    return f"Carefully {line[0].lower()}{line[1:]}"


def proposing(*wordings: Wording) -> Script:
    """For each entry with bullets, its first lines reworded, one by each wording; nothing for the lists of skills."""

    def answer(asked: Asked) -> str:
        entry = entry_of(asked)
        if entry is None:
            return default_answer(asked)
        lines = [line for line in json.loads(asked.data["lines"]) if "/highlights/" in line["pointer"]]
        changes = [
            {
                "pointer": line["pointer"],
                "before": line["text"],
                "after": wording(line["text"]),
                "title": "Say it with care",
                "reason": "It reads better.",
                "keyword": "",
                "kind": "replace",
            }
            for line, wording in zip(lines, wordings, strict=False)
        ]
        return json.dumps({"changes": changes, "questions": []})

    return answer
