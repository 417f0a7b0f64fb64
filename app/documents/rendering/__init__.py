"""Résumés to PDF: LaTeX by pdflatex in the sandbox, everything else by the built-in Typst design."""

from app.documents.rendering.pages import MOST_PAGES, page_count, page_image, page_images
from app.documents.rendering.renderer import RenderedPdf, Renderer
from app.documents.rendering.status import Status, sandbox_status, tex_status, typst_status

__all__ = [
    "MOST_PAGES",
    "RenderedPdf",
    "Renderer",
    "Status",
    "page_count",
    "page_image",
    "page_images",
    "sandbox_status",
    "tex_status",
    "typst_status",
]
