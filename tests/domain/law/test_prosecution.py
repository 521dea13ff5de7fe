"""Before proceedings begin: each thing that stands in the way, to the instant, for each offence."""

from datetime import date, timedelta

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from domain.law.prosecution import instituting, offences
from domain.law.relied_on import leaning_on, looked_at
from domain.proceedings.groundwork import Hand, InForce, LawyersReason
from domain.proceedings.penalty_notice import Payment, PenaltyNotice, Scheme, Withdrawal
from domain.proceedings.prosecution import Authority, Offence, Procedure, Prosecution, Review
from domain.proceedings.relying import ReliedOnRecoded
from tests.domain.law.builders import (
    TERM,
    WEEK,
    at,
    charging_step,
    codes,
    filled,
    given,
    needs,
    only,
    parent,
    prosecution,
    refused,
    register,
    school_days,
    session,
    supervision_note,
    unpaid,
)

day = date.fromisoformat
NOON = at("2026-12-01", "12:00")


def charge(**changed: object) -> list[str]:
    return refused(instituting(charging_step(prosecution=prosecution(**changed))))


def test_nothing_stands_in_the_way_of_a_ready_charge() -> None:
    assert charge() == []
    assert charge(offence=Offence.KNOWING, procedure=Procedure.REQUISITION) == []


# G09: the supervision order considered first ------------------------------------------------------------------------


def test_s10_without_it_no_proceedings_under_either_section() -> None:
    verdict = only(instituting(charging_step(prosecution=prosecution(supervision_considered=None))))
    assert (verdict.code, verdict.overridable, verdict.source.cite) == (
        "G09_SUPERVISION_FIRST",
        False,
        "Education Act 1996 s.447(1)",
    )


@pytest.mark.parametrize(
    ("recorded", "codes"),
    [
        (at("2026-11-12"), []),
        (at("2026-12-01", "11:59:59"), []),  # earlier the same day
        (NOON, ["G09_SUPERVISION_FIRST"]),
        (at("2026-12-01", "12:00:01"), ["G09_SUPERVISION_FIRST"]),
        (at("2026-12-02"), ["G09_SUPERVISION_FIRST"]),
    ],
)
def test_s10_recorded_before_to_the_instant_whatever_day_it_claims(recorded: object, codes: list[str]) -> None:
    note = supervision_note(recorded, on=day("2026-11-12"))
    step = charging_step(NOON, prosecution=prosecution(supervision_considered=note))
    assert refused(instituting(step)) == codes


def test_instants_are_compared_and_not_the_hands_of_clocks() -> None:
    """In the hour that comes twice: 01:30 British Summer Time is before 01:10 Greenwich Mean Time."""
    first_pass = at("2026-10-25", "00:30") + timedelta(hours=1)
    second_pass = first_pass + timedelta(minutes=40)
    assert [f"{each.isoformat()}" for each in (first_pass, second_pass)] == [
        "2026-10-25T00:30:00+00:00",
        "2026-10-25T01:10:00+00:00",
    ]
    note = supervision_note(first_pass)
    made = prosecution(supervision_considered=note)
    found = refused(instituting(charging_step(second_pass, prosecution=made)))
    assert "G09_SUPERVISION_FIRST" not in found
    other_way = prosecution(supervision_considered=supervision_note(second_pass))
    assert "G09_SUPERVISION_FIRST" in refused(instituting(charging_step(first_pass, prosecution=other_way)))


@pytest.mark.parametrize(
    "lacking",
    [
        {"reasons": ""},
        {"social_care_view": ""},
        {"officer": ""},
        {"appropriate": None},
        {"considered_on": day("2026-11-13")},
    ],
)
def test_it_has_a_date_an_officer_reasons_and_the_view_of_social_care(lacking: dict[str, object]) -> None:
    note = supervision_note(at("2026-11-12"), **lacking)
    assert charge(supervision_considered=note) == ["G09_SUPERVISION_FIRST"]


# G10 ----------------------------------------------------------------------------------------------------------------


def test_s19_all_ten_until_28_march_two_on_2_april_none_on_3_april() -> None:
    step = charging_step(at("2027-03-28", "23:30"))
    assert refused(instituting(step)) == []
    assert len(step.within_time().prosecution.sessions) == 10
    late = charging_step(at("2027-04-02", "23:30"))
    assert refused(instituting(late)) == []
    assert [each.day for each in late.within_time().prosecution.sessions] == [day("2026-10-02")] * 2
    together = LawyersReason(lawyer="lawyer", on=day("2027-03-15"), reason="One holiday, one failure")
    continuing = charging_step(at("2027-04-02"), prosecution=prosecution(continuing=together))
    assert len(continuing.within_time().prosecution.sessions) == 10
    assert refused(instituting(continuing)) == []
    assert refused(instituting(charging_step(at("2027-04-03", "00:00")))) == ["G10_OUT_OF_TIME"]


