"""What a model may ask of each tool: the arguments as structs, from which their JSON schemas are made."""

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from app.errors import InvalidInput
from app.llm import Tool

RETRIEVE, LOOKUP = "consultant_retrieve_context_source", "consultant_lookup"
FETCH, SEARCH = "consultant_fetch_web_content", "consultant_search_web"
MOST_CHARACTERS = 8_000
Kind = Literal["resume", "posting", "letter", "attachment"]
Place = Literal["everywhere", "conversations", "mistakes", "attachments"]
T = TypeVar("T", bound=msgspec.Struct)


class Retrieve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds` empty: all of them."""

    query: Annotated[str, Meta(min_length=1, max_length=400, description="The words to look for.")]
    kinds: Annotated[
        tuple[Kind, ...], Meta(max_length=4, description="Only these kinds of documents; all when left out.")
    ] = ()


class Lookup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`place` is `in` on the wire."""

    query: Annotated[str, Meta(min_length=1, max_length=400, description="The words to look for.")]
    place: Annotated[Place, Meta(description="Where to look.")] = msgspec.field(default="everywhere", name="in")


class Fetch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page."""

    url: Annotated[str, Meta(min_length=1, max_length=4_000, description="The address, exactly as it was given.")]


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question to the web."""

    query: Annotated[str, Meta(min_length=1, max_length=200, description="A few words, without personal details.")]


_DESCRIPTIONS = {
    RETRIEVE: "Find passages in the person's own résumés, job postings, cover letters and the files attached to this "
    "conversation. Use it before saying anything about their experience, or a posting, that is not in the "
    "conversation already.",
    LOOKUP: "Look through the person's earlier conversations, the language mistakes they are learning from, and the "
    "files attached to this conversation.",
    FETCH: "Read one web page. Only an address that the person typed in this conversation, or that a web search has "
    "just found, can be read.",
    SEARCH: "Search the web, for example for news about an employer.",
}


def tool_of(name: str, arguments: type[msgspec.Struct]) -> Tool:
    """A tool as a model is told of it."""
    (_,), components = msgspec.json.schema_components([arguments])
    schema: dict[str, Any] = components[arguments.__name__]
    shown = {key: _typed(value) for key, value in schema.items() if key not in {"title", "description"}}
    return Tool(name, _DESCRIPTIONS[name], shown)


def _typed(schema: Any) -> Any:
    """The same, each choice said to be a text: there are providers that ask for it."""
    if not isinstance(schema, dict):
        return schema
    typed = {key: _typed(value) for key, value in schema.items()}
    return {"type": "string", **typed} if "enum" in typed else typed


def decoded(arguments: str, kind: type[T]) -> T:
    """The arguments of a call.

    Raises:
        InvalidInput: they do not fit; the sentence is for the model.
    """
    if len(arguments) > MOST_CHARACTERS:
        raise InvalidInput(f"The arguments are longer than {MOST_CHARACTERS:,} characters. Ask for less at once.")
    try:
        return msgspec.json.decode(arguments, type=kind)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise InvalidInput(f"The arguments do not fit this tool: {str(error)[:300]}.") from error
