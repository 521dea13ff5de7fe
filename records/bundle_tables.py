"""What is built for the legal team: how a bundle is arranged, each building of it, and its files, sealed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class BundleArrangementRow(SQLModel, table=True):
    """How people arranged a bundle until now: overwritten, with a count so that two at once are told. Each building
    keeps what it was built from in its manifest.
    """

    __tablename__ = "bundle_arrangement"

    case_ref: str = Field(primary_key=True)
    bundle: str = Field(primary_key=True)
    turn: int = 0
    arrangement: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class BundleBuildRow(SQLModel, table=True):
    """One building: waiting, building, built, stopped by pre-flight, failed, or cancelled. `done` of `of` documents."""

    __tablename__ = "bundle_build"

    case_ref: str = Field(primary_key=True)
    bundle: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    state: str
    asked_by: str
    asked_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    done: int = 0
    of: int = 0
    supplement: bool = False
    fault: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    report: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    plan: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    manifest: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))


class BundleFileRow(SQLModel, table=True):
    """A finished file, sealed with the key of its case. Never changed, never taken away: a trigger refuses both."""

    __tablename__ = "bundle_file"

    case_ref: str = Field(primary_key=True)
    bundle: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    volume: int = Field(primary_key=True)
    name: str
    sha256: str
    size: int
    pages: int
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
