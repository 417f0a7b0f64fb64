"""Which addresses of a résumé become links: http, https and mailto, and nothing else."""

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d{1,5})?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]+@[^\s@<>\"',;:()\[\]\\]+\.[^\W\d_]{2,}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\"<>\\^`{|}]")
_LONGEST = 2000


def safe_link(address: str | None, *, mail: bool = False) -> str | None:
    """An absolute http, https or mailto address, or None; a bare host (`github.com/ada`) gets https.

    `mail`: the address is one of e-mail, without a scheme.
    """
    text = (address or "").strip()
    if not text or len(text) > _LONGEST or _UNSAFE.search(text):
        return None
    if mail or text[:7].lower() == "mailto:":
        bare = text[7:] if text[:7].lower() == "mailto:" else text
        return f"mailto:{quote(bare, safe='@.+-_')}" if _MAIL.fullmatch(bare) else None
    return _web_link(text)


def _web_link(text: str) -> str | None:
    absolute = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return None
    return absolute


def shown_address(link: str) -> str:
    """A link as a person writes it: no scheme, no `www.`, no closing slash."""
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", link, flags=re.IGNORECASE).rstrip("/")
