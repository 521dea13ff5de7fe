"""The tables of the case file. `journal` is the record; what is marked as a projection can be dropped and rebuilt."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel


def _instant(**more: Any) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=more.pop("nullable", False), **more))


def _json(**more: Any) -> Any:
    return Field(sa_column=Column(JSONB, nullable=False, **more))


class JournalRow(SQLModel, table=True):
    """One accepted action. Never updated, never deleted: a trigger refuses both. `recorded_at` is text, as it was
    sealed.
    """

    __tablename__ = "journal"

    case_ref: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    key: str = Field(unique=True)
    fingerprint: str
    process: str
    action: str
    actor: str
    happened_on: date
    recorded_at: datetime = _instant(index=True)
    hash: str
    entry: dict[str, Any] = _json()


class CaseRow(SQLModel, table=True):
    """Projection: the case as the fold tells it (`state`), with the columns that lists and searches need."""

    __tablename__ = "case_file"

    ref: str = Field(primary_key=True)
    seq: int
    head: str
    kind: str
    stage: str = Field(index=True)
    risk: str
    owner: str = Field(default="", index=True)
    team: str = ""
    child_name: str = ""
    date_of_birth: date | None = None
    school: str = ""
    protected: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    last_seen_on: date | None = None
    next_due: date | None = Field(default=None, index=True)
    next_thing: str = ""
    urgent: bool = False
    reason: str = ""
    groups: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    search: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    state: dict[str, Any] = _json()


class WorkItemRow(SQLModel, table=True):
    """Projection: what is due on a case, one row for each open task and running clock."""

    __tablename__ = "work_item"

    case_ref: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    title: str
    why: str = ""
    action: str
    due_on: date = Field(index=True)
    urgent: bool = False
    audience: str = "owner"
    task: bool = True


class StandingRow(SQLModel, table=True):
    """What each process published as open now. Overwritten where the turn is newer; not a projection."""

    __tablename__ = "standing"

    process: str = Field(primary_key=True)
    case_ref: str = Field(index=True)
    turn: int
    stage: str
    open: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    clocks: dict[str, Any] = _json()
    at: datetime = _instant()


class CaseKeyRow(SQLModel, table=True):
    """The key of one case, wrapped by a master key. Destroying the row destroys what the key sealed."""

    __tablename__ = "case_key"

    case_ref: str = Field(primary_key=True)
    wrapped: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    master: str
    made_at: datetime = _instant()


class ConfidenceRow(SQLModel, table=True):
    """Who referred and, where they asked for confidence, their account: sealed with the case's key, apart from the
    journal.
    """

    __tablename__ = "confidence"

    case_ref: str = Field(primary_key=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DocumentRow(SQLModel, table=True):
    """Bytes by their SHA-256: letters as issued, documents as received."""

    __tablename__ = "document"

    sha256: str = Field(primary_key=True)
    media_type: str
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DispatchRow(SQLModel, table=True):
    """How the sending of a letter stands: overwritten at each try, shown on the case; not a projection."""

    __tablename__ = "dispatch"

    case_ref: str = Field(primary_key=True)
    letter_id: str = Field(primary_key=True)
    tries: int = 0
    last_code: str = ""
    last_try_at: datetime = _instant()
    next_try_at: datetime | None = _instant(nullable=True)
    done: bool = False


class ReceiptRow(SQLModel, table=True):
    """An idempotency key of one person: what it is bound to, the act (sealed) until it is answered, how it was
    refused.
    """

    __tablename__ = "receipt"

    person: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    act_key: str
    case_ref: str
    process: str
    action: str
    fingerprint: str
    asked_at: datetime = _instant(index=True)
    waiting: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    refusal: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))


class StaffRow(SQLModel, table=True):
    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    name: str
    job_title: str = ""
    telephone: str = ""
    team: str = ""
    roles: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    active: bool = True
    demo: bool = False


class AuthorisationRow(SQLModel, table=True):
    """The register of authorisations: who holds which power, granted by whom, from and to when, by which document."""

    __tablename__ = "authorisation"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    staff_id: str = Field(foreign_key="staff.id", index=True)
    power: str
    granted_by: str
    valid_from: date
    valid_to: date | None = None
    document: str = ""


class SchoolRow(SQLModel, table=True):
    """A school of the official register (GIAS), by authority and establishment number such as 800/4001."""

    __tablename__ = "school"

    number: str = Field(primary_key=True)
    urn: str = ""
    name: str = Field(index=True)
    phase: str = ""
    kind: str = ""
    status: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    telephone: str = ""
    head: str = ""


class CalendarSpanRow(SQLModel, table=True):
    """One term or closure of a school's calendar. A replaced one keeps its row, with the version that replaced it."""

    __tablename__ = "calendar_span"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    school: str = Field(index=True)
    kind: str
    first: date
    last: date
    version: int
    replaced_by: int | None = None


class SweepRow(SQLModel, table=True):
    """What one nightly sweep found: by reference and cause, never a name."""

    __tablename__ = "sweep"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    at: datetime = _instant()
    checked: int
    findings: list[dict[str, Any]] = _json()


class SessionRow(SQLModel, table=True):
    """A signed-in browser: the cookie's hash, never the cookie."""

    __tablename__ = "session"

    id_hash: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)
    csrf: str
    began_at: datetime = _instant()
    seen_at: datetime = _instant()
    browser: str = ""


class LikenessRow(SQLModel, table=True):
    """Projection: what finds a child that is known already. Places, numbers and schools only as keyed hashes."""

    __tablename__ = "likeness"

    ref: str = Field(primary_key=True)
    name: str
    guarded: int  # domain.matching.likeness.Guarded
    duplicate: bool = False  # found no more: the case that goes on is found by its names
    shape: dict[str, Any] = _json()
    compare_at: datetime | None = _instant(nullable=True)  # no projection: when it waits to be compared


class LikenessKeyRow(SQLModel, table=True):
    """Projection: a key under which a case is found. A table of its own: PostgreSQL reads an array's overlap with many
    keys row by row rather than from its index.
    """

    __tablename__ = "likeness_key"

    key: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
