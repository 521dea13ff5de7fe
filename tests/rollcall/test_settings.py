"""A bad setting stops the start with one line that names it and never shows a secret."""

import base64
import stat
from pathlib import Path

import pytest

from rollcall.settings import Settings, SettingsRefused

KEY = base64.b64encode(bytes(range(32))).decode()
OLDER = base64.b64encode(bytes(32)).decode()
PRODUCTION = {
    "ENV": "production",
    "DATABASE_URL": "postgresql://rollcall:a-password@db/rollcall",
    "TEMPORAL_ADDRESS": "temporal:7233",
    "MASTER_KEY": KEY,
    "AUTHORITY_NAME": "Sample County Council",
    "AUTHORITY_ADDRESS": "2 Example Road, Sampleton, AA9 9AB",
    "AUTHORITY_TELEPHONE": "01632 960 200",
    "AUTHORITY_EMAIL": "cme@sample.example",
    "DUTY_TELEPHONE": "01632 960 299",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ROLLCALL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"ROLLCALL_{name}", value)
    return Settings.load()


def refusal(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> str:
    with pytest.raises(SettingsRefused) as refused:
        load(monkeypatch, values)
    words = str(refused.value)
    assert "\n" not in words
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return words


def test_a_whole_production_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, PRODUCTION)
    assert not settings.serves_demo_users
    assert not settings.takes_development_tokens
    assert settings.master_keys == (bytes(range(32)),)


@pytest.mark.parametrize(
    "missing", [name for name in PRODUCTION if name != "ENV"], ids=lambda name: f"without {name.lower()}"
)
def test_production_names_what_it_lacks(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    words = refusal(monkeypatch, {name: value for name, value in PRODUCTION.items() if name != missing})
    assert words.startswith(f"ROLLCALL_{missing} is missing")
    assert "a-password" not in words
    assert KEY not in words


def test_production_is_what_an_unset_environment_means(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "refused outside development" in refusal(monkeypatch, {})


@pytest.mark.parametrize("convenience", ["DEMO_USERS", "DEVELOPMENT_TOKENS"])
def test_production_refuses_what_only_development_may_have(monkeypatch: pytest.MonkeyPatch, convenience: str) -> None:
    words = refusal(monkeypatch, PRODUCTION | {convenience: "true"})
    assert words.startswith(f"ROLLCALL_{convenience} is refused outside development")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ENV", "staging", "'development' or 'production'"),
        ("PORT", "eighty", "must be a valid integer"),
        ("PORT", "0", "must be greater than or equal to 1"),
        ("PORT", "70000", "must be less than or equal to 65535"),
        ("DATABASE_URL", "mysql://u:hush@h/d", "postgresql://"),
        ("TEMPORAL_ADDRESS", "http://hush:7233/", "host:port"),
        ("MASTER_KEY", "hush", "32 random bytes"),
        ("MASTER_KEY", base64.b64encode(b"hush" * 4).decode(), "32 random bytes"),
        ("OLDER_MASTER_KEYS", f"{KEY},hush", "32 random bytes"),
        ("NOTIFY_URL", "hush", "https://"),
        ("SESSION_MINUTES", "1", "greater than or equal to 5"),
        ("SESSION_HOURS", "48", "less than or equal to 24"),
        ("DEMO_USERS", "hush", "valid boolean"),
        ("AUTHORITY_EMAIL", "nobody", "e-mail"),
        ("AUTHORITY_BRAND_COLOUR", "green", "#1d5a4e"),
        ("LOG_LEVEL", "chatty", "DEBUG, INFO"),
    ],
)
def test_a_bad_value_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    words = refusal(monkeypatch, PRODUCTION | {name: value})
    assert words.startswith(f"ROLLCALL_{name} ")
    assert says in words
    assert "hush" not in words
    assert KEY not in words


def test_several_bad_values_are_still_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    words = refusal(monkeypatch, PRODUCTION | {"PORT": "x", "NOTIFY_URL": "y", "TEMPORAL_ADDRESS": "z"})
    assert words.endswith("(also wrong: ROLLCALL_TEMPORAL_ADDRESS, ROLLCALL_NOTIFY_URL)")


