"""Bytes of a page as text: what the page says of its encoding, believed only as far as the bytes bear it out."""

import codecs
import re

_LOOKED_AT = 2_048
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The encodings of the web (WHATWG Encoding, "Names and labels") by Python's names. Others that Python knows, such as
# punycode or unicode_escape, are slow or change what a text says.
_KNOWN = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(
        ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "windows-1252", "cp1252"), "cp1252"
    ),
    **{f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259)) if number != 1252},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}


def decode(data: bytes, parameters: str, *, is_html: bool) -> str:
    """`parameters` are those of the content type. Tried: byte order mark, header, page, UTF-8, Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    said = _PARAMETER.search(parameters)
    names = [said[1]] if said else []
    meta = _META.search(data[:_LOOKED_AT]) if is_html else None
    if meta:
        names.append(meta[1].decode("ascii", "replace"))
    for encoding in dict.fromkeys([*(_KNOWN.get(name.lower(), "") for name in names), "utf-8"]):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    damaged = data.decode("utf-8", "replace")
    plain = sum(map(str.isascii, damaged))
    if damaged.count("\ufffd") * 20 < len(damaged) - plain:
        return damaged
    return data.decode("cp1252", "replace")
