"""Work that blocks, in threads that nobody waits for when the process ends, and only so much of it at once."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

from app.errors import Unavailable

T = TypeVar("T")
RETRY_AFTER_SECONDS = 5


class Background:
    """At most `most` pieces of work at a time; one that is given up by its caller keeps its place until it is over.

    A resolver that hangs cannot be stopped. In the event loop's own pool it would take a thread from everybody else
    and hold up the shutdown.
    """

    def __init__(self, most: int, name: str) -> None:
        self._places = threading.BoundedSemaphore(most)
        self._name = name

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises. Unavailable when all places are taken."""
        if not self._places.acquire(blocking=False):
            raise Unavailable(
                "Too many pages are being fetched. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS
            )
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def settle(result: T | None, error: BaseException | None) -> None:
            if answer.done():
                return
            if error is None:
                answer.set_result(result)  # type: ignore[arg-type]  # None only if `work` gave it
            else:
                answer.set_exception(error)

        def labour() -> None:
            result: T | None = None
            failure: BaseException | None = None
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - it is raised where the work is awaited
                failure = error
            finally:
                self._places.release()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, result, failure)

        threading.Thread(target=labour, name=self._name, daemon=True).start()
        return await answer
