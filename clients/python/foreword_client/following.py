"""What a stream and a call need to know to go on after a broken line, without any input or output of their own."""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from foreword_client.calls import Call, StreamCall
from foreword_client.errors import BadAnswer, ConnectionLost, ForewordError, LimitReached, Unavailable, error_of
from foreword_client.sse import Parser

T = TypeVar("T")
E = TypeVar("E")
_NO_CONTENT = 204
EVENT_STREAM = "text/event-stream"
_JUST_A_MOMENT = (0.0, 0.1, 0.3, 0.7, 1.2, 2.0, 3.0, 5.0)
"""Seconds before each attempt: the first ones come soon, as a run is given up when nobody has listened for five."""
_LONGEST_WAIT = 20.0
_FROM_A_PROXY = frozenset({502, 504})


class Attempts:
    """Failures in a row, and how long to wait after each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._failed = 0

    def succeeded(self) -> None:
        """Something has come."""
        self._failed = 0

    def pause(self, error: ForewordError) -> float:
        """Seconds to wait before the next attempt. Raises the error when there is none."""
        wait = error.retry_after or 0.0
        if self._failed >= self._most or wait > _LONGEST_WAIT:
            raise error
        usual = _JUST_A_MOMENT[min(self._failed, len(_JUST_A_MOMENT) - 1)]
        self._failed += 1
        return max(wait, usual * random.uniform(0.8, 1.2))  # noqa: S311 - spreads attempts, keeps no secret


class Asking(Generic[T]):
    """A call that is answered by one document. `answer` is there once `answered` has returned None."""

    answer: T

    def __init__(self, call: Call[T], retries: int) -> None:
        self.call = call
        self._attempts = Attempts(retries)

    @property
    def headers(self) -> dict[str, str]:
        """What is sent beside what every request has."""
        key = self.call.request.key
        return {**self.call.request.headers, **({"Idempotency-Key": key} if key else {})}

    def answered(self, status: int, body: bytes, headers: Mapping[str, str]) -> float | None:
        """None when that is the answer, else seconds until the next attempt. Raises the error that it is."""
        if 200 <= status < 300:
            try:
                self.answer = self.call.read(body, headers)
            except BadAnswer:
                if not _is_cut_short(body, headers):
                    raise
                return self.lost("The answer was cut short.", arrived=True)
            return None
        error = error_of(status, body, headers)
        if self.call.request.can_be_repeated and _passes(error, headers):
            return self._attempts.pause(error)
        raise error

    def lost(self, why: str, *, arrived: bool) -> float:
        """There is no answer: seconds until the next attempt. `arrived`: the server may have had the request."""
        error = ConnectionLost(why, idempotency_key=self.call.request.key)
        if arrived and not self.call.request.can_be_repeated:
            raise error
        return self._attempts.pause(error)


class Following(Generic[E]):
    """One stream's place. `last_event_id` is "" until the server has named one."""

    def __init__(self, call: StreamCall[E], retries: int) -> None:
        self.call = call
        self._ended = False
        self.last_event_id = ""
        self.request_id = ""
        self.conversation_id = ""
        self._attempts = Attempts(retries)
        self._parser = Parser()

    @property
    def headers(self) -> dict[str, str]:
        """What the next request says of the place."""
        said = {**self.call.request.headers, "Accept": EVENT_STREAM, "Accept-Encoding": "identity"}
        if self.call.request.key:
            said["Idempotency-Key"] = self.call.request.key
        if self.last_event_id and not self.call.replays:
            said["Last-Event-ID"] = self.last_event_id
        return said

    def is_over(self) -> bool:
        """Whether the last event was given."""
        return self._ended

    def opened(self, headers: Mapping[str, str]) -> None:
        """An answer begins. Raises BadAnswer when it is no stream."""
        if not headers.get("content-type", "").lower().startswith(EVENT_STREAM):
            raise BadAnswer("The server answered something else than a stream of events.")
        self._parser = Parser()
        self.request_id = headers.get("x-request-id", "")
        self.conversation_id = headers.get("x-conversation-id", "") or self.conversation_id

    def feed(self, chunk: bytes) -> Iterator[E]:
        """The events that are whole with this chunk, up to the last. Raises the error that the stream tells."""
        for frame in self._parser.feed(chunk):
            if self.call.replays and _was_there(frame.id, self.last_event_id):
                continue
            try:
                heard = self.call.wire(frame)
            except Unavailable:
                # Without a number it is not the run that ended, only this stream: the server is going down.
                if frame.id:
                    raise
                return
            self.last_event_id = frame.id or self.last_event_id
            self._attempts.succeeded()
            self._ended = heard.ends
            if heard.event is not None:
                yield heard.event
            if heard.ends:
                return
        if not self.call.replays:
            self.last_event_id = self._parser.last_event_id or self.last_event_id

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> float:
        """The answer is none that streams: seconds until the next attempt. Raises the error when it is final."""
        if status == _NO_CONTENT:
            self._ended = True
            return 0.0
        error = error_of(status, body, headers)
        # A limit that says when to come back was met before anything was begun; one on the way is met by coming back.
        is_for_now = isinstance(error, LimitReached) and (error.retry_after is not None or self.last_event_id)
        if is_for_now or _passes(error, headers):
            return self._attempts.pause(error)
        raise error

    def lost(self, why: str) -> float:
        """The line broke, or ended without an end: seconds until the next attempt."""
        key = self.call.request.key
        return self._attempts.pause(ConnectionLost(why, idempotency_key=key, last_event_id=self.last_event_id))


def _is_cut_short(body: bytes, headers: Mapping[str, str]) -> bool:
    """Where an answer's length is not told, one that is cut short looks like a whole one."""
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return "json" in headers.get("content-type", "")
    return False


def _passes(error: ForewordError, headers: Mapping[str, str]) -> bool:
    """Whether the same request may well succeed in a moment; a 502 that is not JSON is a proxy's, not the server's."""
    from_a_proxy = error.status in _FROM_A_PROXY and "json" not in headers.get("content-type", "")
    return isinstance(error, Unavailable) or from_a_proxy


def _was_there(event_id: str, last: str) -> bool:
    """Whether `run:7` was already heard when the last one was `run:9`."""
    run, _, number = event_id.rpartition(":")
    last_run, _, last_number = last.rpartition(":")
    return bool(run) and run == last_run and int(number) <= int(last_number)
