from pathlib import Path

import pytest

from app.asgi import Application
from app.settings import SettingsError, load_settings


def test_nothing_set_means_loopback_and_the_built_in_model() -> None:
    settings = load_settings({})
    assert (settings.host, settings.port, settings.model) == ("127.0.0.1", 8000, "builtin")
    assert settings.is_loopback


def test_the_web_is_searched_where_the_host_says(tmp_path: Path) -> None:
    assert load_settings({}).search_url == ""
    assert load_settings({"FOREWORD_SEARCH_URL": "http://127.0.0.1:8888/"}).search_url == "http://127.0.0.1:8888"
    settings = load_settings({"FOREWORD_SEARCH_URL": "http://127.0.0.1:8888", "FOREWORD_DATA_DIR": str(tmp_path)})
    offered = {tool.name for tool in Application(settings).toolbox.tools}
    assert "consultant_search_web" in offered


def test_port_is_taken_from_either_variable_and_the_longer_name_wins() -> None:
    assert load_settings({"PORT": "9001"}).port == 9001
    assert load_settings({"PORT": "9001", "FOREWORD_PORT": "9002"}).port == 9002


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("FOREWORD_PORT", "eighty", "a whole number from 0 to 65535"),
        ("FOREWORD_PORT", "70000", "a whole number from 0 to 65535"),
        ("FOREWORD_HOST", "my house", "an address such as"),
        ("FOREWORD_MODEL", "gpt-99", "'builtin'"),
        ("FOREWORD_LOG_FORMAT", "xml", "'text' or 'json'"),
        ("FOREWORD_SHUTDOWN_SECONDS", "-1", "seconds from 0 to 300"),
        ("FOREWORD_SEARCH_URL", "localhost:8888", "an address such as"),
        ("FOREWORD_SEARCH_URL", "http://user:word@localhost:8888", "without user name and password"),
        ("FOREWORD_AUTH", "ldap", "'local' or 'accounts' or 'proxy'"),
        ("FOREWORD_SIGN_UP", "closed", "'invitation' or 'open'"),
        ("FOREWORD_PUBLIC_URL", "jobs.example.org", "an address such as"),
        ("FOREWORD_SMTP_URL", "http://mail.example.org", "a mail server such as"),
        ("FOREWORD_SMTP_URL", "smtp://mail.example.org:mail", "a mail server such as"),
        ("FOREWORD_DATABASE_URL", "mysql://db.example.org/foreword", "PostgreSQL's address"),
        ("FOREWORD_DATABASE_URL", "postgresql://db.example.org", "PostgreSQL's address"),
        ("FOREWORD_DATABASE_URL", "postgresql:///foreword", "PostgreSQL's address"),
        ("FOREWORD_DATABASE_URL", "postgresql://db.example.org:many/foreword", "PostgreSQL's address"),
        ("FOREWORD_MAIL_FROM", "Foreword", "a mail address such as"),
        ("FOREWORD_TRUSTED_PROXIES", "10.0.0.1/8", "addresses or networks separated by commas"),
        ("FOREWORD_PROXY_USER_HEADER", "X User", "the name of a request header"),
        ("FOREWORD_STREAMS_PER_ACCOUNT", "0", "a whole number from 1 to 1000"),
        ("FOREWORD_QUOTA_LETTERS", "-1", "a whole number from 0 to 1000000"),
        ("FOREWORD_QUOTA_TAILORINGS", "many", "a whole number from 0 to 1000000"),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_is_allowed(variable: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({variable: value})
    assert variable in caught.value.message
    assert allowed in caught.value.message


MODEL = {"FOREWORD_MODEL": "openai/gpt-5-mini"}


def test_models_are_read_with_all_that_belongs_to_them(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("sk-canary\n", encoding="utf-8")
    settings = load_settings(
        {
            **MODEL,
            "FOREWORD_MODEL_API_BASE": "http://localhost:8080/v1/",
            "FOREWORD_MODEL_API_KEY_FILE": str(key),
            "FOREWORD_MODEL_FALLBACKS": "anthropic/claude-sonnet-4-5, builtin",
            "FOREWORD_MODEL_CHOICES": "ollama_chat/llama3:8b,,ollama_chat/llama3:8b",
            "FOREWORD_MODEL_TASKS": "extract_keywords=openai/gpt-5-nano, write_letter = openai/gpt-5",
            "FOREWORD_MODEL_PRICES": "openai/gpt-5-mini=0.25/2,ollama_chat/llama3:8b=0/0",
            "FOREWORD_MODEL_CALLBACKS": "langfuse, otel",
        }
    )
    assert settings.model_api_base == "http://localhost:8080/v1"
    assert settings.model_api_key == "sk-canary"
    assert settings.model_fallbacks == ("anthropic/claude-sonnet-4-5", "builtin")
    assert settings.model_choices == ("ollama_chat/llama3:8b",)
    assert settings.model_tasks == {"extract_keywords": "openai/gpt-5-nano", "write_letter": "openai/gpt-5"}
    assert settings.model_prices == {"openai/gpt-5-mini": (0.25, 2.0), "ollama_chat/llama3:8b": (0.0, 0.0)}
    assert settings.model_callbacks == ("langfuse", "otel")
    assert "canary" not in repr(settings)
    limits = (settings.model_first_token_seconds, settings.model_between_tokens_seconds, settings.model_seconds)
    assert limits == (20, 15, 300)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_BASE", "localhost:8080"),
        ("API_BASE", "ftp://localhost"),
        ("API_BASE", "https://me:sesame@example.org/v1"),
        ("API_BASE", "http://"),
        ("API_BASE", "http://[::1"),
        ("FALLBACKS", "gpt-5"),
        ("CHOICES", "openai/a b"),
        ("TASKS", "extract_keywords"),
        ("TASKS", "extract_keywords="),
        ("TASKS", "extract_keywords=gpt"),
        ("PRICES", "openai/a=1"),
        ("PRICES", "openai/a=-1/2"),
        ("PRICES", "openai/a=nan/2"),
        ("PRICES", "openai/a=inf/2"),
        ("PRICES", "openai/a=1/2/3"),
        ("FIRST_TOKEN_SECONDS", "0"),
        ("SECONDS", "nan"),
        ("MAX_TOKENS", "-1"),
    ],
)
def test_a_wrong_model_setting_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"FOREWORD_MODEL_{name} must be"):
        load_settings({**MODEL, f"FOREWORD_MODEL_{name}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_KEY", "sk-canary"),
        ("API_BASE", "http://localhost"),
        ("FALLBACKS", "openai/a"),
        ("TASKS", "write_letter=openai/a"),
    ],
)
def test_a_model_setting_that_would_have_no_effect_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match="FOREWORD_MODEL") as caught:
        load_settings({f"FOREWORD_MODEL_{name}": value})
    assert "canary" not in caught.value.message


