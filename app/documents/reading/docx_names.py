"""The XML names of WordprocessingML that the readers ask for."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, TABLE, ROW, CELL, RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
TEXT_BOX, CHOICE, FALLBACK = f"{W}txbxContent", f"{MC}Choice", f"{MC}Fallback"
# What only wraps the text that counts: content controls, smart tags, revisions that were put in.
WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)
