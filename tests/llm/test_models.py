"""Which models there are, whose work each does, and what is said about them."""

import subprocess
import sys

import pytest

from app.errors import InvalidInput
from app.llm import Models, Usage
from app.settings import Settings, load_settings
from tests.provider import Provider
from tests.provider.asking import Count, Write, base_of, model_settings
from tests.provider.behaviours import failing, hanging
from tests.provider.fitting import SENTENCES

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")


def configured(**settings: str) -> Settings:
    return load_settings({f"FOREWORD_{name.upper()}": value for name, value in settings.items()})


def test_nobody_is_without_the_built_in_model() -> None:
    assert Models().names == ("builtin",)
    assert Models(configured(model="openai/a", model_choices="ollama/b,openai/a")).names == (
        "openai/a",
        "ollama/b",
        "builtin",
    )
    assert Models(configured(model_choices="ollama/b")).names == ("builtin", "ollama/b")


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match='Allowed: "openai/a", "builtin"'):
        Models(configured(model="openai/a")).named("openai/b")


async def test_a_choice_holds_while_it_is_offered() -> None:
    async def choose(owner: str) -> str | None:
        return {"amara": "builtin", "jake": "openai/gone"}.get(owner)

    models = Models(configured(model="openai/a"), choose=choose)
    assert [(await models.chosen(owner)).name for owner in ("amara", "jake", "nobody")] == [
        "builtin",
        "openai/a",
        "openai/a",
    ]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"model": "openai/gpt-5-mini"}, "OpenAI"),
        (
            {"model": "openai/m", "model_api_base": "http://box:8000/v1", "model_api_key": "sk-canary"},
            "server at box:8000",
        ),
        ({"model": "ollama_chat/llama3"}, "Ollama"),
        ({"model": "somewhere/m"}, "somewhere"),
    ],
)
def test_a_model_says_who_does_the_work_and_where(settings: dict[str, str], said: str) -> None:
    model = Models(configured(**settings)).named(settings["model"])
    assert said in model.describe()
    assert settings["model"] in model.describe()
    assert "canary" not in model.describe()
    assert "/v1" not in model.describe()


async def test_the_key_goes_only_to_the_provider_it_was_set_for(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_BASE", base_of(provider, "anthropic"))
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    models = Models(model_settings(provider, "openai", model_choices="anthropic/claude-x"))
    tested = await models.test("anthropic/claude-x")
    assert not tested.ok
    assert all(provider.key not in str(exchange.asked.headers) for exchange in provider.requests)
    await models.close()


async def test_each_task_may_have_a_model_of_its_own(provider: Provider) -> None:
    settings = model_settings(provider, "openai", model_tasks="count_skills=openai/small", model_choices="openai/other")
    models = Models(settings)
    await models.named("openai/loopback-1").ask(Count())
    async for _ in models.named("openai/loopback-1").stream(Write()):
        pass
    await models.named("openai/other").ask(Count())
    assert [exchange.asked.model for exchange in provider.requests] == ["small", "loopback-1", "other"]
    await models.close()


async def test_a_task_may_stay_with_the_built_in_tools(provider: Provider) -> None:
    bills: list[Usage] = []

    async def record(_owner: str, _run: str, usage: Usage) -> None:
        bills.append(usage)

    models = Models(model_settings(provider, "openai", model_tasks="count_skills=builtin"), record=record)
    model = await models.for_run("amara", "run-1")
    assert await model.ask(Count()) == Count().builtin()
    assert (provider.requests, bills) == ([], [])
    await models.close()


async def test_the_built_in_model_sends_nothing_and_bills_nothing(provider: Provider) -> None:
    async def choose(_owner: str) -> str | None:
        return "builtin"

    models = Models(model_settings(provider, "openai"), choose=choose)
    model = await models.for_run("amara", "run-1")
    assert "".join([delta.text async for delta in model.stream(Write())]) == Write().builtin()
    assert (await models.test("builtin")).ok
    assert provider.requests == []
    await models.close()


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_a_test_of_a_model_says_that_it_answers(provider: Provider, wire: str) -> None:
    models = Models(model_settings(provider, wire))
    tested = await models.test(f"{wire}/loopback-1")
    assert tested.ok
    assert tested.message.startswith(f"{wire}/loopback-1 answered in ")
    assert 0 < tested.seconds < 60
    await models.close()


async def test_a_test_asks_one_model_once_and_says_what_to_do(provider: Provider) -> None:
    provider.usually = failing(500)
    models = Models(model_settings(provider, "openai", model_fallbacks="openai/loopback-2,builtin"))
    tested = await models.test("openai/loopback-1")
    assert (tested.ok, len(provider.requests)) == (False, 1)
    provider.usually = failing(404)
    assert "Check its name" in (await models.test("openai/loopback-1")).message
    provider.usually = hanging
    await models.close()
    wrong_key = Models(model_settings(provider, "openai", model_api_key="sk-wrong"))
    assert "key is not accepted" in (await wrong_key.test("openai/loopback-1")).message
    await wrong_key.close()


async def test_a_provider_that_is_not_there_or_not_known_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for settings, said in [
        ({"model": "openai/a", "model_api_base": "http://127.0.0.1:9/v1"}, "cannot be reached"),
        ({"model": "openai/a"}, "no key"),
        ({"model": "nobody_knows/a"}, "does not know this model"),
    ]:
        models = Models(configured(**settings))
        tested = await models.test(settings["model"])
        assert (tested.ok, said in tested.message) == (False, True), tested.message
        await models.close()


@pytest.mark.parametrize(("callback", "said"), [("langfuse", "package langfuse"), ("langfues", "does not know")])
async def test_a_callback_that_cannot_work_is_said_and_fails_no_task(
    provider: Provider, callback: str, said: str
) -> None:
    models = Models(model_settings(provider, "openai", model_callbacks=callback))
    tested = await models.test("openai/loopback-1")
    assert (tested.ok, said in tested.message) == (False, True), tested.message
    text = "".join([delta.text async for delta in models.named("openai/loopback-1").stream(Write())])
    assert text == SENTENCES
    await models.close()


def test_nothing_is_loaded_for_the_built_in_model_alone() -> None:
    script = (
        "import asyncio, sys\nfrom app.llm import Models\nm = Models()\nasyncio.run(m.warm())\n"
        "asyncio.run(m.close())\nprint('litellm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
