"""Days as quotas count them: from midnight to midnight UTC."""

from datetime import UTC, date, datetime, timedelta

DAY_SECONDS = 86_400
_MINUTES_IN_WORDS = 180


def day_of(now: float) -> str:
    """The day of a moment in Unix seconds: `2026-03-02`."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def days_before(day: str, number: int) -> str:
    """The day that many days earlier."""
    return (date.fromisoformat(day) - timedelta(days=number)).isoformat()


def last_days(now: float, number: int) -> list[str]:
    """So many days, oldest first; today is the last."""
    today = day_of(now)
    return [days_before(today, back) for back in range(number - 1, -1, -1)]


def next_midnight(now: float) -> float:
    """When the day ends, in Unix seconds."""
    return (now // DAY_SECONDS + 1) * DAY_SECONDS


def iso(seconds: float) -> str:
    """Unix seconds as ISO 8601: `2026-03-03T00:00:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def reset_words(now: float) -> str:
    """When the next day begins: `at midnight UTC, in 5 hours`."""
    return f"at midnight UTC, in {_length(next_midnight(now) - now)}"


def _length(seconds: float) -> str:
    minutes = max(1, -int(-seconds // 60))
    if minutes >= _MINUTES_IN_WORDS:
        return f"{round(minutes / 60)} hours"
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour"), _counted(rest, "minute")]
    return " and ".join(part for part in parts if part)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""
