"""Uploaded files, read no further than their limit."""

from typing import TypeGuard

from litestar.datastructures import UploadFile

from app.errors import TooLarge

UPLOAD_REQUEST_LIMIT = 12 * 1024 * 1024


async def read_upload(upload: UploadFile, limit: int) -> bytes:
    """The file's bytes; TooLarge when there are more than `limit`."""
    data = await upload.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(
            f"This file is larger than {limit // (1024 * 1024)} MB. Make it smaller and upload it again.",
            field="resume_file",
        )
    return data


def is_file(value: object) -> TypeGuard[UploadFile]:
    """Whether a form's value is a file with a name."""
    return isinstance(value, UploadFile) and bool(value.filename)
