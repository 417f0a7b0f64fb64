"""What somebody writes, and a model and a résumé that hold nothing else."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.hostile.pages.texts import groups, lines, paragraphs
from tests.provider import Asked
from tests.provider.fitting import default_answer
from tests.provider.letters import PARTS, part_of
from tests.reviews.proposals import entry_of

_SHORT = 170
_PLAIN = ("Built three services in Python for the warehouse.", "Wrote the tests of the payroll system.")
_CLAIM = "I led 9,000 people at Initech."


class Words(NamedTuple):
    """`lines` are the texts on a line each, `short` the same in few strings, `text` the same as Markdown."""

    lines: list[str]
    short: list[str]
    text: str


HOSTILE = Words(lines(), groups(_SHORT), paragraphs())


def quiet(like: Words = HOSTILE) -> Words:
    """The same words in the same places, without a sign that means anything to a browser."""

    def calm(text: str) -> str:
        return " ".join(re.sub(r"[^\w\s-]", " ", text).split())

    return Words([calm(line) for line in like.lines], [calm(words) for words in like.short], "Bread is baked early.")


def answering(words: Words) -> Callable[[Asked], str]:
    """A model that writes nothing else, whatever it is asked for."""

    def answer(asked: Asked) -> str:
        if part := part_of(asked):
            return f"{' '.join(words.lines[PARTS.index(part) :: len(PARTS)])} {_CLAIM}"
        if entry_of(asked):
            return json.dumps({"changes": list(_changes(asked, words)), "questions": list(_questions(asked, words))})
        return words.text if asked.schema is None else default_answer(asked)

    return answer


def _changes(asked: Asked, words: Words) -> Iterator[dict[str, str]]:
    for at, line in enumerate(json.loads(asked.data["lines"])):
        said = words.short[at % len(words.short)]
        yield {
            "pointer": line["pointer"],
            "before": line["text"],
            "after": f"Carefully {line['text']}",
            "title": said[:80],
            "reason": said,
            "keyword": "",
            "kind": "replace",
        }


def _questions(asked: Asked, words: Words) -> Iterator[dict[str, str]]:
    for line, said in zip(json.loads(asked.data["lines"]), words.short, strict=False):
        yield {"pointer": line["pointer"], "text": said, "reason": said}


def resume_in(words: Words) -> dict[str, Any]:
    """A JSON Resume (jsonresume.org) of which every text is somebody's."""
    short, rest = words.short, words.lines
    return {
        "basics": {
            "name": short[0],
            "label": short[1],
            "email": "eve@example.org",
            "url": "https://example.org/",
            "summary": short[2],
            "location": {"city": short[3]},
            "profiles": [{"network": short[4], "username": short[5], "url": "https://example.org/eve"}],
        },
        "work": [
            {"name": short[6], "position": short[7], "startDate": "2019", "summary": short[8], "highlights": rest},
            {
                "name": "Acme",
                "position": "Engineer",
                "startDate": "2015",
                "highlights": [*_PLAIN, f"Used Python {short[9]}"],
            },
        ],
        "education": [{"institution": short[10], "area": short[11], "studyType": short[12], "courses": short[13:15]}],
        "skills": [{"name": short[15], "keywords": ["Python", *rest]}],
        "projects": [{"name": short[16], "description": short[17], "highlights": short[18:20]}],
        "languages": [{"language": short[20], "fluency": short[21]}],
        "awards": [{"title": short[22], "awarder": short[23], "summary": short[24]}],
        "certificates": [{"name": short[25], "issuer": short[26]}],
        "interests": [{"name": short[27], "keywords": short[28:30]}],
    }
