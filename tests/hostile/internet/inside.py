"""Runs inside the namespace: the real gate, its real callers, and everything that they reach for."""

import asyncio
import sys
from typing import Any, cast

import msgspec

from app.errors import AppError
from app.fetching import fetch_page
from app.llm import ToolCall
from app.postings.forms import Typed, posting_from
from app.tutor.tools.arguments import FETCH, SEARCH
from app.tutor.tools.toolbox import Toolbox
from tests.hostile.internet.naming import Names
from tests.hostile.internet.routing import Sniffer, own_every_address
from tests.hostile.internet.serving import serve
from tests.hostile.internet.visiting import Outcome, Wish

_SEARCH = "http://10.9.9.9:8080"


async def main() -> None:
    """Wishes from standard input, outcomes to standard output."""
    wishes = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Wish])
    own_every_address()
    names, results = Names(), [""]
    loop = asyncio.get_running_loop()
    dns, _ = await loop.create_datagram_endpoint(lambda: names, local_addr=("127.0.0.1", 53))
    servers = await serve(results)
    sniffer = Sniffer()
    outcomes = []
    for wish in wishes:
        results[0] = wish.url
        names.asked.clear()
        sniffer.begun()
        page, said = await _tried(wish)
        reached = sorted(f"{address} {port}" for address, port in sniffer.begun() if port != 8080)
        outcomes.append(Outcome(page, said, reached, list(names.asked)))
    sys.stdout.buffer.write(msgspec.json.encode(outcomes))
    dns.close()
    for server in servers:
        server.close()


async def _tried(wish: Wish) -> tuple[bool, str]:
    try:
        if wish.caller == "fetch":
            return True, (await fetch_page(wish.url)).body
        if wish.caller == "posting":
            return True, (await posting_from(Typed(url=wish.url, title="", company="", text=""))).text
        return await _told_the_tutor(wish)
    except AppError as error:
        return False, error.message


async def _told_the_tutor(wish: Wish) -> tuple[bool, str]:
    """The model asks for the address, which the person typed or a search has found."""
    nothing = cast("Any", None)
    toolbox = Toolbox(
        conversations=nothing,
        resumes=nothing,
        postings=nothing,
        letters=nothing,
        attachments=nothing,
        mistakes=nothing,
        search_url=_SEARCH,
    )
    session = toolbox.session("amara", "talk", [wish.url] if wish.caller == "tutor" else [])
    if wish.caller == "search":
        await session.carry_out(ToolCall("1", SEARCH, '{"query": "bakers"}'))
    result = await session.carry_out(ToolCall("2", FETCH, msgspec.json.encode({"url": wish.url}).decode()))
    return result.success, result.text


if __name__ == "__main__":
    asyncio.run(main())
