"""What PDFium, which is not our own reader, finds in a PDF that is more than something to look at."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

_KINDS = {
    pdfium.PDFACTION_LAUNCH: "launch",
    pdfium.PDFACTION_REMOTEGOTO: "another file",
    pdfium.PDFACTION_EMBEDDEDGOTO: "attached file",
}
_WEB = ("http://", "https://", "mailto:", "tel:")


def active_parts(pdf: bytes) -> set[str]:
    """Scripts, attached files, programs, links to other files, and links that no browser should follow."""
    found = set()
    with pypdfium2.PdfDocument(pdf) as document:
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
            found.add("script")
        if pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0:
            found.add("attached file")
        for page in document:
            found |= _links(document, page)
    return found


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> set[str]:
    found = set()
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(place), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action)
        if kind in _KINDS:
            found.add(_KINDS[kind])
        elif kind == pdfium.PDFACTION_URI:
            size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
            address = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document.raw, action, address, size)
            text = address.value.decode("latin-1").replace("\t", "").strip().lower()
            if ":" in text and not text.startswith(_WEB):
                found.add(f"link: {text}")
    return found
