"""Typst's markup and code, a few lines at a time: what is printed, and what it is to a résumé."""

import pytest

from app.documents.reading.blocks import Block
from app.documents.typst.reader import printed_blocks


def blocks(source: str) -> list[Block]:
    return printed_blocks(source)[0]


def lines(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("a *b _c_* d", "a b c d"),
        ("snake_case and 2*3 stay", "snake_case and 2*3 stay"),
        (r"C\# for 5\$ \* jo\@x.org \_", "C# for 5$ * jo@x.org _"),
        (r"\u{1F600}\u{e9}", "😀é"),
        ("2019--2021, then---well...", "2019–2021, then—well…"),
        ("10~km, soft-?hyphen", "10 km, softhyphen"),
        ("before // a comment\nafter", "before after"),
        ("a /* one /* inside */ still */ b", "a b"),
        ("see https://x.org/a_b_c (now)", "see https://x.org/a_b_c (now)"),
        ("a [bracket] and (parens)", "a [bracket] and (parens)"),
        ("`raw *text*` and ```py x = 1```", "raw *text* and x = 1"),
        ("$approx 40 %$ and $x$", "≈ 40 % and x"),
        ('$"no" -> "yes"$', "no → yes"),
        ("Text <label> here", "Text here"),
        ("#sym.bullet #sym.dot.c x", "• · x"),
        ('#"a string;" #("b" + "c")', "a string; bc"),
        ('"Quoted" it\'s', '"Quoted" it\'s'),
        ("#let x = 3\n#x years; #x;.", "3 years; 3."),
    ],
)
def test_markup_prints_what_typst_prints(source: str, printed: str) -> None:
    assert lines(source) == [printed]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ('#let f(a, b: "2", ..c) = [#(a)-#(b)-#c.pos().len()]\n#f(1, [x], b: "z", 4)', "1-z-2"),
        ('#let f = (x, y) => x + " " + y\n#f("a", "b")', "a b"),
        ('#let (a, (b, c)) = ("1", ("2", "3"))\n#a#b#c', "123"),
        ("#let (first, ..rest) = (1, 2, 3)\n#first: #rest.len()", "1: 2"),
        ('#{ let out = (); for x in ("a", "b") { out.push(upper(x)) }; out.join("/") }', "A/B"),
        ("#if 2 > 1 and not false [yes] else [no]", "yes"),
        ("#let x = none\n#if x == none [nothing] else if true [b] else [c]", "nothing"),
        ("#let n = 3\n#while n > 0 { [#n.]; n = n - 1 }", "3.2.1."),
        ('#let d = (a: (b: "deep"))\n#d.a.b #d.at("z", default: "none")', "deep none"),
        ('#("x", "y", "z").join(", ", last: " and ")', "x, y and z"),
        ('#("a b c".split(" ").rev().join("-"))', "c-b-a"),
        ("#for (k, v) in (a: 1, b: 2) [#k=#v;]", "a=1b=2"),
        ('#let f(x) = { if x == "a" { return "first" }; "other" }\n#f("a")#f("b")', "firstother"),
        ('#let g = text.with(weight: "bold")\n#g[heavy]', "heavy"),
        ('#let f(body, suffix: "!") = body + suffix\n#let g = f.with(suffix: "?")\n#g[What]', "What?"),
        ('#datetime(year: 2021, month: 3, day: 9).display("[month repr:long] [year]")', "March 2021"),
        ("#let dates = range(2)\n#dates.map(x => [n]).join([, ])", "n, n"),
        ("#context [in #text(red)[context]]", "in context"),
        ('#if sys.inputs.at("lang", default: "en") == "de" [Hallo] else [Hello]', "Hello"),
    ],
)
def test_code_is_run(source: str, printed: str) -> None:
    assert lines(source) == [printed]


def test_lists_nest_by_indentation_and_headings_have_levels() -> None:
    source = "= One\n- a\n  continued\n  - b\n+ c\n== Two #h(1fr) 2020\n/ Term: said"
    assert [(block.kind, block.level, block.text) for block in blocks(source)] == [
        ("heading", 1, "One"),
        ("item", 0, "a continued"),
        ("item", 1, "b"),
        ("item", 0, "c"),
        ("heading", 2, "Two\t2020"),
        ("item", 0, "Term: said"),
    ]


def test_bold_links_and_wide_gaps_are_marked_on_the_text_alone() -> None:
    block = blocks('*Acme* #h(1fr) #link("https://a.example")[site]')[0]
    assert block.text == "Acme\tsite"
    assert [(mark.kind, block.text[mark.start : mark.end], mark.url) for mark in block.marks] == [
        ("bold", "Acme", None),
        ("link", "site", "https://a.example"),
    ]


def test_signs_that_a_function_adds_stand_where_its_arguments_stand() -> None:
    source = "#let entry(name, firm) = [*#name*, at (#firm)]\n#entry[Cook][Inn]"
    block = blocks(source)[0]
    start, end = source.index("Cook"), source.index("Inn") + len("Inn")
    assert block.text == "Cook, at (Inn)"
    assert (block.span.start, block.span.end) == (start, end)
    assert all(start <= offset < end for offset in block.offsets)


def test_words_that_a_function_says_alone_stand_in_the_function() -> None:
    source = "#let school() = [Lincoln High School]\n= Education\n#school()"
    last = blocks(source)[-1]
    assert source[last.span.start : last.span.end] == last.text == "Lincoln High School"


def test_of_an_unknown_condition_both_branches_are_kept() -> None:
    assert lines('#let data = yaml("cv.yaml")\n#if data.short [Brief] else [Long]') == ["BriefLong"]


def test_unknown_functions_keep_what_they_are_given() -> None:
    assert lines('#mystery[kept] and #other("this", [too])') == ["kept and", "this\ttoo"]
    assert lines('#cv-event(dates: [2019 -- 2021], position: "Cook", colour: "red", employer: [Inn])') == [
        "Cook\t2019 – 2021",
        "Inn",
    ]


def test_rows_of_a_table_are_lines_and_cells_with_headings_are_columns() -> None:
    assert lines("#table(columns: 2, [a], [b], [c], [d])") == ["a\tb", "c\td"]
    assert lines("#grid(columns: (1fr, 2fr), [== L\nx], [== R\ny])") == ["L", "x", "R", "y"]
    assert lines("#grid(columns: (1fr, auto), [*Cook* \\ Inn], [2019 -- 2021 \\ Ulm])") == [
        "Cook\t2019 – 2021",
        "Inn\tUlm",
    ]


def test_a_function_of_the_file_wraps_all_that_follows() -> None:
    assert lines(
        '#let wrap(title: "", body) = { [= #title]; body; [The end] }\n#show: wrap.with(title: "CV")\nText\n\n'
    ) == [
        "CV",
        "Text",
        "The end",
    ]


@pytest.mark.parametrize(
    "rule", ["#set text(fill: red)", "#show heading: it => it", '#show "x": "y"', "#show link: underline"]
)
def test_rules_that_style_print_nothing(rule: str) -> None:
    assert lines(f"{rule}\nText x") == ["Text x"]
