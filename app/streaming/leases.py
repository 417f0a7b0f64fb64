"""Who is watching a run: a follower's lease holds while its writes succeed, and for a little longer."""


class Leases:
    """The viewers of one run, on a clock of seconds that the caller reads."""

    __slots__ = ("_last_seen", "_until")

    def __init__(self, now: float) -> None:
        self._until: dict[int, float] = {}
        self._last_seen = now

    def renew(self, holder: int, until: float) -> None:
        """`holder` is watching, and is taken to be until then."""
        self._until[holder] = until

    def release(self, holder: int, now: float) -> None:
        """`holder` has gone; a lease that had run out before counts until it ran out."""
        until = self._until.pop(holder, None)
        if until is not None:
            self._last_seen = max(self._last_seen, min(until, now))

    def seconds_left(self, now: float) -> float:
        """For how long the run is watched for certain; 0 when nobody holds a lease."""
        return max((until - now for until in self._until.values()), default=0.0)

    def unwatched_for(self, now: float) -> float:
        """Seconds since the last lease ended (since the run was started when there was none); 0 while one holds."""
        for holder, until in list(self._until.items()):
            if until <= now:
                self.release(holder, now)
        return 0.0 if self._until else now - self._last_seen
