"""Typst files that are broken or mean harm: each is read in time, or refused in a sentence."""

from contextlib import suppress

import pytest

from app.documents.reading.worker import read
from app.documents.resume import ReadResume
from app.documents.sniffing import MAX_TEX_BYTES, check_upload
from app.documents.typst import read_typst
from app.errors import InvalidInput, TooLarge, UnreadableDocument

HEAD = "= Jo Vance\njo@vance.example\n\n== Experience\n"


@pytest.mark.parametrize(
    "source",
    [
        "#let f(x) = f(x)\n#f(1)",
        "#let f(x) = [#x #f(x)]\n#f[a]",
        "#while true { [x] }",
        "#for x in range(99999999) { for y in range(99999999) [x] }",
        '#let a = "ha"\n#for x in range(2000) { a = a + a }\n#a',
        "#let a = [ha]\n" + "".join("#let a = [#a #a]\n" for _ in range(60)) + "#a",
        "#let a = (1,)\n#for x in range(200) { a = a + a }\n#a.len()",
        '#let a = ("x",) * 500\n#for x in a { for y in a { for z in a [#x#y#z] } }',
        '#let a = ("x",)\n' + "#let a = (a, a)\n" * 60 + "#a",
        '#let a = ("x",)\n' + "#let a = (a, a)\n" * 60 + "#let b = a == a",
        "#let a = [ha]\n" + "#let a = strong[#a #a]\n" * 60 + "#a",
        "#let a = [ha]\n" + "#let a = strong[#a #a]\n" * 60 + "#unknown(a)",
        "#" + "unknown(range(2000))#" * 900,
        "#" + "(" * 5_000,
        "#f[" * 2_000 + "deep" + "]" * 2_000,
        "*_" * 3_000,
        "#if true [" * 900,
        "#if false {} " + "else if false {} " * 5_000,
    ],
)
def test_what_never_ends_or_nests_without_end_is_refused_in_a_sentence(source: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_typst(HEAD + source)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    "source",
    [
        '#"' * 20_000,
        "```" * 20_000 + "`",
        "/*" * 50_000,
        "$" + "a" * 100_000,
        "- " * 50_000,
        "[" * 100_000,
        "https://" * 10_000,
        "#let x = 1\n" * 10_000,
        "#x" * 50_000,
        "=" * 100_000,
        "\\" * 100_001,
        "<a" * 60_000,
        "#grid(" + "[a]," * 30_000 + ")",
        "- a\n" * 40_000,
        "#table(columns: 99, " + "[2019 -- 2020 \\ b]," * 6_000 + ")",
        "word " * 39_000,
        "#(" + "a, " * 30_000 + ")",
        '"' * 100_000,
    ],
)
def test_large_and_odd_files_are_read_or_refused_in_a_sentence(source: str) -> None:
    with suppress(UnreadableDocument):
        assert read_typst(HEAD + source).resume.basics.email == "jo@vance.example"


@pytest.mark.parametrize(
    "source",
    [
        "#entry(title: [Cook",
        '#entry("Cook',
        "*Cook",
        "$x",
        "`x",
        "/* never closed",
        "#let f(x) = {",
        "#show: conf.with(",
        "#grid(columns: (1fr",
        "#import",
        "#let",
        "#set",
        "#for x in",
        "]]]",
        "#]",
        "# ",
        "\\",
        "#a.b.c.d()[x",
        "#(:)",
        "#()()()",
        "#{[}",
        "#{ ) ] x }",
    ],
)
def test_what_is_left_open_at_the_end_loses_nothing_before_it(source: str) -> None:
    resume = read_typst(f"{HEAD}*Cook* #h(1fr) 2019 -- 2021 \\\nThe Inn, Ulm\n\n{source}").resume
    assert resume.basics.name == "Jo Vance"
    assert [(job.position, job.start_date) for job in resume.work][:1] == [("Cook", "2019")]


def test_no_other_file_is_read() -> None:
    document = read_typst(
        f'{HEAD}#include "/etc/hostname"\n#read("/etc/passwd")\n#raw(read("/etc/passwd"))\n#image("/etc/passwd")\n'
        '#eval("1 + 1")\n#import "/etc/passwd": *\nWorked as a cook'
    )
    assert "root:" not in str(document.resume)
    assert "etc" not in str(document.resume)
    assert any("not read" in warning for warning in document.warnings)


def test_a_file_that_prints_nothing_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="next to no text"):
        read_typst('#import "template.typ": cv\n#let data = yaml("cv.yaml")\n#show: cv.with(data)\n')


def test_a_file_over_the_limits_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="2 MB"):
        check_upload(b"a" * (MAX_TEX_BYTES + 1), "cv.typ")
    with pytest.raises(TooLarge, match="characters"):
        read("typ", b"word " * 50_000, lambda _stage: None)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"a\x00b", "Jö".encode("latin-1"), b"  \n"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        check_upload(data, "cv.typ")


def test_the_worker_reads_typst() -> None:
    found = read("typ", (HEAD + "*Cook* #h(1fr) 2019 -- 2021").encode(), lambda _stage: None)
    assert isinstance(found, ReadResume)
    assert found.format == "typ"
