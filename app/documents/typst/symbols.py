"""The named symbols that résumés use (`sym.dot.c`, `$arrow.r$`), as Typst's documentation lists them."""

_LISTED = (
    "dot.c ·|dot.op ⋅|dot ·|dots.h …|bullet •|bullet.op ∙|arrow.r →|arrow →|arrow.l ←|arrow.l.r ↔|arrow.t ↑|"
    "arrow.b ↓|arrow.r.double ⇒|approx ≈|times ×|plus +|minus −|plus.minus ±|eq =|lt <|gt >|lt.eq ≤|gt.eq ≥|"
    "eq.not ≠|percent %|permille ‰|degree °|degree.c ℃|euro €|dollar $|pound £|yen ¥|cent ¢|hash #|at @|amp &|"
    "ast *|ast.op ∗|slash /|bar.v.double ‖|bar.h ―|dash.en –|dash.em —|dash.fig ‒|hyph ‐|tilde ~|tilde.op ∼|"
    "comma ,|colon :|semi ;|quote.l.double “|quote.r.double ”|quote.angle.l.double «|quote.angle.r.double »|"
    "copyright ©|trademark ™|trademark.registered ®|section §|pilcrow ¶|checkmark ✓|check ✓|crossmark ✗|"
    "ballot ☐|star ⋆|star.filled ★|star.op ⋆|circle.filled ●|circle.filled.small ⦁|circle.small ◦|"
    "circle.stroked ○|circle.stroked.small ⚬|circle ○|diamond.filled ◆|diamond ◇|square.filled ■|"
    "square.filled.tiny ▪|triangle.filled.r ▶|triangle.filled.small.r ▸|infinity ∞|mu μ|alpha α|beta β|"
    "gamma γ|delta δ|lambda λ|sigma σ|pi π|omega ω|Omega Ω|Delta Δ|Sigma Σ|sum ∑|phone ☎|ampersand &|"
    "parallel ∥|emdash —|endash –|prime ′|compose ∘|interrobang ‽"
)
_SYMBOLS = dict(pair.split(" ") for pair in _LISTED.split("|"))
_SYMBOLS |= dict.fromkeys(("bar", "bar.v"), "|") | dict.fromkeys(("wj", "zwj"), "")
_SYMBOLS |= dict.fromkeys(("space", "space.nobreak", "space.en", "space.quad"), " ")


def symbol(name: str, otherwise: str = "·") -> str:
    """The sign of that name; what is not in the list is mostly an ornament between two texts."""
    return _SYMBOLS.get(name, otherwise)
