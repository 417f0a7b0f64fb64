"""What LaTeX's own commands and the well-known packages do with their arguments.

A signature has one letter an argument: `o` optional in brackets and not printed, `d` mandatory and not printed,
`t` printed. Sources: the LaTeX2e reference manual and the manuals of the packages named.
"""

from typing import Final

from app.documents.latex import atoms as kinds

BOLD: Final = 1
ITALIC: Final = 2
LARGE: Final = 4
HUGE: Final = 8
CAPS: Final = 16
LITERAL: Final = 32
ROLE_SHIFT: Final = 8
_SIZES: Final = LARGE | HUGE

STYLED: Final = {
    "textbf": BOLD, "textit": ITALIC, "emph": ITALIC, "textsl": ITALIC, "textsc": CAPS, "uppercase": CAPS,
    "MakeUppercase": CAPS, "mathbf": BOLD, "mathit": ITALIC, "textnormal": 0, "bm": BOLD, "strong": BOLD,
}  # fmt: skip

DECLARED: Final = {
    "bfseries": BOLD, "bf": BOLD, "itshape": ITALIC, "it": ITALIC, "em": ITALIC, "slshape": ITALIC, "sl": ITALIC,
    "scshape": CAPS, "sc": CAPS, "large": LARGE, "Large": LARGE, "LARGE": HUGE, "huge": HUGE, "Huge": HUGE,
    "HUGE": HUGE,
}  # fmt: skip
CLEARED: Final = {
    "normalfont": 0xFF, "rm": 0xFF, "tiny": _SIZES, "scriptsize": _SIZES, "footnotesize": _SIZES, "small": _SIZES,
    "normalsize": _SIZES, "mdseries": BOLD, "upshape": ITALIC | CAPS, "rmfamily": 0, "sffamily": 0, "ttfamily": 0,
}  # fmt: skip

ARGUMENTS: Final = {
    "vspace": "d", "hspace": "d", "addvspace": "d", "setlength": "dd", "addtolength": "dd", "setcounter": "dd",
    "addtocounter": "dd", "color": "od", "textcolor": "odt", "colorbox": "odt", "fcolorbox": "oddt",
    "definecolor": "oddd", "colorlet": "dd", "fontsize": "dd", "includegraphics": "od", "label": "d", "ref": "d",
    "pageref": "d", "cite": "od", "pagestyle": "d", "thispagestyle": "d", "pagenumbering": "d", "rule": "odd",
    "raisebox": "doot", "parbox": "ooodt", "makebox": "oot", "framebox": "oot", "mbox": "t", "hbox": "t",
    "fbox": "t", "vbox": "t", "resizebox": "ddt", "scalebox": "dot", "rotatebox": "odt", "nolinkurl": "t",
    "hyperref": "ot", "faIcon": "od", "faicon": "d", "icon": "d", "footnote": "od", "footnotetext": "od",
    "multicolumn": "ddt", "multirow": "ododot", "cline": "d", "cmidrule": "od", "rowcolor": "od", "hskip": "",
    "texttt": "t", "textrm": "t", "textsf": "t", "textmd": "t", "textup": "t", "text": "t", "mathrm": "t",
    "underline": "t", "uline": "t", "ul": "t", "textsuperscript": "t", "textsubscript": "t", "enquote": "t",
    "tcbox": "ot", "phantom": "d", "hphantom": "d", "vphantom": "d", "smash": "ot", "centerline": "t", "leftline": "t",
    "rightline": "t", "usepackage": "od", "input": "d", "include": "d", "bibliography": "d",
    "bibliographystyle": "d", "nocite": "d", "addbibresource": "od", "printbibliography": "o", "hypersetup": "d",
    "geometry": "d", "newgeometry": "d", "titleformat": "doddddo", "titlespacing": "dddd", "setlist": "od",
    "selectlanguage": "d", "foreignlanguage": "dt", "hypertarget": "dt", "hyperlink": "dt", "pdfbookmark": "odd",
    "phantomsection": "", "addcontentsline": "ddd", "vphantomsection": "", "photo": "ood", "photoR": "dd",
    "photoL": "dd", "tikz": "o", "begingroup": "", "setmainfont": "od", "setsansfont": "od", "fontfamily": "d",
    "fontseries": "d", "fontshape": "d", "selectfont": "", "linespread": "d", "columnratio": "d", "switchcolumn": "",
    "makecvtitle": "", "makecvheader": "o", "makecvfooter": "ddd", "maketitle": "", "makecvfootnote": "",
    "enlargethispage": "d", "needspace": "d", "Needspace": "d", "marginpar": "od", "thanks": "d", "ensuremath": "t",
    "linebreak": "o", "pagebreak": "o", "nopagebreak": "o", "nolinebreak": "o", "columnbreak": "o", "adjustbox": "dt",
    "extracolsep": "d", "cventryspacing": "d", "pdfstringdefDisableCommands": "d", "makeatletter": "",
    "IfFileExists": "ddd", "lowercase": "t", "MakeLowercase": "t", "so": "t", "textls": "ot", "lsstyle": "",
    "texorpdfstring": "td", "pdftooltip": "td", "cvitemsep": "", "vskip": "", "kern": "", "hangindent": "",
    "detokenize": "t", "ignorespaces": "", "unskip": "", "strut": "", "leavevmode": "", "protect": "", "relax": "",
}  # fmt: skip