def test_quotas_are_off_unless_they_are_set() -> None:
    def quotas(environment: dict[str, str]) -> tuple[int, int, int]:
        settings = load_settings(environment)
        return settings.quota_ai_text_messages, settings.quota_letters, settings.quota_tailorings

    assert quotas({}) == (0, 0, 0)
    names = ("AI_TEXT_MESSAGES", "LETTERS", "TAILORINGS")
    assert quotas({f"FOREWORD_QUOTA_{name}": str(number) for number, name in enumerate(names, 5)}) == (5, 6, 7)


def test_an_unknown_variable_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"FOREWORD_PROT is not a setting.*FOREWORD_PORT"):
        load_settings({"FOREWORD_PROT": "8000"})


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("open sesame\n", encoding="utf-8")
    settings = load_settings({"FOREWORD_AUTH_USERNAME": "ali", "FOREWORD_AUTH_PASSWORD_FILE": str(secret)})
    assert settings.auth_password == "open sesame"
    assert "sesame" not in repr(settings)


def test_a_secret_given_twice_or_in_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not both"):
        load_settings({"FOREWORD_AUTH_PASSWORD": "a", "FOREWORD_AUTH_PASSWORD_FILE": str(tmp_path / "x")})
    with pytest.raises(SettingsError, match="FOREWORD_AUTH_PASSWORD_FILE names a file that cannot be read"):
        load_settings({"FOREWORD_AUTH_PASSWORD_FILE": str(tmp_path / "absent")})


