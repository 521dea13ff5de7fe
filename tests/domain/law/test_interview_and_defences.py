"""Knowledge and the interview for s.444(1A); the defences of s.444 and the travelling family's attendances."""

from datetime import date, datetime

import pytest

from domain.law.defences import screened, travelling_figures
from domain.law.interview import interview_offered, knowledge, properly_held
from domain.law.prosecution import instituting
from domain.law.sessions import Session
from domain.proceedings.prosecution import Defence, Finding, Interview, InterviewOutcome, Knowledge, Offence, Procedure
from tests.domain.law.builders import (
    BORN,
    at,
    charging_step,
    codes,
    filled,
    only,
    prosecution,
    refused,
    register,
    school_days,
    screens,
)

day = date.fromisoformat
CHARGE = at("2026-12-01")


def interview(**changed: object) -> Interview:
    return Interview.model_validate(
        {
            "offered_on": day("2026-11-11"),
            "recorded_at": at("2026-11-11"),
            "appointment_on": day("2026-11-18"),
            "outcome": InterviewOutcome.NOT_ATTENDED,
            **changed,
        }
    )


HELD = {
    "outcome": InterviewOutcome.HELD,
    "outcome_on": day("2026-11-18"),
    "cautioned_at": at("2026-11-18", "10:02"),
    "rights_explained": True,
    "legal_advice": "Told that she may have a solicitor; declined one",
    "recorded_how": "Sound recording, two copies",
}


@pytest.mark.parametrize("outcome", list(InterviewOutcome))
def test_held_declined_and_not_attended_all_satisfy(outcome: InterviewOutcome) -> None:
    assert refused(interview_offered(interview(**(HELD | {"outcome": outcome})), CHARGE)) == []


@pytest.mark.parametrize(
    ("offered", "codes"),
    [
        (None, ["G20_INTERVIEW"]),
        (interview(outcome=None), ["G20_INTERVIEW"]),
        (interview(recorded_at=CHARGE), ["G20_INTERVIEW"]),
        (interview(recorded_at=at("2026-12-01", "09:59")), []),
    ],
)
def test_g20_it_was_offered_and_ended_before_the_charge(offered: Interview | None, codes: list[str]) -> None:
    assert refused(interview_offered(offered, CHARGE)) == codes


def test_nobody_has_missed_an_appointment_that_lies_ahead() -> None:
    verdict = only(interview_offered(interview(), at("2026-11-17", "23:59")))
    assert (verdict.code, verdict.opens_on) == ("G20_INTERVIEW", day("2026-11-18"))
    assert refused(interview_offered(interview(), at("2026-11-18", "00:00"))) == []


@pytest.mark.parametrize("lacking", ["cautioned_at", "rights_explained", "legal_advice", "recorded_how"])
def test_no_interview_is_relied_on_without_caution_and_rights(lacking: str) -> None:
    incomplete = interview(**{field: said for field, said in HELD.items() if field != lacking})
    verdict = only(properly_held(incomplete))
    assert (verdict.code, verdict.overridable) == ("INTERVIEW_CAUTION", False)
    assert refused(properly_held(interview(**HELD))) == []


@pytest.mark.parametrize(
    ("on", "recorded", "codes"),
    [
        ("2026-10-02", at("2026-10-05"), []),
        ("2026-10-03", at("2026-10-05"), ["G20_KNOWLEDGE"]),  # after the last absence: that is no knowing failure
        ("2026-09-29", CHARGE, ["G20_KNOWLEDGE"]),
    ],
)
def test_g20_the_parent_knew_while_the_child_failed_to_attend(on: str, recorded: datetime, codes: list[str]) -> None:
    evidence = [Knowledge(what="A call answered", on=day(on), recorded_at=recorded)]
    assert refused(knowledge(evidence, day("2026-10-02"), CHARGE)) == codes
    assert refused(knowledge([], day("2026-10-02"), CHARGE)) == ["G20_KNOWLEDGE"]


def test_g20_is_asked_for_444_1a_only() -> None:
    without = {"knowledge": [], "interview": None}
    assert refused(instituting(charging_step(prosecution=prosecution(**without)))) == []
    knowing = prosecution(offence=Offence.KNOWING, procedure=Procedure.REQUISITION, **without)
    assert refused(instituting(charging_step(prosecution=knowing))) == ["G20_KNOWLEDGE", "G20_INTERVIEW"]


# Defences -----------------------------------------------------------------------------------------------------------


