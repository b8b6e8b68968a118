from __future__ import annotations

from pathlib import Path

import pytest

from server import config


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in config.VARIABLES:
        monkeypatch.setenv(name, "")


def load(tmp_path: Path, text: str = "") -> config.Settings:
    file = tmp_path / ".env"
    file.write_text(text)
    return config.load(file)


def test_without_settings_everything_has_a_default_for_one_machine(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.port == 5005
    assert settings.api_token is None
    assert settings.redis_url is None
    assert settings.database_url == f"sqlite:///{config.ROOT}/var/conversations.db"


def test_env_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT")
    monkeypatch.setenv("RETENTION_DAYS", "7")
    settings = load(tmp_path, "PORT=6006\nRETENTION_DAYS=8\n")
    assert (settings.port, settings.retention_days) == (6006, 7)


def test_both_spellings_of_postgresql_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db/chat")
    assert load(tmp_path).database_url == "postgresql://me:secret@db/chat"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("PORT", "5005 x"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "-1"),
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "postgresql://"),
        ("REDIS_URL", "localhost:6379"),
        ("LOG_LEVEL", "LOUD"),
        ("EMERGENCY_NUMBER", "1" * 61),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(config.SettingsError, match=name):
        load(tmp_path)


def test_a_password_never_appears_in_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hunter2@host/db")
    with pytest.raises(config.SettingsError) as caught:
        load(tmp_path)
    assert "hunter2" not in str(caught.value)
