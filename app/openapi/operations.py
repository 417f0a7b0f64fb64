"""One operation of the document: what its route says, completed by what is told of it."""

from typing import Any

from app.openapi import headers, refusals
from app.openapi.describing import Operation
from app.openapi.examples import example
from app.openapi.parameters import path_parameter, query_parameter
from app.openapi.routes import Address
from app.openapi.schemas import Schemas
from app.openapi.streams import STREAM, stream_content
from app.web.programs import JSON

MULTIPART = "multipart/form-data"
_DESCRIPTIONS = {200: "Done.", 201: "Made.", 202: "Begun; `Location` names the run.", 204: "Done; there is no body."}


class Described:
    """An address with everything that is known of it."""

    def __init__(self, address: Address, told: Operation | None) -> None:
        self.address = address
        self.told = told or Operation(id=_id_of(address), tag="Other", summary=_summary_of(address))
        self.body = address.body or self.told.body
        self.form = self.told.form
        self.answer = address.answer or self.told.answer
        self.statuses = refusals.statuses_of(address, told, has_body=bool(self.body or self.form))
        self.family = refusals.family_of(address.path)

    @property
    def read(self) -> list[Any]:
        """The types of what it is sent."""
        return [kind for kind in (self.body, self.form) if kind is not None]

    @property
    def written(self) -> list[Any]:
        """The types of what it says."""
        events = self.told.stream.events if self.told.stream else ()
        answer = [] if self.answer is None else [self.answer]
        return [*answer, *self.told.failures.values(), *(event.data for event in events)]

    @property
    def refused(self) -> set[tuple[str, int]]:
        """The families and statuses of its refusals."""
        return {(self.family, status) for status in self.statuses if status not in self.told.failures}

    def operation(self, schemas: Schemas) -> dict[str, Any]:
        """The operation object."""
        told, address = self.told, self.address
        made: dict[str, Any] = {
            "operationId": told.id,
            "tags": [told.tag],
            "summary": told.summary,
            "description": "\n\n".join(part for part in (told.about or address.docstring, self._needs()) if part),
        }
        parameters = [path_parameter(address, name) for name in address.parameters]
        parameters += [query_parameter(query) for query in address.queries]
        parameters += [{"$ref": f"#/components/parameters/{name}"} for name in self._request_headers()]
        if parameters:
            made["parameters"] = parameters
        if self.read:
            made["requestBody"] = self._request(schemas)
        made["responses"] = self._responses(schemas)
        if address.is_public:
            made["security"] = []
        return made

    def _needs(self) -> str:
        scopes = self.address.scopes
        return f"A key needs the scope {' or '.join(f'`{scope}`' for scope in scopes)}." if scopes else ""

    def _request_headers(self) -> list[str]:
        names = list(self.told.headers)
        if self.address.is_repeatable:
            names.append(headers.IDEMPOTENCY_KEY)
        if self._has_tag and self.address.method == "GET":
            names.append(headers.IF_NONE_MATCH)
        return names

    @property
    def _has_tag(self) -> bool:
        return self.address.answer is not None or self.address.is_file

    def _request(self, schemas: Schemas) -> dict[str, Any]:
        if self.form is not None:
            return {"required": True, "content": {MULTIPART: self._form(schemas)}}
        content = self._content(schemas.of(self.body), "request")
        needed = bool(schemas.components[self.body.__name__].get("required"))
        # With Last-Event-ID a stream goes on, and no body is read.
        return {"required": needed and headers.LAST_EVENT_ID not in self.told.headers, "content": {JSON: content}}

    def _form(self, schemas: Schemas) -> dict[str, Any]:
        return self._content(schemas.of(self.form), "request")

    def _content(self, schema: dict[str, Any], part: str) -> dict[str, Any]:
        shown = example(self.told.id, part)
        return {"schema": schema} if shown is None else {"schema": schema, "example": shown}

    def _responses(self, schemas: Schemas) -> dict[str, Any]:
        made = {str(self.address.status): self._success(schemas)}
        made |= {str(status): self._success(schemas, status) for status in self.told.also}
        if self.told.no_content:
            made["204"] = _without_body(self.told.no_content)
        if self._has_tag and self.address.method == "GET":
            made["304"] = _without_body("It has not changed; you have it already.", headers.ETAG)
        for status in self.statuses:
            made[str(status)] = self._refusal(schemas, status)
        return dict(sorted(made.items()))

    def _refusal(self, schemas: Schemas, status: int) -> dict[str, Any]:
        failure = self.told.failures.get(status)
        if failure is None:
            return {"$ref": f"#/components/responses/{refusals.name_of(self.family, status)}"}
        return {
            "description": "The process cannot work now.",
            "headers": _headers([headers.REQUEST_ID]),
            "content": {JSON: self._content(schemas.of(failure), str(status))},
        }

    def _success(self, schemas: Schemas, status: int = 0) -> dict[str, Any]:
        status = status or self.address.status
        content: dict[str, Any] = {}
        if self.answer is not None:
            content[JSON] = self._content(schemas.of(self.answer), str(status))
        for kind in self.told.files:
            content[kind] = {"schema": {}} if kind == JSON else {"schema": {"type": "string", "format": "binary"}}
        if self.told.stream is not None:
            content[STREAM] = stream_content(self.told.stream, schemas)
        made: dict[str, Any] = {"description": _DESCRIPTIONS[status], "headers": _headers(self._told_headers(status))}
        return {**made, "content": content} if content else made

    def _told_headers(self, status: int) -> list[str]:
        names = [headers.REQUEST_ID]
        names += headers.STANDING if not self.address.path.startswith("/health/") else ()
        names += [headers.ETAG] if self._has_tag else []
        names += [headers.LOCATION] if self.address.answer is not None and status in {201, 202} else []
        names += [headers.IDEMPOTENCY_REPLAYED] if self.address.is_repeatable else []
        return [*names, *self.told.told]


def _id_of(address: Address) -> str:
    return f"{address.method.lower()}_{'_'.join(part.strip('{}') for part in address.path.split('/') if part)}"


def _summary_of(address: Address) -> str:
    return address.docstring.partition("\n")[0].rstrip(".") or address.name


def _headers(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _without_body(description: str, *names: str) -> dict[str, Any]:
    return {"description": description, "headers": _headers([headers.REQUEST_ID, *names, *headers.STANDING])}
