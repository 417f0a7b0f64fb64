"""Files to take away, never to be shown inside a page of ours unless they are inert."""

from urllib.parse import quote

from litestar import Response


def download(data: bytes, media_type: str, filename: str, *, inline: bool = False) -> Response[bytes]:
    """A file under its name (RFC 6266); `inline` only for what the browser shows in a viewer of its own."""
    ascii_name = "".join(char if (char.isascii() and char.isalnum()) or char in "._-" else "_" for char in filename)
    how = "inline" if inline else "attachment"
    disposition = f"{how}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(data, media_type=media_type, headers=headers)
