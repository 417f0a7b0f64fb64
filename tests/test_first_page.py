"""What is loaded before the first page: nothing that only a later page, a task or a model needs."""

import subprocess
import sys
from pathlib import Path

from app.asgi import create_app
from app.settings import Settings

HEAVY = {
    "aiohttp",
    "app.accounts.pages",
    "app.developers.pages",
    "app.documents.facts.checking",
    "app.documents.headings",
    "app.letters.composing.letter",
    "app.postings.keywords",
    "app.protocols.native",
    "app.routes",
    "app.tutor.corrections.local",
    "app.tutor.pages",
    "docx",
    "httpx",
    "litellm",
    "lxml",
    "openai",
    "opentelemetry.trace",
    "pdfminer",
    "pydantic",
    "rich",
    "snowballstemmer",
    "tomllib",
    "trafilatura",
}


def test_the_application_is_made_without_what_the_first_page_does_not_need(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom app.asgi import create_app\nfrom app.settings import Settings\n"
        f"create_app(Settings(data_dir=Path({str(tmp_path)!r})))\nprint(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_taken_for_not_installed_can_be_loaded_afterwards() -> None:
    script = (
        "import sys\nfrom app.web.optional_packages import not_installed\n"
        "with not_installed('rich'):\n    try:\n        import rich\n    except ImportError:\n        print('hidden')\n"
        "import rich\nprint(rich.__name__)\n"
        "with not_installed('rich'):\n    import rich\n    print(rich.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["hidden", "rich", "rich"]


async def test_the_first_page_and_its_files_are_all_that_is_registered_at_the_start(tmp_path: Path) -> None:
    application = create_app(Settings(data_dir=tmp_path))
    assert {route.path for route in application.litestar.routes} == {"/", "/history", "/static/{file_path:path}"}
    await application.late_routes.complete()
    assert len(application.litestar.routes) > 100
