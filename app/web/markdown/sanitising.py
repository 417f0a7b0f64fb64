"""The allow-list: the only place that says which HTML may come out of a text.

Nothing here may carry `id`, `class`, `style`, `data-*`, `hx-*` or `on*`: htmx acts on attributes, and no CSP stops it.
The empty entry for `*` is needed: without one nh3 lets `title` and `lang` through everywhere.
"""

from functools import cache

import nh3
from markupsafe import Markup

_BLOCKS = frozenset({"p", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"})
TAGS = _BLOCKS | {
    *("li", "pre", "hr", "thead", "tbody", "tr", "th", "td"),
    *("a", "br", "code", "em", "s", "strong"),
}
ATTRIBUTES = {"*": set[str](), "a": {"href"}, "ol": {"start"}}
VALUES = {
    **{tag: {"dir": {"auto"}} for tag in _BLOCKS},
    **{tag: {"align": {"left", "center", "right"}} for tag in ("th", "td")},
}
GIVEN = {"a": {"target": "_blank"}, "pre": {"dir": "ltr", "tabindex": "0"}}
LINK_REL = "nofollow noopener noreferrer"
SCHEMES = frozenset({"http", "https", "mailto"})


def sanitised(html: str) -> Markup:
    """`html` without what the allow-list does not name; the text inside an unknown element stays, a script's goes."""
    return Markup(_cleaner().clean(html))  # noqa: S704 - the one place that makes markup of a text, right after the list


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        tag_attribute_values=VALUES,
        set_tag_attribute_values=GIVEN,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=LINK_REL,
    )
