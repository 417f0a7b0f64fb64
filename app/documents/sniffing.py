"""What kind of file an upload is, from its name and its first bytes together, and whether it is small enough.

Cheap and in-process: nothing here inflates, parses or decodes more than plain text. Limits: 10 MB for a file, 2 MB
for LaTeX or Typst source.
"""

import io
import zipfile
from pathlib import PurePosixPath

from app.documents.decoding import ACCEPTED, OLE, PDF, ZIP, decode_text
from app.errors import InvalidInput, TooLarge, UnreadableDocument, UnsupportedFile

MAX_BYTES = 10 * 1024 * 1024
MAX_TEX_BYTES = 2 * 1024 * 1024
FORMATS = {
    ".tex": "tex",
    ".typ": "typ",
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".json": "json",
}


def check_upload(data: bytes, filename: str) -> str:
    """The format of an upload (tex, typ, pdf, docx, md, txt, json).

    Raises `UnsupportedFile` for a wrong extension, bytes that do not match it, or text that is not UTF-8;
    `TooLarge` above the limits; `InvalidInput` for an empty file; `UnreadableDocument` for a damaged or locked DOCX.
    """
    suffix = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    kind = FORMATS.get(suffix)
    if kind is None:
        raise UnsupportedFile(_wrong_extension(suffix), field="resume_file")
    limit = MAX_TEX_BYTES if kind in {"tex", "typ"} else MAX_BYTES
    if len(data) > limit:
        raise TooLarge(
            f"This {suffix} file is over the limit of {limit // (1024 * 1024)} MB. Upload a smaller one.",
            field="resume_file",
        )
    if not data.strip():
        raise InvalidInput("This file is empty. Check that it was saved, then upload it again.", field="resume_file")
    if kind == "pdf":
        _check_pdf(data)
    elif kind == "docx":
        _check_docx(data)
    else:
        decode_text(data, kind)
    return kind


def _wrong_extension(suffix: str) -> str:
    if suffix in {".doc", ".odt", ".rtf", ".pages"}:
        return f"Foreword does not read {suffix} files. Save it as .docx or .pdf and upload that."
    if suffix in {".png", ".jpg", ".jpeg", ".webp", ".heic", ".gif"}:
        return "A picture of a résumé holds no text to read. Upload the .docx, .pdf, .tex or .typ it was made from."
    return f"Foreword does not read this kind of file. {ACCEPTED}"


def _check_pdf(data: bytes) -> None:
    # Readers accept up to a kilobyte of other bytes before the header (ISO 32000-1, annex H, note 13).
    if PDF not in data[:1024]:
        raise UnsupportedFile(f"This file is named .pdf but it is not a PDF. {ACCEPTED}", field="resume_file")


def _check_docx(data: bytes) -> None:
    if data.startswith(OLE):
        raise UnreadableDocument(
            "This Word file is locked with a password or is in the old .doc format. "
            "Remove the password, save it as .docx and upload that.",
            field="resume_file",
        )
    if not data.startswith(ZIP):
        raise UnsupportedFile(
            f"This file is named .docx but it is not a Word document. {ACCEPTED}", field="resume_file"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise UnreadableDocument(
            "This Word file is damaged or was cut off on its way. Save it again in Word and upload the new copy.",
            field="resume_file",
        ) from error
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise UnsupportedFile(
            f"This file is named .docx but there is no Word document in it. {ACCEPTED}", field="resume_file"
        )
