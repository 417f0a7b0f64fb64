"""A reader that reconnects a thousand times sees each event once, and one run is paid for."""

from pathlib import Path

import httpx

from tests.databases import open_database
from tests.faults.tailored import BACKEND, event_ids
from tests.running import SAMPLES, Server, Visitor

RECONNECTS = 1_000


def test_a_thousand_reconnects_give_each_event_once(data_dir: Path) -> None:
    with Server(data_dir) as server, Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
        path = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex").headers["location"]
        seen: list[int] = []
        ends = 0
        with httpx.Client(base_url=server.url, timeout=60) as client:
            for _ in range(RECONNECTS):
                cursor = {"Last-Event-ID": str(seen[-1])} if seen else {}
                with client.stream("GET", f"{path}/events", headers=cursor) as answer:
                    for identity in event_ids(answer):
                        if seen and identity == seen[-1] == 7:
                            ends += 1
                        else:
                            seen.append(identity)
                        break
        with open_database(data_dir / "foreword.sqlite3") as connection:
            runs = connection.execute("SELECT count(*) FROM runs").fetchone()
    assert seen == list(range(1, 8))
    assert ends == RECONNECTS - 7
    assert runs == (1,)
