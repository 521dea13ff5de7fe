"""Danger is told by e-mail until a person acknowledges; what nobody came back for is destroyed."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from activities.duty_mail import DutyMail, MailNotSent
from records import duty
from records.database import transaction
from records.held_answers import Holding, hold
from rollcall.door import minding_the_door, tell_duty, tidy
from rollcall.wiring import House
from tests.fake_smtp import FakeSmtp
from tests.workflows.world import house_of

NOW = datetime(2024, 11, 24, 23, 30, tzinfo=UTC)  # gone by: at a time to come nothing leaves
REF = "RC-2026-000001"


@pytest.fixture
def smtp() -> Iterator[FakeSmtp]:
    with FakeSmtp() as fake:
        yield fake


def house(database: str, port: int | None, **more: Any) -> House:
    server = {"smtp_server": f"127.0.0.1:{port}"} if port else {}
    return house_of(
        database, "127.0.0.1:1", smtp_security="none", duty_email="duty@authority.example", **server, **more
    )


def raised(made: House, ref: str = REF, at: datetime = NOW) -> None:
    with transaction(made.engine) as session:
        duty.raise_alert(session, ref, at)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_duty_address_is_told_and_told_again_until_somebody_acknowledges(database: str, smtp: FakeSmtp) -> None:
    made = house(database, smtp.port)
    raised(made)
    raised(made, "RC-2026-000002")
    assert tell_duty(made, lambda: NOW + timedelta(seconds=2)) == 2
    assert tell_duty(made, lambda: NOW + timedelta(minutes=14)) == 0
    with transaction(made.engine) as session:
        duty.acknowledge(session, "RC-2026-000002", "supervisor", NOW)
    assert tell_duty(made, lambda: NOW + timedelta(minutes=16)) == 1
    subjects = [line for mail in smtp.taken for line in mail.splitlines() if line.startswith("Subject: ")]
    assert subjects == [
        f"Subject: {REF} needs you now",
        "Subject: RC-2026-000002 needs you now",
        f"Subject: Still waiting: {REF} needs you now",
    ]
    assert all("To: duty@authority.example" in mail for mail in smtp.taken)


def test_a_server_that_is_away_or_refuses_is_tried_again_and_its_words_are_kept_nowhere(database: str) -> None:
    made = house(database, closed_port())
    raised(made)
    assert tell_duty(made, lambda: NOW) == 0
    with FakeSmtp(refuses=550) as refusing:
        made.__dict__["duty_mail"] = DutyMail("127.0.0.1", refusing.port, "a@b.example", "c@d.example", "none")
        assert tell_duty(made, lambda: NOW + timedelta(seconds=30)) == 0
    with transaction(made.engine) as session:
        row = session.execute(text("select row_to_json(duty_alert)::text, tries, last_code from duty_alert")).one()
        assert "planted" not in row[0]
        assert row.tries == 2
        assert row.last_code == "SMTP_550"
    with FakeSmtp() as smtp:
        made.__dict__["duty_mail"] = DutyMail("127.0.0.1", smtp.port, "a@b.example", "c@d.example", "none")
        assert tell_duty(made, lambda: NOW + timedelta(minutes=1)) == 1


def test_with_a_skipped_clock_or_in_training_no_mail_leaves(database: str, smtp: FakeSmtp) -> None:
    """Harm 11: to the duty address, to a school and of the anchor, which go through one door."""
    later, now = datetime.now(UTC) + timedelta(days=3), datetime.now(UTC)
    skipped, training = house(database, smtp.port), house(database, smtp.port, training=True)
    raised(skipped, at=now)
    for made, asked_at, code in ((skipped, later, "CLOCK_SKIPPED"), (training, later + timedelta(hours=1), "TRAINING")):
        assert tell_duty(made, lambda at=asked_at: at) == 0  # type: ignore[misc]
        with transaction(made.engine) as session:
            assert session.execute(text("select last_code from duty_alert")).scalar_one() == code
        assert made.school_mail is not None
        with pytest.raises(MailNotSent, match=code):
            made.school_mail.remind("office@school.example", REF, 1, asked_at)
    assert smtp.taken == []
    assert skipped.school_mail is not None
    skipped.school_mail.remind("office@school.example", REF, 1, now)
    assert len(smtp.taken) == 1


def test_without_a_mail_server_the_alert_waits_for_a_person(database: str) -> None:
    made = house(database, None)
    raised(made)
    assert made.duty_mail is None
    assert tell_duty(made, lambda: NOW + timedelta(hours=1)) == 0
    with transaction(made.engine) as session:
        (waits,) = duty.unacknowledged(session)
        assert waits.late(NOW + timedelta(hours=1))


async def test_it_is_told_before_temporal_is_asked_for(database: str, smtp: FakeSmtp) -> None:
    """The worker's own start, with no Temporal server anywhere."""
    from rollcall import worker

    made = house(database, smtp.port)
    raised(made, at=datetime.now(UTC))
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(worker._run(made), 60)
    assert len(smtp.taken) == 1


async def test_while_the_worker_runs_a_new_alert_goes_and_old_answers_are_destroyed(
    database: str, smtp: FakeSmtp
) -> None:
    made = house(database, smtp.port)
    with transaction(made.engine) as session:
        hold(session, Holding(b"k" * 32, "old"), {}, datetime.now(UTC) - timedelta(minutes=61))
        hold(session, Holding(b"k" * 32, "new"), {}, datetime.now(UTC))
    async with minding_the_door(made):
        raised(made, at=datetime.now(UTC))
        for _ in range(200):
            with transaction(made.engine) as session:
                left = session.execute(text("select count(*) from held_answers")).scalar_one()
            if smtp.taken and left == 1:
                break
            await asyncio.sleep(0.05)
    assert len(smtp.taken) == 1
    assert left == 1
    assert tidy(made) == 0


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(smtp: FakeSmtp) -> None:
    for security in ("starttls", "tls"):
        with pytest.raises(MailNotSent):
            DutyMail("127.0.0.1", smtp.port, "a@b.example", "c@d.example", security).tell(REF, False, NOW)
    assert smtp.taken == []
