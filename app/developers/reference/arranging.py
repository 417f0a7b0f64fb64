"""The OpenAPI document as people read it: its operations by tag, then its schemas."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from app.developers.reference.contexts import (
    Answer,
    Content,
    Entry,
    EventView,
    Group,
    Member,
    OperationView,
    Reference,
    Render,
    SchemaView,
)
from app.developers.reference.shapes import kind_of, limits_of, members_of

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_Part = Mapping[str, Any]


class Document:
    """An OpenAPI 3.1 document with its references followed. What it does not say is left out, never guessed."""

    def __init__(self, document: _Part) -> None:
        self._document = document
        self._schemas: _Part = document.get("components", {}).get("schemas", {})

    def operations(self) -> Iterator[tuple[str, OperationView]]:
        """Each operation with its tag."""
        for path, item in self._document.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    shared = item.get("parameters", [])
                    told = item[method]
                    yield (told.get("tags") or ["Other"])[0], self._operation(path, method, told, shared)

    def schemas(self) -> Iterator[SchemaView]:
        """Each named schema."""
        for name, schema in self._schemas.items():
            yield SchemaView(
                name=name,
                description=schema.get("description", ""),
                kind=kind_of(schema),
                members=members_of(schema, self._schemas),
            )

    def ways(self) -> tuple[Member, ...]:
        """What may come along to say who asks; `place` is where."""
        schemes: _Part = self._document.get("components", {}).get("securitySchemes", {})
        named = dict.fromkeys(name for way in self._document.get("security", []) for name in way)
        return tuple(
            Member(
                name="Authorization: Bearer" if schemes[name]["type"] == "http" else schemes[name]["name"],
                kind=(),
                required=False,
                place=schemes[name].get("in", "header"),
                description=schemes[name].get("description", ""),
            )
            for name in named
        )

    def _at(self, part: _Part) -> _Part:
        """What a reference leads to; anything else is itself."""
        while "$ref" in part:
            found: Any = self._document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            part = found
        return part

    def _operation(self, path: str, method: str, told: _Part, shared: list[_Part]) -> OperationView:
        body = self._at(told.get("requestBody", {}))
        return OperationView(
            id=told.get("operationId") or f"{method} {path}",
            method=method.upper(),
            path=path,
            summary=told.get("summary", path),
            paragraphs=paragraphs_of(told.get("description", "")),
            parameters=tuple(self._parameter(self._at(one)) for one in [*shared, *told.get("parameters", [])]),
            bodies=self._contents(body),
            body_required=body.get("required", False),
            answers=tuple(self._answer(status, self._at(one)) for status, one in told.get("responses", {}).items()),
            is_public=told.get("security") == [],
        )

    def _parameter(self, told: _Part) -> Member:
        schema = told.get("schema", {})
        return Member(
            name=told["name"],
            kind=kind_of(schema),
            required=told.get("required", False),
            description=told.get("description", ""),
            limits=limits_of(schema),
            place=told["in"],
            example=str(told.get("example", "")),
        )

    def _answer(self, status: str, told: _Part) -> Answer:
        return Answer(
            status=status,
            description=told.get("description", ""),
            headers=tuple(told.get("headers", {})),
            contents=self._contents(told),
        )

    def _contents(self, told: _Part) -> tuple[Content, ...]:
        return tuple(self._content(media, one) for media, one in told.get("content", {}).items())

    def _content(self, media: str, told: _Part) -> Content:
        schema = told.get("schema", {})
        description = schema.get("description", "") if "$ref" not in schema else ""
        if "x-events" in told:
            events = tuple(self._event(event) for event in told["x-events"])
            return Content(
                media=media, kind=(), description=description, example=told.get("x-stream", ""), events=events
            )
        return Content(
            media=media,
            kind=kind_of(schema),
            description=description,
            members=members_of(schema, self._schemas),
            example=_example(told),
        )

    def _event(self, told: _Part) -> EventView:
        schema = told.get("schema") or {}
        return EventView(
            name=told["name"],
            when=told.get("when", ""),
            kind=kind_of(schema),
            members=members_of(schema, self._schemas),
            example=written(told["example"]) if told.get("example") is not None else "",
            is_named=bool(told.get("event")),
            ends=bool(told.get("ends")),
            runs=tuple(told.get("runs", ())),
        )


def written(value: Any) -> str:
    """A value as JSON over several lines; a text as it is."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def _example(told: _Part) -> str:
    if "example" in told:
        return written(told["example"])
    first: _Part = next(iter(told.get("examples", {}).values()), {})
    return written(first["value"]) if "value" in first else ""


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A description's paragraphs, each on one line."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def arrange(document: _Part, render: Render) -> Reference:
    """The document, each of its parts rendered once: reading it again costs nothing.

    Args:
        document: OpenAPI 3.1.
        render: `Pages.render`, for `developers/operation.html` and `developers/schema.html`.
    """
    read = Document(document)
    by_tag: dict[str, list[Entry]] = {tag["name"]: [] for tag in document.get("tags", [])}
    for tag, operation in read.operations():
        by_tag.setdefault(tag, []).append(_entry(operation, render))
    told = {tag["name"]: tag.get("description", "") for tag in document.get("tags", [])}
    return Reference(
        title=document["info"]["title"],
        version=document["info"]["version"],
        paragraphs=paragraphs_of(document["info"].get("description", "")),
        ways=read.ways(),
        groups=tuple(
            Group(id=_anchor(name), name=name, description=told.get(name, ""), entries=tuple(entries))
            for name, entries in by_tag.items()
            if entries
        ),
        schemas=tuple(
            Entry(
                id=f"schema-{schema.name}",
                html=Markup(render("developers/schema.html", schema=schema)),  # noqa: S704 - our own template escapes
                words=f"{schema.name} {schema.description}".lower(),
            )
            for schema in read.schemas()
        ),
    )


def _entry(operation: OperationView, render: Render) -> Entry:
    named = " ".join(member.name for member in operation.parameters)
    said = " ".join([operation.summary, *operation.paragraphs])
    return Entry(
        id=operation.id,
        html=Markup(render("developers/operation.html", operation=operation)),  # noqa: S704 - our own template escapes
        words=f"{operation.method} {operation.path} {operation.id} {said} {named}".lower(),
    )


def _anchor(name: str) -> str:
    return f"tag-{_NO_LETTERS.sub('-', name.lower()).strip('-')}"
