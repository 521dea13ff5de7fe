"""Every setting, from the environment. A bad one stops the start with one line that names it, never with a secret."""

import base64
import binascii
import contextlib
import difflib
import hashlib
import hmac
import os
import re
import secrets
import tempfile
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.law.which_authority import Charges
from domain.secure_addresses import may_be_listed
from rollcall.clear_line import ClearLine
from rollcall.oidc_settings import OidcRefused, factor_of, terms_of
from rollcall.training_terms import TrainingRefused, refuse_moving_clock
from rollcall.transfer_ends import TransferRefused, delivery_of

_PREFIX = "ROLLCALL_"
_KEY_BYTES = 32  # AES-256


class SettingsRefused(ClearLine):
    """The settings cannot be used. The text names the setting and holds no secret value."""


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


def _shaped(pattern: str, words: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(words)
        return value

    return AfterValidator(check)


def _key(value: SecretStr) -> SecretStr:
    try:
        good = len(base64.b64decode(value.get_secret_value(), validate=True)) == _KEY_BYTES
    except (binascii.Error, ValueError):
        good = False
    if not good:
        raise ValueError(f"must be {_KEY_BYTES} random bytes in base64, as `openssl rand -base64 {_KEY_BYTES}` prints")
    return value


def _keys(value: SecretStr) -> SecretStr:
    for one in filter(None, value.get_secret_value().split(",")):
        _key(SecretStr(one.strip()))
    return value


def _days(value: str) -> str:
    try:
        for each in filter(None, (one.strip() for one in value.split(","))):
            date.fromisoformat(each)
    except ValueError:
        raise ValueError("must be dates such as 2026-10-01, with commas between") from None
    return value


def _secure(value: str) -> str:
    for each in filter(None, (one.strip() for one in value.split(","))):
        if not may_be_listed(each):
            raise ValueError("must be e-mail addresses, or domains such as @example.gov.uk, with commas between")
    return value


PostgresUrl = Annotated[str, _shaped(r"postgres(ql)?://\S+", "must be an address such as postgresql://user@host/name")]
HostAndPort = Annotated[str, _shaped(r"(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}", "must be host:port")]
WebAddress = Annotated[str, _shaped(r"https?://[^\s/]+(/\S*)?", "must be an address such as https://example.org")]
Colour = Annotated[str, _shaped(r"#[0-9a-fA-F]{6}", "must be a colour such as #1d5a4e")]
Email = Annotated[str, _shaped(r"[^\s@]+@[^\s@]+\.[^\s@]+", "must be an e-mail address")]
OClock = Annotated[str, _shaped(r"([01]\d|2[0-3]):[0-5]\d", "must be a time such as 08:30")]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Settings(BaseSettings):
    """Made by `load`; the environment variable of a field is ROLLCALL_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    env: Environment = Environment.PRODUCTION
    host: Words = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    data_dir: Path = Path(".rollcall")
    log_level: Annotated[str, _shaped(r"DEBUG|INFO|WARNING|ERROR", "must be DEBUG, INFO, WARNING or ERROR")] = "INFO"

    # A collector of traces, by OTLP over HTTP; without one nothing is measured.
    traces_url: Annotated[WebAddress | None, Field(repr=False)] = None  # may hold a key

    # Where these two are not given, development starts its own (rollcall/supervisor.py).
    database_url: Annotated[PostgresUrl | None, Field(repr=False)] = None  # may hold a password
    temporal_address: HostAndPort | None = None
    temporal_namespace: Words = "default"

    # Wraps the key of each case. The older ones still open what they wrapped; comma-separated.
    master_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    older_master_keys: Annotated[SecretStr, AfterValidator(_keys)] = SecretStr("")

    # With a key, letters go by GOV.UK Notify; without, to the post room.
    notify_api_key: SecretStr | None = None
    notify_url: WebAddress = "https://api.notifications.service.gov.uk"

    # Development only; None means "as ROLLCALL_ENV says".
    demo_users: bool | None = None
    development_tokens: bool | None = None

    # Signing in with work accounts, by OpenID Connect. Without an issuer it is not set up.
    public_url: WebAddress | None = None  # where people's browsers find this service
    oidc_issuer: WebAddress | None = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_roles: str = ""  # their name=our role, with commas between
    oidc_roles_claim: Words = "roles"
    oidc_team_claim: Words = "team"
    oidc_person_claim: Words = "sub"  # by which a person is known again
    oidc_scope: Words = "openid profile"
    oidc_second_factor: str = "amr=mfa"  # the claim and the values that prove it; it may be empty in development only

    # Anchors: the last seals of all chains, once a day, signed and out of the database's reach. Without a key of their
    # own they are signed with one made from the master key.
    anchor_dir: Path | None = None  # else a folder of data_dir
    anchor_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    anchor_email: Email | None = None  # has the digest of each, where there is a server for mail

    temporal_ui: WebAddress | None = None  # the engine's own pages, which may ask here for payloads to be opened
    backup_days: Annotated[int, Field(ge=0, le=3650)] = (
        35  # after which a backup is destroyed: an erasure says until when
    )

    session_minutes: Annotated[int, Field(ge=5, le=720)] = 60  # without a request, then sign in again
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10  # whatever happens: a working day

    # The Children's Wellbeing and Schools Act 2026 s.39 on attendance orders. No day is appointed: it is off, and its
    # numbers were read in the Bill. A lawyer enters the day, and whether a chain begun before it goes on.
    orders_2026_from: date | None = None
    orders_2026_chains_go_on: bool = False
    orders_2026_preliminary_days: Annotated[int, Field(ge=1, le=60)] = 15
    orders_2026_nomination_days: Annotated[int, Field(ge=1, le=60)] = 15
    orders_2026_imprisonable: bool = True

    # Which authority charges for absence (Education Act 1996 s.444): that of the school, or of the child's home.
    absence_charged_by: Charges = Charges.SCHOOL

    # What letters and pages say about the authority. The defaults are an invented one, for development.
    authority_name: Words = "Fixture Borough Council"
    authority_address: Words = "Example House, 1 Sample Street, Fixture Town, AA9 9AA"
    authority_telephone: Words = "01632 960 100"
    authority_email: Email = "cme@fixture.example"
    authority_website: WebAddress = "https://fixture.example"
    authority_brand_colour: Colour = "#1d5a4e"
    duty_telephone: Words = "01632 960 199"
    duty_email: Email = "duty@fixture.example"
    duty_hours: Words = "outside 8:30am to 5pm, Monday to Friday"

    # When somebody is in the office, on working days: at any other time the duty number stands first.
    office_opens: OClock = "08:30"
    office_closes: OClock = "17:00"

    # A report of danger is told to duty_email by reference, and again until a person acknowledges it. Without a server
    # nothing is sent: it stands on the supervisors' page alone.
    smtp_server: HostAndPort | None = None
    smtp_security: Annotated[str, _shaped(r"tls|starttls|none", "must be tls, starttls or none")] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_sender: Email = "rollcall@fixture.example"
    # To these an e-mail may name a child: addresses, and whole domains as @ and their name, with commas between. With
    # none, no such e-mail leaves.
    secure_addresses: Annotated[str, AfterValidator(_secure)] = ""
    duty_repeat_minutes: Annotated[int, Field(ge=1, le=60)] = 15

    # Transfer files: the version that is written and the newest that is read; a watched folder, or a server by SFTP and
    # the key that it is known by. In training nothing leaves the building.
    transfer_version: Annotated[str, _shaped(r"[1-9]\d\.\d", "must be a version such as 26.0")] = "26.0"
    transfer_folder: Path | None = None
    transfer_sftp_server: HostAndPort | None = None
    transfer_sftp_user: str = ""
    transfer_sftp_host_key: str = ""
    transfer_sftp_private_key: Path | None = None
    transfer_sftp_folder: Words = "."
    training: bool = False
    training_clock: Path | None = None  # of the world of `rollcall train`, which sets it

    # The census dates of the Department's return, with commas between.
    census_dates: Annotated[str, AfterValidator(_days)] = ""

    # The public form. A source that sends more in an hour is quarantined for a person, never refused.
    reports_an_hour: Annotated[int, Field(ge=1, le=1000)] = 10
    exit_website: WebAddress = "https://www.bbc.co.uk/weather"  # where "Exit this page" leads: something of no account
    intake_team: str = ""  # who has the cases that come in by themselves; empty: the first team with an officer

    @property
    def development(self) -> bool:
        return self.env is Environment.DEVELOPMENT

    @property
    def serves_demo_users(self) -> bool:
        return self.development and self.demo_users is not False

    @property
    def takes_development_tokens(self) -> bool:
        return self.development and self.development_tokens is not False

    @property
    def required_database_url(self) -> str:
        """The database, for a process that cannot start one. Raises SettingsRefused where none is named."""
        if self.database_url is None:
            raise SettingsRefused(f"{_PREFIX}DATABASE_URL is missing")
        return self.database_url

    @property
    def required_temporal_address(self) -> str:
        """The Temporal server, for a process that cannot start one. Raises SettingsRefused where none is named."""
        if self.temporal_address is None:
            raise SettingsRefused(f"{_PREFIX}TEMPORAL_ADDRESS is missing")
        return self.temporal_address

    @cached_property
    def master_keys(self) -> tuple[bytes, ...]:
        """The master keys, 32 bytes each: the first wraps and opens, the others only open.

        In development without ROLLCALL_MASTER_KEY one is made in the data folder, once.
        """
        current = self.master_key.get_secret_value() if self.master_key else _development_key(self.data_dir)
        older = (one.strip() for one in self.older_master_keys.get_secret_value().split(","))
        return tuple(base64.b64decode(one) for one in (current, *older) if one)

    @property
    def secure_mailboxes(self) -> tuple[str, ...]:
        """The addresses and domains to which an e-mail may name a child."""
        return tuple(filter(None, (one.strip() for one in self.secure_addresses.split(","))))

    @property
    def anchor_seed(self) -> bytes | None:
        """The 32 bytes from which the key of the anchors is made, where it has one of its own."""
        return base64.b64decode(self.anchor_key.get_secret_value()) if self.anchor_key else None

    def derived_key(self, purpose: str) -> bytes:
        """A 32-byte key for another purpose than wrapping (cookies, forms), from the current master key."""
        return hmac.digest(self.master_keys[0], f"rollcall {purpose}".encode(), hashlib.sha256)

    @classmethod
    def load(cls) -> Self:
        """The settings of this process. Raises SettingsRefused."""
        _refuse_unknown(cls)
        try:
            settings = cls()
        except ValidationError as problem:
            raise SettingsRefused(_one_line(problem)) from None  # its own text would show the values
        settings = settings.model_copy(update={"data_dir": settings.data_dir.expanduser().absolute()})
        try:
            terms_of(settings)
            delivery_of(settings)
            refuse_moving_clock(settings)
        except (OidcRefused, TransferRefused, TrainingRefused) as refused:
            raise SettingsRefused(f"{_PREFIX}{refused}") from None
        if not settings.development:
            _refuse_in_production(settings)
        return settings


def _refuse_unknown(settings: type[BaseSettings]) -> None:
    known = [_PREFIX + name.upper() for name in settings.model_fields]
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise SettingsRefused(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ""))


def _one_line(problem: ValidationError) -> str:
    first, *others = problem.errors(include_url=False, include_input=False, include_context=False)
    words = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be").replace("\n", " ")
    also = ", ".join(dict.fromkeys(_PREFIX + str(error["loc"][0]).upper() for error in others))
    return f"{_PREFIX}{str(first['loc'][0]).upper()} {words}" + (f" (also wrong: {also})" if also else "")


def _refuse_in_production(settings: Settings) -> None:
    own = f"outside development; set it, or {_PREFIX}ENV=development"
    if settings.database_url is None:
        raise SettingsRefused(f"{_PREFIX}DATABASE_URL is missing: the embedded PostgreSQL is refused {own}")
    if settings.temporal_address is None:
        raise SettingsRefused(f"{_PREFIX}TEMPORAL_ADDRESS is missing: the embedded Temporal server is refused {own}")
    if settings.master_key is None:
        raise SettingsRefused(f"{_PREFIX}MASTER_KEY is missing: a key made in the data folder is refused {own}")
    if settings.demo_users:
        raise SettingsRefused(f"{_PREFIX}DEMO_USERS is refused outside development: anybody could sign in")
    if settings.development_tokens:
        raise SettingsRefused(f"{_PREFIX}DEVELOPMENT_TOKENS is refused outside development: everybody knows them")
    for name in ("authority_name", "authority_address", "authority_telephone", "authority_email", "duty_telephone"):
        if name not in settings.model_fields_set:
            raise SettingsRefused(f"{_PREFIX}{name.upper()} is missing: letters would name an invented authority")
    if settings.oidc_issuer is not None:
        _refuse_open_doors(settings)
    if settings.smtp_server is not None:
        for name in ("duty_email", "smtp_sender"):
            if name not in settings.model_fields_set:
                raise SettingsRefused(f"{_PREFIX}{name.upper()} is missing: alerts would go to an invented address")


def _refuse_open_doors(settings: Settings) -> None:
    for name in ("oidc_issuer", "public_url"):
        if not str(getattr(settings, name)).startswith("https://"):
            raise SettingsRefused(f"{_PREFIX}{name.upper()} must begin with https:// outside development")
    if factor_of(settings.oidc_second_factor) is None:
        raise SettingsRefused(f"{_PREFIX}OIDC_SECOND_FACTOR is missing: a second factor is needed outside development")


def _development_key(data_dir: Path) -> str:
    file = data_dir / "master.key"
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        pass
    if (data_dir / "postgres").exists():
        raise SettingsRefused(
            f"{_PREFIX}MASTER_KEY is missing, and so is {file}: without it the cases kept there cannot be read"
        )
    data_dir.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=data_dir, prefix="master.key.")  # its mode is 0600
    with os.fdopen(descriptor, "w") as out:
        out.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode())
    with contextlib.suppress(FileExistsError):  # another process was first: its key it is
        os.link(made, file)
    Path(made).unlink()
    return file.read_text().strip()
