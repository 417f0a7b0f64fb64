"""What each finding means to the person: what it is, why it matters, what to change.

Nothing here claims to know a particular employer's system. It says what happens to a program that reads the file by
the published rules, which is what those systems are built on.
"""

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """`tone`: error (something is lost), warning (some programs get it wrong) or info. `in_latex` replaces `change`
    where the PDF is made by LaTeX."""

    title: str
    tone: str
    why: str
    change: str
    in_latex: str = ""


FINDINGS: dict[str, Words] = {
    "scan": Words(
        title="A page is only a picture",
        tone="error",
        why="A scanned or photographed page has no letters in it. A program that does not recognise letters in "
        "pictures gets nothing of it.",
        change="Export the PDF from the program that you wrote it in, instead of scanning a print.",
    ),
    "recognised": Words(
        title="The text was recognised from a picture",
        tone="warning",
        why="Behind the picture lies text that a program guessed from it. Every wrong guess is what a machine reads.",
        change="Export the PDF from the program that you wrote it in.",
    ),
    "outlines": Words(
        title="The letters of a page are drawings",
        tone="error",
        why="The text was turned into shapes. People see letters, programs see lines and curves.",
        change="Export again without “convert text to outlines” or “to paths”.",
    ),
    "blank_page": Words(
        title="A page without any text",
        tone="warning",
        why="Either the page is empty, or what is on it cannot be read by a program.",
        change="Remove the page, or export the document anew.",
    ),
    "broken_page": Words(
        title="A page breaks off",
        tone="error",
        why="The page is damaged. What comes after the damage is not read.",
        change="Export the document anew.",
    ),
    "no_unicode": Words(
        title="Letters without a meaning",
        tone="error",
        why="These fonts do not say which letter a shape stands for (no usable ToUnicode map). People see the letter, "
        "copying and reading by program give nothing or another letter.",
        change="Use another font, or export with fonts embedded as TrueType or OpenType.",
        in_latex="Put \\usepackage[T1]{fontenc}, \\usepackage{lmodern} and \\usepackage{cmap} in the preamble, and "
        "\\input{glyphtounicode} with \\pdfgentounicode=1.",
    ),
    "columns": Words(
        title="Columns run into each other",
        tone="error",
        why="A program that reads line by line across the page joins lines that stand side by side, so that two parts "
        "of your résumé become one sentence.",
        change="Use one column, at least for work and education.",
        in_latex="Use one column: no minipage, paracol, multicol or sidebar around work and education.",
    ),
    "table": Words(
        title="A table",
        tone="warning",
        why="Cells are read row by row, or not as belonging together at all. A label may arrive far from its value.",
        change="Write lists and lines instead of tables.",
        in_latex="Write \\textbf{Label:} value lines instead of a tabular of three columns and more.",
    ),
    "letterspaced": Words(
        title="Letters set wide apart",
        tone="error",
        why="Where the gap between letters is as wide as between words, a program reads single letters, and a search "
        "for the word fails.",
        change="Remove the letter spacing (“character spacing”, “tracking”) from headings and names.",
        in_latex="Remove \\textls, \\so or letterspace from headings and names.",
    ),
    "ligatures": Words(
        title="Joined letters arrive as one character",
        tone="warning",
        why="“fi”, “fl” or “ff” arrive as the single character ﬁ, ﬂ or ﬀ. A search for the word only finds it where "
        "the program takes them apart again, and not all do.",
        change="Switch ligatures off for the document, or export it with another program.",
        in_latex="Put \\input{glyphtounicode} and \\pdfgentounicode=1 in the preamble.",
    ),
    "hyphenated": Words(
        title="Words broken at the end of a line",
        tone="warning",
        why="Some programs put the halves together again, others keep “develop- ment” as two words.",
        change="Switch hyphenation off.",
        in_latex="Put \\usepackage[none]{hyphenat} in the preamble.",
    ),
    "accents": Words(
        title="Accents part from their letters",
        tone="warning",
        why="“é” arrives as an e and an accent that stands beside it, so the word is another one to a program.",
        change="Use a font that has these letters, and export anew.",
        in_latex="Put \\usepackage[T1]{fontenc} and \\usepackage{lmodern} in the preamble.",
    ),
    "joined": Words(
        title="Words run together",
        tone="error",
        why="The gap between words is too narrow, or there is none, so that two words arrive as one.",
        change="Do not condense the letter spacing, and put real spaces between words.",
    ),
    "unmapped_values": Words(
        title="Values with unknown letters",
        tone="error",
        why="Some letters of these values arrive as nothing or as a sign that no search finds.",
        change="Use another font for them.",
        in_latex="Use a font with a Unicode map for them: \\usepackage[T1]{fontenc} with \\usepackage{lmodern}.",
    ),
    "picture": Words(
        title="A picture",
        tone="info",
        why="Whatever words it may show, a program does not read them. A portrait or a logo loses nothing by that.",
        change="If it shows words, write them as text too.",
    ),
    "icons": Words(
        title="Icons drawn with a font",
        tone="info",
        why="A symbol from an icon font arrives as a character without meaning. Alone that does no harm; as the only "
        "sign of what a line is (a telephone, an envelope) it is lost.",
        change="Write “Phone” or nothing: an e-mail address and a number are recognised by themselves.",
    ),
    "type3": Words(
        title="Fonts made of drawings",
        tone="info",
        why="These letters have a meaning and are read, but some programs skip fonts of this kind (Type 3).",
        change="Export with TrueType or OpenType fonts.",
        in_latex="Put \\usepackage{lmodern} in the preamble, or install cm-super.",
    ),
    "hidden_text": Words(
        title="Text that nobody sees",
        tone="warning",
        why="Programs read it, people do not. Recruiters who notice take it for a trick.",
        change="Remove it.",
    ),
    "tiny_text": Words(
        title="Text too small to be read",
        tone="warning",
        why="Programs read it, people hardly can. Recruiters who notice take it for a trick.",
        change="Remove it, or set it at 9 points or more.",
    ),
    "contact_in_margin": Words(
        title="Contact details in the header or footer",
        tone="error",
        why="Many programs leave running headers and footers out, and with them your details.",
        change="Move them to the first lines of the page itself.",
    ),
    "links_lost": Words(
        title="Addresses that are not written out",
        tone="warning",
        why="A link behind a word or an icon is for people who click. A program that reads the text does not get the "
        "address.",
        change="Write the address itself: linkedin.com/in/you.",
    ),
    "headings_unknown": Words(
        title="Headings with unusual words",
        tone="info",
        why="Programs sort what you write by the usual headings. What stands under another one may be lost.",
        change="If it is work, education, skills or projects, call it so.",
    ),
    "headings_spoilt": Words(
        title="Headings that do not arrive",
        tone="error",
        why="Without its heading a section is filed under the one before it.",
        change="Set headings as ordinary text on a line of their own.",
    ),
    "dates_unread": Words(
        title="Dates that cannot be read",
        tone="error",
        why="Without dates a program cannot count your years.",
        change="Write “Mar 2019 – Feb 2021” or “03/2019 – 02/2021” on one line.",
    ),
    "dates_risky": Words(
        title="Dates that are read in different ways",
        tone="warning",
        why="Two-digit years, 03/04/2021 and seasons do not say the month for certain, so that programs count "
        "different times.",
        change="Write month and year: “Mar 2019 – Feb 2021”.",
    ),
    "locked": Words(
        title="Copying is forbidden",
        tone="error",
        why="The file asks programs not to take text out of it. Those that obey read nothing.",
        change="Save it without restrictions.",
    ),
    "large_file": Words(
        title="A large file",
        tone="warning",
        why="Some portals refuse files above two megabytes.",
        change="Make pictures smaller, or leave them out.",
    ),
}

