"""The parameters of addresses and of queries, described once for every address that has them."""

from typing import Any

from app.letters.service import FILE_TYPES as LETTER_FILES
from app.letters.service import PARTS
from app.openapi.routes import Address, Query
from app.resumes.service import FILE_TYPES as RESUME_FILES
from app.tailoring.service import FILE_TYPES as TAILORING_FILES

_THINGS = {
    "resume_id": ("The résumé.", "res_3j8c2k9q4n5p6r7s8t9v"),
    "posting_id": ("The posting.", "job_1a2b3c4d5e6f7g8h9j0k"),
    "tailoring_id": ("The tailoring.", "tlr_5xk0t1m2v3w4y5z6a7b8"),
    "letter_id": ("The letter.", "let_6r4t8y2u1i0o9p7a5s3d"),
    "conversation_id": ("The conversation.", "cnv_7p2m9x4k1q8w5e3r6t0y"),
    "message_id": ("The message.", "msg_2f4g6h8j0k1l3z5x7c9v"),
    "run_id": ("The run.", "run_9z8y7x6w5v4t3s2r1q0p"),
    "chat_id": ("The chat's number.", "12345"),
}
_KINDS = {
    "/api/resumes": tuple(RESUME_FILES),
    "/api/tailorings": tuple(TAILORING_FILES),
    "/api/letters": tuple(LETTER_FILES),
}
_QUERIES = {
    "cursor": "`next` of the page before; empty for the first page.",
    "limit": "How many at most.",
    "offset": "How many to leave out at the beginning.",
    "after": "The number of the last event that you have; the header `Last-Event-ID` goes before it.",
    "anyway": "Take a letter that is not finished, or that has marks that nobody has answered.",
    "posting_id": "The posting that the résumé is looked at for; empty for none.",
    "fresh": "`1`: begin a new review although one is done.",
}
_MORE: dict[str, dict[str, Any]] = {
    "after": {"pattern": "^[0-9]{0,15}$"},
    "offset": {"minimum": 0, "maximum": 1_000_000},
}
_JSON_TYPES = {str: "string", int: "integer", bool: "boolean", float: "number"}


def path_parameter(address: Address, name: str) -> dict[str, Any]:
    """The parameter object of a name in the path."""
    description, example, schema = _described(address, name)
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


def _described(address: Address, name: str) -> tuple[str, str, dict[str, Any]]:
    if name == "part":
        return "The paragraph.", "opening", {"type": "string", "enum": [*PARTS]}
    if name == "kind":
        kinds = next(kinds for root, kinds in _KINDS.items() if address.path.startswith(root))
        return "The kind of file.", kinds[0], {"type": "string", "enum": [*kinds]}
    description, example = _THINGS[name]
    if name == "chat_id":
        return description, example, {"type": "string", "pattern": "^[0-9]{1,18}$"}
    return description, example, {"type": "string", "minLength": 1}


def query_parameter(query: Query) -> dict[str, Any]:
    """The parameter object of a name in the query."""
    schema: dict[str, Any] = {"type": _JSON_TYPES[query.kind], "default": query.default}
    schema |= {word: bound for word, bound in (("minimum", query.least), ("maximum", query.most)) if bound is not None}
    return {
        "name": query.name,
        "in": "query",
        "description": _QUERIES[query.name],
        "schema": {**schema, **_MORE.get(query.name, {})},
    }
