"""No request leaves by an address that somebody typed: a listener on loopback sees no connection."""

import asyncio
import socket
import threading

import pytest

from app.errors import Unavailable
from app.fetching import FetchFailed, Gate, fetch_page
from app.fetching.background import Background
from tests.fetching.site import PAGE, Site, leading_to, moved, ok

INWARD = [
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://127.0.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.1:{port}/", "http://0x7F.0.0.0x1:{port}/", "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://127.0.0.1.:{port}/",
    "http://127。0。0。1:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://１２７.0.0.1:{port}/",
    "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/", "http://[fe80::1]:{port}/", "http://[fe80::1%25lo]:{port}/",
    "http://[::1%25lo]:{port}/", "http://[::1%lo]:{port}/", "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/", "http://ip6-localhost:{port}/",
    "http://127.0.0.1:{port}#@jobs.example/", "http://jobs.example@127.0.0.1:{port}/",
    "http://u:pw@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@jobs.example/",
    "http://jobs.example\\@127.0.0.1:{port}/",
    "http://127.0.0.1%00.jobs.example:{port}/", "http://127.0.0.1%2f.jobs.example:{port}/",
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1\r\n:{port}/", "http://127.0.0.1:{port}/\r\nHost: jobs.example", "http:///127.0.0.1:{port}/",
    "http:/127.0.0.1:{port}/", "http:127.0.0.1:{port}", "//127.0.0.1:{port}/", "127.0.0.1:{port}", "http://:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data/", "http://100.100.100.200:{port}/",
    "http://[fd00:ec2::254]:{port}/",
    "http://10.0.0.1:{port}/", "http://192.168.1.1:{port}/", "http://172.17.0.1:{port}/", "http://224.0.0.1:{port}/",
    "http://255.255.255.255:{port}/", "ftp://127.0.0.1:{port}/", "file:///etc/passwd", "gopher://127.0.0.1:{port}/_x",
    "javascript:alert(1)", "data:text/html,hello", "unix:///run/x.sock", "dict://127.0.0.1:{port}/d", "http://",
    "", " ", "http://[", "http://[::1", "http://]:{port}/", "http://127.0.0.1:{port}:80/", "http://a..b:{port}/",
    "http://-.example:{port}/x y", "http://" + "a" * 64 + ".example:{port}/", "http://" + "a." * 200 +
    "example:{port}/",
    "http://jobs.example:{port}/" + "a" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("template", INWARD)
async def test_an_address_inside_is_not_asked(template: str) -> None:
    async with Site({"/": ok()}) as site:
        with pytest.raises(FetchFailed) as caught:
            await fetch_page(template.replace("{port}", str(site.port)), site.strict())
        assert site.connections == 0
        assert caught.value.field == "url"
        assert caught.value.message.endswith(".")


async def test_without_the_check_of_addresses_the_same_site_answers() -> None:
    async with Site({"/": ok()}) as site:
        page = await fetch_page(f"http://127.0.0.1:{site.port}/", site.gate())
        assert page.body.encode() == PAGE
        assert site.connections == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",), ("::1",), ("10.1.2.3",), ("::ffff:127.0.0.1",), ("fe80::1%eth0",), ("1.1.1.1", "127.0.0.1"),
        ("127.0.0.1", "1.1.1.1"), ("2606:4700:4700::1111", "64:ff9b::7f00:1"), ("169.254.169.254",), ("nonsense",), (),
    ],
)  # fmt: skip
async def test_a_name_is_refused_unless_every_address_of_it_is_public(addresses: tuple[str, ...]) -> None:
    async with Site({"/": ok()}) as site:
        with pytest.raises(FetchFailed, match="No public site"):
            await fetch_page(site.url(), site.strict(leading_to(*addresses)))
        assert site.connections == 0


