"""Searching the web (`consultant_search_web`) by a SearXNG server that the host of this Foreword chose.

The address comes from the settings, never from a person or a model, so it may lie inside the host's own network. What
the server answers is as little trusted as any page.
"""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import Unavailable
from app.tutor.tools.addresses import key_of
from app.tutor.tools.arguments import Search
from app.tutor.tools.results import MATERIAL, Result, in_one_line, material

if TYPE_CHECKING:
    from httpx import Response

MOST_RESULTS = 6
MAX_BYTES = 2_000_000
DEADLINE_SECONDS = 8.0
_LONGEST_TITLE, _LONGEST_SNIPPET, _LONGEST_URL = 160, 300, 2_000
_LATER = "Try again later, or go on without the web."
_NOT_UNDERSTOOD = (
    "The web search gave an answer that cannot be read. Whoever runs this server has to allow the format json in "
    "SearXNG's settings. Go on without the web."
)


class WebResult(msgspec.Struct, frozen=True):
    """One result; `url` is http or https."""

    title: str
    url: str
    snippet: str


class _Row(msgspec.Struct):
    url: Any = ""
    title: Any = ""
    content: Any = ""


class _Answer(msgspec.Struct):
    """SearXNG's search API (docs.searxng.org, Search API), as far as it is used."""

    results: list[_Row]


class WebSearch:
    """A SearXNG server at `base`. `deadline` in seconds."""

    def __init__(self, base: str, deadline: float = DEADLINE_SECONDS) -> None:
        self._base = base
        self._deadline = deadline

    async def search(self, wanted: Search) -> tuple[Result, list[WebResult]]:
        """What was found, for the model and the page, and as it is.

        Raises:
            Unavailable: the server does not answer, or not with results.
        """
        query = in_one_line(wanted.query, 200)
        found = _results(await self._answer(query))
        lines = [material("search result", one.title, one.url, one.snippet) for one in found]
        text = "\n".join([MATERIAL, *lines]) if found else "The web search found nothing. Try other words."
        return Result(text, {"results": [msgspec.to_builtins(one) for one in found]}), found

    async def _answer(self, query: str) -> bytes:
        from httpx import AsyncClient, HTTPError, InvalidURL, Timeout

        # Sent as a form: an address is written into logs, a form is not.
        try:
            async with (
                asyncio.timeout(self._deadline),
                AsyncClient(verify=self._base.startswith("https"), trust_env=False, timeout=Timeout(None)) as client,
                client.stream(
                    "POST",
                    f"{self._base}/search",
                    data={"q": query, "format": "json"},
                    headers={"Accept": "application/json", "Accept-Encoding": "identity"},
                    follow_redirects=False,
                ) as response,
            ):
                return await _body(response)
        except TimeoutError as error:
            raise Unavailable(f"The web search took too long. {_LATER}") from error
        except (HTTPError, InvalidURL) as error:
            raise Unavailable(f"The web search could not be reached. {_LATER}") from error


async def _body(response: "Response") -> bytes:
    if response.status_code == 429 or response.status_code >= 500:
        raise Unavailable(f"The web search has a problem of its own. {_LATER}")
    if response.status_code != 200:
        raise Unavailable(_NOT_UNDERSTOOD)
    data = bytearray()
    async for piece in response.aiter_raw():
        data += piece
        if len(data) > MAX_BYTES:
            raise Unavailable(_NOT_UNDERSTOOD)
    return bytes(data)


def _results(data: bytes) -> list[WebResult]:
    try:
        # The standard library's reader takes halves of characters, which snippets that were cut may end with.
        rows = msgspec.convert(json.loads(data), _Answer).results
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Unavailable(_NOT_UNDERSTOOD) from error
    found: dict[str, WebResult] = {}
    for row in rows:
        url = row.url.strip() if isinstance(row.url, str) else ""
        key = key_of(url) if len(url) <= _LONGEST_URL and url.isprintable() else None
        if key is None or key in found:
            continue
        title = _text(row.title, _LONGEST_TITLE)
        found[key] = WebResult(title or in_one_line(url), url, _text(row.content, _LONGEST_SNIPPET))
        if len(found) == MOST_RESULTS:
            break
    return list(found.values())


def _text(value: Any, most: int) -> str:
    return in_one_line(value, most) if isinstance(value, str) else ""
