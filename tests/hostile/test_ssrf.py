"""No request leaves for an inner address: the real gate, resolver and callers on an Internet where a sniffer sees all.

Every address of it answers, so a connection that is begun to a place where none may go would succeed and be seen.
"""

from urllib.parse import quote

import pytest

from tests.hostile.internet import PUBLIC, Outcome, Wish, visit_all

PUBLIC_6 = "2606:2800:220:1::1"
NOTATIONS = [
    # IPv4 as people and programs write it, and do not
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://127.255.255.254/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.1/", "http://0X7F.0.0.0x1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://0/", "http://0.0.0.0/", "http://00.00.00.00/", "http://127.0.0.1./", "http://127.0.0.1../",
    "http://127。0。0。1/", "http://127．0．0．1/", "http://127｡0｡0｡1/", "http://①②⑦.⓪.⓪.①/", "http://１２７.0.0.1/",
    "http://𝟏𝟐𝟕.0.0.1/", "http://١٢٧.0.0.1/", "http://4294967297/", "http://127.0.0.1%2e/", "http://%31%32%37.0.0.1/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/", "http://0xA9FEA9FE/", "http://100.100.100.200/", "http://168.63.129.16/",
    "http://192.0.0.192/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/",
    # IPv6 in which an IPv4 address hides, zones, and the rest
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/",
    "http://[::1%25lo]/", "http://[::1%lo]/", "http://[fd00:ec2::254]/", "http://[fec0::1]/", "http://[ff02::1]/",
    "http://[100::1]/", "http://[v1.fe80::a+en1]/", "http://[::1].jobs.example/", "http://[jobs.example]/",
    # names of this machine
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://ip6-localhost/", "http://foo.localhost/",
    # who is asked, and who only seems to be
    "http://jobs.example@127.0.0.1/", "http://u:pw@127.0.0.1/", "http://127.0.0.1#@jobs.example/",
    "http://127.0.0.1\\@jobs.example/", "http://jobs.example\\@127.0.0.1/", "http://jobs.example:80@127.0.0.1/",
    "http://127.0.0.1%00.jobs.example/", "http://127.0.0.1%2f.jobs.example/", "http://127.0.0.1%23.jobs.example/",
    "http://127.0.0.1\t/", "http://127.0.0.1\r\n/", "http://127.0.0.1/\r\nHost: jobs.example", "http:///127.0.0.1/",
    "http:/127.0.0.1/", "http:127.0.0.1", "http:\\\\127.0.0.1\\", "http://127.0.0.1:80:80/", "http://127.0.0.1:080/",
    # ports and schemes
    "http://jobs.example:22/", "http://jobs.example:25/", "http://jobs.example:6379/", "http://jobs.example:65616/",
    "https://jobs.example:8443/", "ftp://jobs.example/", "file:///etc/passwd", "file://127.0.0.1/etc/passwd",
    "gopher://127.0.0.1/_x", "dict://127.0.0.1/d", "ws://127.0.0.1/", "unix:///run/x.sock", "jar:http://127.0.0.1!/",
    "http+unix://127.0.0.1/", "//127.0.0.1/",
]  # fmt: skip
NAMES = [
    "inside.example", "inside-six.example", "zero.example", "metadata.example", "lan.example", "carrier.example",
    "mapped.example", "compatible.example", "nat64.example", "sixtofour.example", "teredo.example",
    "local-six.example", "link-six.example", "mixed.example", "mixed-six.example", "crowd.example", "alias.example",
    "alias-localhost.example", "empty.example", "absent.example", "broken.example", "short.example",
]  # fmt: skip
REDIRECTS = [
    "http://127.0.0.1/", "//127.0.0.1/", "http://2130706433/", "http://[::1]/", "http://inside.example/",
    "http://mixed.example/", "https://inside.example/", "http://metadata.example/", "file:///etc/passwd",
    "gopher://127.0.0.1/", "http://u@jobs.example/", "http://jobs.example:22/", "http://[", "javascript:alert(1)",
    "http://127.0.0.1\\@jobs.example/", "\\\\127.0.0.1\\", "http://jobs.example:8080/",
]  # fmt: skip
CALLERS = ("posting", "tutor", "search")
# One of each kind for the other callers: they share the gate, and this shows that they do.
OF_EACH_KIND = [
    "http://127.0.0.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest/meta-data/", "http://localhost/", "http://u:pw@127.0.0.1/",
    "http://jobs.example:22/", "http://inside.example/", "http://mixed.example/", "http://alias.example/",
]  # fmt: skip


def leading_to(location: str) -> str:
    return f"http://jobs.example/to/{quote(location, safe='')}"


