"""An e-mail that asks an agency about a child, on the real server: to a listed address, under the reference alone."""

import email
import email.policy
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from activities.agency_mail import AgencyMail
from activities.duty_mail import DutyMail
from activities.names import MailRequest
from tests.fake_smtp import FakeSmtp
from tests.workflows.traced import CHILD
from tests.workflows.world import Case, World, world_of

TO = "records@health.example"
ASKED = {"subject": "health", "to": "Fixture Surgery", "how": "sent", "email": TO}


@pytest.fixture
def mail() -> Iterator[FakeSmtp]:
    with FakeSmtp() as server:
        yield server


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment, mail: FakeSmtp) -> AsyncIterator[World]:
    server = {"smtp_server": f"127.0.0.1:{mail.port}", "smtp_security": "none"}
    async with world_of(database, temporal_env, secure_addresses=f"@nhs.example, {TO}", **server) as made:
        yield made


def said(taken: str) -> EmailMessage:
    message = email.message_from_string(taken, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


async def sent(case: Case, how_many: int = 1) -> None:
    await case.until(lambda: case.actions().count("agency-mail-sent") == how_many)


async def test_it_leaves_for_a_listed_address_and_again_when_a_person_confirms_the_next(
    world: World, mail: FakeSmtp
) -> None:
    case = await world.open(child=CHILD)
    assert await case.refused("ask-agency", **{**ASKED, "email": "records@gmail.example"}) == ["ADDRESS_NOT_SECURE"]
    assert case.file().enquiries == []
    await case.do("ask-agency", **ASKED, words="And since when?")
    await sent(case)
    first = said(mail.taken[0])
    assert (first["To"], first["Subject"]) == (TO, case.ref)
    assert first["Reply-To"] == world.house.settings.authority_email
    text = first.get_content()
    assert "Kai Example" in text
    assert "And since when?" in text
    assert "800/4001" not in text
    assert "Kai" not in " ".join(str(value) for value in first.values()), "no name of a child in a header"
    enquiry = case.file().enquiries[0]
    assert (enquiry.email, enquiry.sent_on is not None, enquiry.waiting) == (TO, True, True)
    await case.do("chase-enquiry", enquiry=enquiry.id, how="email", write="sent")
    await sent(case, 2)
    again = said(mail.taken[1])
    assert "have had no answer" in " ".join(again.get_content().split())
    assert again["Message-ID"] != first["Message-ID"]
    enquiry = case.file().enquiries[0]
    assert (len(enquiry.documents), len(enquiry.chased)) == (2, 1)
    await case.check()


async def test_a_clock_that_passes_makes_a_task_and_sends_nothing_and_neither_does_a_skipped_clock(
    world: World, mail: FakeSmtp
) -> None:
    case = await world.open(child=CHILD)
    await case.do("ask-agency", **ASKED)
    await sent(case)
    await case.forward(21)
    assert case.task("chase-enquiry") is not None
    assert len(mail.taken) == 1, "no request leaves because time passed"
    await case.do("chase-enquiry", enquiry=case.file().enquiries[0].id, how="email", write="sent")
    await case.until(lambda: case.task("agency-mail-not-sent") is not None)
    assert case.file().enquiries[0].not_sent == "CLOCK_SKIPPED"
    assert len(mail.taken) == 1


async def test_at_the_door_it_is_judged_again(world: World, mail: FakeSmtp) -> None:
    """Each reason by itself, at the door alone: the request was recorded before the reason was there."""
    case = await world.open(child=CHILD)
    await case.do("ask-agency", **{**ASKED, "how": "email", "words": "Ask for her at Rosewood House."})
    enquiry = case.file().enquiries[0]
    request = MailRequest(case=case.ref, enquiry=enquiry.id, document=enquiry.documents[0])
    here = DutyMail("127.0.0.1", mail.port, "cme@fixture.example", "duty@fixture.example", security="none")
    away = DutyMail("mail.example", 25, "cme@fixture.example", "duty@fixture.example", security="none")
    now = datetime.now(UTC)

    def refused(server: DutyMail | None = here, listed: tuple[str, ...] = (TO,), **more: object) -> str | None:
        asked = request.model_copy(update={name: more.pop(name) for name in ("case", "enquiry") if name in more})
        at = more.pop("at", now)
        door = AgencyMail(world.house.engine, server, listed, "cme@fixture.example", **more)  # type: ignore[arg-type]
        with pytest.raises(ApplicationError) as failed:
            door.send(asked, at)  # type: ignore[arg-type]
        return failed.value.type

    assert refused(training=True) == "TRAINING"
    assert refused(at=now + timedelta(days=1)) == "CLOCK_SKIPPED"
    assert refused(None) == "NO_MAIL_SERVER"
    assert refused(away) == "NOT_ENCRYPTED"
    assert refused(listed=()) == "ADDRESS_NOT_SECURE", "nothing listed, nothing sent"
    assert refused(listed=("@example",)) == "ADDRESS_NOT_SECURE"
    assert refused(case="RC-2026-000000") == "NO_SUCH_CASE"
    assert refused(enquiry="E999") == "NOT_WAITED_FOR"
    await case.do(
        "add-person",
        full_name="Ms R Example",
        relation="mother",
        source="Herself",
        address={"lines": ["Rosewood House", "Sampleton"], "postcode": "BA1 1AA"},
    )
    await case.do("protect-details", why="refuge", source="The refuge worker")
    assert refused() == "PROTECTED_IN_TEXT"
    await case.do("record-enquiry-answer", enquiry=enquiry.id, result="no-trace", answer="Not known to them.")
    assert refused() == "NOT_WAITED_FOR"
    assert mail.taken == []


async def test_where_the_server_refuses_it_a_person_is_told(database: str, temporal_env: WorkflowEnvironment) -> None:
    with FakeSmtp(refuses=550) as mail:
        server = {"smtp_server": f"127.0.0.1:{mail.port}", "smtp_security": "none"}
        async with world_of(database, temporal_env, secure_addresses=TO, **server) as world:
            case = await world.open(child=CHILD)
            await case.do("ask-agency", **ASKED)
            await case.until(lambda: case.task("agency-mail-not-sent") is not None)
            task = case.task("agency-mail-not-sent")
            assert task is not None
            assert task.why == "Refused: SMTP_550", "a code, never what the server said"