def test_what_has_dropped_out_is_not_judged() -> None:
    """A session of the earliest day was recoded: on 29 March it is out of the charge anyway."""
    changed = TERM.merged([session("2026-09-28", code="I")], day("2027-01-11")).register
    assert refused(instituting(charging_step(at("2027-03-28"), register=changed))) == ["RELIED_ON_RECODED"]
    assert refused(instituting(charging_step(at("2027-03-29"), register=changed))) == []


# G16 and G15 --------------------------------------------------------------------------------------------------------


def with_notice(notice: PenaltyNotice, day_of_charge: str = "2026-12-01", **changed: object) -> list[str]:
    ready = at("2026-10-20", "08:00")
    made = prosecution(
        supervision_considered=supervision_note(ready),
        review=Review(lawyer="lawyer", recorded_at=ready, evidential=True, public_interest=True, reasons="Clear"),
        authority=Authority(by="approver", recorded_at=ready),
        **changed,
    )
    return refused(instituting(charging_step(at(day_of_charge), prosecution=made, notices=[notice])))


def test_s12_no_charge_before_11_november() -> None:
    made = prosecution(
        supervision_considered=supervision_note(at("2026-10-20")),
        review=Review(lawyer="l", recorded_at=at("2026-10-20"), evidential=True, public_interest=True, reasons="Clear"),
        authority=Authority(by="approver", recorded_at=at("2026-10-20")),
    )
    early = only(instituting(charging_step(at("2026-11-10", "23:59"), prosecution=made, notices=[given()])))
    assert (early.code, early.opens_on) == ("G16_PAYMENT_PERIOD", day("2026-11-11"))
    assert with_notice(unpaid(), "2026-11-11") == []
    assert with_notice(given(), "2026-11-11") == ["G16_UNDECIDED"]


def test_s13_what_is_paid_is_not_charged_under_either_subsection() -> None:
    paid = unpaid(payments=[Payment(id="M1", pence=8000, sent_on=day("2026-11-03"))])
    assert with_notice(paid) == ["G16_DISCHARGED"]
    assert with_notice(paid, offence=Offence.KNOWING, procedure=Procedure.REQUISITION) == ["G16_DISCHARGED"]
    too_little = unpaid(payments=[Payment(id="M1", pence=8000, sent_on=day("2026-11-04"))])
    assert with_notice(too_little) == []


def test_after_withdrawal_no_proceedings_for_these_sessions() -> None:
    gone = unpaid(withdrawn=Withdrawal(ground="not-prosecuted", reason="Not worth it", by="s", on=day("2026-11-12")))
    assert with_notice(gone) == ["G16_WITHDRAWN"]


def test_a_notice_that_came_back_keeps_its_28_days_unbegun() -> None:
    returned = unpaid(received_on=None, returned_on=day("2026-10-19"))
    assert with_notice(returned) == ["G16_PAYMENT_PERIOD"]
    lost = LawyersReason(lawyer="lawyer", on=day("2026-11-20"), reason="It never reached anybody")
    assert with_notice(unpaid(received_on=None, returned_on=day("2026-10-19"), never_given=lost)) == []


@pytest.mark.parametrize(
    "other",
    [
        given(person_id="P2"),
        given(child="RC-2026-000009"),
        given(scheme=Scheme.EXCLUDED),
        given(sessions=[session("2026-09-07", code="G")]),
        given(issued_on=None),
    ],
)
def test_only_a_notice_to_this_parent_for_these_sessions_stops_a_charge(other: PenaltyNotice) -> None:
    assert with_notice(other, "2026-10-27") == []


def test_g15_a_session_is_charged_once() -> None:
    before = prosecution(name="prosecution-0", instituted_at=at("2026-11-15"), ended_on=day("2026-11-20"))
    assert refused(instituting(charging_step(earlier=[before]))) == ["G15_USED_BEFORE"]
    other_parent = before.model_copy(update={"person_id": "P2"})
    assert refused(instituting(charging_step(earlier=[other_parent, prosecution()]))) == []


# G19, G20, G29, G31, G21, G01 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"defendant_adult": False}, ["G19_SINGLE_JUSTICE"]),
        ({"defendant_adult": None}, ["G19_SINGLE_JUSTICE"]),
        ({"defendant_adult": None, "procedure": Procedure.REQUISITION}, []),
        ({"offence": Offence.KNOWING}, ["G19_SINGLE_JUSTICE"]),
        ({"procedure": None}, ["OFFENCE_NOT_CHOSEN"]),
        ({"offence": None}, ["OFFENCE_NOT_CHOSEN"]),
        ({"instituted_at": at("2026-11-30")}, ["PROSECUTION_BEGUN"]),
    ],
)
def test_g19_offence_and_procedure(changed: dict[str, object], codes: list[str]) -> None:
    assert charge(**changed) == codes


