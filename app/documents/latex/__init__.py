"""Résumés in LaTeX, understood through their own macros and the well-known classes."""

from app.documents.latex.escaping import escape_latex
from app.documents.latex.reader import read_latex
from app.documents.latex.source import unescape

__all__ = ["escape_latex", "read_latex", "unescape"]
