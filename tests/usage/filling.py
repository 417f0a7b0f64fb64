"""A month of use, written into a server's database as if it had been lived."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.clock import utc_today
from tests.databases import open_database

OWNER = "usr_local"
SONNET, SMALL = "anthropic/claude-sonnet-4-5", "openai/gpt-5-mini"


def fill_month(data_dir: Path, used_today: dict[str, int]) -> None:
    """Thirty days before today with more and less, a day of more than thirty days ago, and today as given."""
    uses = [
        (OWNER, str(utc_today() - timedelta(days=back)), feature, (back * 37) % most)
        for feature, most in (("ai_text_messages", 61), ("letters", 7), ("tailorings", 5))
        for back in range(1, 30)
    ]
    uses.append((OWNER, str(utc_today() - timedelta(days=30)), "letters", 977))
    uses += [(OWNER, str(utc_today()), feature, used) for feature, used in used_today.items()]
    taken = [
        (OWNER, "run_1", "reply", model, 1_200 * (back % 9), 150 * (back % 7), 0.01, 0, 1.0, _noon(back))
        for model, step in ((SONNET, 1), (SMALL, 3))
        for back in range(0, 30, step)
    ]
    with open_database(data_dir / "foreword.sqlite3") as connection:
        connection.executemany("INSERT INTO usage_days VALUES (?, ?, ?, ?, NULL)", [row for row in uses if row[3]])
        connection.executemany(
            "INSERT INTO model_usage (owner, run_id, task, model, input_tokens, output_tokens, cost, estimated,"
            " seconds, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            taken,
        )


def _noon(back: int) -> float:
    midnight = datetime.combine(utc_today() - timedelta(days=back), datetime.min.time(), UTC)
    return midnight.timestamp() + 12 * 3600
