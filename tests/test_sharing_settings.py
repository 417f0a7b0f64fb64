"""The settings of processes that share a database and a Redis."""

from pathlib import Path

import pytest

from app.settings import SettingsError, load_settings

DATABASE = {"FOREWORD_DATABASE_URL": "postgresql://ann@db.example.org/foreword"}


def test_redis_needs_a_database_and_both_may_lie_in_files(tmp_path: Path) -> None:
    secret = tmp_path / "redis"
    secret.write_text("rediss://:canary@redis.example.org:6379/3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="FOREWORD_DATABASE_URL"):
        load_settings({"FOREWORD_REDIS_URL_FILE": str(secret)})
    settings = load_settings({**DATABASE, "FOREWORD_REDIS_URL_FILE": str(secret), "FOREWORD_TAKE_OVER_SECONDS": "5"})
    assert settings.redis_url == "rediss://:canary@redis.example.org:6379/3"
    assert settings.take_over_seconds == 5
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("value", ["http://:canary@redis.example.org", "redis://", "unix://", "redis://h:canary"])
def test_a_wrong_address_of_redis_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SettingsError, match="FOREWORD_REDIS_URL must be the address of Redis") as caught:
        load_settings({**DATABASE, "FOREWORD_REDIS_URL": value})
    assert "canary" not in caught.value.message


def test_a_time_for_workers_where_there_are_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="FOREWORD_REDIS_URL"):
        load_settings({**DATABASE, "FOREWORD_TAKE_OVER_SECONDS": "5"})
