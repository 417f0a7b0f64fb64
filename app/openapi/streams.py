"""A `text/event-stream` answer in the document.

OpenAPI 3.1 has no word for a stream's items. As version 3.2 does it ("Sequential Media Types"), the schema is that of
one event, an object of its fields, whose `data` is JSON in a string; `x-events` tells when each of them comes.
"""

from typing import Any

import msgspec

from app.openapi.describing import Events, StreamEvent
from app.openapi.schemas import Schemas

STREAM = "text/event-stream"
_JSON = {"type": "string", "contentMediaType": "application/json"}


def stream_content(stream: Events, schemas: Schemas) -> dict[str, Any]:
    """The media type object."""
    branches = [_branch(event, schemas) for event in stream.events]
    if stream.last:
        branches.append({"title": "the end", "properties": {"data": {"const": stream.last}}})
    about = "One event. Comments (`: ping`) come while nothing happens."
    return {
        "schema": {
            "type": "object",
            "description": f"{about} {stream.about}".strip(),
            "properties": {"event": {"type": "string"}, "id": {"type": "string"}, "data": {"type": "string"}},
            "required": ["data"],
            "anyOf": branches,
        },
        "examples": {_key(event): {"summary": event.when, "value": _example(event)} for event in stream.events},
        "x-stream": stream.example,
        "x-events": [_told(event, schemas) for event in stream.events],
    }


def _key(event: StreamEvent) -> str:
    return "_".join((event.name, *event.runs))


def _branch(event: StreamEvent, schemas: Schemas) -> dict[str, Any]:
    data = {"data": {**_JSON, "contentSchema": schemas.of(event.data)}}
    if not event.is_named:
        return {"title": event.name, "properties": data}
    return {"title": event.name, "properties": {"event": {"const": event.name}, **data}, "required": ["event"]}


def _example(event: StreamEvent) -> dict[str, str]:
    data = msgspec.json.encode(event.example).decode()
    return {"event": event.name, "data": data} if event.is_named else {"data": data}


def _told(event: StreamEvent, schemas: Schemas) -> dict[str, Any]:
    return {
        "name": event.name,
        "when": event.when,
        "event": event.name if event.is_named else None,
        "schema": schemas.of(event.data),
        "example": event.example,
        "ends": event.ends,
        "runs": list(event.runs),
    }