def test_g22_every_defence_is_screened() -> None:
    for defence in Defence:
        without = [each for each in screens() if each.defence is not defence]
        verdict = only(screened(without, None, BORN, day("2026-12-01")))
        assert (verdict.code, verdict.overridable) == ("G22_DEFENCES", False)
        assert defence.label in verdict.reason
    assert refused(screened(screens(), None, BORN, day("2026-12-01"))) == []
    nothing_suggests = screens(**{defence.name: Finding.NOT_RAISED for defence in Defence})
    assert refused(screened(nothing_suggests, None, BORN, day("2026-12-01"))) == []


def test_g22_ruled_out_needs_a_reason() -> None:
    silent = [each.model_copy(update={"reason": ""}) for each in screens()]
    assert refused(screened(silent, None, BORN, day("2026-12-01"))) == ["G22_DEFENCES"]


@pytest.mark.parametrize("defence", list(Defence))
def test_g22_what_applies_is_no_offence(defence: Defence) -> None:
    verdict = only(screened(screens(**{defence.name: Finding.APPLIES}), None, BORN, day("2026-12-01")))
    assert (verdict.code, verdict.overridable) == ("G22_APPLIES", False)
    again = [*screens(**{defence.name: Finding.APPLIES}), *screens()]
    assert refused(screened(again, None, BORN, day("2026-12-01"))) == [], "the last word counts"


def travelling(attendances: int) -> list[Session]:
    """So many mornings present, ending on Friday 24 September 2027."""
    days = school_days("2026-09-03", "2027-09-24")[-attendances:]
    return codes(*((on.isoformat(), "/O") for on in days))


def test_200_attendances_in_the_twelve_months_ending_with_institution() -> None:
    days = school_days("2026-09-03", "2027-09-24")
    kept = register(codes(*((on.isoformat(), "/O") for on in days)))
    figures = travelling_figures(kept, BORN, day("2027-09-24"))
    assert (figures.year.first, figures.year.last) == (day("2026-09-25"), day("2027-09-24"))
    assert figures.attendances == len([on for on in days if on >= day("2026-09-25")])
    assert not figures.enough
    everywhere = filled(
        "2026-09-03", "2027-09-24", "/", but=[("2026-11-09", "L\\"), ("2026-11-10", "BD"), ("2026-11-11", "UI")]
    )
    assert travelling_figures(everywhere, BORN, day("2027-09-24")).attendances == 2 * figures.attendances - 2


@pytest.mark.parametrize(("attendances", "enough"), [(199, False), (200, True)])
def test_the_edge_of_200(attendances: int, enough: bool) -> None:
    days = school_days("2026-09-25", "2027-09-24")[-100:]
    kept = register(
        codes(*((on.isoformat(), "/\\") for on in days[1:]), (days[0].isoformat(), "/\\" if enough else "/O"))
    )
    figures = travelling_figures(kept, BORN, day("2027-09-24"))
    assert (figures.attendances, figures.enough) == (attendances, enough)


def test_below_six_no_number_is_asked() -> None:
    few = filled("2027-09-20", "2027-09-24", "/")
    assert travelling_figures(few, day("2021-09-25"), day("2027-09-24")).enough
    assert not travelling_figures(few, day("2021-09-24"), day("2027-09-24")).enough


@pytest.mark.parametrize(
    ("institution", "first"), [("2028-02-29", "2027-03-01"), ("2029-02-28", "2028-02-29"), ("2027-03-28", "2026-03-29")]
)
def test_the_twelve_months_over_leap_days_and_clock_changes(institution: str, first: str) -> None:
    assert travelling_figures(register([]), BORN, day(institution)).year.first == day(first)


def test_a_number_that_has_been_overtaken_is_screened_again() -> None:
    kept = filled("2026-09-25", "2027-03-25", "/")
    counted_early = [
        each.model_copy(update={"attendances": 150}) if each.defence is Defence.TRAVELLING else each
        for each in screens()
    ]
    early, late = day("2027-03-01"), day("2027-04-12")
    assert [travelling_figures(kept, BORN, on).attendances for on in (early, late)] == [184, 220]
    assert refused(screened(counted_early, kept, BORN, early)) == []
    assert refused(screened(counted_early, kept, BORN, late)) == ["G22_TRAVELLING"]
    few = filled("2026-12-07", "2027-02-26", "/")
    assert refused(screened(counted_early, few, BORN, late)) == []
