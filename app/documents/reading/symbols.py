"""Signs that are pictures: private code points of icon fonts, and what Symbol and Wingdings have for bullets."""

# At private code points; Wingdings has them as letters too, 0xF000 lower.
BULLETS_OF_ICON_FONTS = frozenset((0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF06C, 0xF06E, 0xF0A8, 0xF071))
BULLETS_OF_WINGDINGS = frozenset(code - 0xF000 for code in BULLETS_OF_ICON_FONTS)


def is_private(code: int) -> bool:
    """Whether a code point means nothing outside its font."""
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000
