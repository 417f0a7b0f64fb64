"""What somebody has who looks at the page for developers: two résumés, a posting and a conversation."""

import httpx

from tests.running import SAMPLES


def bring(client: httpx.Client) -> str:
    """Bring all of it along; the posting's id."""
    for name in ("resume_plain.md", "jake_resume.tex"):
        client.post("/api/resumes", files={"file": (name, (SAMPLES / name).read_bytes())}).raise_for_status()
    text = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
    posting: str = client.post("/api/postings", json={"text": text}).raise_for_status().json()["id"]
    client.post("/api/v1/chat", json={"message": "Hello there."}).raise_for_status()
    return posting