DIMENSION_AFTER: Final = frozenset(
    {
        "vskip", "hskip", "kern", "mskip", "hangindent", "parskip", "parindent", "leftskip", "rightskip", "tabcolsep",
        "baselineskip", "itemsep", "parsep", "topsep", "partopsep", "leftmargin", "rightmargin", "hangafter",
        "penalty", "pdfgentounicode", "columnsep", "itemindent", "labelsep", "labelwidth", "linewidth", "textwidth",
        "lineskip", "hsize", "tolerance", "hyphenpenalty", "emergencystretch", "raggedright", "fboxsep",
    }
)  # fmt: skip

EDGES: Final = {
    "centerline": kinds.BREAK, "leftline": kinds.BREAK, "rightline": kinds.BREAK, "parbox": kinds.CELL,
    "fbox": kinds.SPLIT, "framebox": kinds.SPLIT, "colorbox": kinds.SPLIT, "fcolorbox": kinds.SPLIT,
    "tcbox": kinds.SPLIT,
}  # fmt: skip
"""What the boxes of these commands do to the text around them: lines, columns and parts of their own."""

FILLS: Final = frozenset({"hfill", "dotfill", "hrulefill", "hfil", "hss", "fill", "hfilll", "switchcolumn"})
BREAKS: Final = frozenset({"\\", "newline", "tabularnewline", "cr", "linebreak"})
PARAGRAPHS: Final = frozenset(
    {
        "par", "smallskip", "medskip", "bigskip", "newpage", "clearpage", "pagebreak", "divider", "sectionsep",
        "hrule", "columnbreak", "hline", "midrule", "toprule", "bottomrule",
    }
)  # fmt: skip
SEPARATORS: Final = (
    PARAGRAPHS | BREAKS | {"vspace", "vskip", "addvspace", "vfill", "noindent", "nopagebreak", "switchcolumn"}
)

SECTIONS: Final = {
    "chapter": 1, "section": 1, "cvsection": 1, "sectiontitle": 1, "ecvsection": 1, "csection": 1,
    "sectionTitle": 1, "makerubrichead": 1, "cvsect": 1, "profilesection": 1, "rubric": 1, "resheading": 1,
    "header": 1,
}  # fmt: skip
SUBSECTIONS: Final = frozenset({"subsection", "cvsubsection", "subsubsection", "paragraph", "ecvsubsection"})

LISTS: Final = frozenset(
    {
        "itemize", "enumerate", "description", "compactitem", "compactenum", "compactdesc", "cvitems", "tightemize",
        "list", "trivlist", "itemize*", "enumerate*", "description*", "inparaenum", "inparaitem", "zitemize",
        "asparaitem", "asparaenum", "highlights", "onecolentry_items",
    }
)  # fmt: skip
TABLES: Final = frozenset(
    {"tabular", "tabular*", "tabularx", "tabulary", "longtable", "supertabular", "xltabular", "array", "tabu"}
)
INLINE_BOXES: Final = frozenset({"minipage", "adjustbox", "small", "footnotesize", "scriptsize", "large"})
ENVIRONMENT_ARGUMENTS: Final = {
    "itemize": "o", "enumerate": "o", "description": "o", "compactitem": "o", "compactenum": "o", "list": "dd",
    "tabular": "od", "tabular*": "dod", "tabularx": "dod", "tabulary": "dd", "longtable": "od", "array": "od",
    "xltabular": "odd", "tabu": "d", "minipage": "oood", "multicols": "d", "multicols*": "d", "adjustwidth": "odd",
    "paracol": "d", "adjustbox": "d", "cvitems": "o", "tightemize": "o", "cvcolumns": "", "cvcolumn": "o",
    "supertabular": "d", "fullwidth": "o", "spacing": "d", "wrapfigure": "oodd", "columns": "o", "column": "d",
    "tcolorbox": "o", "mdframed": "o", "itemize*": "o", "enumerate*": "o", "tikzpicture": "o", "textblock": "d",
}  # fmt: skip
SILENT_ENVIRONMENTS: Final = frozenset({"tikzpicture", "thebibliography", "picture", "CJK"})
