from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, host_and_port, load_settings


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings([*environment, "PATH"])


def test_everything_but_the_token_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.timezone == "Asia/Ho_Chi_Minh"


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, BOT_PLANS="a.yaml, b.yaml", BOT_ADMINS="1,2", BOT_API_URL="http://127.0.0.1:8081/")
    assert settings.plans == (Path("a.yaml"), Path("b.yaml"))
    assert settings.admins == (1, 2)
    assert settings.api_url == "http://127.0.0.1:8081"


def test_a_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "s3cret" not in repr(load(monkeypatch, BOT_TOKEN="1:s3cret"))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BOT_TOKKEN", "1:x", "There is no setting BOT_TOKKEN; the nearest one is BOT_TOKEN."),
        ("BOT_DB", "x", "There is no setting BOT_DB; the nearest one is BOT_DATABASE."),
        ("BOT_TIMEZONE", "Mars", "BOT_TIMEZONE cannot be used: there is no time zone Mars."),
        ("BOT_LISTEN", "x", "BOT_LISTEN cannot be used: x is not host:port."),
        ("bot_token", "1:x", "There is no setting bot_token; the nearest one is BOT_TOKEN."),
        ("Bot_Nope", "x", "There is no setting Bot_Nope; the nearest one is BOT_"),
        ("BOT_TOKEN", "hello", "BOT_TOKEN cannot be used: it has to be digits, a colon and letters, as @BotFather"),
        ("BOT_TOKEN", "1:x y", "BOT_TOKEN cannot be used: it has to be digits"),
        ("BOT_DATABASE", "/", "BOT_DATABASE cannot be used: it is a folder; name a file in it."),
        ("BOT_ADMINS", "-5", "BOT_ADMINS cannot be used: Input should be greater than or equal to 1."),
        ("BOT_ADMINS", "7,0", "BOT_ADMINS cannot be used: Input should be greater than or equal to 1."),
        ("BOT_ADMINS", "4503599627370496", "BOT_ADMINS cannot be used: Input should be less than or equal to "),
        ("BOT_ADMINS", "me", "BOT_ADMINS cannot be used: Input should be a valid integer, unable to parse string"),
        ("BOT_API_URL", "telegram", "BOT_API_URL cannot be used: "),
        ("BOT_WEBHOOK_URL", "example.org/x", "BOT_WEBHOOK_URL cannot be used: "),
        (
            "BOT_WEBHOOK_URL",
            "http://example.org/x",
            "BOT_WEBHOOK_URL cannot be used: it has to begin with https://.",
        ),
        (
            "BOT_WEBHOOK_URL",
            "http://127.0.0.1.example.org/x",
            "BOT_WEBHOOK_URL cannot be used: it has to begin with https://.",
        ),
        (
            "BOT_WEBHOOK_SECRET",
            "bí mật",
            "BOT_WEBHOOK_SECRET cannot be used: it has to be 1 to 256 characters of",
        ),
        ("BOT_WEBHOOK_SECRET", "x" * 257, "BOT_WEBHOOK_SECRET cannot be used: "),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, **{name: value})
    assert str(refusal.value).startswith(sentence)
    assert "hello" not in str(refusal.value)  # what may be a token is not shown


@pytest.mark.parametrize(
    "url", ["https://example.org/x", "http://127.0.0.1:8090/x", "http://localhost:8090/x", "http://[::1]:8090/x"]
)
def test_a_webhook_is_encrypted_or_on_this_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    settings = load(monkeypatch, BOT_WEBHOOK_URL=url, BOT_WEBHOOK_SECRET="b-i_M-4-t")
    assert settings.webhook_url == url
    assert "b-i_M-4-t" not in repr(settings)


def test_host_and_port() -> None:
    assert host_and_port("[::1]:80") == ("::1", 80)
    assert host_and_port(":80") == ("127.0.0.1", 80)
