"""Three hundred connections where a hundred streams have room: the others are told so, and pages come meanwhile."""

from collections import Counter
from pathlib import Path

from tests.faults.crowding import ADDRESSES, crowd

CONNECTIONS = 300
IN_ALL, AN_ADDRESS = 100, 40


def test_every_one_of_many_connections_is_answered(tmp_path: Path) -> None:
    most = {"open_streams": str(IN_ALL), "open_streams_per_address": str(AN_ADDRESS)}
    done = crowd(tmp_path, CONNECTIONS, quiet=0.0, **most)
    (answers,) = done.answers.values()
    assert set(answers) == {"200", "429", "503"} or set(answers) == {"200", "503"}
    assert answers.total() == CONNECTIONS
    assert answers["200"] == IN_ALL
    assert done.others == []
    assert done.pages
    assert done.came_back == 200


def test_an_address_takes_no_more_than_its_own(tmp_path: Path) -> None:
    done = crowd(tmp_path, CONNECTIONS, quiet=0.0, open_streams_per_address="10")
    room = 10 * len(ADDRESSES)
    assert done.answers == {"a stream": Counter({"200": room, "429": CONNECTIONS - room})}
    assert done.others == []
