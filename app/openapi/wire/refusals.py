"""The bodies of refused requests, by family (`app.web.programs`)."""

from typing import Annotated, Literal

import msgspec

Field = Annotated[
    str | msgspec.UnsetType, msgspec.Meta(description="The member, parameter or header that is wrong, where it is one.")
]
Sentence = Annotated[str, msgspec.Meta(description="For a person: what happened and what to do next.")]


class ChatFault(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong; `code` is stable, for programs."""

    message: Sentence
    code: str
    field: Field = msgspec.UNSET


class ChatError(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a refused request of the chats."""

    error: ChatFault


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a refused request of LaTeX tailoring, of résumé optimisation and of the probes."""

    detail: Sentence
    field: Field = msgspec.UNSET


class CareerError(msgspec.Struct, frozen=True, kw_only=True):
    """The Career API's error: an event of its streams, and the body of a refused request."""

    type: Literal["error"]
    message: Sentence
    status_code: Annotated[int, msgspec.Meta(ge=400, le=599)] = msgspec.field(name="statusCode")
    field: Field = msgspec.UNSET
