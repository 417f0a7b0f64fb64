"""Server-sent events, as far as the providers' streams need them: the `data` lines, from bytes cut anywhere."""

MAX_LINE_BYTES = 2_000_000
"""A token is a few hundred bytes; a line of this size is a fault or an attack."""


class DataLines:
    """Collects bytes and gives the `data` of each line that is complete. Comments and other fields are dropped."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self.is_over = False

    def feed(self, data: bytes) -> list[bytes]:
        """The complete lines. A line over the limit is let go, and `is_over` says so from then on."""
        if b"\n" not in data:
            self._keep(data)
            return []
        lines = (bytes(self._rest) + data).split(b"\n") if self._rest else data.split(b"\n")
        self._rest.clear()
        self._keep(lines.pop())
        return [line[5:].strip() for line in lines if line.startswith(b"data:")]

    def close(self) -> list[bytes]:
        """The last line, when the body ended without a line's end."""
        line, self._rest = bytes(self._rest), bytearray()
        return [line[5:].strip()] if line.startswith(b"data:") else []

    def _keep(self, data: bytes) -> None:
        if len(self._rest) + len(data) > MAX_LINE_BYTES:
            self._rest.clear()
            self.is_over = True
        else:
            self._rest += data
