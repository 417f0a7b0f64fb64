"""What the printing commands of LaTeX print, as Unicode: accents, letters, punctuation, ligatures of the input."""

import re
import unicodedata
from functools import cache
from typing import Final

ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip

SYMBOLS: Final = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ",
    ":": " ", "~": "~", "-": "", "/": "", "!": "", "@": "", "|": "‖", "(": "", ")": "", "[": "", "]": "", ">": " ",
}  # fmt: skip

WORDS: Final = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textbackslash": "\\", "textbar": "|", "textbullet": "•", "bullet": "•", "cdot": "·",
    "cdotp": "·", "textperiodcentered": "·", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textellipsis": "…", "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">",
    "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘",
    "textquoteright": "’", "quotedblbase": "„", "textquotedbl": '"', "glqq": "„", "grqq": "“", "flqq": "«",
    "frqq": "»", "guillemotleft": "«", "guillemotright": "»", "og": "« ", "fg": " »", "enquote": "",
    "texttrademark": "™", "texttildelow": "~", "textregistered": "®", "textcopyright": "©", "copyright": "©",
    "textdegree": "°", "degree": "°", "textmu": "µ", "micro": "µ", "euro": "€", "texteuro": "€", "EUR": "€",
    "pounds": "£", "textsterling": "£", "textyen": "¥", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "TeX": "TeX", "XeTeX": "XeTeX", "XeLaTeX": "XeLaTeX",
    "LuaLaTeX": "LuaLaTeX", "pdfLaTeX": "pdfLaTeX", "BibTeX": "BibTeX", "vert": "|", "mid": "|", "lvert": "|",
    "rvert": "|", "slash": "/", "sim": "~", "approx": "≈", "times": "×", "pm": "±", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "leftarrow": "←", "mu": "µ",
    "diamond": "⋄", "circ": "∘", "ast": "*", "star": "⋆", "infty": "∞", "lbrace": "{", "rbrace": "}", "lbrack": "[",
    "rbrack": "]", "and": "and", "space": " ", "nobreakspace": " ", "quad": " ", "qquad": " ", "enspace": " ",
    "thinspace": " ", "enskip": " ", "hspace": " ", "xspace": "", "textunderscore": "_", "textasteriskcentered": "*",
    "textordfeminine": "ª", "textordmasculine": "º", "textonehalf": "½", "checkmark": "✓", "today": "",
    "nbsp": " ", "cpp": "C++", "Cpp": "C++", "CC": "C++", "Csharp": "C#", "csharp": "C#", "sharp": "#",
}  # fmt: skip

INPUT_LIGATURES: Final = (
    ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), (",,", "„"), ("?`", "¿"), ("!`", "¡"), ("`", "‘"),
)  # fmt: skip
_SPACES = re.compile(r"\s+")


def accented(letter: str, accent: str) -> str:
    """`letter` under the accent command named `accent`; a dotless i or j takes its dot's place."""
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", base + ACCENTS[accent])


def printed_by(name: str) -> str | None:
    """What the command `\\name` prints without arguments; None for one that is not known to print."""
    if name in WORDS:
        return WORDS[name]
    return _from_pylatexenc(name)


@cache
def _from_pylatexenc(name: str) -> str | None:
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    text = getattr(spec, "simplify_repl", None)
    return text if isinstance(text, str) and 0 < len(text) <= 3 and "%" not in text else None


def joined_ligatures(text: str) -> str:
    """The dashes and quotes that TeX's fonts make of `--`, `---`, ``` `` ``` and `''`."""
    if not any(char in text for char in "-`',?!"):
        return text
    for written, printed in INPUT_LIGATURES:
        if written in text:
            text = text.replace(written, printed)
    return text


def collapsed(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends."""
    return _SPACES.sub(" ", text.replace("\u00ad", "")).strip()


_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def raised(text: str) -> str:
    """A power as Unicode prints it ("10^6" is not 106); the letters of an ordinal ("21^st") as they are."""
    powers = text.translate(_RAISED)
    return powers if all(ord(char) > 0x7F for char in powers) else text if text.isalpha() else f"^{text}"
