"""Standards that a posting names by their number: ISO 17100, BS EN 1090-2, ASME B31.3, NEN 3140."""

import re
from collections.abc import Iterator, Sequence

_BODY = (
    r"(?:BS|EN|ISO|IEC|DIN|NEN|NF|UNE|UNI|NBN|ÖNORM|SIA|ASTM|ASME|ANSI|API|AWS|IEEE|IPC|ASHRAE|NFPA|VDI|VDE|DVGW|AGFW|"
    r"NBR|NP|AS/NZS|AS|SANS|PAS|MIL-STD|TS|IATF|IRIS|DGUV|TRBS|TRGS|HTM|RTCA DO|ITU-T)"
)
_STANDARD = re.compile(rf"(?<![\w/-]){_BODY}(?:[ /-]{{1,2}}{_BODY})*[ -]?[A-Z]?\d{{1,6}}(?:[-.:/]\d{{1,5}})*(?![\w])")
_FEWEST_DIGITS = 2


def standards(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places of standards in a sentence, outside of the ranges that are taken."""
    for match in _STANDARD.finditer(text):
        start, end = match.span()
        if sum(char.isdigit() for char in match[0]) < _FEWEST_DIGITS:
            continue
        if not any(first < end and start < last for first, last in taken):
            yield start, end
