"""What the browser tests do over and over."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
STEPS = 6


def slow_tex(folder: Path, rounds: int = 15_000_000) -> Path:
    """Jake's résumé, with arithmetic for TeX to do first, so that its last step takes some seconds."""
    source = (SAMPLES / "jake_resume.tex").read_bytes()
    work = rb"\begin{document}\newcount\n\n=0 \loop\advance\n by 1 \ifnum\n<%d \repeat " % rounds
    path = folder / "slow.tex"
    path.write_bytes(source.replace(rb"\begin{document}", work))
    return path


def own_tex(folder: Path, words: str) -> Path:
    """Jake's résumé as a file of the test's own."""
    path = folder / "resume.tex"
    path.write_bytes((SAMPLES / "jake_resume.tex").read_bytes() + f"% {words}\n".encode())
    return path


def long_resume(folder: Path, bullets: int = 1_150) -> Path:
    """A résumé so long that each step can be seen at work."""
    skills = "Python, PostgreSQL, Docker, Kafka, Terraform, AWS, Kubernetes, Redis"
    lines = "\n".join(
        f"- Built service {number} with {skills}, on call for {number} weeks" for number in range(bullets)
    )
    path = folder / "long.md"
    path.write_text(
        "# Ada Lovelace\n\nada@example.org\n\n## Experience\n\n### Engineer, Engine Works (London) — 2019\n\n"
        f"{lines}\n\n## Skills\n\n{skills}\n",
        encoding="utf-8",
    )
    return path


def begin(page: Page, url: str, resume: Path, posting: str = BACKEND, instructions: str = "") -> str:
    """Fill the form in and send it; the path of the tailoring's page."""
    page.goto(f"{url}/tailorings/new")
    choose_new(page, "resume_id")
    page.get_by_label("Choose a résumé").set_input_files(resume)
    choose_new(page, "posting_id")
    page.get_by_label("The posting's text").fill(posting)
    page.get_by_label("Anything to keep in mind?").fill(instructions)
    page.get_by_role("button", name="Tailor", exact=True).click()
    page.wait_for_url("**/tailorings/tlr_*")
    return page.url


def choose_new(page: Page, name: str) -> None:
    """Choose "new" where there is something to choose from."""
    radio = page.locator(f'input[type="radio"][name="{name}"][value="new"]')
    if radio.count():
        radio.check()


def expect_result(page: Page) -> None:
    """The result is there, and nothing waits any more."""
    expect(page.locator("#tailoring")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("heading", name="What they ask for")).to_be_visible()


def expect_last_step(page: Page) -> None:
    """The six dots show the last step at work."""
    expect(page.locator("#tailoring-label")).to_have_text("Compiling PDF...")
    expect(page.locator("#tailoring-steps li")).to_have_count(STEPS)
    expect(page.locator('#tailoring-steps li[data-state="done"]')).to_have_count(STEPS - 1)
