"""The outside of that Internet: starts it, sends in what is to be visited, and takes back what came of it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.hostile.internet.naming import PUBLIC

__all__ = ["PUBLIC", "Outcome", "Wish", "visit_all"]
ROOT = Path(__file__).parents[3]
_ETC = {
    "resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
    "hosts": "127.0.0.1 localhost ip4-loopback\n::1 localhost ip6-localhost ip6-loopback\n",
    "nsswitch.conf": "hosts: files dns\n",
}


class Wish(msgspec.Struct, frozen=True):
    """`caller`: fetch, posting, tutor or search. A search finds `url` and the tutor is asked to read it."""

    caller: str
    url: str


class Outcome(msgspec.Struct, frozen=True):
    """`page` is whether one was read; `reached` are the addresses that a connection was begun to."""

    page: bool
    said: str
    reached: list[str]
    asked: list[str]


def visit_all(wishes: Sequence[Wish], folder: Path) -> list[Outcome]:
    """Visit one after the other, all in one namespace; `folder` is for the namespace's few files of /etc."""
    command = ["bwrap", "--unshare-net", "--unshare-user", "--unshare-pid", "--die-with-parent", "--uid", "0"]
    command += ["--gid", "0", "--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_NET_RAW"]
    command += ["--cap-add", "CAP_NET_BIND_SERVICE", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    command += ["--tmpfs", "/etc", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for name, text in _ETC.items():
        (folder / name).write_text(text)
        command += ["--ro-bind", str(folder / name), f"/etc/{name}"]
    command += ["--chdir", str(ROOT), "--clearenv", "--setenv", "PYTHONPATH", str(ROOT)]
    command += [sys.executable, "-m", "tests.hostile.internet.inside"]
    done = subprocess.run(command, input=json.dumps(msgspec.to_builtins(wishes)).encode(), capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return msgspec.json.decode(done.stdout, type=list[Outcome])
