"""A person's e-mail, phone, links, profiles and place, found in the lines at the top of a résumé."""

import re

import msgspec

from app.documents.country_codes import is_country_code
from app.documents.resume import Location, Span


class Found(msgspec.Struct, frozen=True):
    """A value and the span it was read from."""

    value: str
    span: Span


class FoundProfile(msgspec.Struct, frozen=True):
    """An account on a known network. `url` always has a scheme; `username` is as written in the address."""

    network: str
    username: str | None
    url: str
    span: Span


class Contact(msgspec.Struct, frozen=True):
    """All that `find_contact` found; `urls` are addresses that belong to no known network, with their scheme."""

    email: Found | None = None
    phone: Found | None = None
    urls: tuple[Found, ...] = ()
    profiles: tuple[FoundProfile, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that was used, in no order."""
        single = [found.span for found in (self.email, self.phone) if found]
        return (*single, *(found.span for found in self.urls), *(found.span for found in self.profiles))


_NETWORKS = {
    "linkedin.com": "LinkedIn",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "bitbucket.org": "Bitbucket",
    "twitter.com": "Twitter",
    "x.com": "X",
    "stackoverflow.com": "Stack Overflow",
    "medium.com": "Medium",
    "dev.to": "DEV",
    "kaggle.com": "Kaggle",
    "xing.com": "XING",
    "orcid.org": "ORCID",
    "scholar.google.com": "Google Scholar",
    "researchgate.net": "ResearchGate",
    "behance.net": "Behance",
    "dribbble.com": "Dribbble",
    "leetcode.com": "LeetCode",
    "hackerrank.com": "HackerRank",
    "codeberg.org": "Codeberg",
    "huggingface.co": "Hugging Face",
    "youtube.com": "YouTube",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "soundcloud.com": "SoundCloud",
    "mastodon.social": "Mastodon",
    "fosstodon.org": "Mastodon",
    "bsky.app": "Bluesky",
    "t.me": "Telegram",
}
_NAMES = {name.lower().replace(" ", ""): name for name in _NETWORKS.values()}
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>|,;\"'”’()\[\]{}·•]+"
    r"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}"
    r"(?:(?:co|com|org|net|ac|gov|edu|gob|nom)\.[a-z]{2}|com|org|net|io|dev|me|edu|gov|co|ai|app|info|biz|eu|uk|de|"
    r"fr|nl|es|pt|it|ch|"
    r"at|be|lu|se|no|dk|fi|is|pl|cz|sk|hu|ro|gr|hr|si|rs|ua|ru|lt|lv|ee|tr|il|ie|br|mx|ar|cl|pe|ca|us|in|au|nz|jp|kr|"
    r"cn|tw|hk|sg|"
    r"my|id|vn|th|za|ng|ke|gh|eg|ma|ae|tech|xyz|page|site|blog|cv|to|sh|social|name|example|engineer|engineering|"
    r"science|design|"
    r"studio|art|photo|photography|consulting|health|care|academy|education|law|legal|online|website|space|cloud|"
    r"digital|media|"
    r"agency|works|world|life|live|pro|team|codes|software|systems|network|solutions|services|group|company|ink|"
    r"press|pub|club|"
    r"cafe|kitchen|one|link|bio|lol|wiki|expert|training|coach|house|build|land|garden|music|film|berlin|hamburg|"
    r"koeln|london|paris|"
    r"amsterdam|barcelona|madrid|nyc|tokyo|africa|asia|lat|cat|gal|eus|bzh|scot|wales)"
    r"(?![\w.@-])(?:/[^\s<>|,;\"'”’()\[\]{}·•]*)?",
    re.IGNORECASE,
)
_TECHNOLOGIES = frozenset(("asp.net", "vb.net", "ado.net", "ml.net", "socket.io", "draw.io", "fly.io", "c.net"))
_PHONE = re.compile(r"(?<![\w/.@-])(?:\+|00|\()?\d(?:[\s./()\u00a0\u2009\u2010-\u2013-]{0,3}\d){6,14}(?![\w@])")
_HANDLE = re.compile(
    r"\b(linkedin|github|gitlab|twitter|stack ?overflow|xing|kaggle|orcid|bitbucket|mastodon|instagram|"
    r"facebook|bluesky|behance|dribbble|youtube|researchgate|telegram)\s*[:/–-]\s*@?"
    r"([\w.-]{2,39})(?![\w./])",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:19|20)\d\d\s*[-–—/]\s*(?:19|20)\d\d|^(?:0?[1-9]|1[0-2])[/.]\d\d\s*[-–—]\s*(?:0?[1-9]|1[0-2])[/.]\d\d"
)
# A postcode by its own form, or by its place: four digits, or three and two, before the name of a town.
_POSTCODE = re.compile(
    r"(?<![\w-])(?:\d{4}\s?[A-Z]{2}|[A-Z]{1,2}-?\d{4,5}|\d{5}(?:-\d{3,4})?|\d{4}-\d{3}|\d{2}-\d{3}|\d{6}|"
    r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)(?![\w-])"
    r"|(?:(?<=^)|(?<=[,;] ))(?:\d{4}|\d{3} \d{2})(?= [^\W\d_a-z])"
    r"(?![^,]*\b(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|highway|hwy|"
    r"square|close|terrace|parkway|pkwy|circle|trail)\b)"
)
_NO_PHONE_AFTER = re.compile(
    r"(?:box|postfach|postbus|apartado|caixa postal|\bb\.? ?p\.?|\b(?:id|passport|licen[cs]e|reg\.?|registration|"
    r"ausweis|passeport|dni|nie|nif|cpf|rg|bsn|big)(?: (?:no|nr|n|number)\b)?)\W{0,3}$",
    re.IGNORECASE,
)
_ANOTHER_PHONE = re.compile(
    r"\s*(?:[/,;]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en)\b)\s*"
    r"(?:(?:mobile?|cell(?:phone)?|handy|tel|telefono|telefone|portable|movil|móvil|telemóvel|celular|mobiel|home|work|"
    r"privat|fixe?|m|t)\b\.?:?\s*)?(?=[+(\d])",
    re.IGNORECASE,
)


def find_contact(text: str) -> Contact:
    """Contact details in any text; spans are in code points of `text`. Nothing found is an empty `Contact`."""
    email = _EMAIL.search(text)
    rest = _blanked(text, [match.span() for match in _EMAIL.finditer(text)])
    urls: list[Found] = []
    profiles: list[FoundProfile] = []
    for match in _URL.finditer(rest):
        written = match[0].rstrip(".:/-")
        span = Span(match.start(), match.start() + len(written))
        if written.lower() in _TECHNOLOGIES:
            continue
        profile = profile_of(written)
        if profile:
            profiles.append(FoundProfile(profile[0], profile[1], absolute_url(written), span))
        else:
            urls.append(Found(absolute_url(written), span))
    rest = _blanked(rest, [match.span() for match in _URL.finditer(rest)])
    profiles += _handles(rest)
    return Contact(
        Found(email[0], Span(*email.span())) if email else None,
        _phone(rest),
        tuple(urls),
        tuple(sorted(profiles, key=lambda profile: profile.span.start)),
    )


def profile_of(url: str) -> tuple[str, str | None] | None:
    """Network and user name of an address on a known network ("github.com/jake" → GitHub, jake), else None."""
    path = re.sub(r"^(?:https?://)?(?:www\.|[a-z]{2}\.(?=linkedin))?", "", url.strip(), flags=re.IGNORECASE)
    host, _, rest = path.partition("/")
    network = _NETWORKS.get(host.lower())
    if network is None:
        return None
    parts = [part for part in re.split(r"[/?#]", rest) if part]
    if parts and parts[0].lower() in {"in", "pub", "users", "profile", "u", "citations", "channel", "c"}:
        parts = parts[1:]
    if network in {"GitHub", "GitLab", "Bitbucket", "Codeberg"} and len(parts) > 1:
        return None
    name = parts[0].lstrip("@") if parts else None
    return network, (name if name and name.strip(".") else None)


def absolute_url(written: str) -> str:
    """The address with a scheme (`https` when it was left out)."""
    return written if re.match(r"[a-z][a-z0-9+.-]*:", written, re.IGNORECASE) else f"https://{written}"


def parse_location(text: str) -> Location | None:
    """A place line as its parts; every part is text of the line itself.

    "Utrecht, Netherlands" → city, region; "Georgetown, TX 78626" → city, region, postal code; two capitals that name
    no state or province (`country_codes`) are the country; with a street in front it is the address.
    """
    line = " ".join(text.split()).strip(" ,;|·•")
    postcode = _POSTCODE.search(line)
    if postcode:
        line = (line[: postcode.start()] + line[postcode.end() :]).replace(" ,", ",")
    parts = [part.strip() for part in re.split(r"[,;]", line) if part.strip()]
    if not parts:
        return None
    place = Location(postal_code=postcode[0] if postcode else None)
    if len(parts) > 1 and any(char.isdigit() for char in parts[0]):
        place.address = parts.pop(0)
    place.city = parts.pop(0)
    if parts and re.fullmatch(r"[A-Z]{2}", parts[-1]) and is_country_code(parts[-1], place.city, ", ".join(parts[:-1])):
        place.country_code = parts.pop()
    place.region = ", ".join(parts) or None
    return place


def _handles(text: str) -> list[FoundProfile]:
    found = []
    for match in _HANDLE.finditer(text):
        network = _NAMES[match[1].lower().replace(" ", "")]
        host = next(host for host, name in _NETWORKS.items() if name == network)
        path = f"in/{match[2]}" if network == "LinkedIn" else match[2]
        found.append(FoundProfile(network, match[2], f"https://{host}/{path}", Span(*match.span())))
    return found


def _phone(text: str) -> Found | None:
    """The first number with the further ones that stand right beside it, as written."""
    for match in _PHONE.finditer(text):
        if _is_phone(text, match):
            end = match.end()
            while (beside := _ANOTHER_PHONE.match(text, end)) and (further := _PHONE.match(text, beside.end())):
                end = further.end()
            return Found(text[match.start() : end], Span(match.start(), end))
    return None


def _is_phone(text: str, match: re.Match[str]) -> bool:
    if _YEARS.search(match[0]) or match[0].count("(") != match[0].count(")"):
        return False
    return not _NO_PHONE_AFTER.search(text, max(0, match.start() - 24), match.start())


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], "\x00" * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])
