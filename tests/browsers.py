"""A real Chromium, as Playwright drives it."""

import contextlib
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, Playwright, sync_playwright

# Chromium heeds only its last list of features, so the ones that Playwright switches off are named here again. The last
# four are windows of its own (the address bar's, which nobody sees) and processes started in advance for each context:
# half of the work that a test's browser would do.
FEATURES_OFF = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(FEATURES_OFF)}",
]


def launched(playwright: Playwright, *flags: str) -> Browser:
    """A browser with these flags besides.

    Chromium's headless shell where there is one: the same engine without the windows that nobody would see, for half
    of the work.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    assert path is not None, "Chromium is not installed; `make test` installs it where it may"
    return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *flags])


class Kept:
    """Playwright and one browser for modules that follow each other, so that each need not start its own.

    While Playwright is open no other event loop can run in its thread: the last module before a test that wants no
    browser closes it.
    """

    def __init__(self) -> None:
        self.is_wanted_next = False
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @contextlib.contextmanager
    def playwright(self) -> Iterator[Playwright]:
        """For a module; it stays open after it if the next test wants a browser too."""
        if self._playwright is None:
            self._playwright = sync_playwright().start()
        try:
            yield self._playwright
        finally:
            if not self.is_wanted_next:
                self._close()

    @contextlib.contextmanager
    def browser(self) -> Iterator[Browser]:
        """As `launched` makes it, for a module."""
        with self.playwright() as playwright:
            if self._browser is None:
                self._browser = launched(playwright)
            yield self._browser

    def _close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()
        self._browser = self._playwright = None


KEPT = Kept()
