"""The browser of the other page tests, for these too."""

from tests.pages.conftest import browser, context, page

__all__ = ["browser", "context", "page"]
