"""Reading one web page for the tutor (`consultant_fetch_web_content`)."""

from collections.abc import Mapping

from app.fetching import Gate, fetch_page, text_of_page
from app.tutor.tools.addresses import key_of
from app.tutor.tools.arguments import Fetch
from app.tutor.tools.results import MATERIAL, Result, failure, in_one_line, material

MOST_CHARACTERS = 6_000
NOT_GIVEN = (
    "I may only open addresses that you typed in this conversation, or that a web search has just found. "
    "Paste the address into the chat, and I can read it."
)
_CUT = "The page goes on after this."


async def read_page(wanted: Fetch, allowed: Mapping[str, str], gate: Gate | None) -> Result:
    """The main text of a page, fetched through the gate, if its address is among the allowed ones (`addresses_in`).

    Raises:
        FetchFailed: it cannot be had.
        Unavailable: too many pages are being fetched.
    """
    asked = wanted.url.strip()
    # What was typed is fetched, whichever way the model has spelled it.
    address = allowed.get(key_of(asked if "://" in asked else f"https://{asked}") or "")
    if address is None:
        return failure(NOT_GIVEN)
    page = await fetch_page(address, gate)
    found = await text_of_page(page)
    text = found.text[:MOST_CHARACTERS].rstrip()
    title = in_one_line(found.title, 200)
    url = in_one_line(page.url, 500)
    is_cut = len(found.text) > MOST_CHARACTERS
    said = [MATERIAL, material("web page", f"Address: {url}", f"Title: {title}" if title else "", text)]
    return Result("\n".join([*said, _CUT] if is_cut else said), {"url": page.url, "title": title, "text": text})