def test_only_444_1a_can_end_in_prison() -> None:
    assert [offence for offence in Offence if offence.imprisonable] == [Offence.KNOWING]


def test_g29_a_lawyer_who_is_not_the_cases_officer_has_found_both() -> None:
    ready = {"lawyer": "lawyer", "recorded_at": at("2026-11-20"), "evidential": True, "public_interest": True}
    for review in (
        None,
        Review(**ready),
        Review(**(ready | {"lawyer": "officer"}), reasons="Clear"),
        Review(**(ready | {"evidential": False}), reasons="Thin"),
        Review(**(ready | {"public_interest": False}), reasons="A death in the family"),
        Review(**(ready | {"recorded_at": at("2026-12-01")}), reasons="Clear"),
    ):
        assert charge(review=review) == ["G29_REVIEW"]


@pytest.mark.parametrize(
    ("authority", "codes"),
    [
        (None, ["G29_AUTHORITY"]),
        (Authority(by="approver", recorded_at=at("2026-12-01")), ["G29_AUTHORITY"]),
        (Authority(by="approver", recorded_at=at("2026-12-01", "09:59:59")), []),
        (Authority(by="stranger", recorded_at=at("2026-11-23")), ["NOT_AUTHORISED"]),
        (Authority(by="approver", acting_for="officer", recorded_at=at("2026-11-23")), ["G29_SECOND_PERSON"]),
    ],
)
def test_g29_authorised_by_somebody_with_the_power(authority: Authority | None, codes: list[str]) -> None:
    assert charge(authority=authority) == codes


def test_g29_not_by_whoever_wrote_or_edited_it_nor_has_the_case() -> None:
    assert charge(hands=[Hand(person="approver", on=day("2026-11-12"))]) == ["G29_SECOND_PERSON"]
    assert refused(instituting(charging_step(officer="approver"))) == ["G29_SECOND_PERSON"]


def test_g31_and_the_parent_before_a_charge() -> None:
    assert charge(needs=None) == ["G31_NEEDS"]
    assert charge(needs=needs(education_provided=False)) == ["G31_NO_EDUCATION"]
    assert refused(instituting(charging_step(parents=[]))) == ["PARENT_NOT_ANSWERABLE"]
    assert refused(instituting(charging_step(parents=[parent(individual=False)]))) == ["G21_NOT_A_PARENT"]


def test_g01_on_each_date_relied_on_and_not_on_the_day_of_the_charge() -> None:
    last_week = filled("2027-06-21", "2027-06-25", "O")
    step = charging_step(
        at("2027-09-10"),
        prosecution=prosecution(sessions=list(last_week.sessions)),
        register=last_week,
        notices=[],
        born=day("2011-08-31"),
    )
    assert refused(instituting(step)) == []
    assert refused(instituting(charging_step(born=None))) == ["G01_SCHOOL_AGE"]
    assert refused(instituting(charging_step(born=day("2021-09-01")))) == ["G01_SCHOOL_AGE"]


def test_no_444_date_while_a_supervision_order_is_in_force() -> None:
    assert refused(instituting(charging_step(supervision=[InForce(first=day("2026-10-02"))]))) == ["UNDER_SUPERVISION"]
    assert refused(instituting(charging_step(supervision=[InForce(first=day("2026-10-03"))]))) == []
    ended = InForce(first=day("2026-06-01"), last=day("2026-09-28"))
    assert refused(instituting(charging_step(supervision=[ended]))) == ["UNDER_SUPERVISION"]


def test_the_school_in_another_area_is_another_authoritys_charge() -> None:
    assert refused(instituting(charging_step(school_here=False))) == ["G02_OTHER_AUTHORITY"]


# 6.11: recoded since ------------------------------------------------------------------------------------------------


def test_a_recoded_session_lists_every_open_proceeding_that_leans_on_it() -> None:
    merged = TERM.merged([session("2026-09-30", code="I"), session("2026-09-07", code="I")], day("2026-12-07"))
    mine, other_days = prosecution(), prosecution(name="prosecution-2", sessions=[session("2026-09-21")])
    over = prosecution(name="prosecution-3", ended_on=day("2026-11-30"))
    found = list(leaning_on([unpaid(), mine, other_days, over], merged.recoded, day("2026-12-07")))
    assert [(each.proceeding, each.day, each.half, each.was, each.now) for each in found] == [
        ("penalty-notice-1", day("2026-09-30"), "AM", "G", "I"),
        ("prosecution-1", day("2026-09-30"), "AM", "G", "I"),
    ]