async def test_a_name_inside_and_a_name_that_is_absent_are_told_the_same() -> None:
    async def absent(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    sentences = set()
    for resolve in (absent, leading_to("10.0.0.1"), leading_to("127.0.0.1")):
        with pytest.raises(FetchFailed) as caught:
            await Gate(resolve=resolve).admit("http://wiki.example/")
        sentences.add(caught.value.message)
    assert len(sentences) == 1


@pytest.mark.parametrize("who", ["u:pw@", "u@", ":pw@", "jobs.example:80@"])
async def test_an_address_that_holds_a_user_name_is_refused_even_of_a_public_site(who: str) -> None:
    with pytest.raises(FetchFailed, match="user name or password"):
        await Gate(resolve=leading_to("1.1.1.1")).admit(f"http://{who}wiki.example/")


@pytest.mark.parametrize("port", [65616, 65979, 131152])
async def test_a_port_that_would_be_an_ordinary_one_in_sixteen_bits_is_refused(port: int) -> None:
    with pytest.raises(FetchFailed):
        await Gate(resolve=leading_to("1.1.1.1")).admit(f"http://jobs.example:{port}/")


@pytest.mark.parametrize("port", [1, 22, 25, 79, 81, 442, 444, 3000, 6379, 8000, 8080, 8443, 65535])
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_only_the_ports_of_the_web_are_asked(scheme: str, port: int) -> None:
    with pytest.raises(FetchFailed, match="80 and 443"):
        await Gate(resolve=leading_to("1.1.1.1")).admit(f"{scheme}://jobs.example:{port}/")


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("http://jobs.example", "jobs.example", 80, "/"),
        ("HTTPS://Jobs.Example:443/a?b=c", "jobs.example", 443, "/a?b=c"),
        ("https://jobs.example:80/", "jobs.example", 80, "/"),
        ("https://bücher.example/stellen/bäcker", "xn--bcher-kva.example", 443, "/stellen/b%C3%A4cker"),
        ("http://my_company.jobs.example/", "my_company.jobs.example", 80, "/"),
    ],
)
async def test_an_ordinary_address_passes_with_what_it_was_vetted_for(
    url: str, host: str, port: int, path: str
) -> None:
    target = await Gate(resolve=leading_to("1.1.1.1", "1.1.1.1")).admit(url)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert [str(address) for address in target.addresses] == ["1.1.1.1"]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/secret", "//127.0.0.1:{port}/secret", "http://[::1]:{port}/secret",
        "http://inside.example:{port}/secret", "http://2130706433:{port}/secret", "file:///etc/passwd",
        "http://user@jobs.example:{port}/secret", "http://jobs.example:22/", "http://[", "gopher://jobs.example/",
    ],
)  # fmt: skip
async def test_each_redirect_passes_the_gate_again(location: str) -> None:
    async def resolve(host: str, _port: int) -> list[str]:
        return ["10.0.0.1" if host == "inside.example" else "127.0.0.1"]

    async with Site({"/secret": ok()}) as site:
        site.answers["/"] = moved(location.replace("{port}", str(site.port)))
        # The outer name is let in once, by its address; what the redirect names is judged as it is in earnest.
        passes = iter([True])
        gate = Gate(resolve=resolve, allows=lambda _: next(passes, False), ports=frozenset({site.port}))
        with pytest.raises(FetchFailed):
            await fetch_page(site.url(), gate)
        assert site.connections == 1


async def test_a_resolver_that_changes_its_mind_changes_nothing() -> None:
    """The address that was vetted is the one that is connected to: nothing asks a second time."""
    asked = []

    async def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    async with Site({"/": ok()}) as site:
        gate = Gate(resolve=rebinding, allows=lambda address: str(address) == "127.0.0.1", ports=frozenset({site.port}))
        assert (await fetch_page(site.url(), gate)).body
        assert asked == ["jobs.example"]
        with pytest.raises(FetchFailed, match="No public site"):
            await fetch_page(site.url(), gate)
        assert site.connections == 1


async def test_work_that_hangs_takes_no_more_than_its_places() -> None:
    release = threading.Event()
    few = Background(2, "hanging")
    hanging = [asyncio.create_task(few.run(release.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as caught:
        await few.run(lambda: 1)
    assert caught.value.retry_after == 5
    hanging[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging[0]
    with pytest.raises(Unavailable):
        await few.run(lambda: 1)
    release.set()
    assert await hanging[1]


@pytest.mark.parametrize(
    "host", ["134744072", "0x08.8.8.8", "010.8.8.8", "8.8.2056", "0x8080808", "jobs.example.0x7f", "8"]
)
async def test_an_old_spelling_is_refused_even_of_a_public_address(host: str) -> None:
    with pytest.raises(FetchFailed, match="not a web address"):
        await Gate(resolve=leading_to("8.8.8.8")).admit(f"http://{host}/")
