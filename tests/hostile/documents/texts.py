"""Hostile text files of each kind: depth, length, wrong encodings, and programs that never end."""

_RESUME = "Jo Doe\njo@example.org\n\nEXPERIENCE\n"


def jsons() -> dict[str, bytes]:
    """JSON Resume."""
    return {
        "arrays without an end": b"[" * 100_000,
        "objects 50,000 deep": b'{"work":' * 50_000 + b"1" + b"}" * 50_000,
        "deep inside a field": b'{"basics": {"name": "Jo Doe"}, "x": ' + b"[" * 90_000 + b"]" * 90_000 + b"}",
        "a number of 190,000 digits": b'{"basics": {"name": "Jo Doe"}, "x": ' + b"9" * 190_000 + b"}",
        "a number beyond all": b'{"basics": {"name": "Jo Doe"}, "work": [{"position": "Baker", "x": 1e999999}]}',
        "no numbers": b'{"basics": {"name": NaN}, "x": -Infinity}',
        "one name 20,000 times": b'{"basics": {"name": "Jo Doe"}' + b', "a": 1' * 20_000 + b"}",
        "halves of characters": b'{"basics": {"name": "\\ud800 Jo \\udfff"}}',
        "zeros in a name": b'{"basics": {"name": "Jo\\u0000Doe"}}',
        "lists for texts": b'{"basics": {"name": [["Jo"]], "profiles": "x"}, "work": {"name": 5}}',
        "dates of no calendar": b'{"basics": {"name": "Jo"}, "work": [{"name": "x", "startDate": "999999-99-99"}]}',
        "UTF-16": '{"basics": {"name": "Jo Doe"}}'.encode("utf-16"),
        "UTF-32": '{"basics": {"name": "Jo Doe"}}'.encode("utf-32"),
        "15,000 jobs": b'{"work": [' + b'{"name": 1},' * 15_000 + b'{"name": "x"}]}',
    }


def plain() -> dict[str, bytes]:
    """Plain text."""
    return {
        "zeros": b"Jo Doe\n" + b"\0" * 100_000,
        "bytes of no encoding": bytes(range(128, 256)) * 700,
        "UTF-16 without its mark": (_RESUME * 50).encode("utf-16-le"),
        "UTF-7": b"+AEo-o +AEQ-oe " * 5_000,
        "a letter with 150,000 marks": ("e" + "\u0301" * 150_000).encode()[:199_000],
        "letters from right to left": ("\u202eJo Doe\u202c\u2066\u2069" * 9_000).encode(),
        "nothing but blanks that are none": ("\u200b\u2060\ufeff" * 20_000).encode(),
        "one line": (_RESUME + "baker " * 31_000).encode(),
        "20,000 lines": (_RESUME + "a\n" * 20_000).encode(),
        "addresses": (_RESUME + "a.b@c.d" * 25_000).encode(),
        "addresses of the web": (_RESUME + "https://a.b/" * 15_000).encode(),
        "years": (_RESUME + "Jan 2019 - " * 17_000).encode(),
        "commas and colons": (_RESUME + "a, b: c; d | e / " * 11_000).encode(),
        "an executable": b"\x7fELF\x02\x01\x01" + b"\0" * 5_000,
        "an archive": b"PK\x03\x04" + b"\0" * 5_000,
    }


def markdown() -> dict[str, bytes]:
    """Markdown."""
    return {
        "quotes 60,000 deep": b"> " * 60_000 + b"deep",
        "lists 30,000 deep": b"".join(b" " * (n % 500) + b"- a\n" for n in range(30_000))[:190_000],
        "brackets": b"[" * 30_000 + b"](x)" * 10_000,
        "emphasis": b"*a **b _c __d " * 5_000,
        "fences": b"```\n~~~\n" * 20_000,
        "references": b"".join(b"[%d]: x\n" % n for n in range(15_000)) + b"[1]" * 9_000,
        "tables": b"|a" * 9_000 + b"|\n" + b"|-" * 9_000 + b"|\n" + b"|b" * 9_000 + b"|",
        "HTML": b"<script>alert(1)</script><div>" * 6_000,
        "entities": b"&#99999999;&notanentity;&amp;" * 6_000,
        "headings": b"# a\n" * 9_000,
    }


def tex() -> dict[str, bytes]:
    """LaTeX."""
    begin, end = b"\\documentclass{article}\\begin{document}\n", b"\n\\end{document}"
    doubling = b"".join(b"\\def\\%c{\\%c\\%c}" % (97 + n, 96 + n, 96 + n) for n in range(1, 26))
    sources = {
        "braces 900,000 deep": b"{" * 900_000,
        "environments 60,000 deep": b"\\begin{itemize}\\item " * 60_000,
        "a macro that calls itself": b"\\def\\x{a\\x\\x}\\x",
        "a macro of many arguments": b"\\def\\x#1#2#3#4#5#6{\\x{#1#2}{#3#4}{#5#6}{#1}{#1}{#1}a}\\x123456",
        "macros that double": b"\\def\\a{Jo }" + doubling.replace(b"\\def\\a", b"\\def\\z") + b"\\z",
        "a loop": b"\\loop\\iftrue a\\repeat \\@whilenum 1>0\\do{a}",
        "conditions 20,000 deep": b"\\iftrue\\ifx\\a\\b " * 20_000,
        "names from names": b"\\csname a\\csname b\\csname c" * 8_000,
        "files from outside": b"\\input{/etc/passwd}\\include{../../secret}\\verbatiminput{/etc/passwd}\\input{|id}",
        "changed catcodes": b"\\catcode`\\\\=12 \\catcode`\\{=12 \\catcode`@=0 @bye {{{" * 5_000,
        "verbatim that never ends": b"\\begin{verbatim}" + b"\\end{verbatin}" * 50_000,
        "comments": b"%" * 900_000,
        "sections": b"\\section{Work}" * 12_000,
        "bytes of no encoding": bytes(range(128, 256)) * 900,
    }
    return {name: begin + source + end for name, source in sources.items()}


def typst() -> dict[str, bytes]:
    """Typst."""
    sources = {
        "a function that calls itself": b"#let f(x) = f(x + 1)\n#f(0)",
        "functions that double": b"#let f(n) = if n == 0 { [a] } else { f(n - 1) + f(n - 1) }\n#f(60)",
        "a loop": b"#while true { [a] }",
        "a long loop": b"#for x in range(1000000000000) [a]",
        "a long text": b'#("a" * 100000000000)',
        "a long array": b"#((1,) * 100000000000).len()",
        "text that doubles": b'#{ let s = "a"; for i in range(200) { s = s + s }; s }',
        "a large number": b"#calc.pow(9, 999999999999) #(9999999999999999999999 * 9)",
        "blocks 60,000 deep": b"#[" * 60_000,
        "brackets 90,000 deep": b"#(" * 90_000,
        "lists 40,000 deep": b"".join(b" " * (n % 400) + b"- a\n" for n in range(40_000))[:190_000],
        "files from outside": b'#read("/etc/passwd") #include "/etc/passwd" #import "/etc/passwd": *',
        "a package from the web": b'#import "@preview/evil:1.0.0": *',
        "code as text": b'#eval("while true {}")',
        "a replacement that never ends": b'#show: x => x + x\n#show regex("(a+)+b"): it => it\n' + b"a" * 50_000,
        "bytes of no encoding": bytes(range(128, 256)) * 900,
    }
    return dict(sources)