def test_an_address_that_others_reach_needs_the_gate() -> None:
    with pytest.raises(SettingsError, match=r"0\.0\.0\.0 would let the whole network"):
        load_settings({"FOREWORD_HOST": "0.0.0.0"})
    gated = load_settings(
        {"FOREWORD_HOST": "0.0.0.0", "FOREWORD_AUTH_USERNAME": "ali", "FOREWORD_AUTH_PASSWORD": "sesame"}
    )
    assert gated.has_gate


def test_half_a_gate_is_refused() -> None:
    with pytest.raises(SettingsError, match="set together"):
        load_settings({"FOREWORD_AUTH_USERNAME": "ali"})


MAIL = {
    "FOREWORD_AUTH": "accounts",
    "FOREWORD_SMTP_URL": "smtps://clerk:canary@mail.example.org:465",
    "FOREWORD_MAIL_FROM": "foreword@example.org",
    "FOREWORD_PUBLIC_URL": "https://jobs.example.org/",
}


def test_accounts_are_a_way_to_let_others_in() -> None:
    settings = load_settings({**MAIL, "FOREWORD_HOST": "0.0.0.0", "FOREWORD_SIGN_UP": "open"})
    assert (settings.auth, settings.sign_up, settings.public_url) == ("accounts", "open", "https://jobs.example.org")
    assert "canary" not in repr(settings)


def test_the_mail_servers_address_may_lie_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "smtp"
    secret.write_text("https://canary@mail.example.org", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings({"FOREWORD_AUTH": "accounts", "FOREWORD_SMTP_URL_FILE": str(secret)})
    assert "canary" not in caught.value.message


def test_the_databases_address_may_lie_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://foreword:canary@db.example.org/rows?sslmode=verify-full\n", encoding="utf-8")
    settings = load_settings({"FOREWORD_DATABASE_URL_FILE": str(secret)})
    assert settings.database == "postgresql+asyncpg://foreword:canary@db.example.org/rows?sslmode=verify-full"
    assert "canary" not in repr(settings)
    secret.write_text("mysql://foreword:canary@db.example.org/rows", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings({"FOREWORD_DATABASE_URL_FILE": str(secret)})
    assert "canary" not in caught.value.message


def test_a_socket_on_this_machine_needs_no_host() -> None:
    url = "postgresql+asyncpg://foreword@/rows?host=/run/postgresql"
    assert load_settings({"FOREWORD_DATABASE_URL": url}).database == url


@pytest.mark.parametrize("absent", ["FOREWORD_MAIL_FROM", "FOREWORD_PUBLIC_URL"])
def test_mails_need_a_sender_and_links(absent: str) -> None:
    with pytest.raises(SettingsError, match=absent):
        load_settings({name: value for name, value in MAIL.items() if name != absent})


def test_a_proxy_is_believed_only_by_its_address() -> None:
    with pytest.raises(SettingsError, match="FOREWORD_TRUSTED_PROXIES"):
        load_settings({"FOREWORD_AUTH": "proxy"})
    settings = load_settings({"FOREWORD_AUTH": "proxy", "FOREWORD_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"})
    assert settings.trusted_proxies == ("127.0.0.1/32", "10.0.0.0/8")
    assert settings.proxy_user_header == "x-forwarded-user"


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("FOREWORD_SIGN_UP", "open", "accounts"),
        ("FOREWORD_SESSION_DAYS", "7", "accounts"),
        ("FOREWORD_PROXY_USER_HEADER", "Remote-User", "proxy"),
    ],
)
def test_a_setting_of_another_way_to_sign_in_is_refused(name: str, value: str, needed: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} needs FOREWORD_AUTH={needed}"):
        load_settings({name: value})
