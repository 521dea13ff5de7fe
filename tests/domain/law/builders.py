"""Invented families, registers, notices and charges in which nothing stands in the way, to be changed one thing at a
time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain.calendars import Almanac, SchoolCalendar
from domain.deadline import LONDON
from domain.law.authority import Authorisation
from domain.law.authority import Register as Authorisations
from domain.law.penalty_notice import Giving
from domain.law.prosecution import Charging
from domain.law.sessions import HALVES, Half, Register, Session
from domain.law.tariff import FIRST
from domain.proceedings.groundwork import AnswerableParent, Hand, ImprovementNotice, InForce, NeedsConsidered
from domain.proceedings.penalty_notice import Choice, Considered, PenaltyNotice, Setting, UnpaidDecision
from domain.proceedings.prosecution import (
    Authority,
    Defence,
    DefenceScreened,
    Finding,
    Interview,
    InterviewOutcome,
    Knowledge,
    Offence,
    Procedure,
    Prosecution,
    Review,
    SupervisionConsidered,
)
from domain.verdict import Verdict
from domain.vocabulary import Power, Relation
from tests.domain.fixture_calendar import FIVE_YEARS, SCHOOL

YEARS = Almanac.of([SchoolCalendar(school="", terms=FIVE_YEARS)])
CALENDAR = YEARS.school(SCHOOL)
CHILD = "RC-2026-000001"
BORN = date(2015, 3, 4)
EARLY = datetime(2026, 9, 1, 9, tzinfo=UTC)


def at(day: str, clock: str = "10:00") -> datetime:
    """A time of day in London, as an instant."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LONDON).astimezone(UTC)


def codes(*marks: tuple[str, str]) -> list[Session]:
    """("2026-09-28", "GG") is a morning and an afternoon; "-" leaves a half without a mark."""
    return [
        Session(day=date.fromisoformat(day), half=half, code=code)
        for day, written in marks
        for half, code in zip(HALVES, written, strict=True)
        if code != "-"
    ]


def school_days(first: str, last: str) -> tuple[date, ...]:
    return CALENDAR.school_days(date.fromisoformat(first), date.fromisoformat(last))


def filled(first: str, last: str, code: str, *, but: Iterable[tuple[str, str]] = ()) -> Register:
    """The same code in every session of the school days, but for the days named ("-" for no mark)."""
    marks = {day.isoformat(): code * 2 for day in school_days(first, last)} | dict(but)
    return register(codes(*marks.items()))


def register(sessions: Iterable[Session]) -> Register:
    return Register(school=SCHOOL, sessions=tuple(sessions))


# Scenario S12: ten sessions of a holiday without leave, 28 September to 2 October 2026.
WEEK = filled("2026-09-28", "2026-10-02", "G")
TERM = filled(
    "2026-09-03", "2026-10-23", "/", but=[(day.isoformat(), "GG") for day in school_days("2026-09-28", "2026-10-02")]
)

AUTHORITY = Authorisations(
    entries=(
        Authorisation(person="giver", power=Power.PENALTY_NOTICE, granted_by="head", first=date(2024, 1, 1)),
        Authorisation(person="approver", power=Power.AUTHORISE_PROSECUTION, granted_by="head", first=date(2024, 1, 1)),
    )
)


def parent(person_id: str = "P1", **changed: Any) -> AnswerableParent:
    return AnswerableParent.model_validate(
        {
            "person_id": person_id,
            "relation": Relation.MOTHER,
            "parent_because": "Named on the birth certificate",
            "answerable_because": "The child lives with her",
            "dates": InForce(first=date(2024, 9, 1)),
            "by": "officer",
            "recorded_at": EARLY,
            **changed,
        }
    )


def needs(**changed: Any) -> NeedsConsidered:
    answers = dict.fromkeys(
        (
            "special_needs",
            "health",
            "bullying",
            "young_carer",
            "bereavement",
            "abuse",
            "disability",
            "place_offered",
            "support_offered",
        ),
        "None known",
    )
    return NeedsConsidered.model_validate(
        {
            "officer": "officer",
            "recorded_at": EARLY,
            "education_provided": True,
            "suitable": True,
            **answers,
            **changed,
        }
    )


def considered() -> Considered:
    return Considered(
        officer="officer",
        on=date(2026, 10, 5),
        is_support_right="Support would change nothing: a holiday",
        is_a_notice_best="Yes",
        special_needs="None known",
        equality="Considered; no disadvantage found",
    )