def test_it_blocks_the_next_step_until_somebody_has_looked() -> None:
    change = ReliedOnRecoded(
        proceeding="prosecution-1", day=day("2026-09-30"), half="AM", was="G", now="I", on=day("2026-12-07")
    )
    verdict = only(looked_at(prosecution(recoded=[change])))
    assert (verdict.code, verdict.overridable) == ("RELIED_ON_RECODED", False)
    assert "30 September 2026 (morning) from G to I" in verdict.reason
    settled = change.model_copy(update={"settled_by": "lawyer", "settled_why": "Left out of the charge"})
    without = [each for each in WEEK.sessions if each.slot != change.slot]
    ill = TERM.merged([session("2026-09-30", code="I")], day("2026-12-07")).register
    made = prosecution(recoded=[settled], sessions=without)
    assert refused(instituting(charging_step(prosecution=made, register=ill))) == []


# The choice of offence ----------------------------------------------------------------------------------------------


def test_s9_the_choice_of_offence_says_what_stands_in_the_way_of_each() -> None:
    open_to = {offence: refused(found) for offence, found in offences(charging_step()).items()}
    assert open_to == {Offence.ORDER: ["G08_NO_ORDER"], Offence.ABSENCE: [], Offence.KNOWING: []}
    unknowing = charging_step(prosecution=prosecution(knowledge=[], interview=None))
    assert refused(offences(unknowing)[Offence.KNOWING]) == ["G20_KNOWLEDGE", "G20_INTERVIEW"]
    assert refused(offences(unknowing)[Offence.ABSENCE]) == []


def test_only_unauthorised_absences_are_evidence() -> None:
    sessions = [*WEEK.sessions, session("2026-10-05", code="/")]
    assert charge(sessions=sessions) == ["NOT_UNAUTHORISED"]
    assert charge(sessions=[]) == ["NO_SESSIONS"]


def test_an_unresolved_n_is_recoded_before_it_is_charged() -> None:
    week = register(codes(*((on.isoformat(), "NN") for on in school_days("2026-09-28", "2026-10-02"))))
    step = charging_step(prosecution=prosecution(sessions=list(week.sessions)), register=week, notices=[])
    assert refused(instituting(step)) == ["G12_UNRESOLVED"]


def test_the_state_survives_the_journal() -> None:
    made = prosecution()
    assert Prosecution.model_validate(made.model_dump(mode="json")) == made
    assert PenaltyNotice.model_validate(unpaid().model_dump(mode="json")) == unpaid()


# No path without its preconditions ----------------------------------------------------------------------------------

LACKING: dict[str, tuple[dict[str, object], str]] = {
    "supervision order not considered": ({"supervision_considered": None}, "G09_SUPERVISION_FIRST"),
    "considered afterwards": (
        {"supervision_considered": supervision_note(at("2026-12-02"), on=day("2026-11-12"))},
        "G09_SUPERVISION_FIRST",
    ),
    "needs not looked at": ({"needs": None}, "G31_NEEDS"),
    "no lawyer's review": ({"review": None}, "G29_REVIEW"),
    "nobody's authority": ({"authority": None}, "G29_AUTHORITY"),
    "defences not screened": ({"defences": []}, "G22_DEFENCES"),
    "no knowledge": ({"knowledge": []}, "G20_KNOWLEDGE"),
    "no interview": ({"interview": None}, "G20_INTERVIEW"),
    "no sessions": ({"sessions": []}, "NO_SESSIONS"),
    "no procedure": ({"procedure": None}, "OFFENCE_NOT_CHOSEN"),
}
KNOWING: dict[str, object] = {"offence": Offence.KNOWING, "procedure": Procedure.REQUISITION}


@given_by(st.sets(st.sampled_from(sorted(LACKING))))
def test_whatever_is_lacking_is_named_and_nothing_else(lacking: set[str]) -> None:
    changed = dict(KNOWING)
    for each in sorted(lacking):
        changed |= LACKING[each][0]
    found = refused(instituting(charging_step(prosecution=prosecution(**changed))))
    assert set(found) == {LACKING[each][1] for each in lacking}
    assert bool(found) == bool(lacking)


def test_nothing_of_it_is_overridable() -> None:
    bare = charging_step(prosecution=Prosecution(name="prosecution-9", offence=Offence.KNOWING), parents=[], born=None)
    found = list(instituting(bare))
    assert {"G09_SUPERVISION_FIRST", "G20_KNOWLEDGE", "G22_DEFENCES", "G29_REVIEW", "G31_NEEDS"} <= set(refused(found))
    assert not any(verdict.overridable for verdict in found)
