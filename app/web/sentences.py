"""Our own sentences that quote somebody's words, for a page: what is quoted turns round nothing that stands beside it.

Words may hold Unicode's controls of direction, or simply be Arabic or Hebrew; drawn as they stand inside a sentence,
they can move its other words about (Unicode Standard Annex 9; "Trojan Source", CVE-2021-42574).

The rule: a sentence is plain wherever it is made, so that JSON, files and logs have it as it reads; the page that shows
it asks this filter. Each piece between “ and ” gets an order of its own, as `<bdi>` and not by isolating characters,
which an unmatched one among the words would close. Controls of direction go: a sentence quotes letters.
"""

import re

from markupsafe import Markup, escape

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_QUOTED = re.compile("“([^“”]*)”")


def sentence(text: str) -> Markup:
    """The sentence as HTML. What is markup already stays as it is."""
    if isinstance(text, Markup):
        return text
    pieces = _QUOTED.split(_CONTROLS.sub("", text))
    drawn = (Markup("“<bdi>{}</bdi>”").format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
    return Markup().join(drawn)
