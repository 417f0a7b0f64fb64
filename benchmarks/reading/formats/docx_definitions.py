"""The parts of a Word package that define how things look: styles with their localised ids, and the list of bullets."""

from benchmarks.reading.person import Person

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "en": {
        "heading": "Heading",
        "title": "Title",
        "bullet": "ListBullet",
        "paragraph": "ListParagraph",
        "link": "Hyperlink",
    },
    "de": {"heading": "berschrift", "title": "Titel", "bullet": "Aufzhlungszeichen", "paragraph": "Listenabsatz"},
    "fr": {"heading": "Titre", "title": "Titre", "bullet": "Listepuces", "paragraph": "Paragraphedeliste"},
    "es": {"heading": "Ttulo", "title": "Ttulo", "bullet": "Listaconvietas", "paragraph": "Prrafodelista"},
    "nl": {"heading": "Kop", "title": "Titel", "bullet": "Lijstopsomteken", "paragraph": "Lijstalinea"},
    "pt": {"heading": "Ttulo", "title": "Ttulo", "bullet": "Listacommarcas", "paragraph": "PargrafodaLista"},
}
_GLYPHS = (("Symbol", "\uf0b7"), ("Calibri", "•"), ("Wingdings", "\uf0a7"), ("Courier New", "o"), ("Calibri", "–"))


def style_id(person: Person, role: str) -> str:
    """The id that Word of the person's language gives a style: `heading1`, `title`, `bullet`, `paragraph` or `link`.

    Word strips letters beyond ASCII from localised ids ("Überschrift 1" becomes `berschrift1`) while `w:name` stays
    English, so a reader must go by the name.
    """
    kind, level = role.rstrip("0123456789"), role.lstrip("abcdefghijklmnopqrstuvwxyz")
    return _NAMES[person.language].get(kind, _NAMES["en"].get(kind, kind)) + level


def styles(person: Person) -> str:
    """`word/styles.xml`."""
    colour = person.choice("docx colour", "2E74B5", "1F3864", "000000", "7B2C3B", "385623")
    font = person.choice("docx font", "Calibri", "Times New Roman", "Cambria", "Arial", "Garamond")
    heads = "".join(
        _style(
            style_id(person, f"heading{level}"),
            f"heading {level}",
            f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:color w:val="{colour}"/><w:sz w:val="{30 - 4 * level}"/></w:rPr>',
        )
        for level in (1, 2, 3)
    )
    title = "Title" if style_id(person, "title") == style_id(person, "heading") else style_id(person, "title")
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
        f'<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{heads}'
        + _style(title, "Title", '<w:rPr><w:sz w:val="48"/></w:rPr>')
        + _style(
            "Section",
            "CV Section",
            f'<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="{colour}"/></w:rPr>',
        )
        + _style(
            style_id(person, "bullet"),
            "List Bullet",
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="360" w:hanging="360"/></w:pPr>',
        )
        + _style(style_id(person, "paragraph"), "List Paragraph", '<w:pPr><w:ind w:left="720"/></w:pPr>')
        + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>'
    )


def title_style(person: Person) -> str:
    """The id of the style for the person's name."""
    found = style_id(person, "title")
    return "Title" if found == style_id(person, "heading") else found


def numbering(person: Person) -> str:
    """`word/numbering.xml`: list 1 has bullets."""
    font, glyph = person.choice("docx glyph", *_GLYPHS)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
        for level in (0, 1)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _style(name: str, shown: str, content: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/>{content}</w:style>"
    )
