"""A real Chromium, as Playwright drives it."""

import shutil

from playwright.sync_api import Browser, Playwright

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