WISHES = {
    **{f"notation {url!r}": Wish("fetch", url) for url in NOTATIONS},
    **{f"name {name}": Wish("fetch", f"http://{name}/") for name in NAMES},
    **{f"{caller} {url}": Wish(caller, url) for caller in CALLERS for url in OF_EACH_KIND},
}
REDIRECTED = {
    **{f"redirect {location!r}": Wish("fetch", leading_to(location)) for location in REDIRECTS},
    **{f"{caller} redirect": Wish(caller, leading_to("http://inside.example/")) for caller in CALLERS},
    "second redirect": Wish("fetch", leading_to(leading_to("http://inside.example/"))),
    "third redirect": Wish("fetch", leading_to(leading_to(leading_to("http://127.0.0.1/")))),
    "redirect without an end": Wish("fetch", leading_to(leading_to(leading_to(leading_to("http://six.example/"))))),
    "gzip bomb": Wish("fetch", "http://jobs.example/bomb"),
    "huge header": Wish("fetch", "http://jobs.example/header"),
    "asks for a password": Wish("fetch", "http://jobs.example/authenticate"),
    "another protocol": Wish("fetch", "http://jobs.example/upgrade"),
}
READ = {
    "page": (Wish("fetch", "http://jobs.example/"), PUBLIC),
    "page over IPv6": (Wish("fetch", "http://six.example/"), PUBLIC_6),
    "page by its address": (Wish("fetch", f"http://{PUBLIC}/"), PUBLIC),
    "posting": (Wish("posting", "http://jobs.example/baker"), PUBLIC),
    "page that was typed": (Wish("tutor", "http://jobs.example/a"), PUBLIC),
    "page that was found": (Wish("search", "http://jobs.example/b"), PUBLIC),
    "page that leads on by itself": (Wish("fetch", "http://jobs.example/refresh/http%3A%2F%2F127.0.0.1%2F"), PUBLIC),
}
# In this order, after one another: the name changes its mind between the first question and the second.
REBINDING = [
    Wish("fetch", "http://rebinding.example/"),
    Wish("fetch", "http://rebinding.example/"),
    Wish("posting", "http://rebinding-six.example/"),
    Wish("posting", "http://rebinding-six.example/"),
    Wish("fetch", "http://rebinding-later.example/to/http%3A%2F%2Frebinding-later.example%2Fto%2F%252F"),
]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """All of them, visited in one process."""
    wishes = {**WISHES, **REDIRECTED, **{name: wish for name, (wish, _) in READ.items()}}
    rebinding = {f"rebinding {n}": wish for n, wish in enumerate(REBINDING)}
    given = wishes | rebinding
    return dict(zip(given, visit_all(list(given.values()), tmp_path_factory.mktemp("etc")), strict=True))


@pytest.mark.parametrize("name", WISHES)
def test_no_connection_is_begun(name: str, visited: dict[str, Outcome]) -> None:
    assert visited[name].reached == []
    assert not visited[name].page
    assert visited[name].said.endswith(".")


@pytest.mark.parametrize("name", REDIRECTED)
def test_what_a_public_site_answers_leads_nowhere_else(name: str, visited: dict[str, Outcome]) -> None:
    assert set(visited[name].reached) == {f"{PUBLIC} 80"}
    assert not visited[name].page
    assert visited[name].said.endswith(".")


@pytest.mark.parametrize("name", READ)
def test_a_public_page_is_read_and_from_its_own_address_only(name: str, visited: dict[str, Outcome]) -> None:
    assert visited[name].reached == [f"{READ[name][1]} 80"]
    assert visited[name].page
    assert "before sunrise" in visited[name].said


def test_a_name_that_changes_its_mind_is_believed_once_and_asked_once(visited: dict[str, Outcome]) -> None:
    first, second, third, fourth, by_redirect = (visited[f"rebinding {n}"] for n in range(5))
    assert (first.page, first.reached, first.asked) == (True, [f"{PUBLIC} 80"], ["rebinding.example"])
    assert (second.page, second.reached) == (False, [])
    assert (third.page, third.reached) == (True, [f"{PUBLIC_6} 80"])
    assert (fourth.page, fourth.reached) == (False, [])
    # Its own redirects to itself ask again: the third answer is an inner address.
    assert by_redirect.asked == ["rebinding-later.example"] * 3
    assert (by_redirect.page, by_redirect.reached) == (False, [f"{PUBLIC} 80"])


def test_there_are_as_many_as_were_promised() -> None:
    assert len(WISHES) + len(REDIRECTED) >= 150
