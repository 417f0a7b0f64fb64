"""Résumés in Typst, read from their source."""

from app.documents.typst.reader import read_typst

__all__ = ["read_typst"]
