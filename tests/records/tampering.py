"""Two cases as their processes left them, and the superuser who changes what is stored of one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, text

from domain.act import Act, Standing
from domain.actions import open_in
from domain.case_file import CaseFile
from records.database import transaction
from records.recorder import clocks_of, load_case, open_case, record
from records.standing import publish
from records.tables import CalendarSpanRow, StaffRow
from records.verify import About, VerifyReport, verify

REF, OTHER = "RC-2026-000001", "RC-2026-000002"
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


def open_two_cases(engine: Engine) -> None:
    """Two cases of four entries each, with their standing rows."""
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="North"))
        session.add(StaffRow(id="supervisor", name="Sam Grey", roles=["supervisor"], team="North"))
        for first, last in ((date(2026, 9, 3), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))):
            session.add(CalendarSpanRow(school="", kind="term", first=first, last=last, version=1))
        for ref in (REF, OTHER):
            child = {"given": "Kai", "surname": "Example", "first_absent_on": "2026-11-06", "school": "800/4001"}
            referral = {"channel": "school", "child": child, "owner": "officer", "team": "North"}
            open_case(session, act(f"{ref}-1", "referral-received", **referral), ref, NOW)
            for seq, note in enumerate(("Rang the school.", "Rang the mother.", "Rang again."), start=2):
                later = NOW + timedelta(minutes=seq)
                record(session, act(f"{ref}-{seq}", "add-note", note=note), ref, ref, later)
            publish(session, standing(load_case(session, ref)))


def act(key: str, action: str, **data: object) -> Act:
    return Act(key=key, action=action, actor="officer", role="officer", data=data)


def standing(case: CaseFile, **changed: object) -> Standing:
    said = Standing(
        case=case.ref,
        process=case.ref,
        turn=4,
        stage=case.stage.value,
        open=[action.name for action in open_in(case.stage)],
        clocks=clocks_of(case, case.ref),
        at=NOW,
    )
    return said.model_copy(update=changed)


def tamper(engine: Engine, *statements: str, **values: object) -> None:
    """As the database's superuser, with the trigger switched off and on again."""
    with transaction(engine) as session:
        session.execute(text("alter table journal disable trigger user"))
        for statement in statements:
            session.execute(text(statement), values)
        session.execute(text("alter table journal enable trigger user"))


def entry(engine: Engine, seq: int) -> dict[str, object]:
    with transaction(engine) as session:
        stored = text("select entry from journal where case_ref = :ref and seq = :seq")
        found: dict[str, object] = session.execute(stored, {"ref": REF, "seq": seq}).scalar_one()
        return found


def found(engine: Engine, about: About | None = None) -> list[str]:
    """The causes found, all of them about the one case that was touched."""
    report = look(engine)
    assert {difference.case for difference in report.differences} <= {REF}
    assert not any(name in line for line in report.lines() for name in ("Kai", "Example", "Rang", "Okafor"))
    return [difference.cause for difference in report.differences if about in (None, difference.about)]


def look(engine: Engine, said: Mapping[str, Standing | None] | None = None) -> VerifyReport:
    return verify(engine, said, settle_seconds=0)
