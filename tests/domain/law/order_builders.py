"""An invented chain towards an attendance order in which nothing stands in the way, to be changed one thing at a time.

Its days are those of scenario S5: notice served Monday 2 November 2026, intention notice Wednesday 18 November.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.law.intention_notice import Intention
from domain.law.order_step import Step
from domain.law.regime import Regime, choice_period, notice_period
from domain.law.service import deemed
from domain.proceedings.attendance_order import (
    Area,
    AttendanceOrder,
    Evidence,
    Expediency,
    IntentionNotice,
    Notice,
    Order,
    Plan,
    Satisfaction,
)
from domain.proceedings.groundwork import Hand, InForce
from domain.proceedings.named_school import NamedSchool, SchoolKind
from domain.proceedings.served import Explained, Ledger, LegalPath, Manner, Service
from tests.domain.law.builders import BORN, YEARS, at, needs, parent

day = date.fromisoformat
NAME = "attendance-order-1"
L05, L06, L07 = "L05-1", "L06-1", "L07-1"
ONE_DAY = timedelta(days=1)


def school(number: str = "800/4001", **changed: Any) -> NamedSchool:
    """A maintained school that may be named."""
    return NamedSchool.model_validate(
        {
            "number": number,
            "name": f"School {number[-4:]}",
            "kind": SchoolKind.MAINTAINED,
            "consulted_on": day("2026-11-09"),
            "decision_told_on": day("2026-11-16"),
            "permanently_excluded": False,
            "over_number": False,
            **changed,
        }
    )


FIXTURE, OTHER, THIRD = school(), school("800/4002"), school("800/4003")


def service(letter: str, on: str, manner: Manner = Manner.BY_HAND, **changed: Any) -> Service:
    rule = deemed(manner, day(on), YEARS)
    return Service.model_validate(
        {
            "id": f"S-{letter}-{on}",
            "letter": letter,
            "person_id": "P1",
            "manner": manner,
            "by": "officer",
            "on": day(on),
            "evidence": "Certificate 1",
            "recorded_at": at(on, "16:00"),
            "deemed_on": rule.last_day,
            "rule": rule.rule,
            **changed,
        }
    )


def ledger(letter: str, *on: str) -> Ledger:
    return Ledger(entries=tuple(service(letter, each) for each in on))


SIGNED = {"signed": Hand(person="signer", on=day("2026-10-30")), "authorisation": "Scheme of delegation, line 1"}


def notice(served: str | None = "2026-11-02", printed: str | None = None, **changed: Any) -> Notice:
    """Printed with the shortest period unless told otherwise; `served` None is one still on its way."""
    shortest = notice_period(Regime.EA_1996, day(served or "2026-11-02"), YEARS).last_day
    return Notice.model_validate(
        {
            "letter": L05,
            "regime": Regime.EA_1996,
            "printed_last_day": day(printed) if printed else shortest,
            "ledger": ledger(L05, served) if served else Ledger(),
            **SIGNED,
            **changed,
        }
    )


def intention_notice(served: str | None = "2026-11-18", printed: str | None = None, **changed: Any) -> IntentionNotice:
    shortest = choice_period(Regime.EA_1996, day(served or "2026-11-18"), YEARS).last_day
    return IntentionNotice.model_validate(
        {
            "letter": L06,
            "regime": Regime.EA_1996,
            "printed_last_day": day(printed) if printed else shortest,
            "school": FIXTURE,
            "alternatives": (OTHER,),
            "ledger": ledger(L06, served) if served else Ledger(),
            **SIGNED,
            **changed,
        }
    )


def evidence(id: str = "E1", on: str = "2026-11-10") -> Evidence:
    return Evidence(id=id, received_on=day(on), what="A timetable and two exercise books")


def decision(on: str = "2026-11-17", *, satisfied: bool = False, read: Sequence[str] = ()) -> Satisfaction:
    return Satisfaction(
        satisfied=satisfied, read=tuple(read), reasons="No work in mathematics since May", by="officer", on=day(on)
    )


def opinion(on: str = "2026-11-17", *, expedient: bool = True, **changed: Any) -> Expediency:
    said = {"expedient": expedient, "reasons": "The child asks for school", "by": "signer", "on": day(on)}
    return Expediency.model_validate({**said, "authorisation": "Scheme of delegation, line 2", **changed})


def plan(*, maintained: bool = False, number: str = "") -> Plan:
    return Plan(maintained=maintained, school=number, on=day("2026-10-01"), by="officer")


def chain(**changed: Any) -> AttendanceOrder:
    """Before its first notice."""
    return AttendanceOrder.model_validate(
        {
            "name": NAME,
            "person_id": "P1",
            "appears": "No answer to two letters; nothing seen of any work",
            "area": Area(here=True, by="officer", on=day("2026-10-01"), source="Housing record"),
            "plan": plan(),
            "needs": needs(recorded_at=at("2020-01-06")),
            **changed,
        }
    )


def noticed(**changed: Any) -> AttendanceOrder:
    """The notice served, the officer not satisfied, school expedient."""
    return chain(**{"notices": [notice()], "decisions": [decision()], "opinions": [opinion()], **changed})


def intended(**changed: Any) -> AttendanceOrder:
    """The intention notice served as well."""
    return noticed(**{"intentions": [intention_notice()], **changed})


def made(served: str | None = "2026-12-07", **changed: Any) -> Order:
    return Order.model_validate(
        {
            "letter": L07,
            "regime": Regime.EA_1996,
            "school": FIXTURE,
            "made_on": day("2026-12-03"),
            "ledger": ledger(L07, served) if served else Ledger(),
            **SIGNED,
            **changed,
        }
    )


def ordered(**changed: Any) -> AttendanceOrder:
    """The order made and served."""
    return intended(**{"order": made(), **changed})


# Recorded and served long before, so that a chain may be played on any day.
PARENT = parent(recorded_at=at("2020-01-06"), dates=InForce(first=day("2020-01-01")))
INFORMED = Explained(
    path=LegalPath.ATTENDANCE_ORDER, person_id="P1", letter="L24-1", ledger=ledger("L24-1", "2020-01-06")
)


def step(on: str | datetime, of: AttendanceOrder, **changed: Any) -> Step:
    """That chain on that day at ten o'clock, or at that instant."""
    ready = Step(
        chain=of,
        at=at(on) if isinstance(on, str) else on,
        born=BORN,
        almanac=YEARS,
        parents=[PARENT],
        informed=[INFORMED],
    )
    return replace(ready, **changed)


def says(**changed: Any) -> Intention:
    return replace(Intention(regime=Regime.EA_1996, school=FIXTURE, alternatives=(OTHER,)), **changed)
