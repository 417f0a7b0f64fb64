"""Canary files, and whether anything of them came home: in a run's files, unpacked, in a PDF's text, or encoded."""

import hashlib
import io
import re
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image

SECRET = "kestrel7219quartz"  # only letters and digits: it survives any catcode
MARKED_IN_PASSWD = "daemon:x:"
DIGEST = hashlib.md5(f"{SECRET}\n".encode(), usedforsecurity=False).hexdigest().upper()


def one_page_pdf(text: str) -> bytes:
    """A PDF of one line, without a cross-reference table (readers mend it)."""
    content = f"BT /F 12 Tf 10 10 Td ({text}) Tj ET".encode()
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>" % (len(content), content)
    )


def lay_canaries(folder: Path) -> None:
    """Files of every kind that TeX reads, each with the secret in it, and a data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("canary.tex", "canary.sty", "canary.cls", "canary.tfm"):
        (folder / name).write_text(f"{SECRET}\n")
    (folder / "canary.pdf").write_bytes(one_page_pdf(SECRET))
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "JPEG", comment=SECRET.encode())
    (folder / "canary.jpg").write_bytes(picture.getvalue())
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "foreword.sqlite3").write_text(f"SQLite format 3 {SECRET}")


def loot(job: Path) -> str:
    """Everything that a run could bring home: its files, unpacked, the PDF's text, and hexadecimal read back."""
    found = []
    for path in job.iterdir():
        if path.is_symlink() or not path.is_file() or path.name == "resume.tex":
            continue
        data = path.read_bytes()
        found.append(data)
        for body in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                found.append(zlib.decompressobj().decompress(body))
            except zlib.error:
                continue
        if path.suffix == ".pdf" and data.startswith(b"%PDF"):
            found.append(text_of(data).encode())
    text = b"\n".join(found).decode("latin-1")
    dumps = [bytes.fromhex(run).decode("latin-1") for run in re.findall(r"(?:[0-9A-F]{2}){8,}", text.replace("\n", ""))]
    return text + "".join(dumps)


def text_of(pdf: bytes) -> str:
    """The text of all pages; empty for what PDFium does not open."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError:
        return ""


def tell_tales(taken: str) -> set[str]:
    """Which signs of a canary are in what was taken; a log may break a line anywhere."""
    flat = re.sub(r"\s", "", taken)
    return {sign for sign in (SECRET, DIGEST, MARKED_IN_PASSWD, "root:x:0") if sign in flat}
