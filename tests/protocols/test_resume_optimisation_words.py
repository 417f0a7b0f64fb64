"""Single frames and headers of résumé optimisation."""

from typing import Any

import msgspec
import pytest

from app.protocols.resume_optimisation import payload_of, place_of, wants_json
from app.streaming import Event


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("failed", {"code": "model_timed_out", "message": "The model did not answer."}, "LLM timeout"),
        ("failed", {"code": "internal", "message": "Something went wrong."}, "Something went wrong."),
        ("cancelled", {}, "This review was stopped."),
        ("abandoned", {}, "This review was stopped, because nobody was watching."),
        ("interrupted", {}, "This review could not be finished. Please try again."),
    ],
)
def test_every_other_end_is_an_error(name: str, data: dict[str, Any], message: str) -> None:
    event = Event("run_1", 9, name, msgspec.json.encode(data))
    assert payload_of(event) == {"type": "error", "message": message}


@pytest.mark.parametrize(
    ("accept", "is_json"),
    [
        ("", False),
        ("*/*", False),
        ("text/event-stream", False),
        ("application/json, text/event-stream", False),
        ("application/json", True),
        ("Application/JSON;q=0.9, text/plain", True),
    ],
)
def test_only_who_asks_for_json_alone_gets_it(accept: str, is_json: bool) -> None:
    assert wants_json(accept) is is_json


def test_a_place_is_a_run_and_a_number() -> None:
    place = place_of("run_1:12")
    assert place is not None
    assert (place.run_id, place.seq) == ("run_1", 12)
    assert place_of("run_1:²") is None
    assert place_of(None) is None