def test_a_misspelt_setting_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    words = refusal(monkeypatch, PRODUCTION | {"DATABASE_URI": "postgresql://hush@h/d"})
    assert words == "ROLLCALL_DATABASE_URI is not a setting; did you mean ROLLCALL_DATABASE_URL?"


def test_secrets_are_not_in_the_settings_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, PRODUCTION | {"NOTIFY_API_KEY": "notify-hush", "OLDER_MASTER_KEYS": OLDER})
    for words in (repr(settings), str(settings)):
        for secret in (KEY, OLDER, "notify-hush", "a-password"):
            assert secret not in words


def test_older_keys_come_after_the_current_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, PRODUCTION | {"OLDER_MASTER_KEYS": f" {OLDER} "})
    assert settings.master_keys == (bytes(range(32)), bytes(32))


def test_development_makes_a_key_once_that_only_its_owner_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(monkeypatch, {"ENV": "development"})
    assert first.data_dir.is_absolute()
    (key,) = first.master_keys
    assert len(key) == 32
    assert stat.S_IMODE((first.data_dir / "master.key").stat().st_mode) == 0o600
    assert Settings.load().master_keys == (key,)


def test_a_lost_development_key_is_said_and_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, {"ENV": "development"})
    (settings.data_dir / "postgres").mkdir(parents=True)
    with pytest.raises(SettingsRefused, match="cannot be read"):
        _ = settings.master_keys


def test_keys_for_other_purposes_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, PRODUCTION)
    assert len({settings.derived_key("cookies"), settings.derived_key("forms"), *settings.master_keys}) == 3


@pytest.mark.parametrize("missing", ["DUTY_EMAIL", "SMTP_SENDER"])
def test_production_mails_no_invented_address(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    mail = {
        "SMTP_SERVER": "mail.sample.example:587",
        "DUTY_EMAIL": "duty@sample.example",
        "SMTP_SENDER": "rollcall@sample.example",
        "SMTP_PASSWORD": "a-password",
    }
    with monkeypatch.context() as whole:
        assert load(whole, PRODUCTION | mail).smtp_security == "starttls"
    words = refusal(monkeypatch, PRODUCTION | {name: value for name, value in mail.items() if name != missing})
    assert words.startswith(f"ROLLCALL_{missing} is missing")
    assert "a-password" not in words


OIDC = {
    "PUBLIC_URL": "https://rollcall.sample.example",
    "OIDC_ISSUER": "https://login.sample.example/realm",
    "OIDC_CLIENT_ID": "rollcall",
    "OIDC_CLIENT_SECRET": "client-hush",
    "OIDC_ROLES": "CME Officers=officer, CME-Heads=supervisor,Legal=legal",
}


def test_work_accounts_are_agreed_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    from rollcall.oidc_settings import terms_of

    settings = load(monkeypatch, PRODUCTION | OIDC | {"OIDC_SECOND_FACTOR": "acr=gold|silver"})
    terms = terms_of(settings)
    assert terms is not None
    assert terms.redirect_uri == "https://rollcall.sample.example/sign-in/done"
    assert {name: role.value for name, role in terms.roles.items()} == {
        "CME Officers": "officer",
        "CME-Heads": "supervisor",
        "Legal": "legal",
    }
    assert terms.second_factor == ("acr", {"gold", "silver"})
    assert "client-hush" not in repr(settings) + repr(terms)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("OIDC_CLIENT_ID", "", "is missing"),
        ("OIDC_CLIENT_SECRET", "", "is missing"),
        ("PUBLIC_URL", "", "is missing"),
        ("OIDC_ROLES", "", "nobody would have a role"),
        ("OIDC_ROLES", "Heads=head", "the roles are"),
        ("OIDC_ROLES", "officer", "must be pairs"),
        ("OIDC_SECOND_FACTOR", "mfa", "the values that prove it"),
        ("OIDC_SECOND_FACTOR", " ", "a second factor is needed outside development"),
        ("OIDC_ISSUER", "http://login.sample.example", "must begin with https://"),
        ("PUBLIC_URL", "http://rollcall.sample.example", "must begin with https://"),
    ],
)
def test_half_a_door_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    words = refusal(monkeypatch, PRODUCTION | OIDC | {name: value})
    assert words.startswith(f"ROLLCALL_{name} ")
    assert says in words
    assert "client-hush" not in words