def notice(**changed: Any) -> PenaltyNotice:
    return PenaltyNotice.model_validate(
        {
            "name": "penalty-notice-1",
            "child": CHILD,
            "person_id": "P1",
            "school": SCHOOL,
            "sessions": list(WEEK.sessions),
            "setting": Setting.ACADEMY,
            "considered": considered(),
            "no_improvement_because": "A holiday: support is not the question",
            "needs": needs(),
            "tariff": FIRST,
            "hands": [Hand(person="officer", on=date(2026, 10, 5))],
            **changed,
        }
    )


def given(issued: str = "2026-10-12", received: str | None = "2026-10-14", **changed: Any) -> PenaltyNotice:
    """A notice that has been given and, unless `received` is None, has reached the parent."""
    return notice(
        **{
            "issued_on": date.fromisoformat(issued),
            "issued_by": "giver",
            "received_on": date.fromisoformat(received) if received else None,
            **changed,
        }
    )


def unpaid(**changed: Any) -> PenaltyNotice:
    """Past its 28 days, and somebody has decided to prosecute."""
    decision = UnpaidDecision(choice=Choice.PROSECUTE, by="supervisor", on=date(2026, 11, 11), reason="Third holiday")
    return given(**{"decision": decision, **changed})


def giving_step(day: str = "2026-10-12", **changed: Any) -> Giving:
    ready = Giving(
        notice=notice(),
        at=at(day),
        giver=Hand(person="giver", on=date.fromisoformat(day)),
        authority=AUTHORITY,
        born=BORN,
        register=TERM,
        almanac=YEARS,
        parents=[parent()],
    )
    return replace(ready, **changed)


def screens(**findings: Finding) -> list[DefenceScreened]:
    """Every defence ruled out with a reason, but for those named by the name of their member."""
    return [
        DefenceScreened(
            defence=defence,
            finding=findings.get(defence.name, Finding.RULED_OUT),
            reason="Asked, and answered no",
            by="officer",
            on=date(2026, 11, 12),
        )
        for defence in Defence
    ]


def supervision_note(recorded: datetime, on: date | None = None, **changed: Any) -> SupervisionConsidered:
    return SupervisionConsidered.model_validate(
        {
            "officer": "officer",
            "considered_on": on or recorded.astimezone(LONDON).date(),
            "recorded_at": recorded,
            "reasons": "The parents would work with no supervisor",
            "social_care_view": "No order wanted",
            "appropriate": False,
            **changed,
        }
    )


def prosecution(**changed: Any) -> Prosecution:
    return Prosecution.model_validate(
        {
            "name": "prosecution-1",
            "child": CHILD,
            "person_id": "P1",
            "school": SCHOOL,
            "sessions": list(WEEK.sessions),
            "offence": Offence.ABSENCE,
            "procedure": Procedure.SINGLE_JUSTICE,
            "defendant_adult": True,
            "needs": needs(),
            "defences": screens(),
            "supervision_considered": supervision_note(at("2026-11-12")),
            "knowledge": [
                Knowledge(what="A letter about the holiday", on=date(2026, 9, 29), recorded_at=at("2026-10-05"))
            ],
            "interview": Interview(
                offered_on=date(2026, 11, 11),
                recorded_at=at("2026-11-11"),
                appointment_on=date(2026, 11, 18),
                outcome=InterviewOutcome.DECLINED,
                outcome_on=date(2026, 11, 16),
            ),
            "review": Review(
                lawyer="lawyer", recorded_at=at("2026-11-20"), evidential=True, public_interest=True, reasons="Clear"
            ),
            "authority": Authority(by="approver", recorded_at=at("2026-11-23")),
            "hands": [Hand(person="officer", on=date(2026, 11, 12))],
            **changed,
        }
    )


def charging_step(instant: datetime | None = None, **changed: Any) -> Charging:
    ready = Charging(
        prosecution=prosecution(),
        at=instant or at("2026-12-01"),
        born=BORN,
        almanac=YEARS,
        officer="officer",
        authority=AUTHORITY,
        register=TERM,
        parents=[parent()],
        notices=[unpaid()],
    )
    return replace(ready, **changed)


def improvement(**changed: Any) -> ImprovementNotice:
    return ImprovementNotice.model_validate(
        {"served_on": date(2026, 11, 2), "weeks": 6, "last_day": date(2026, 12, 11), **changed}
    )


def refused(verdicts: Iterable[Verdict]) -> list[str]:
    return [verdict.code for verdict in verdicts]


def only(verdicts: Iterable[Verdict]) -> Verdict:
    """The one refusal there is."""
    found = list(verdicts)
    assert len(found) == 1, refused(found)
    return found[0]


def each_day(first: date, number: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(number))


def session(day: str, half: Half = Half.AM, code: str = "O") -> Session:
    return Session(day=date.fromisoformat(day), half=half, code=code)