CAUSES: dict[str, str] = {
    "ligature": "letters joined into one character",
    "spaced": "spaces within words",
    "joined": "words run together",
    "hyphen": "a word broken at the end of a line",
    "accents": "accents beside their letters",
    "unmapped": "letters without a meaning",
    "torn": "mixed with its neighbour when read across the page",
    "incomplete": "words are missing or others stand between",
    "inline": "on a line with other text",
    "unreadable_date": "not understood as these dates",
}
MARKS = {**CAUSES, "mixed": "joined across columns"}
KINDS = {
    "name": "Name",
    "label": "Label",
    "email": "E-mail",
    "phone": "Phone",
    "link": "Link",
    "place": "Place",
    "heading": "Heading",
    "title": "Title",
    "employer": "Organisation",
    "school": "School",
    "degree": "Degree",
    "grade": "Grade",
    "dates": "Dates",
    "bullet": "Line",
    "text": "Paragraph",
    "project": "Project",
    "entry": "Entry",
    "skill": "Skill",
    "language": "Language",
    "level": "Level",
    "interest": "Interest",
}
MADE_BY = {
    "pdf": "This is your own PDF, read back by a program that shares nothing with Foreword's reader.",
    "latex": "This is the PDF of your LaTeX, read back by a program that shares nothing with Foreword's reader.",
    "design": "This is the PDF in Foreword's own design, read back by a program that shares nothing with Foreword's "
    "reader.",
}
