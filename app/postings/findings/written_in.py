"""The language that a posting is written in, also one that the other tools do not read."""

import re
import unicodedata
from collections import Counter

from app.documents.terms.tokens import is_written_in_english, language_of
from app.postings.wording import READ_WELL

_SCRIPTS = {
    "CYRILLIC": "a language in Cyrillic script", "GREEK": "Greek", "ARABIC": "a language in Arabic script",
    "HEBREW": "Hebrew", "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean",
    "DEVANAGARI": "a language in Devanagari script", "THAI": "Thai",
}  # fmt: skip
_TELLING = {
    "en": "the and of with you our we for are will your is at to",
    "de": "der die und das mit wir sie für von im ein eine zu",
    "fr": "le les des et vous nous pour une dans est avec du",
    "es": "el los las y para con una del por se nuestro en",
    "nl": "het een en van je wij met voor ons bij jij op",
    "pt": "os e para com uma da em não você ao você são",
    "it": "il di e che per con una della del nel sono gli ed",
    "pl": "w i z na do oraz się dla jest od nie lub pracy",
    "sv": "och att som är för med du vi av på ett dig",
    "da": "og som er med du vi af på et til det ikke",
    "no": "og å som er med du vi av på et til deg ikke",
    "fi": "ja on sekä tai että olet sinulla työ kanssa meillä",
    "cs": "a na se je pro s ve jsme nebo do práce máte",
    "ro": "și în de la cu pentru este sau să din noi",
    "tr": "ve bir için ile olarak bu veya en olan",
    "hu": "és a az hogy egy vagy nem is munka",
    "ca": "els i per amb una del que és les als",
}
_TELLING_WORDS = {code: frozenset(words.split()) for code, words in _TELLING.items()}
_SAMPLE = 8_000


def written_in(text: str) -> str:
    """A code of `wording.LANGUAGES`, the name of a script's language, or nothing when too little tells."""
    script = _script(text[:_SAMPLE])
    if script:
        return script
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].casefold())
    votes = {code: sum(word in known for word in words) for code, known in _TELLING_WORDS.items()}
    best = max(votes, key=lambda code: votes[code])
    if best not in READ_WELL and votes[best] >= 6 and votes[best] > 1.3 * max(votes[code] for code in READ_WELL):
        return best
    known = language_of(text)
    if known == "en" and best in READ_WELL and votes[best] >= 3 and votes[best] > 1.5 * votes["en"]:
        return best
    return known if known != "en" or is_written_in_english(text) or votes["en"] >= 4 else ""


def _script(text: str) -> str:
    scripts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    total = sum(scripts.values())
    japanese = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if japanese * 10 > total:
        return "Japanese"
    for script, name in _SCRIPTS.items():
        if scripts[script] * 2 > total:
            return name
    return ""
