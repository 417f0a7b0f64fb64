"""Markdown that nobody vouches for (a model's reply, a person's message) as HTML that does nothing but show text.

`render` is for a whole text, `Growing` for one that still arrives. What they give back went through two layers, and
either is enough: the parser writes every `<` of the text as text, and the allow-list of `sanitising.py` stands behind
it. Text costs work in proportion to its length, whatever it holds.
"""

from markupsafe import Markup

from app.web.markdown.growing import Growing, Grown

__all__ = ["Growing", "Grown", "render"]


def render(text: str) -> Markup:
    """A whole text as blocks of HTML: headings from `h3` on, links that open apart, no image, no attribute of its own.

    Link reference definitions (`[1]: https://…`) stay text: used often enough, one long definition makes megabytes.
    """
    from app.web.markdown.parsing import cleaned, to_html

    return to_html(cleaned(text), [])
