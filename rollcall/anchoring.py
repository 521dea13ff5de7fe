"""Anchors each day, once, while the worker runs; and `rollcall anchor` at once."""

import asyncio
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

import structlog
from sqlalchemy import text
from temporalio.client import Client

from activities.duty_mail import MailNotSent
from domain.deadline import uk_day
from records import anchors
from records.anchors import Signer
from records.database import transaction
from records.proof_tables import AnchorRow
from rollcall.settings import Settings
from rollcall.wiring import House

_log = structlog.get_logger("rollcall.anchors")
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(707006)")


def folder_of(settings: Settings) -> Path:
    return (settings.anchor_dir or settings.data_dir / "anchors").expanduser().absolute()


def signer_of(settings: Settings) -> Signer:
    """The key of the settings; without one, one made from the master key."""
    return Signer(settings.anchor_seed or settings.derived_key("anchors"))


async def anchor_today(house: House, client: Client) -> None:
    """The anchor of today, where there is none yet."""
    await asyncio.to_thread(anchor, house, house.now())


def anchor(house: House, now: datetime) -> AnchorRow:
    """Make it, or read it again; and mail its digest, where an address is set and that has not been done."""
    settings, day = house.settings, uk_day(now)
    with transaction(house.engine) as session:
        session.execute(_ONE_AT_A_TIME)
        row = session.get(AnchorRow, day)
        if row is None:
            cases, digest = anchors.make(session.connection(), folder_of(settings), signer_of(settings), day, now)
            row = AnchorRow(day=day, made_at=now, cases=cases, digest=digest)
            session.add(row)
        if settings.anchor_email and house.duty_mail is not None and not row.mailed:
            row.mailed = _mailed(house, row, now)
        session.flush()
        session.expunge(row)
    return row


def _mailed(house: House, row: AnchorRow, now: datetime) -> bool:
    """The digest alone: whoever has it can tell whether the file is still the one of that day."""
    message = EmailMessage()
    message["From"], message["To"] = house.settings.smtp_sender, house.settings.anchor_email
    message["Subject"] = f"Rollcall anchor of {row.day}"
    message["Date"], message["Message-ID"] = (
        formatdate(),
        make_msgid(domain=house.settings.smtp_sender.rpartition("@")[2]),
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"The anchor of {row.day} holds the last seals of {row.cases} cases.\n"
        f"SHA-256 of its file: {row.digest}\n"
        f"Public key: {signer_of(house.settings).public}\n\n"
        "Keep this message: it shows later whether that file was exchanged.\n"
    )
    try:
        assert house.duty_mail is not None  # noqa: S101 - asked before
        house.duty_mail.send(message, now)
    except MailNotSent as fault:
        _log.warning("anchor_not_mailed", code=str(fault))
        return False
    return True
