"""The whole of "lost", on the real server: absence, joint enquiries, police, removal from the roll, lost-pupil upload,
monthly searches, found two terms later in another authority, handed over and confirmed. Days are relative to today.
"""

from datetime import date, timedelta
from typing import Any

from domain.act import Act
from domain.calendars import SchoolCalendar
from domain.enquiry_list import NAMED, OF_SCHOOL
from domain.law.session_rows import Row
from domain.proceedings import PoliceReferral
from domain.vocabulary import Closure, Risk, Stage
from records.almanac import almanac
from records.database import transaction
from records.registers import import_register
from tests.workflows.test_police_referral import TOLD, Police
from tests.workflows.traced import CHILD, SCHOOL, UPLOADED, UPN, Traced
from tests.workflows.world import Case, World

TWO_TERMS = timedelta(days=200)
AGREED = {"reasons": "Both have looked everywhere; nobody knows where she is."}


def calendar(world: World) -> SchoolCalendar:
    with transaction(world.house.engine) as session:
        return almanac(session).school(SCHOOL)


async def register_until(case: Case, first: date) -> None:
    """The school's register as it stands today: absent on every school day since the first."""
    now, today = await case.now(), await case.today()
    days = calendar(case.world).school_days(first, today)
    rows = [
        (SCHOOL, Row(number, UPN, day, half, "O"))
        for number, (day, half) in enumerate(((day, half) for day in days for half in ("AM", "PM")), start=1)
    ]
    with transaction(case.world.house.engine) as session:
        assert import_register(session, rows, now=now).refused == []


async def school_sends(case: Case) -> None:
    """As the school's own page does it."""
    today = (await case.today()).isoformat()
    lines = [{"subject": each.value, "asked_on": today, "result": "no-trace", "said": "Nothing."} for each in OF_SCHOOL]
    part: dict[str, Any] = {"said_by": "Ms J Sample", "role": "Attendance lead", "lines": lines, "unable": False}
    act = Act(key=f"{case.ref}:part", action="school-part", actor="process", data={**part, "complete": True})
    await case.handle.signal("report", act)
    await case.until(lambda: (found := case.file().school_part) is not None and found.complete)


async def begun(case: Case, kind: str) -> str:
    name = next(each.name for each in reversed(case.file().proceedings) if each.name.startswith(kind))
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return name


async def after(case: Case, clock: str) -> None:
    """On to the day after that clock's last day."""
    await case.forward((case.last_day(clock) + timedelta(days=1) - await case.today()).days)


async def test_lost_and_found_two_terms_later(world: World) -> None:
    case = await world.open(start=False, child=CHILD)
    await case.start()
    began = await case.today()
    first = calendar(world).school_days(began - timedelta(days=21), began)[-1]
    await case.do("give-child-details", first_absent_on=first.isoformat(), evidence="The school's register.")
    await case.do("decide-triage", route="lost", reasons="On the roll; nobody knows where she is.")

    # Absence and joint enquiries
    await case.do("ask-school", contact="Ms J Sample")
    for subject in sorted(NAMED):
        await case.do("record-enquiry", subject=subject.value, result="no-trace", answer="Nothing known.")
    await school_sends(case)
    if "unseen-five" in case.clocks():
        await after(case, "unseen-five")
    await case.until(lambda: case.file().risk is Risk.AMBER)

    # The police: drafted by the rule on the tenth day, sent by a person
    if "unseen-amber" in case.clocks():
        await after(case, "unseen-amber")
    await case.until(lambda: case.task("police-referral") is not None)
    await case.do("send-police-referral", **TOLD)
    police = Police(case, await begun(case, "police-referral"))
    await police.do("record-police-answer", reference="FX-1", grade="medium", officer="PC Sample")
    await police.at("looking")

    # Removal: refused on the twentieth day with the day that makes it lawful, agreed on that day
    twentieth = case.last_day("unseen-police")
    await case.forward((twentieth - await case.today()).days)
    await register_until(case, first)
    today = (await case.today()).isoformat()
    request = {"ground": "I", "asked_by": "The head teacher", "outcome": "not-found", "unable": False}
    await case.do("record-removal-request", school=SCHOOL, return_on=today, **request)
    removal = case.file().removals[-1].id
    assert await case.refused("agree-removal", removal=removal, **AGREED) == ["G23_TWENTY_DAYS"]
    lawful = calendar(world).school_days(twentieth + timedelta(days=1), twentieth + timedelta(days=30))[0]
    await case.forward((lawful - await case.today()).days)
    assert case.task("police-still-looking") is not None, "the police have it: a supervisor knows that twenty are over"
    await case.do("agree-removal", removal=removal, **AGREED)
    assert len(case.file().removals[-1].days) == 20
    assert [each.title[:3] for each in case.file().documents if each.title.startswith("L20")] == ["L20"]
    await case.do("record-deletion", school=SCHOOL, ground="I", said_by="The school's return")
    assert (case.file().missing_from, case.file().removals[-1].unlawful) == (lawful, [])

    # Lost: the school uploads its file, the area is searched weekly and then monthly
    await case.do("begin-tracing", school=SCHOOL, deleted_on=lawful.isoformat())
    trace = Traced(case, await begun(case, "tracing"))
    await trace.do("confirm-lost-upload", **UPLOADED)
    await trace.at("searching")
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    await case.do("record-not-found", why="no-trace", tried="Everything on the list, both sides.")
    assert case.file().stage is Stage.DORMANT
    while await case.today() < began + TWO_TERMS:
        await after(case, f"{trace.name}:lost-search")
        await trace.do("record-lost-search", result="nothing")
    assert len(trace.tracing.searches) >= 7
    assert police.referral.open, "no clock closes it"

    # Found in another authority, seen, handed over, confirmed
    answer = {"result": "located", "answer": "On the roll of a school of theirs, says their officer."}
    await case.do("record-enquiry", subject="other-authority", **answer)
    await police.do("record-child-found", where="With an aunt", told_by="PC Sample", safe=True)
    await police.at("found")
    await police.do("record-return-interview", held="declined")
    await police.over("found-safe")
    await trace.do("end-tracing", ended="found", how_known="Another authority has confirmed the child.")
    await trace.over("found")
    await case.do("record-traced", trace="Their officer has seen her at school.")
    await case.do("record-no-other-children", who_said="The other authority")
    closing = {"outcome": "OTHER_LA_CONFIRMED", "evidence": "Their letter."}
    sent = {"route": "Secure e-mail", "shared": "All of it.", "basis": "Children Act 2004 s.10"}
    office = {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}
    await case.do("hand-case-over", authority="Exampleshire Council", office=office, **sent)
    assert case.file().documents[-1].title == "L22: case handed over to another authority"
    moved = {"proof": "authority-acknowledged", "confirmed_by": "Their officer", **closing}
    assert await case.refused("close-case", **moved) == ["HAND_OVER_NOT_RECEIVED"]
    await after(case, next(name for name in case.clocks() if name.startswith("hand-over-answer-")))
    assert case.task("hand-over-answer") is not None
    await case.do("record-hand-over-answer", answer="received", answered_by="Their officer", reference_there="X-9")
    assert await case.refused("close-case", proof="parent-said", **closing) == ["EVIDENCE"]
    await case.do("close-case", proof="authority-acknowledged", confirmed_by="Their officer", **closing)
    closed = case.file()
    assert (closed.closure, closed.stage) == (Closure.OTHER_LA_CONFIRMED, Stage.CLOSED)
    assert [each.outcome for each in closed.proceedings if isinstance(each, PoliceReferral)] == ["found-safe"]
    assert not list(closed.running_clocks())
    await case.check()
